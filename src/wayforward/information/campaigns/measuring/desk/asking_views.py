"""The desk's pages of understanding: areas, questions, answers, what they say; the planner."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns.desk.views import campaign_or_404
from wayforward.information.campaigns.links.codes import spoken
from wayforward.information.campaigns.measuring import (
    answer_actions,
    asking_actions,
    queries,
    wording,
)
from wayforward.information.campaigns.measuring.desk.forms import (
    AnswersForm,
    AreaForm,
    AskingForm,
    PlanForm,
    QuestionForm,
)
from wayforward.information.campaigns.measuring.models import Area, Question
from wayforward.information.campaigns.measuring.parameters import least_answers, number, share
from wayforward.information.campaigns.measuring.planning import (
    Plan,
    PlanError,
    plan,
    smallest_difference,
)
from wayforward.information.campaigns.measuring.refusals import (
    AnswerFileError,
    MeasuringError,
    NoSuchAnswerError,
    NotThereError,
)
from wayforward.information.campaigns.measuring.rules import CONFIDENCE, DESIGN_EFFECT, POWER
from wayforward.information.campaigns.models import Campaign

Form = AreaForm | QuestionForm | AskingForm | AnswersForm
_LONGEST_WHY = 300
_MOST_PROBLEMS = 10  # rows named on the page; the command names all
_LARGEST_FILE = 20_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_CAMPAIGNS)
def effect(request: HttpRequest, key: str) -> HttpResponse:
    """What people know, with everything that asking needs."""
    campaign = campaign_or_404(key)
    if request.method != "POST":
        return _page(request, campaign)
    does = request.POST.get("do", "")
    if does in _FORMS:
        return _fill(request, campaign, does)
    if does not in _DOES:
        raise Http404("no such button")
    try:
        messages.success(request, _DOES[does](request, campaign))
    except MeasuringError as refusal:
        messages.error(request, wording.refusal_in_words(refusal))
    return redirect("desk-campaign-effect", key=key)


def _page(
    request: HttpRequest, campaign: Campaign, status: int = 200, **filled: Form
) -> HttpResponse:
    forms = {name: filled.get(name) or make(campaign, None) for name, (make, _do) in _FORMS.items()}
    context: dict[str, object] = {
        "campaign": campaign,
        "areas": [
            (one, wording.place_in_words(one.place), str(wording.ARMS[one.arm]))  # type: ignore[index]
            for one in queries.areas_of(campaign)
        ],
        "questions": [_shown(one) for one in queries.questions_of(campaign)],
        "forms": forms,
    }
    context |= _results(campaign)
    return render(request, "campaigns/measuring/effect.html", context, status=status)


def _shown(one: Question) -> dict[str, object]:
    """A question with its answers and its codes, as the page shows it."""
    return {
        "question": one,
        "asks": wording.asks(one),
        "answers": wording.answers(one),
        "right": wording.answers(one)[one.right],
        "codes": [
            (code, spoken(code.code), wording.place_in_words(code.area.place),
             str(wording.WAVES[code.wave]))  # type: ignore[index]
            for code in one.codes.all()
            if code.withdrawn_at is None
        ],
    }  # fmt: skip


def _results(campaign: Campaign) -> dict[str, object]:
    # What draws is large, and most web processes never do.
    from wayforward.information.campaigns.measuring.reporting import effect_picture

    today = timezone.now().date()
    try:
        least = least_answers(on=today, arrangement=campaign.arrangement.key)
        found = queries.effects(campaign, on=today)
    except RuleSetError as problem:
        return {"refused": str(problem)}
    results = [
        (wording.asks(one.question), wording.effect_in_words(one.effect, least),
         effect_picture(one.effect))
        for one in found
    ]  # fmt: skip
    return {"results": results, "least": least}


def _fill(request: HttpRequest, campaign: Campaign, does: str) -> HttpResponse:
    make, do = _FORMS[does]
    form = make(campaign, request)
    if form.is_valid():
        try:
            messages.success(request, do(request, campaign, form))
        except MeasuringError as refusal:
            form.add_error(None, wording.refusal_in_words(refusal))
        else:
            return redirect("desk-campaign-effect", key=campaign.key)
    return _page(request, campaign, 422, **{does: form})


def _add_area(request: HttpRequest, campaign: Campaign, form: AreaForm) -> str:
    place = form.cleaned_data["place"]
    asking_actions.add_area(
        campaign=campaign, place=place, arm=form.arm_of(), actor=actor_of(request)
    )
    return _("People are asked in %(place)s.") % {"place": wording.place_in_words(place)}


def _write(request: HttpRequest, campaign: Campaign, form: QuestionForm) -> str:
    asking_actions.write_question(
        campaign=campaign, key=form.cleaned_data["key"], asked=form.asked(),
        actor=actor_of(request),
    )  # fmt: skip
    return _("The question is kept.")


def _open(request: HttpRequest, campaign: Campaign, form: AskingForm) -> str:
    code = asking_actions.open_asking(
        question=_question(campaign, form.cleaned_data["question"]),
        area=_area(campaign, form.cleaned_data["area"]),
        wave=form.wave_of(), actor=actor_of(request),
    )  # fmt: skip
    return _("The code is %(code)s.") % {"code": spoken(code.code)}


def _enter(request: HttpRequest, campaign: Campaign, form: AnswersForm) -> str:
    chosen = form.chosen()
    if chosen is None:
        raise NoSuchAnswerError
    given = form.cleaned_data
    cell = answer_actions.Cell(
        _question(campaign, given["question"]), _area(campaign, given["area"]), form.wave_of(),
        given["language"], chosen,
    )  # fmt: skip
    answer_actions.enter_answers(
        cell=cell, count=given["count"], actor=actor_of(request), why=given["why"]
    )
    return _("The answers are counted.")


def _question(campaign: Campaign, key: str) -> Question:
    found = Question.objects.filter(campaign=campaign, key=key, withdrawn_at=None).first()
    if found is None:
        raise NotThereError("The question")
    return found


def _area(campaign: Campaign, place: str) -> Area:
    found = Area.objects.filter(campaign=campaign, place=place).first()
    if found is None:
        raise NotThereError("The area")
    return found


def _remove_area(request: HttpRequest, campaign: Campaign) -> str:
    place = request.POST.get("place", "")
    asking_actions.remove_area(campaign=campaign, place=place, actor=actor_of(request))
    return _("Nobody is asked there any more.")


def _withdraw(request: HttpRequest, campaign: Campaign) -> str:
    question = _question(campaign, request.POST.get("question", ""))
    why = request.POST.get("why", "")[:_LONGEST_WHY]
    asking_actions.withdraw_question(key=question.key, actor=actor_of(request), why=why)
    return _("The question is asked no more and left out of what is said.")


def _put_back(request: HttpRequest, campaign: Campaign) -> str:
    key = request.POST.get("question", "")
    if not campaign.questions.filter(key=key).exists():
        raise Http404("question")
    asking_actions.put_back_question(key=key, actor=actor_of(request))
    return _("The question is asked again.")


def _close(request: HttpRequest, campaign: Campaign) -> str:
    code = request.POST.get("code", "")
    if not campaign.questions.filter(codes__code=code).exists():
        raise Http404("code")
    asking_actions.close_asking(code=code, actor=actor_of(request))
    return _("No more answers are taken under this code.")


def _import(request: HttpRequest, campaign: Campaign) -> str:
    """Read the file that was sent; every row that is left out is named with its problem."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size or sent.size > _LARGEST_FILE:
        raise AnswerFileError(_("Choose a CSV file of at most 20 MB."))
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        for chunk in sent.chunks():
            kept.write(chunk)
        kept.flush()
        done = answer_actions.import_answers(
            campaign=campaign, path=Path(kept.name), actor=actor_of(request)
        )
    for bad in done.bad[:_MOST_PROBLEMS]:
        messages.error(request, str(bad))
    if done.bad and done.answers:
        messages.warning(
            request,
            _("Mend these and send them alone: the other rows would be counted twice."),
        )
    said = _("Rows read: %(rows)s. Answers counted: %(answers)s. Rows left out: %(bad)s.")
    counts = {"rows": done.rows, "answers": done.answers, "bad": len(done.bad)}
    return said % {name: wording.number(count) for name, count in counts.items()}


Fills = Callable[[HttpRequest, Campaign, Any], str]  # the form that was made for it
Makes = Callable[[Campaign, HttpRequest | None], Form]


def _sent(request: HttpRequest | None) -> object:
    return request.POST if request is not None else None


_FORMS: dict[str, tuple[Makes, Fills]] = {
    "area": (lambda campaign, sent: AreaForm(_sent(sent), prefix="area"), _add_area),
    "ask": (lambda campaign, sent: QuestionForm(_sent(sent), prefix="ask"), _write),
    "open": (lambda campaign, sent: AskingForm(campaign, _sent(sent), prefix="open"), _open),
    "enter": (lambda campaign, sent: AnswersForm(campaign, _sent(sent), prefix="enter"), _enter),
}
_DOES: dict[str, Callable[[HttpRequest, Campaign], str]] = {
    "remove-area": _remove_area,
    "withdraw": _withdraw,
    "put-back": _put_back,
    "close": _close,
    "import": _import,
}


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def planner(request: HttpRequest) -> HttpResponse:
    """How many answers it takes to see what a campaign changed."""
    today = timezone.now().date()
    context: dict[str, object] = {}
    try:
        start = {
            "power": 100 * share(POWER, on=today),
            "design_effect": number(DESIGN_EFFECT, on=today),
        }
        confidence = share(CONFIDENCE, on=today)
    except RuleSetError as problem:
        return render(request, "campaigns/measuring/plan.html", {"refused": str(problem)})
    form = PlanForm(request.GET) if request.GET else PlanForm(initial=start)
    if form.is_bound and form.is_valid():
        context |= _planned(form, confidence)
    status = 422 if form.is_bound and form.errors else 200
    context |= {"form": form, "confidence": wording.number(100 * confidence)}
    return render(request, "campaigns/measuring/plan.html", context, status=status)


def _planned(form: PlanForm, confidence: float) -> dict[str, object]:
    try:
        found: Plan = plan(form.wanted(confidence))
    except PlanError as problem:
        form.add_error(None, wording.plan_refusal(problem))
        return {}
    half = found.answers_per_group // 2
    with_half = smallest_difference(found.wanted, half) if half else None
    return {
        "plan": found,
        "half": half,
        "with_half": abs(round(100 * with_half)) if with_half is not None else None,
    }
