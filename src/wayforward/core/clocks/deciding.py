"""What a party decides about its own working days. Clocks move at the next sweep.

What would move is foreseen before anything is recorded: foreseeing.py.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.clocks.calendars import Decided
from wayforward.core.clocks.days import FIRST, LAST, OutsideCalendarError
from wayforward.core.clocks.models import CalendarDecision, DecisionKind
from wayforward.core.clocks.refusals import (
    AlreadyDecidedError,
    AlreadyWithdrawnError,
    DecisionIncompleteError,
    NotYourPartyError,
)
from wayforward.core.parties.models import Party

DECIDED, WITHDRAWN = "working days decided", "decision on days withdrawn"
_LONGEST = 366  # days that one decision on days off may span
_SAME = ("kind", "since", "until", "weekdays", "citation")


def proposed(
    *,
    what: DecisionKind,
    since: date,
    citation: str,
    until: date | None = None,
    weekdays: tuple[int, ...] = (),
    names: dict[str, str] | None = None,
) -> Decided:
    """A decision as it would count; records nothing.

    Raises DecisionIncompleteError, OutsideCalendarError.
    """
    _check(what, since, until, weekdays, citation)
    last = until if until or what == DecisionKind.WEEKEND else since
    return Decided(
        what.value, since, last, tuple(sorted(weekdays)), names or {}, citation, verified=True
    )


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
    require_own(party)
    one = proposed(
        what=what, since=since, citation=citation, until=until, weekdays=weekdays, names=names
    )
    made = CalendarDecision(
        party=party,
        kind=what,
        since=since,
        until=one.until,
        weekdays=list(one.weekdays),
        names=one.names,
        citation=citation,
    )
    _refuse_twice(made)
    made.save()
    _tell(made, DECIDED)
    return made


def require_own(party: Party) -> None:
    """Do nothing, or raise NotAllowedError or NotYourPartyError: a party decides about its own."""
    require(acting().actor, Permission.MANAGE_PARTY)
    if party.pk != acting().party:
        raise NotYourPartyError


def _check(
    what: DecisionKind, since: date, until: date | None, weekdays: tuple[int, ...], citation: str
) -> None:
    weekend = what == DecisionKind.WEEKEND
    days_fit = set(weekdays) < set(range(7)) and bool(weekdays) == weekend
    order = until is None or since <= until
    short = weekend or until is None or (until - since).days < _LONGEST
    if not (days_fit and order and short and citation.strip()):
        raise DecisionIncompleteError
    for day in (since, until or since):
        if not FIRST <= day <= LAST:
            raise OutsideCalendarError(day)


def _refuse_twice(made: CalendarDecision) -> None:
    """A later decision goes before an earlier one, so only the last one can be the same again."""
    last = (
        CalendarDecision.objects.filter(party=made.party, withdrawn_at=None).order_by("pk").last()
    )
    if last is not None and all(getattr(last, name) == getattr(made, name) for name in _SAME):
        raise AlreadyDecidedError


@transaction.atomic
def withdraw_decision(*, decision: CalendarDecision) -> None:
    """Take a decision back; it stays on record. Raises AlreadyWithdrawnError a second time."""
    require_own(decision.party)
    standing = CalendarDecision.objects.filter(pk=decision.pk, withdrawn_at=None)
    now = timezone.now()
    if not standing.update(withdrawn_at=now):
        raise AlreadyWithdrawnError
    decision.withdrawn_at = now
    _tell(decision, WITHDRAWN)


def _tell(one: CalendarDecision, name: str) -> None:
    record(
        stream="clocks",
        name=name,
        subject=one.party.key,
        actor=acting().actor.name,
        decision=one.pk,
        kind=one.kind,
        since=one.since.isoformat(),
        until=one.until.isoformat() if one.until else None,
        citation=one.citation,
    )
