"""From stored clocks to their ends: which calendars and parameters count, and what comes out.

Between the pure rules and the actions; writes nothing. A `Bench` holds what is the same for many
clocks of one party, so that thousands are computed without asking again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from wayforward.core.clocks import calendars, rules
from wayforward.core.clocks.days import (
    Calendar,
    Days,
    NoWorkingDayLeftError,
    OutsideCalendarError,
    both,
    days_of,
    either,
)
from wayforward.core.clocks.definitions import Kind, NoSuchKindError, Tacit, kind
from wayforward.core.clocks.models import CalendarDecision, ChangeKind, Clock, ClockChange
from wayforward.core.clocks.refusals import ClockRefusedError
from wayforward.core.clocks.rules import (
    Adjustment,
    Counting,
    Due,
    Length,
    Period,
    Suspension,
    Unit,
    Whose,
)
from wayforward.core.parties.models import Party, PartyKind
from wayforward.core.rulesets import queries as rulesets
from wayforward.core.rulesets.rules import RuleSetError, Value

LEAST_WORKING_DAYS = "period-least-working-days"


class WrongUnitError(ValueError):
    """A parameter is no length: its unit is none that a period can be counted in."""

    def __init__(self, value: Value) -> None:
        """Shows the unit."""
        super().__init__(
            f"The parameter {value.key} has the unit {value.unit!r}, which is no time."
        )


# Whatever keeps the end of a clock from being computed: data that is missing or does not fit.
UNCOMPUTABLE: tuple[type[Exception], ...] = (
    RuleSetError,
    NoSuchKindError,
    calendars.NoSuchCalendarError,
    OutsideCalendarError,
    NoWorkingDayLeftError,
    rules.ClockError,
    WrongUnitError,
)

# Whatever an action on a clock refuses with.
REFUSALS: tuple[type[Exception], ...] = (ClockRefusedError, *UNCOMPUTABLE)


def length_of(value: Value) -> Length:
    """A parameter as a length. Raises WrongUnitError or NotANumberError."""
    if value.unit not in set(Unit):
        raise WrongUnitError(value)
    return Length(value.whole(), Unit(value.unit))


def tacit_days(party: Party, one: Kind) -> list[tuple[date, date]]:
    """Spans of first days, both ends included, from which a clock has its kind's tacit effect.

    The parameter that the effect rests on says so; an effect of no parameter has them all.
    """
    if one.tacit is None:
        return []
    if not one.tacit.parameter:
        return [(date.min, date.max)]
    spans = rulesets.spans(party.arrangement.key, one.tacit.parameter)
    return [(span.valid_from, span.valid_to or date.max) for span in spans if not span.unset]


def decided_by(party: Party) -> list[calendars.Decided]:
    """What a party decided about its days, in the order of the decisions."""
    rows = CalendarDecision.objects.filter(party=party, withdrawn_at=None).order_by("pk")
    return [
        calendars.Decided(
            row.kind, row.since, row.until, tuple(row.weekdays), row.names, row.citation, True
        )
        for row in rows
    ]


def calendar_of(party: Party) -> Calendar:
    """The calendar of a party with its own decisions. Raises NoSuchCalendarError."""
    country = "" if party.kind == PartyKind.EU_INSTITUTION else party.country
    side = Whose.PARTNER if is_partner(party) else Whose.EUROPEAN
    return calendars.party_calendar(party.key, country, side=side.value, decided=decided_by(party))


def is_partner(party: Party) -> bool:
    """Whether a party is on the partner country's side."""
    return party.kind == PartyKind.PARTNER_COUNTRY_AUTHORITY


@dataclass(frozen=True, slots=True)
class Computed:
    """What a clock's row is to hold."""

    due: Due
    due_at: datetime | None
    mark: str
    levels: tuple[str, ...]
    level_times: tuple[datetime, ...]


@dataclass(slots=True)
class Bench:
    """Calendars and parameters for the clocks of one party, read once."""

    party: Party
    today: date
    _tables: dict[tuple[int | None, Whose], Days] = field(default_factory=dict)
    _calendars: dict[int | str, Days] = field(default_factory=dict)
    _values: dict[tuple[str, date], Value] = field(default_factory=dict)
    _counterparts: dict[int, Party] = field(default_factory=dict)

    def value(self, key: str, on: date) -> Value:
        """A parameter of the party's arrangement on a day."""
        found = self._values.get((key, on))
        if found is None:
            found = rulesets.value(self.party.arrangement, key, on=on)
            self._values[key, on] = found
        return found

    def tacit(self, one: Kind, on: date) -> Tacit | None:
        """What happens by itself when a clock of that day runs out, if a rule says so."""
        spans = tacit_days(self.party, one)
        return one.tacit if any(since <= on <= until for since, until in spans) else None

    def counterpart(self, number: int | None) -> Party | None:
        """The other party of a clock."""
        if number is None:
            return None
        if number not in self._counterparts:
            self._counterparts[number] = Party.objects.get(pk=number)
        return self._counterparts[number]

    def days(self, counterpart: int | None, whose: Whose) -> Days:
        """The table of working days that counts; a side no party sits on has its own calendar."""
        found = self._tables.get((counterpart, whose))
        if found is None:
            found = self._together(counterpart, whose)
            self._tables[counterpart, whose] = found
        return found

    def _together(self, counterpart: int | None, whose: Whose) -> Days:
        european = self._side(counterpart, Whose.EUROPEAN)
        partner = self._side(counterpart, Whose.PARTNER)
        ways = {Whose.EUROPEAN: european, Whose.PARTNER: partner}
        if whose in ways:
            return ways[whose]
        return (both if whose is Whose.BOTH else either)(european, partner)

    def _side(self, counterpart: int | None, side: Whose) -> Days:
        for party in (self.party, self.counterpart(counterpart)):
            if party is not None and is_partner(party) == (side is Whose.PARTNER):
                return self._own(party)
        key = calendars.side_calendars()[side.value]
        if key not in self._calendars:
            self._calendars[key] = days_of(calendars.calendar(key))
        return self._calendars[key]

    def _own(self, party: Party) -> Days:
        if party.pk not in self._calendars:
            self._calendars[party.pk] = days_of(calendar_of(party))
        return self._calendars[party.pk]

    def zone(self, one: Kind, counterpart: int | None) -> str:
        """The zone whose midnight closes a clock's last day."""
        return self.days(counterpart, one.zone).calendars[0].zone

    def counting(self, one: Kind, on: date) -> Counting:
        """How a kind counts; its one number is a parameter."""
        least = self.value(LEAST_WORKING_DAYS, on).whole() if one.least_working_days else 0
        return Counting(one.trigger_day_counts, one.ending, least, one.direction)

    def length(self, clock: Clock) -> Length:
        """The length as the rule set has it now, where it is the parameter's own; else as given."""
        source = kind(clock.kind).length
        if source.parameter:
            return length_of(self.value(source.parameter, clock.triggered_on))
        return Length(clock.amount, Unit(clock.unit))

    def period(self, clock: Clock, changes: Iterable[ClockChange]) -> Period:
        """A clock as the rules count it."""
        one = kind(clock.kind)
        changes = list(changes)
        return Period(
            clock.triggered_on,
            self.length(clock),
            self.counting(one, clock.triggered_on),
            self.days(clock.counterpart_id, one.counted),
            self.days(clock.counterpart_id, one.ending_days),
            _suspensions(changes),
            _adjustments(changes),
        )

    def compute(self, clock: Clock, changes: Iterable[ClockChange] = ()) -> Computed:
        """The end of a clock and its levels. Raises what the rules and the rule sets raise."""
        found = rules.due(self.period(clock, changes), self.today)
        one = kind(clock.kind)
        mark = self.mark(clock)
        if found.on is None:
            return Computed(found, None, mark, (), ())
        zone = self.zone(one, clock.counterpart_id)
        ending = self.days(clock.counterpart_id, one.ending_days)
        times = tuple(
            rules.begins_at(rules.level_day(level, found.on, ending), zone) for level in one.levels
        )
        return Computed(
            found,
            rules.runs_out_at(found.on, zone),
            mark,
            tuple(level.key for level in one.levels),
            times,
        )

    def mark(self, clock: Clock) -> str:
        """Stands for all that is not in the clock's own rows and would move its end."""
        one, length = kind(clock.kind), self.length(clock)
        counting = self.counting(one, clock.triggered_on)
        tables = (
            self.days(clock.counterpart_id, whose).mark for whose in (one.counted, one.ending_days)
        )
        zone = self.zone(one, clock.counterpart_id)
        text = repr((length, counting, tuple(tables), zone, one.levels))
        return sha256(text.encode()).hexdigest()[:24]


def _suspensions(changes: Sequence[ClockChange]) -> tuple[Suspension, ...]:
    return tuple(
        Suspension(one.since, one.resumed, one.reason)
        for one in changes
        if one.kind == ChangeKind.SUSPENSION
    )


def _adjustments(changes: Sequence[ClockChange]) -> tuple[Adjustment, ...]:
    signs = {ChangeKind.EXTENSION: 1, ChangeKind.SHORTENING: -1}
    return tuple(
        Adjustment(Length(signs[ChangeKind(one.kind)] * one.amount, Unit(one.unit)), one.reason)
        for one in changes
        if one.kind != ChangeKind.SUSPENSION and one.amount is not None
    )
