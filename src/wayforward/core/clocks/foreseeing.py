"""Which deadlines a decision on working days would move, before it is recorded. Writes nothing.

Only deadlines that whoever acts may see; those of other parties move at their own sweep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.models import Event
from wayforward.core.clocks.actions import STREAM, bench_of
from wayforward.core.clocks.calendars import Decided, NoSuchCalendarError
from wayforward.core.clocks.computing import UNCOMPUTABLE, Bench, calendar_of, decided_by
from wayforward.core.clocks.days import Special
from wayforward.core.clocks.deciding import DECIDED, WITHDRAWN, require_own
from wayforward.core.clocks.models import CalendarDecision, Clock, ClockChange
from wayforward.core.clocks.refusals import NoSuchDecisionError
from wayforward.core.clocks.rules import OPEN, local_day
from wayforward.core.parties.models import Party

_ALIKE = ("kind", "counterpart_id", "triggered_on", "amount", "unit")  # they end on one day
_AHEAD = timedelta(weeks=2)  # within which a day that the moon decides is asked about


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline with its last day as it is and as it would be."""

    clock: Clock
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a decision would move, the soonest end first; `beyond` cannot be counted with it."""

    moved: tuple[Moved, ...]
    beyond: tuple[Clock, ...] = ()


def foresee(party: Party, one: Decided) -> Foreseen:
    """What would move if the own party decided this. Raises NotYourPartyError."""
    require_own(party)
    return _compared(party, [*decided_by(party), one])


def foresee_withdrawal(decision: CalendarDecision) -> Foreseen:
    """What would move if the own party took a decision back. Raises NotYourPartyError."""
    require_own(decision.party)
    return _compared(decision.party, decided_by(decision.party, without=decision.pk))


def _compared(party: Party, decided: Sequence[Decided]) -> Foreseen:
    before = bench_of(party, timezone.now())
    one, two = _Ends(before), _Ends(Bench(party, before.today, decided))
    moved, beyond = [], []
    for clock in _open_clocks():
        was, would_be = one.of(clock), two.of(clock)
        if was is not None and would_be is None:
            beyond.append(clock)
        elif was is not None and would_be is not None and was != would_be:
            moved.append(Moved(clock, was, would_be))
    return Foreseen(tuple(moved), tuple(beyond))


def _open_clocks() -> Iterable[Clock]:
    """Those that are moved at the next sweep; one that stands still has no last day to move."""
    changes = Prefetch("changes", ClockChange.objects.order_by("pk"), to_attr="ordered")
    found = Clock.objects.filter(state__in=OPEN, due_on__isnull=False).prefetch_related(changes)
    return found.order_by(F("due_at").asc(), "pk")


class _Ends:
    """Last days on one bench; clocks that nobody changed are computed once for all alike."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._known: dict[tuple[object, ...], date | None] = {}

    def of(self, clock: Clock) -> date | None:
        """The last day of a clock; None where it stands still or cannot be counted."""
        changes: list[ClockChange] = clock.ordered  # type: ignore[attr-defined]
        if changes:
            return self._computed(clock, changes)
        key = tuple(getattr(clock, name) for name in _ALIKE)
        if key not in self._known:
            self._known[key] = self._computed(clock, ())
        return self._known[key]

    def _computed(self, clock: Clock, changes: Sequence[ClockChange]) -> date | None:
        try:
            return self.bench.compute(clock, changes).due.on
        except UNCOMPUTABLE:
            return None


@dataclass(frozen=True, slots=True)
class Made:
    """A decision on record, with who made it and who took it back; empty where no log says so."""

    decision: CalendarDecision
    by: str
    withdrawn_by: str


def decisions(party: Party) -> list[Made]:
    """What the own party decided about its days, the last one first, withdrawn ones too."""
    require(acting().actor, Permission.SEE_CLOCKS)
    who = _who(party)
    rows = CalendarDecision.objects.filter(party=party).select_related("party").order_by("-pk")
    return [
        Made(row, who.get((DECIDED, row.pk), ""), who.get((WITHDRAWN, row.pk), "")) for row in rows
    ]


def decision_made(party: Party, number: int) -> Made:
    """One decision of the own party. Raises NoSuchDecisionError."""
    found = next((one for one in decisions(party) if one.decision.pk == number), None)
    if found is None:
        raise NoSuchDecisionError
    return found


def _who(party: Party) -> dict[tuple[str, int], str]:
    """Who did what to which decision, as the party's own log has it."""
    told = Event.objects.filter(
        stream=STREAM, subject=party.key, name__in=(DECIDED, WITHDRAWN), party_id=party.pk
    )
    return {
        (event.name, event.facts["decision"]): event.actor
        for event in told.order_by("pk")
        if "decision" in event.facts
    }


@dataclass(frozen=True, slots=True)
class Unsure:
    """A day off of the own calendar that is estimated, because the moon decides."""

    day: date
    special: Special


def unsure_days(party: Party) -> list[Unsure]:
    """Estimated days off of the next two weeks that the party has not decided about yet."""
    try:
        own = calendar_of(party)
    except NoSuchCalendarError:
        return []
    today = local_day(timezone.now(), own.zone)
    near: Iterator[tuple[date, Special]] = (
        (day, special)
        for day, special in own.specials.items()
        if special.estimated and today <= day <= today + _AHEAD
    )
    return [Unsure(*one) for one in sorted(near, key=lambda one: one[0])]
