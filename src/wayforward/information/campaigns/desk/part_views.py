"""The desk's pages of the parts of a chain: a message, a material with its placements, outcomes.

Every part can be withdrawn with a reason and put back; withdrawing is never removing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.core.citations.actions import NothingInDoubtError
from wayforward.information.campaigns import (
    chain_actions,
    doubt_actions,
    public_queries,
    standing,
    withdrawing_actions,
)
from wayforward.information.campaigns.desk import presenting
from wayforward.information.campaigns.desk.part_forms import (
    ChooseForm,
    MessageForm,
    OutcomeForm,
    ResultForm,
    SpotForm,
    WordsForm,
    message_initial,
    words_initial,
)
from wayforward.information.campaigns.desk.views import campaign_or_404, say_taken_back
from wayforward.information.campaigns.drafting import first_words
from wayforward.information.campaigns.materials import forms, material_text
from wayforward.information.campaigns.models import Campaign, Material, Message, Outcome, Placement
from wayforward.information.campaigns.refusals import CampaignError, FaultyError
from wayforward.information.campaigns.revising import Edited
from wayforward.information.campaigns.rules import MaterialKind
from wayforward.information.campaigns.wording import FAULTS, refusal_in_words
from wayforward.information.cards.desk.editing import shown_doubts
from wayforward.information.materials.offering import Offer, offers

Form = MessageForm | WordsForm | SpotForm | OutcomeForm | ResultForm


def _saved(request: HttpRequest, form: Form, save: Callable[[], Edited]) -> Edited | None:
    """What an action made of a form; None where it was refused, and then the form says why."""
    if not form.is_valid():
        return None
    try:
        edited = save()
    except FaultyError as refusal:
        form.tell(refusal.faults)
        return None
    except CampaignError as refusal:
        form.add_error(None, refusal_in_words(refusal))
        return None
    say_taken_back(request, edited)
    return edited


def _withdraw_or_back(request: HttpRequest, part: Message | Material | Placement | Outcome) -> bool:
    """Whether the page asked to withdraw a part or to put it back, and it was tried."""
    does = request.POST.get("do", "")
    who = presenting.who_of(request)
    try:
        if does == "withdraw":
            why = request.POST.get("why", "").strip()[:400]
            say_taken_back(request, withdrawing_actions.withdraw(part=part, why=why, who=who))
        elif does == "put-back":
            say_taken_back(request, withdrawing_actions.put_back(part=part, who=who))
        else:
            return False
    except FaultyError as refusal:
        for why in refusal.faults.values():
            messages.error(request, str(FAULTS[why]))
    except CampaignError as refusal:
        messages.error(request, refusal_in_words(refusal))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.EDIT_CAMPAIGN)
def message_page(request: HttpRequest, key: str, number: int = 0) -> HttpResponse:
    """A message: what it says, the claim it answers, the cards it carries; a new one without a
    number.
    """
    one = campaign_or_404(key)
    message = one.messages.filter(pk=number).first() if number else None
    if number and message is None:
        raise Http404("message")
    if message and request.method == "POST" and _withdraw_or_back(request, message):
        return redirect("desk-campaign", key=key)
    form = MessageForm(request.POST or None, initial=message_initial(message) if message else {})
    if request.method == "POST" and _saved(
        request, form, lambda: _save_message(request, one, message, form)
    ):
        return redirect("desk-campaign", key=key)
    context = {"form": form, "campaign": one, "message": message}
    return render(request, "campaigns/desk/message.html", context, status=_status(form))


def _save_message(
    request: HttpRequest, one: Campaign, message: Message | None, form: MessageForm
) -> Edited:
    who = presenting.who_of(request)
    if message is None:
        return chain_actions.add_message(campaign_id=one.pk, who=who, **form.given())
    return chain_actions.edit_message(message_id=message.pk, who=who, **form.given())


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.EDIT_CAMPAIGN)
def new_material(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A message put into one kind of material in one language: chosen first, then worded."""
    one = campaign_or_404(key)
    message = one.messages.filter(pk=number, withdrawn_at=None).select_related("claim").first()
    if message is None:
        raise Http404("message")
    choose = ChooseForm(request.GET if "kind" in request.GET else None)
    form: WordsForm | None = None
    if choose.is_bound and choose.is_valid():
        kind = MaterialKind(choose.cleaned_data["kind"])
        language = choose.cleaned_data["language"]
        drafted = first_words(message, kind, language)
        initial = {"title": drafted.title, "words": "\n".join(drafted.words)}
        form = WordsForm(request.POST or None, initial=initial)
        bound = form
        edited = request.method == "POST" and _saved(
            request,
            bound,
            lambda: chain_actions.add_material(
                message_id=message.pk, kind=kind, language=language,
                who=presenting.who_of(request), **bound.given(),
            ),
        )  # fmt: skip
        if edited and edited.part:
            return redirect("desk-material", key=key, number=edited.part)
    context = {"campaign": one, "message": message, "choose": choose, "form": form}
    return render(
        request, "campaigns/desk/material_new.html", context, status=_status(form) if form else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_CAMPAIGNS)
def material_page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A material: its words, where it stands, where it is shown, what can be done with it."""
    one = campaign_or_404(key)
    rows = Material.objects.select_related("message__campaign", "message__claim", "published")
    material = rows.filter(pk=number, message__campaign=one).first()
    if material is None:
        raise Http404("material")
    words = WordsForm(initial=words_initial(material))
    spot = SpotForm(material, initial=_spot_initial(one))
    if request.method == "POST":
        does = request.POST.get("do", "")
        if does == "words":
            words = WordsForm(request.POST)
        elif does == "place":
            spot = SpotForm(material, request.POST)
        if _material_done(request, material, words, spot):
            return redirect("desk-material", key=key, number=number)
    return _material(request, material, words, spot)


def _spot_initial(one: Campaign) -> dict[str, object]:
    return {"first_day": one.first_day, "last_day": one.last_day, "currency": one.currency}


def _material_done(
    request: HttpRequest, material: Material, words: WordsForm, spot: SpotForm
) -> bool:
    """Whether what the page asked for was done or said; False: a form shows why not."""
    who = presenting.who_of(request)
    if words.is_bound:
        return bool(_saved(request, words, lambda: chain_actions.edit_material(
            material_id=material.pk, who=who, **words.given())))  # fmt: skip
    if spot.is_bound:
        return bool(_saved(request, spot, lambda: chain_actions.place(
            material_id=material.pk, spot=spot.spot(), who=who)))  # fmt: skip
    if "placement" in request.POST:
        place = material.placements.filter(pk=whole_number(request.POST, "placement")).first()
        if place is None or not _withdraw_or_back(request, place):
            raise Http404("placement")
        return True
    return _withdraw_or_back(request, material) or _confirmed(request, material)


def _confirmed(request: HttpRequest, material: Material) -> bool:
    does, who = request.POST.get("do", ""), presenting.who_of(request)
    try:
        if does == "confirm":
            doubt_actions.confirm(
                material_id=material.pk, why=request.POST.get("why", "").strip()[:400], who=who
            )
            messages.success(request, _("Confirmed."))
        elif does == "unconfirm":
            doubt_actions.unconfirm(material_id=material.pk, who=who)
            messages.success(request, _("Taken back: it is under review again."))
        else:
            raise Http404("no such button")
    except NothingInDoubtError:
        messages.error(request, _("Nothing is in doubt about it."))
    except CampaignError as refusal:
        messages.error(request, refusal_in_words(refusal))
    return True


def _material(
    request: HttpRequest, material: Material, words: WordsForm, spot: SpotForm
) -> HttpResponse:
    campaign, who = material.message.campaign, presenting.who_of(request)
    open_now = presenting.may_edit(campaign, who) and material.withdrawn_at is None
    context = {
        "material": material,
        "campaign": campaign,
        "stands": standing.standings([material])[material.pk],
        "placements": list(material.placements.all()),
        "doubts": shown_doubts(material.published_id),
        "offers": _offers(material),
        "may_edit": open_now,
        "may_stop": who.actor.may(Permission.EDIT_CAMPAIGN),
        "words": words if open_now and material.given_out_at is None else None,
        "spot": spot if open_now else None,
    }
    status = 422 if words.is_bound or spot.is_bound else 200
    return render(request, "campaigns/desk/material.html", context, status=status)


def _offers(material: Material) -> list[Offer]:
    """The files it is made in, and why not in others."""
    [given] = public_queries.shown([material])
    return offers(material_text(given, on=timezone.now().date()), forms(given))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.EDIT_CAMPAIGN)
def outcomes(request: HttpRequest, key: str) -> HttpResponse:
    """What is to change and what came of it; a new one, a result, one withdrawn."""
    one = campaign_or_404(key)
    if "outcome" in request.POST:
        return _one_outcome(request, one)
    form = OutcomeForm(request.POST or None, initial={"due": one.last_day, "unit": "%"})
    if form.is_bound and _saved(request, form, lambda: _add_outcome(request, one, form)):
        return redirect("desk-campaign-outcomes", key=key)
    return _outcomes(request, one, form, {})


def _add_outcome(request: HttpRequest, one: Campaign, form: OutcomeForm) -> Edited:
    who = presenting.who_of(request)
    return chain_actions.add_outcome(campaign_id=one.pk, wanted=form.wanted(), who=who)


def _one_outcome(request: HttpRequest, one: Campaign) -> HttpResponse:
    """Withdraw one, put it back, or record its result; a refusal keeps what was typed."""
    row = one.outcomes.filter(pk=whole_number(request.POST, "outcome")).first()
    if row is None:
        raise Http404("outcome")
    result = ResultForm(row, request.POST)
    if _withdraw_or_back(request, row) or _recorded(request, row, result):
        return redirect("desk-campaign-outcomes", key=one.key)
    return _outcomes(request, one, OutcomeForm(initial={"due": one.last_day}), {row.pk: result})


def _outcomes(
    request: HttpRequest, one: Campaign, form: OutcomeForm, typed: Mapping[int, ResultForm]
) -> HttpResponse:
    context = {
        "campaign": one,
        "rows": [(row, typed.get(row.pk) or ResultForm(row)) for row in one.outcomes.all()],
        "form": form,
        "may_edit": presenting.may_edit(one, presenting.who_of(request)),
    }
    status = 422 if form.is_bound or typed else 200
    return render(request, "campaigns/desk/outcomes.html", context, status=status)


def _recorded(request: HttpRequest, row: Outcome, form: ResultForm) -> bool:
    if not form.is_valid():
        return False
    try:
        chain_actions.record_result(outcome_id=row.pk, who=presenting.who_of(request),
                              **form.cleaned_data)  # fmt: skip
    except FaultyError as refusal:
        form.tell(refusal.faults)
        return False
    messages.success(request, _("Saved."))
    return True


def _status(form: Form | None) -> int:
    return 422 if form is not None and form.is_bound else 200
