"""Reports entered by field staff without network: the page's frame, its worker, what takes entries.

The frame stands outside the desk and is the same for everybody, so that it can be kept on a device:
no cookie reaches it. What waits on a device and how it is sent is in static/site/field*.js.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.language.digits import READER_DIGITS, reads_extended_digits
from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.information.narratives.reporting import actions
from wayforward.information.narratives.reporting.actions import (
    EmptyReportError,
    Entered,
    LongReportError,
)
from wayforward.information.narratives.reporting.answering import Answer
from wayforward.information.narratives.reporting.desk.forms import HeardForm
from wayforward.information.narratives.reporting.matched import NoMatcherError, matcher
from wayforward.information.narratives.reporting.wording import REFUSALS
from wayforward.information.narratives.rules import Decision

_WORKER = Path(__file__).resolve().parents[4] / "site" / "field_worker.js"
_STORE = "site/field_store.js"
FILES = (
    "site/site.css", "site/desk.css", "site/field_scrubbing.js", _STORE, "site/field.js",
    "site/icons/mark.svg",
)  # fmt: skip
_KEY = re.compile(r"[0-9a-f]{32}")
_MOST_BYTES = 40_000  # of an entry: its text is at most 4,000 letters


@require_safe
def frame(request: HttpRequest) -> HttpResponse:
    """The page without anything in it; the device puts in its day and what waits."""
    form = HeardForm()
    form.fields["day"].initial = None
    language = _language(request)
    return render(request, "narratives/field.html", {"form": form, "words": _words(language)})


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    """The worker with the names of what it keeps; its version is made of their content."""
    pages = [_frame_in(request, code) for code, _name in settings.LANGUAGES]
    worker = _WORKER.read_text(encoding="utf-8")
    parts = [worker.encode(), *(content for _path, content in pages), *map(_content, FILES)]
    head = {
        "VERSION": hashlib.sha256(b"\0".join(parts)).hexdigest()[:16],
        "FILES": [*(path for path, _content in pages), *map(static, FILES)],
        "STORE": static(_STORE),
    }
    said = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in head.items())
    response = HttpResponse(said + worker, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _frame_in(request: HttpRequest, language: str) -> tuple[str, bytes]:
    with translation.override(language):
        return reverse("field-reports"), frame(request).content


def _content(name: str) -> bytes:
    return Path(str(finders.find(name))).read_bytes()


@require_http_methods(["GET", "POST"])
@desk_page(Permission.SEE_EDITING)
def entries(request: HttpRequest) -> HttpResponse:
    """GET: who is signed in, as a digest, and the token a POST needs. POST: one entry of a device.

    `state` says what became of it: kept (also where it was here already), refused with `why`, or
    later, where nothing can be matched now.
    """
    if request.method == "GET":
        who = actions.digest("device of", actor_of(request).name)
        return JsonResponse({"who": who, "token": get_token(request)})
    given = _given(request)
    key = given.pop("key", "")
    if not _KEY.fullmatch(key):
        return _refused(_("This entry cannot be read. Write it again."))
    form = HeardForm(given)
    if not form.is_valid():
        return _refused(" ".join(str(said) for some in form.errors.values() for said in some))
    return _entered(request, key, form)


def _given(request: HttpRequest) -> dict[str, str]:
    if len(request.body) > _MOST_BYTES:
        return {}
    try:
        read = json.loads(request.body)
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return {}
    pairs = read.items() if isinstance(read, dict) else ()
    return {name: str(value).replace("\x00", "") for name, value in pairs}


def _entered(request: HttpRequest, key: str, form: HeardForm) -> HttpResponse:
    try:
        done = actions.enter_once(
            heard=form.heard(), key=key, match=matcher(), actor=actor_of(request),
            reader=_language(request),
        )  # fmt: skip
    except EmptyReportError:
        return _refused(str(REFUSALS["empty"]))
    except LongReportError:
        return _refused(str(REFUSALS["too_long"]))
    except (NoMatcherError, EmbedderUnavailableError):
        return JsonResponse({"state": "later"}, status=503)
    return JsonResponse(_kept(done))


def _refused(why: str) -> HttpResponse:
    return JsonResponse({"state": "refused", "why": why}, status=422)


def _kept(done: Entered) -> dict[str, Any]:
    known = [{"title": one.title, "url": one.url} for one in done.answer.rebuttals]
    kind = _kind(done.answer)
    return {"state": "kept", "again": done.again, "kind": kind, "rebuttals": known}


def _kind(answer: Answer) -> str:
    """answered, perhaps, prepared or new, as the page has words for it."""
    if answer.rebuttals:
        return "answered" if answer.kind is Decision.NEAR_EXACT else "perhaps"
    return "prepared" if answer.kind is Decision.NEAR_EXACT else "new"


def _words(language: str) -> dict[str, Any]:
    """What the page says where it cannot know beforehand what: see static/site/field.js."""
    return {
        "language": language,
        "languages": [code for code, _name in settings.LANGUAGES],
        "digits": READER_DIGITS if reads_extended_digits(language) else "",
        "keep": _("Keep on this device"),
        "change": _("Keep the change"),
        "empty": str(REFUSALS["empty"]),
        "removed": _(
            "Kept on this device. Taken out before: numbers, links or accounts, %(count)s in all."
        ),
        "kept": _("Kept on this device."),
        "people": _("people: %(count)s"),
        "refused": _("Not accepted:"),
        "tried": _("It may have arrived already. It is sent again as it is, and counts once."),
        "left": _(
            "This one has arrived, or was deleted, while you were changing it. Keep it again only"
            " if other people told it to you."
        ),
        "deleted": _("Deleted from this device."),
        "back": _("It is back."),
        "count": _("Waiting on this device: %(count)s."),
        "none": _("Nothing waits on this device."),
        "none_left": _("Everything has arrived. Nothing of it is left on this device."),
        "arrived": _("Arrived: %(count)s. They are deleted from this device."),
        "away": _("There is no internet. What you wrote waits here."),
        "later": _("It could not be taken in now. What you wrote waits here: try again later."),
        "others": _(
            "Waiting until who wrote them signs in, because they would count by your word:"
            " %(count)s."
        ),
        "full": _("It could not be kept: there may be no room on this device."),
        "kinds": {
            "answered": _("Arrived. What official sources say:"),
            "perhaps": _("Arrived. It may be one of these:"),
            "prepared": _("Arrived. Others have told us this too; our answer is being prepared."),
            "new": _("Arrived. We do not know this one yet."),
        },
    }
