"""What a party decides about its own working days. Clocks move at the next sweep."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.clocks.models import CalendarDecision, DecisionKind
from wayforward.core.clocks.refusals import DecisionIncompleteError, NotYourPartyError
from wayforward.core.parties.models import Party

_LONGEST = 366  # days that one decision on days off may span


@transaction.atomic
def decide_days(
    *,
    party: Party,
    what: DecisionKind,
    since: date,
    citation: str,
    until: date | None = None,
    weekdays: tuple[int, ...] = (),
    names: dict[str, str] | None = None,
) -> CalendarDecision:
    """Decide about the own party's days: its weekend from a day on, days off, days worked."""
    require(acting().actor, Permission.MANAGE_PARTY)
    if party.pk != acting().party:
        raise NotYourPartyError
    _check(what, since, until, weekdays, citation)
    made = CalendarDecision.objects.create(
        party=party,
        kind=what,
        since=since,
        until=until if until or what == DecisionKind.WEEKEND else since,
        weekdays=sorted(weekdays),
        names=names or {},
        citation=citation,
    )
    _tell(made, "working days decided")
    return made


def _check(
    what: DecisionKind, since: date, until: date | None, weekdays: tuple[int, ...], citation: str
) -> None:
    weekend = what == DecisionKind.WEEKEND
    days_fit = set(weekdays) < set(range(7)) and bool(weekdays) == weekend
    order = until is None or since <= until
    short = weekend or until is None or (until - since).days < _LONGEST
    if not (days_fit and order and short and citation.strip()):
        raise DecisionIncompleteError


@transaction.atomic
def withdraw_decision(*, decision: CalendarDecision) -> None:
    """Take a decision back; it stays on record."""
    require(acting().actor, Permission.MANAGE_PARTY)
    if decision.party_id != acting().party:
        raise NotYourPartyError
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at"])
    _tell(decision, "decision on days withdrawn")


def _tell(one: CalendarDecision, name: str) -> None:
    record(
        stream="clocks",
        name=name,
        subject=one.party.key,
        actor=acting().actor.name,
        kind=one.kind,
        since=one.since.isoformat(),
        until=one.until.isoformat() if one.until else None,
        citation=one.citation,
    )
