"""Cards as signed files to keep and to pass on, and the key they are checked with."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.documents.signing import public_key, public_key_text
from wayforward.core.outside.signatures import key_name
from wayforward.information.cards.pack.packing import pack_bytes
from wayforward.information.cards.queries import LANGUAGES

_KEY = 80


@require_safe
def whole_pack(request: HttpRequest) -> HttpResponse:
    """Every card in every language, or with `?card=` the one that is called so."""
    key = request.GET.get("card", "")[:_KEY].replace("\x00", "")
    return _pack(LANGUAGES, key)


@require_safe
def language_pack(request: HttpRequest, language: str) -> HttpResponse:
    """Every card in one language."""
    if language not in LANGUAGES:
        raise Http404("language")
    return _pack((language,), "")


def _pack(languages: tuple[str, ...], key: str) -> HttpResponse:
    minute = timezone.now().replace(second=0, microsecond=0)
    content = pack_bytes(languages, minute, key)
    if not content:
        raise Http404("cards")
    response = HttpResponse(content, content_type="application/json")
    name = key or (languages[0] if len(languages) == 1 else "all")
    response["Content-Disposition"] = f'inline; filename="wayforward-answers-{name}.json"'
    response["Cache-Control"] = "public, max-age=60"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def pack_key(request: HttpRequest) -> HttpResponse:
    """The public key that packs are signed with."""
    content = {
        "algorithm": "Ed25519",
        "key": key_name(public_key()),
        "public_key": public_key_text(),
    }
    return JsonResponse(content, json_dumps_params={"indent": 2})
