"""What a campaign still lacks, and what the guards of its next step look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from wayforward.information.campaigns import rules
from wayforward.information.campaigns.flow import Facts
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.queries import Shown
from wayforward.information.campaigns.rules import Audience, Chain, Line, Plan, Standing


def plan_of(campaign: Campaign) -> Plan:
    """A campaign as its rules look at it."""
    lines = campaign.budget.order_by("position", "pk")
    return Plan(
        names=campaign.names,
        objective=campaign.objective,
        audience=Audience(
            campaign.who, tuple(campaign.languages), tuple(campaign.provinces),
            tuple(campaign.countries),
        ),
        first_day=campaign.first_day,
        last_day=campaign.last_day,
        currency=campaign.currency,
        budget=tuple(Line(one.what, one.amount) for one in lines),
    )  # fmt: skip


def lacks(one: Shown) -> list[tuple[str, str]]:
    """What a campaign still needs before it is handed in: key of wording, what it is about."""
    live = [link for link in one.links if link.message.withdrawn_at is None]
    standing = {
        link.message.key: [row for row in link.materials if not row.withdrawn] for link in live
    }
    chain = Chain(
        messages={key: len(rows) for key, rows in standing.items()},
        untranslated=[
            link.message.key
            for link in live
            if any(not link.message.says.get(tongue) for tongue in one.campaign.languages)
        ],
        unplaced=[
            f"{row.material.key}/{row.material.language}"
            for rows in standing.values()
            for row in rows
            if all(place.withdrawn_at for place in row.placements)
        ],
        outcomes=sum(1 for outcome in one.outcomes if outcome.withdrawn_at is None),
        sides=[side.side for side in one.sides],
    )
    return rules.lacking(plan_of(one.campaign), chain)


def held_back(one: Shown) -> list[str]:
    """Materials that may not be given out, each with the texts that hold it."""
    return [
        f"{row.material.key}/{row.material.language} ({', '.join(row.stands.held_by) or '–'})"
        for link in one.links
        if link.message.withdrawn_at is None
        for row in link.materials
        if not row.withdrawn and row.stands.standing is Standing.HELD
    ]


def facts_of(
    one: Shown, *, party: int | None, reason: str, lacking: Iterable[str], on: date | None = None
) -> Facts:
    """What the guards of the workflow look at, for somebody who acts for a party.

    `lacking` is what `lacks` found, in the reader's words.
    """
    mine = next((row.side.value for row in one.sides if row.party.pk == party), "")
    return Facts(
        lacking=tuple(lacking),
        not_given_out=tuple(held_back(one)),
        side=mine,
        signed=frozenset(row.side.value for row in one.sides if row.signature),
        over=one.campaign.last_day < (on or timezone.now().date()),
        reason=reason,
    )
