"""The desk's pages of reports: what waits to be sorted, and a new one from staff."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.core.language.digits import to_reader
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.information.narratives import queries as narratives
from wayforward.information.narratives.reporting import actions, queries, sorting_actions
from wayforward.information.narratives.reporting.actions import (
    EmptyReportError,
    LongReportError,
    Receipt,
)
from wayforward.information.narratives.reporting.desk.forms import HeardForm
from wayforward.information.narratives.reporting.matched import NoMatcherError, matcher
from wayforward.information.narratives.reporting.sorting_actions import NoSuchClaimError
from wayforward.information.narratives.reporting.wording import REFUSALS

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SORT_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """What waits, by reach times harm; buttons say what the same words tell."""
    if request.method == "POST":
        _sort(request)
        return redirect("desk-reports")
    titles = dict(_claims(request))
    context: dict[str, object] = {"claims": titles}
    try:
        waiting = queries.waiting(on=timezone.now().date(), most=_SHOWN)
        context["waiting"] = [(titles.get(one.suggested, one.suggested), one) for one in waiting]
    except RuleSetError as problem:
        context["refused"] = str(problem)
    return render(request, "narratives/desk/reports.html", context)


def _claims(request: HttpRequest) -> list[tuple[str, str]]:
    """Every active claim to put a report under: key and title in the reader's language."""
    language = str(getattr(request, "LANGUAGE_CODE", "en"))
    return [(text.claim.key, text.title) for text in narratives.claim_texts(language)]


def _sort(request: HttpRequest) -> None:
    does = _DOES.get(request.POST.get("do", ""))
    if does is None:
        raise Http404("no such button")
    alike = queries.alike(whole_number(request.POST, "report"))
    try:
        with transaction.atomic():  # sorted and without its words, or neither
            count = does(request, alike)
            if request.POST.get("names"):
                sorting_actions.take_words_away(report_ids=alike, actor=actor_of(request))
    except NoSuchClaimError:
        messages.error(request, _("That could not be done: look at the report again, then decide."))
        return
    said = _("Sorted. Reports with these words: %(count)s.")
    shown = to_reader(str(count), str(getattr(request, "LANGUAGE_CODE", "en")))
    messages.success(request, said % {"count": shown})


def _confirm(request: HttpRequest, alike: list[int]) -> int:
    claim = queries.suggestion(whole_number(request.POST, "report"))
    return sorting_actions.put_under(report_ids=alike, claim=claim, actor=actor_of(request))


def _reject(request: HttpRequest, alike: list[int]) -> int:
    return sorting_actions.reject_matches(report_ids=alike, actor=actor_of(request))


def _put(request: HttpRequest, alike: list[int]) -> int:
    given = request.POST.get("claim", "").strip()
    # What is chosen from the list is a title in the reader's language; a key is taken, too.
    claim = {title: key for key, title in _claims(request)}.get(given, given)
    return sorting_actions.put_under(report_ids=alike, claim=claim, actor=actor_of(request))


def _set_aside(request: HttpRequest, alike: list[int]) -> int:
    why = request.POST.get("why", "")[:300]
    return sorting_actions.set_aside(report_ids=alike, actor=actor_of(request), why=why)


_DOES: dict[str, Callable[[HttpRequest, list[int]], int]] = {
    "confirm": _confirm,
    "reject": _reject,
    "put": _put,
    "set-aside": _set_aside,
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_EDITING)
def new_report(request: HttpRequest) -> HttpResponse:
    """What staff were told by people; answered at once like any report."""
    form = HeardForm(request.POST or None)
    done = _entered(request, form) if request.method == "POST" and form.is_valid() else None
    if done is not None:
        form = HeardForm()
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "done": done, "answer": done.answer if done else None}
    return render(request, "narratives/desk/new.html", context, status=status)


def _entered(request: HttpRequest, form: HeardForm) -> Receipt | None:
    reader = str(getattr(request, "LANGUAGE_CODE", "en"))
    try:
        return actions.enter_report(
            heard=form.heard(), match=matcher(), actor=actor_of(request), reader=reader
        )
    except EmptyReportError:
        form.add_error("text", str(REFUSALS["empty"]))
    except LongReportError:
        form.add_error("text", str(REFUSALS["too_long"]))
    except (NoMatcherError, EmbedderUnavailableError):
        form.add_error("text", str(REFUSALS["not_now"]))
    return None
