"""The desk's pages of reach and the report: links with their codes, reach by word, one page of all.

A page parses, calls one action, and shows what came of it; every refusal keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns.desk.views import campaign_or_404
from wayforward.information.campaigns.links import actions as links
from wayforward.information.campaigns.links.codes import spoken
from wayforward.information.campaigns.links.models import ShortLink
from wayforward.information.campaigns.links.queries import link_of, links_of
from wayforward.information.campaigns.links.wording import refusal_in_words as link_refusal
from wayforward.information.campaigns.measuring import actions, queries, wording
from wayforward.information.campaigns.measuring.desk.forms import ReachForm, placement_name
from wayforward.information.campaigns.measuring.refusals import MeasuringError
from wayforward.information.campaigns.models import Campaign, Placement
from wayforward.information.materials.codes import code_as_svg

_LONGEST_WHY = 300


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(Permission.SEE_CAMPAIGNS)
def reach(request: HttpRequest, key: str) -> HttpResponse:
    """Whom a campaign reached, its links, and what others say of its reach."""
    campaign = campaign_or_404(key)
    does = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request, campaign)
    if does == "tell":
        return _tell(request, campaign)
    if does not in _DOES:
        raise Http404("no such button")
    try:
        messages.success(request, _DOES[does](request, campaign))
    except links.LinkError as refusal:
        messages.error(request, link_refusal(refusal))
    except MeasuringError as refusal:
        messages.error(request, wording.refusal_in_words(refusal))
    return redirect("desk-campaign-reach", key=key)


def _page(
    request: HttpRequest, campaign: Campaign, form: ReachForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {
        "campaign": campaign,
        "placements": [(one, placement_name(one)) for one in _placements(campaign)],
        "links": [(one, spoken(one.code), placement_name(one.placement))
                  for one in links_of(campaign)],
        "rows": [(one, placement_name(one.placement)) for one in queries.told_rows(campaign)],
        "form": form or ReachForm(campaign),
    }  # fmt: skip
    try:
        context["reach"] = queries.reach(campaign, on=timezone.now().date())
    except RuleSetError as problem:
        context["refused"] = str(problem)
    return render(request, "campaigns/measuring/reach.html", context, status=status)


def _placements(campaign: Campaign) -> list[Placement]:
    """Those that have no code yet."""
    rows = Placement.objects.filter(material__message__campaign=campaign, withdrawn_at=None)
    linked = ShortLink.objects.filter(withdrawn_at=None).values("placement")
    return list(rows.exclude(pk__in=linked).select_related("material"))


def _tell(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    form = ReachForm(campaign, request.POST)
    if form.is_valid():
        try:
            actions.tell_reach(
                placement_id=form.cleaned_data["placement"], said=form.said(),
                actor=actor_of(request),
            )  # fmt: skip
        except MeasuringError as refusal:
            form.add_error(None, wording.refusal_in_words(refusal))
        else:
            messages.success(request, _("It is kept with who says so."))
            return redirect("desk-campaign-reach", key=campaign.key)
    return _page(request, campaign, form, status=422)


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "")[:_LONGEST_WHY]


def _own_code(request: HttpRequest, campaign: Campaign) -> str:
    """The code that was pressed, which must be of this campaign."""
    code = request.POST.get("code", "")
    if not links_of(campaign).filter(code=code).exists():
        raise Http404("code")
    return code


def _own_reach(request: HttpRequest, campaign: Campaign) -> int:
    number = whole_number(request.POST, "reach")
    if not queries.told_rows(campaign).filter(pk=number).exists():
        raise Http404("reach")
    return number


def _link(request: HttpRequest, campaign: Campaign) -> str:
    number = whole_number(request.POST, "placement")
    if number not in {one.pk for one in _placements(campaign)}:
        raise links.NoSuchPlacementError
    link = links.make_link(placement_id=number, actor=actor_of(request))
    return _("The code is %(code)s.") % {"code": spoken(link.code)}


def _withdraw_link(request: HttpRequest, campaign: Campaign) -> str:
    code = _own_code(request, campaign)
    links.withdraw_link(code=code, actor=actor_of(request), why=_why(request))
    return _("Withdrawn. Whoever opens it reads that it was, and where to turn.")


def _put_back_link(request: HttpRequest, campaign: Campaign) -> str:
    links.put_back_link(code=_own_code(request, campaign), actor=actor_of(request))
    return _("It leads to its page again.")


def _withdraw_reach(request: HttpRequest, campaign: Campaign) -> str:
    number = _own_reach(request, campaign)
    actions.withdraw_reach(number=number, actor=actor_of(request), why=_why(request))
    return _("It is counted no more.")


def _put_back_reach(request: HttpRequest, campaign: Campaign) -> str:
    number = _own_reach(request, campaign)
    actions.put_back_reach(number=number, actor=actor_of(request))
    return _("It is counted again.")


_DOES: dict[str, Callable[[HttpRequest, Campaign], str]] = {
    "link": _link,
    "withdraw-link": _withdraw_link,
    "put-back-link": _put_back_link,
    "withdraw-reach": _withdraw_reach,
    "put-back-reach": _put_back_reach,
}


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def link_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a link, as SVG for paper."""
    link = link_of(code)
    if link is None:
        raise Http404("code")
    # Never as the officer's browser calls the site: the paper is scanned elsewhere.
    address = f"{settings.ORIGIN}{reverse('go', args=[link.code])}"
    response = HttpResponse(code_as_svg(address, scale=8), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="code-{link.code}.svg"'
    return response


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def report(request: HttpRequest, key: str) -> HttpResponse:
    """The report of a campaign as a page."""
    # What draws is large, and most web processes never do.
    from wayforward.information.campaigns.measuring.reporting import report_of
    from wayforward.information.campaigns.measuring.setting import more, words

    campaign = campaign_or_404(key)
    context: dict[str, object] = {"campaign": campaign}
    try:
        one = report_of(campaign, on=timezone.now().date())
        context |= {
            "report": one, "words": words(), "more_ran": more(one.more_ran),
            "more_questions": more(one.more_questions),
        }  # fmt: skip
    except RuleSetError as problem:
        context["refused"] = str(problem)
    return render(request, "campaigns/measuring/report.html", context)


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def report_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The report of a campaign on one page of paper."""
    from wayforward.information.campaigns.measuring.reporting import report_of
    from wayforward.information.campaigns.measuring.setting import set_report

    campaign = campaign_or_404(key)
    try:
        pdf = set_report(report_of(campaign, on=timezone.now().date()))
    except RuleSetError as problem:
        messages.error(request, str(problem))
        return redirect("desk-campaign-report", key=key)
    response = HttpResponse(pdf, content_type="application/pdf")
    language = getattr(request, "LANGUAGE_CODE", "en")
    response["Content-Disposition"] = f'attachment; filename="campaign-{key}-{language}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
