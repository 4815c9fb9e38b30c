"""The desk's pages of rebuttals: all of a language, and one with everything that can be done.

A page parses, calls one action, and shows what came of it; every refusal keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.core.citations.actions import NothingInDoubtError
from wayforward.core.citations.queries import Amber
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.cards.desk.editing import ShownDoubt, shown_doubts
from wayforward.information.materials.offering import offers
from wayforward.information.narratives import queries
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.publishing import actions
from wayforward.information.narratives.publishing.desk.forms import (
    RebuttalForm,
    VerdictForm,
    rebuttal_form,
    verdict_form,
)
from wayforward.information.narratives.publishing.materials import material_text
from wayforward.information.narratives.queries import Shown
from wayforward.information.narratives.reporting.queries import Seen, seen
from wayforward.information.narratives.rules import State
from wayforward.information.narratives.wording import FAULTS, OBSTACLES, STATES

Does = Callable[[HttpRequest, ClaimText], str]


@dataclass(frozen=True, slots=True)
class Editing:
    """One text as the desk shows it, with what changed on its pages."""

    text: ClaimText
    amber: Amber | None
    doubts: tuple[ShownDoubt, ...]


@require_safe
@desk_page(Permission.SEE_EDITING)
def rumours(request: HttpRequest) -> HttpResponse:
    """Every claim in one language with its verdict and state, by narrative."""
    language = _tongue(request.GET.get("language", ""), request)
    state = request.GET.get("state", "")
    rows = queries.shown(list(queries.claim_texts(language)))
    mine = actor_of(request).name if request.GET.get("mine") else None
    context = {
        "rows": [
            one
            for one in rows
            if state in ("", one.state) and mine in (None, one.text.assigned_to)
        ],
        "mine": mine is not None,
        "language": language,
        "languages": queries.LANGUAGES,
        "state": state,
        "states": [*((one.value, words) for one, words in STATES.items()),
                   ("amber", _("Under review"))],
    }  # fmt: skip
    return render(request, "narratives/desk/rumours.html", context)


def _tongue(asked: str, request: HttpRequest) -> str:
    return asked if asked in queries.LANGUAGES else str(getattr(request, "LANGUAGE_CODE", "en"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_EDITING)
def rumour(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """One claim in one language: what it stands on, how often it was seen, its words, its steps."""
    text = queries.text_of(key, language)
    if text is None:
        raise Http404("claim")
    does = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request, text)
    if does == "save":
        return _save(request, text)
    if does == "judge":
        return _judge(request, text)
    if does not in _DOES:
        raise Http404("no such button")
    try:
        messages.success(request, _DOES[does](request, text))
    except _REFUSALS as refusal:
        messages.error(request, _refused(refusal))
    return redirect("desk-rumour", key=key, language=language)


def _page(
    request: HttpRequest, text: ClaimText, status: int = 200, **forms: RebuttalForm | VerdictForm
) -> HttpResponse:
    [shown] = queries.shown([text])
    context = {
        "shown": shown,
        "edit": Editing(text, shown.amber, shown_doubts(text.published_id)),
        "languages": queries.LANGUAGES,
        "writers": queries.writers(text.language),
        "me": actor_of(request).name,
        "state_name": STATES[State(text.state)],
        "form": forms.get("form") or rebuttal_form(text),
        "verdict_form": forms.get("verdict_form") or verdict_form(text.claim),
        "offers": offers(material_text(shown, on=timezone.now().date())),
        **_standing(request, shown),
    }
    return render(request, "narratives/desk/rumour.html", context, status=status)


def _standing(request: HttpRequest, shown: Shown) -> Mapping[str, object]:
    """How often it was seen, and what stands against publishing it as this person."""
    today = timezone.now().date()
    try:
        how_often: Seen = seen(shown.claim, on=today)
        found = queries.obstacles(
            shown.text, reader=actor_of(request).name, sightings=how_often.sightings, on=today
        )
    except RuleSetError as problem:
        return {"no_rule": str(problem)}
    return {"seen": how_often, "obstacles": [OBSTACLES[one.key] for one in found]}


def _save(request: HttpRequest, text: ClaimText) -> HttpResponse:
    form = RebuttalForm(request.POST)
    if not form.is_valid():
        return _page(request, text, 422, form=form)
    try:
        actions.edit(
            text_id=text.pk,
            revision=form.cleaned_data["revision"],
            said=form.said(),
            wordings=form.wanted_wordings(),
            actor=actor_of(request),
            why=form.cleaned_data["why"],
        )
    except actions.FaultyWordsError as refusal:
        form.tell(refusal.faults)
        return _page(request, text, 422, form=form)
    except actions.EditedMeanwhileError as refusal:
        return _meanwhile(request, refusal.text)
    except RuleSetError as refusal:
        form.add_error(None, _refused(refusal))
        return _page(request, text, 422, form=form)
    messages.success(request, _("Saved as a draft. A second reader puts it before the public."))
    return redirect("desk-rumour", key=text.claim.key, language=text.language)


def _meanwhile(request: HttpRequest, text: ClaimText) -> HttpResponse:
    """What was typed stays; saving again goes over what the other person saved, who is named."""
    given = request.POST.copy()
    given["revision"] = str(text.revision)
    form = RebuttalForm(given)
    form.full_clean()
    said = _("%(who)s saved this text meanwhile: “%(title)s”. What you typed is still here.")
    form.add_error(None, said % {"who": text.updated_by, "title": text.title})
    return _page(request, text, 409, form=form)


def _judge(request: HttpRequest, text: ClaimText) -> HttpResponse:
    form = VerdictForm(request.POST, prefix="verdict")
    if form.is_valid():
        try:
            actions.judge(claim_id=text.claim_id, actor=actor_of(request), **form.given())
        except actions.FaultyWordsError as refusal:
            form.add_error("until", str(_fault(refusal)))
        else:
            messages.success(request, _("Judged. What was published otherwise is a draft again."))
            return redirect("desk-rumour", key=text.claim.key, language=text.language)
    return _page(request, text, 422, verdict_form=form)


def _fault(refusal: actions.FaultyWordsError) -> str:
    return str(FAULTS[next(iter(refusal.faults.values()))])


def _assign(request: HttpRequest, text: ClaimText) -> str:
    to = request.POST.get("to", "")[:150]
    actions.assign(text_id=text.pk, to=to, actor=actor_of(request))
    return _("%(who)s takes care of it.") % {"who": to} if to else _("Nobody's in particular now.")


def _submit(request: HttpRequest, text: ClaimText) -> str:
    actions.submit(text_id=text.pk, actor=actor_of(request))
    return _("Handed to a second reader.")


def _send_back(request: HttpRequest, text: ClaimText) -> str:
    actions.send_back(text_id=text.pk, actor=actor_of(request), why=_why(request))
    return _("Sent back, with your reason in the log.")


def _publish(request: HttpRequest, text: ClaimText) -> str:
    actions.publish(text_id=text.pk, revision=_revision(request), actor=actor_of(request))
    return _("Published. It is on the public site now.")


def _withdraw(request: HttpRequest, text: ClaimText) -> str:
    actions.withdraw(text_id=text.pk, actor=actor_of(request), why=_why(request))
    return _("Withdrawn. It waits for a second reader again.")


def _confirm(request: HttpRequest, text: ClaimText) -> str:
    actions.confirm(text_id=text.pk, actor=actor_of(request), why=_why(request))
    return _("Confirmed. The public page no longer says that it is under review.")


def _take_back(request: HttpRequest, text: ClaimText) -> str:
    actions.take_back_confirmation(text_id=text.pk, actor=actor_of(request))
    return _("Taken back: it is under review again.")


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "")[:300]


def _revision(request: HttpRequest) -> int:
    return whole_number(request.POST, "revision", otherwise=0)


_DOES: dict[str, Does] = {
    "assign": _assign,
    "submit": _submit,
    "send-back": _send_back,
    "publish": _publish,
    "withdraw": _withdraw,
    "confirm": _confirm,
    "take-back": _take_back,
}
_REFUSALS = (
    actions.EditedMeanwhileError,
    actions.NotInThatStateError,
    actions.NotPublishableError,
    actions.NothingToTakeBackError,
    actions.NoWriterError,
    NothingInDoubtError,
    RuleSetError,
)


def _refused(refusal: Exception) -> str:
    if isinstance(refusal, actions.NotPublishableError):
        return " ".join(str(OBSTACLES[one.key]) for one in refusal.obstacles)
    known = (words for kind, words in _REFUSED if isinstance(refusal, kind))
    return str(
        next(known, _("This step is not open any more. Look at the text again, then decide."))
    )


_REFUSED: tuple[tuple[type[Exception], Promise], ...] = (
    (
        actions.EditedMeanwhileError,
        lazy("Somebody saved this text meanwhile. Look at it again, then decide."),
    ),
    (
        actions.NoWriterError,
        lazy("This person may not write it: choose somebody of the list."),
    ),
    (actions.NothingToTakeBackError, lazy("There is nothing to take back.")),
    (NothingInDoubtError, lazy("Nothing is in doubt about this text any more.")),
    (
        RuleSetError,
        lazy("A parameter of the rules is missing: nothing is published or saved without it."),
    ),
)
