"""Pages of the site itself: the way in by language, about, method, privacy, guide to the API."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from wayforward.conf import environment
from wayforward.core.access.limiting import BURST, REFILL_PER_SECOND
from wayforward.core.language.direction import is_right_to_left
from wayforward.core.language.tags import html_tag
from wayforward.site.api import api

DEFAULT_LANGUAGE = "fa-af"
_TONGUE_OF = {"fa": "fa-af", "prs": "fa-af", "ps": "ps", "en": "en"}


def language_for(accepted: str) -> str:
    """The site's language for an Accept-Language header; Dari where none of ours is named."""
    for code, _weight in parse_accept_lang_header(accepted.lower()):
        tongue = _TONGUE_OF.get(code.split("-")[0])
        if tongue:
            return tongue
    return DEFAULT_LANGUAGE


@require_safe
def way_in(request: HttpRequest) -> HttpResponse:
    """From `/` to the front page in the reader's language."""
    language = language_for(request.headers.get("Accept-Language", ""))
    with translation.override(language):
        response = redirect("front")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this site is and is not."""
    return render(request, "site/about.html")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How answers are found, what the dates mean, where it can go wrong."""
    return render(request, "site/method.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is never stored. Says so when the operator lets another computer compare meanings."""
    context = {"remote_embedder": bool(environment().embedder_url)}
    return render(request, "site/privacy.html", context)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the site on its home screen."""
    language = str(getattr(request, "LANGUAGE_CODE", DEFAULT_LANGUAGE))
    sizes = {"192x192": "icon-192.png", "512x512": "icon-512.png"}
    icons = [
        {"src": static(f"site/icons/{name}"), "sizes": size, "type": "image/png"}
        for size, name in sizes.items()
    ]
    icons.append({"src": static("site/icons/mark.svg"), "sizes": "any", "type": "image/svg+xml"})
    content = {
        "name": _("Way forward"),
        "short_name": _("Way forward"),
        "description": _("Ask the official sources"),
        "lang": html_tag(language),
        "dir": "rtl" if is_right_to_left(language) else "ltr",
        "id": "/",
        "start_url": reverse("front"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f3",
        "theme_color": "#1d4591",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Where old browsers look for an icon."""
    return redirect(static("site/icons/icon-192.png"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the pages, not the questions, the copies, the paper or the desk."""
    closed = [f"Disallow: /{code}/ask" for code, _name in settings.LANGUAGES]
    closed += [f"Disallow: /{code}/desk" for code, _name in settings.LANGUAGES]
    closed += ["Disallow: /stored/", "Disallow: /api/", "Disallow: /*.pdf$"]
    map_of_all = f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"
    lines = ["User-agent: *", *closed, "", map_of_all, ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the API, as the guide shows it."""

    name: str
    place: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A way the API answers."""

    status: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    responses: tuple[Reply, ...]


def _parameters(schema: dict[str, Any], call: dict[str, Any]) -> tuple[Parameter, ...]:
    listed = [
        Parameter(p["name"], p["in"], p.get("required", False), p["schema"].get("description", ""))
        for p in call.get("parameters", [])
    ]
    content = call.get("requestBody", {}).get("content", {}).get("application/json")
    if content:
        name = content["schema"]["$ref"].rsplit("/", 1)[1]
        body = schema["components"]["schemas"][name]
        needed = body.get("required", [])
        listed += [
            Parameter(key, "body", key in needed, value.get("description", ""))
            for key, value in body["properties"].items()
        ]
    return tuple(listed)


def _operations() -> list[Operation]:
    schema = api.get_openapi_schema()
    return [
        Operation(
            method=verb.upper(),
            path=path,
            summary=call.get("summary", ""),
            description=call.get("description", ""),
            parameters=_parameters(schema, call),
            responses=tuple(
                Reply(str(status), reply["description"])
                for status, reply in call["responses"].items()
            ),
        )
        for path, calls in schema["paths"].items()
        for verb, call in calls.items()
    ]


@require_safe
def api_guide(request: HttpRequest) -> HttpResponse:
    """The API in words, made from its own schema; loads nothing from elsewhere."""
    minute = round(REFILL_PER_SECOND * 60)
    context = {
        "operations": _operations(),
        "schema_address": reverse("api-1:openapi-json"),
        "ask_address": request.build_absolute_uri(reverse("api-1:ask")),
        "limit_sentence": (
            f"A network may ask {BURST} questions at once and {minute} a minute after that. Beyond"
            " it the answer is 429 with Retry-After in seconds. No address is stored for this."
        ),
    }
    return render(request, "site/api_guide.html", context)
