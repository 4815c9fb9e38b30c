"""The desk's pages of campaigns: all of them with their calendar, one as a chain, its plan.

A page parses, calls one action, and shows what came of it; parts of the chain: part_views.py.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.core.access.working import account_of
from wayforward.core.language.digits import to_reader
from wayforward.core.parties.models import Party
from wayforward.information.campaigns import actions, queries, readiness, step_actions
from wayforward.information.campaigns.desk import presenting
from wayforward.information.campaigns.desk.plan_forms import PlanForm, plan_initial
from wayforward.information.campaigns.exporting import calendar_file
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.refusals import (
    CampaignError,
    EditedMeanwhileError,
    FaultyError,
    StepClosedError,
)
from wayforward.information.campaigns.revising import Edited
from wayforward.information.campaigns.wording import refusal_in_words, state_in_words


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign with its state and days, and all of them over time."""
    found = list(queries.campaigns())
    context = {
        "rows": [(one, state_in_words(one.state)) for one in found],
        "picture": presenting.all_campaigns(found),
        "may_edit": actor_of(request).may(Permission.EDIT_CAMPAIGN),
    }
    return render(request, "campaigns/desk/campaigns.html", context)


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def calendar(request: HttpRequest) -> HttpResponse:
    """The placements of every campaign, or of one, as a calendar file."""
    found = queries.campaigns()
    if key := request.GET.get("campaign", ""):
        found = found.filter(key=key)
    entries = presenting.entries(queries.shown(one) for one in found)
    content = calendar_file(entries, origin=settings.ORIGIN, made=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="campaigns.ics"'
    return response


def campaign_or_404(key: str) -> Campaign:
    """The campaign an address names. Raises Http404."""
    one = queries.campaign_of(key)
    if one is None:
        raise Http404("campaign")
    return one


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_CAMPAIGNS)
def campaign_page(request: HttpRequest, key: str) -> HttpResponse:
    """One campaign from its objective to its outcomes, and the steps that are open."""
    one = campaign_or_404(key)
    if request.method == "POST":
        _take(request, one)
        return redirect("desk-campaign", key=key)
    shown = presenting.marked(queries.shown(one))
    who = presenting.who_of(request)
    context = {
        "shown": shown,
        "campaign": one,
        "state": state_in_words(one.state),
        "lacks": readiness.lacks(shown) if one.state == "draft" else [],
        "buttons": presenting.buttons(shown, who),
        "may_edit": presenting.may_edit(one, who),
        "picture": presenting.picture(shown),
        "steps": one.steps.order_by("-version"),
        "ended": one.signatures.exclude(ended_at=None).select_related("account__user").order_by(
            "-ended_at"
        ),
    }  # fmt: skip
    return render(request, "campaigns/desk/campaign.html", context)


def _take(request: HttpRequest, one: Campaign) -> None:
    does = request.POST.get("do", "")
    seen = whole_number(request.POST, "version", otherwise=0)
    try:
        if does == "sign":
            step_actions.sign(campaign_id=one.pk, version=seen, account=account_of(request))
            messages.success(request, _("Signed for your side."))
            return
        step_actions.take(
            campaign_id=one.pk, step=does, version=seen, who=presenting.who_of(request),
            reason=request.POST.get("reason", "").strip()[:400],
        )  # fmt: skip
    except KeyError as wrong:
        raise Http404("no such step") from wrong
    except StepClosedError:
        messages.error(request, _("This step is closed: the reasons stand beside it."))
    except CampaignError as refusal:
        messages.error(request, refusal_in_words(refusal))
    else:
        messages.success(request, _("Recorded."))


def say_taken_back(request: HttpRequest, edited: Edited) -> None:
    """Say that it was saved, and that signatures ended where they did."""
    messages.success(request, _("Saved."))
    if edited.taken_back:
        count = to_reader(str(edited.taken_back), str(getattr(request, "LANGUAGE_CODE", "en")))
        said = ngettext(
            "It was signed already: %(count)s signature was taken back, and it is a draft again.",
            "It was signed already: %(count)s signatures were taken back, and it is a draft again.",
            edited.taken_back,
        )
        messages.warning(request, said % {"count": count})


def _parties(arrangement: int | None = None) -> list[Party]:
    rows = Party.objects.select_related("arrangement").order_by("arrangement__key", "key")
    return list(rows.filter(arrangement=arrangement) if arrangement else rows)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.EDIT_CAMPAIGN)
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Plan a campaign: what, among whom, when, with what, who signs."""
    initial = {"currency": "EUR"}
    form = PlanForm(request.POST or None, parties=_parties(), new=True, initial=initial)
    if form.is_bound and form.is_valid():
        signers = form.signers()
        try:
            one = actions.create(
                key=form.cleaned_data["key"], arrangement=signers[0].arrangement, parties=signers,
                plan=form.plan(), who=presenting.who_of(request),
            )  # fmt: skip
        except FaultyError as refusal:
            form.tell(refusal.faults)
        else:
            messages.success(request, _("The campaign is planned. Now its messages."))
            return redirect("desk-campaign", key=one.key)
    return render(request, "campaigns/desk/plan.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.EDIT_CAMPAIGN)
def plan_page(request: HttpRequest, key: str) -> HttpResponse:
    """Plan a campaign otherwise; what was typed stays where it is refused."""
    one = campaign_or_404(key)
    form = PlanForm(
        request.POST or None, parties=_parties(one.arrangement_id), new=False,
        initial=plan_initial(one),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            edited = actions.edit(
                campaign_id=one.pk, revision=form.cleaned_data["revision"], plan=form.plan(),
                parties=form.signers(), who=presenting.who_of(request),
            )  # fmt: skip
        except FaultyError as refusal:
            form.tell(refusal.faults)
        except EditedMeanwhileError as refusal:
            form.add_error(None, refusal_in_words(refusal))
            form.data = _seen_again(request, refusal.campaign)
        except CampaignError as refusal:
            form.add_error(None, refusal_in_words(refusal))
        else:
            say_taken_back(request, edited)
            return redirect("desk-campaign", key=key)
    context = {"form": form, "campaign": one}
    return render(request, "campaigns/desk/plan.html", context, status=_status(form))


def _seen_again(request: HttpRequest, one: Campaign) -> QueryDict:
    """What was typed, as by somebody who has now seen what stands: saving again would hold."""
    data = request.POST.copy()
    data["revision"] = str(one.revision)
    return data


def _status(form: PlanForm) -> int:
    return 422 if form.is_bound else 200
