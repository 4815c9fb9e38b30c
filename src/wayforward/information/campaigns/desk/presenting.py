"""What the desk's pages of campaigns show, beside the chain itself: steps, calendar, who looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.core.access.rules import Permission
from wayforward.core.access.working import account_of
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import to_reader
from wayforward.core.language.places import place_name
from wayforward.core.places.reading import districts, province_name
from wayforward.core.workflow.rules import Why
from wayforward.information.campaigns import moving, readiness
from wayforward.information.campaigns.drawing import Row, calendar_picture, spoken
from wayforward.information.campaigns.exporting import Entry
from wayforward.information.campaigns.models import Campaign, Placement
from wayforward.information.campaigns.moving import Who, who_is
from wayforward.information.campaigns.queries import Shown
from wayforward.information.campaigns.rules import PUBLIC, Channel, MaterialKind, Standing
from wayforward.information.campaigns.wording import (
    CHANNELS,
    KINDS,
    lacking_in_words,
    step_in_words,
)

_ASK_A_REASON = frozenset({"send_back", "pause", "reopen"})


@dataclass(frozen=True, slots=True)
class Button:
    """A step as a page shows it: open, or closed with its reasons."""

    does: str  # what the page sends: sign for both signing steps
    label: str
    asks_reason: bool
    why_not: tuple[Why, ...]


def who_of(request: HttpRequest) -> Who:
    """Who looks at a page of campaigns."""
    return who_is(account_of(request))


def buttons(one: Shown, who: Who) -> list[Button]:
    """Every step from here; one that asks for its reason is not closed for want of one."""
    lacking = lacking_in_words(readiness.lacks(one))
    facts = readiness.facts_of(one, party=who.party, reason="", lacking=lacking)
    found = []
    for offer in moving.offered(one.campaign, who, facts):
        name = offer.step.name
        asks = name in _ASK_A_REASON
        why_not = tuple(why for why in offer.why_not if not (asks and why.key == "no_reason"))
        does = "sign" if name.startswith("sign_") else name
        found.append(Button(does, step_in_words(name), asks, why_not))
    return found


def may_edit(one: Campaign, who: Who) -> bool:
    """Whether this reader may change the chain now."""
    return who.actor.may(Permission.EDIT_CAMPAIGN) and one.state not in PUBLIC


def place_in_words(place: Placement) -> str:
    """Where something is shown, in the reader's language."""
    language = get_language() or "en"
    if place.country:
        return place_name(place.country, language)
    name = province_name(place.province, language)
    if place.district and (found := districts().get(place.district)):
        return f"{name} › {found.names.in_language(language)}"
    return name


def picture(one: Shown) -> SafeString:
    """The placements of a campaign over its weeks; amber where the material is in doubt."""
    rows = [*_rows(one)]
    frame = Row(_("The whole campaign"), one.campaign.first_day, one.campaign.last_day, "frame")
    return _drawn([frame, *rows], spoken(rows, _days(one.campaign), get_language() or "en"))


def _rows(one: Shown) -> Iterable[Row]:
    for link in one.links:
        if link.message.withdrawn_at is not None:
            continue
        for row in link.materials:
            kind = "place" if row.stands.standing is Standing.GOOD else "amber"
            for place in row.placements:
                if not row.withdrawn and place.withdrawn_at is None:
                    yield Row(named(place), place.first_day, place.last_day, kind)


def named(place: Placement) -> str:
    """A placement in a few words: where, what, by which way."""
    kind = KINDS[MaterialKind(place.material.kind)]
    return f"{place_in_words(place)} · {kind} · {CHANNELS[Channel(place.channel)]}"


def all_campaigns(found: Sequence[Campaign]) -> SafeString:
    """Campaigns over time, a row each."""
    language = get_language() or "en"
    rows = [
        Row(one.names.get(language) or one.key, one.first_day, one.last_day,
            "place" if one.state in PUBLIC else "frame")
        for one in found
    ]  # fmt: skip
    if not rows:
        return SafeString("")
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    days = f"{both_calendars(first, language)} – {both_calendars(last, language)}"
    count = to_reader(str(len(rows)), language)
    says = _("%(count)s campaigns, %(days)s") % {"count": count, "days": days}
    return _drawn(rows, says)


def _drawn(rows: Sequence[Row], says: str) -> SafeString:
    return calendar_picture(rows, timezone.now().date(), says, get_language() or "en")


def _days(one: Campaign) -> str:
    language = get_language() or "en"
    return f"{both_calendars(one.first_day, language)} – {both_calendars(one.last_day, language)}"


def entries(shown: Iterable[Shown]) -> list[Entry]:
    """Placements as a calendar file has them."""
    return [
        Entry(
            f"placement-{place.pk}", f"{one.campaign.key}: {named(place)}", place.first_day,
            place.last_day, reverse("desk-campaign", args=[one.campaign.key]),
        )
        for one in shown
        for place in one.placements
    ]  # fmt: skip


def marked(one: Shown) -> Shown:
    """The chain with what was withdrawn last in its lists."""
    links = tuple(sorted(one.links, key=lambda link: link.message.withdrawn_at is not None))
    outcomes = tuple(sorted(one.outcomes, key=lambda row: row.withdrawn_at is not None))
    return replace(one, links=links, outcomes=outcomes)
