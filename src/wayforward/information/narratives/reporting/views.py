"""The public page on which somebody asks whether a rumour is true, and may report it.

What is written arrives by POST and stands in no address. Only who presses the button that reports
has anything kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wayforward.core.places.reading import provinces
from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.information.narratives.reporting import rules
from wayforward.information.narratives.reporting.actions import (
    EmptyReportError,
    Heard,
    LongReportError,
    look_up,
    receive_report,
)
from wayforward.information.narratives.reporting.answering import Answer
from wayforward.information.narratives.reporting.matched import NoMatcherError, matcher
from wayforward.information.narratives.reporting.queries import days_kept
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.reporting.wording import CHANNELS, REFUSALS
from wayforward.information.narratives.rules import Channel

_log = logging.getLogger(__name__)
_REPORTS = "report"  # the button that has something kept


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the page says after the form: an answer, or why there is none."""

    answer: Answer | None = None
    kept: bool = False
    refusal: str = ""


@csrf_exempt  # no account, no cookie: nobody has anything that could be used in their name
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest) -> HttpResponse:
    """The form, and what is known of a rumour in the same response."""
    text = request.POST.get("text", "").replace("\x00", "")
    outcome = _outcome(request, text) if request.method == "POST" else None
    language = _language(request)
    context = {
        "text": text if outcome is not None and outcome.refusal else "",
        "outcome": outcome,
        "refusal": REFUSALS.get(outcome.refusal) if outcome else None,
        "channels": CHANNELS,
        "provinces": sorted(
            (one.names.in_language(language), code) for code, one in provinces().items()
        ),
        "longest": rules.LONGEST_TEXT,
        "days": days_kept(),
    }
    response = render(request, "narratives/report.html", context, status=_status(outcome))
    if outcome is not None:
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


def _status(outcome: _Outcome | None) -> int:
    if outcome is None or outcome.answer:
        return 200
    return 503 if outcome.refusal == "not_now" else 422


def _outcome(request: HttpRequest, text: str) -> _Outcome:
    kept = request.POST.get("act") == _REPORTS and days_kept() is not None
    try:
        return _Outcome(_answer(request, text, kept), kept)
    except EmptyReportError:
        return _Outcome(refusal="empty")
    except LongReportError:
        return _Outcome(refusal="too_long")
    except (EmbedderUnavailableError, NoMatcherError) as problem:
        _log.warning("%s", problem)
        return _Outcome(refusal="not_now")


def _answer(request: HttpRequest, text: str, kept: bool) -> Answer:
    """In the language of the page: whoever wrote it reads that."""
    if not kept:
        return look_up(text=text, match=matcher(), reader=_language(request))
    heard = Heard(
        text, Intake.WEB, timezone.now().date(), _channel(request), _province(request)
    )  # fmt: skip
    return receive_report(heard=heard, match=matcher(), reader=_language(request)).answer


def _channel(request: HttpRequest) -> Channel | None:
    given = request.POST.get("channel", "")
    return Channel(given) if given in set(Channel) else None


def _province(request: HttpRequest) -> str:
    given = request.POST.get("province", "")
    return given if given in provinces() else ""
