"""What people do with clocks of their own party. Each is one transaction and one event.

Who acts, and for whom, is told by `acting_as`; sweeping.py does what happens by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.purposes import SENSITIVE_FOR
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.clocks.computing import Bench, Computed, calendar_of
from wayforward.core.clocks.definitions import kind
from wayforward.core.clocks.models import ChangeKind, Clock, ClockAlert, ClockChange, ClockState
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.refusals import (
    AlreadySuspendedError,
    ChangedMeanwhileError,
    DayInFutureError,
    MetBeforeStartError,
    NoPartyError,
    NoSuchClockError,
    NothingToChangeError,
    NotSuspendedError,
    OtherPartysPersonError,
    SensitiveUnstatedError,
    SuspendedBeforeStartError,
)
from wayforward.core.clocks.rules import Direction, Length, State, Unit, local_day
from wayforward.core.clocks.starting import check_extension, opening
from wayforward.core.clocks.steps import Standing, Step, why_not
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person

STREAM = "clocks"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clock is about: a type (return_case, travel_document_request) and its id."""

    type: str
    id: str


def bench_of(party: Party, now: datetime) -> Bench:
    """What the clocks of a party are computed with, on the day it is at the party's own place."""
    return Bench(party, local_day(now, calendar_of(party).zone))


def _own_party() -> Party:
    """Raises NoPartyError for an account of the editorial desk."""
    number = acting().party
    if number is None:
        raise NoPartyError
    return Party.objects.select_related("arrangement").get(pk=number)


def _bench() -> Bench:
    return bench_of(_own_party(), timezone.now())


@transaction.atomic
def start(
    *,
    kind_key: str,
    subject: Subject,
    triggered: date | datetime,
    counterpart: Party | None = None,
    person: Person | None = None,
    length: Length | None = None,
) -> Clock:
    """Start a clock. A moment is taken as the day it is where the clock's last day is closed.

    Raises NoSuchKindError, a RuleSetError where its parameter is missing or unset, a refusal.
    """
    require(acting().actor, Permission.KEEP_CLOCKS)
    one, bench = kind(kind_key), _bench()
    if one.sensitive and not (acting().purpose in SENSITIVE_FOR and acting().reason):
        raise SensitiveUnstatedError(one.key)
    other = counterpart.pk if counterpart else None
    if person is not None and person.party_id != bench.party.pk:
        raise OtherPartysPersonError
    day = (
        local_day(triggered, bench.zone(one, other))
        if isinstance(triggered, datetime)
        else triggered
    )
    found = opening(bench, one, day, length)
    clock = Clock(
        party=bench.party,
        kind=one.key,
        sensitive=one.sensitive,
        counterpart=counterpart,
        subject_type=subject.type,
        subject_id=subject.id,
        person=person,
        triggered_on=day,
        amount=found.length.amount,
        unit=found.length.unit.value,
        parameter=found.source.key,
        citation=found.source.citation,
        verified=found.source.verified,
    )
    _take_over(clock, bench.compute(clock))
    clock.save()
    _tell(clock, "clock started", due_on=_text(clock.due_on))
    return clock


def _take_over(clock: Clock, computed: Computed) -> None:
    """What was computed, into the row. A clock that has run out waits for the sweep to say so."""
    clock.due_on, clock.due_at = computed.due.on, computed.due_at
    clock.computed_from = computed.mark
    clock.levels, clock.level_times = list(computed.levels), list(computed.level_times)
    clock.next_sweep_at = _next_sweep(clock)
    clock.state = ClockState.RUNNING if computed.due.on else ClockState.SUSPENDED


def _next_sweep(clock: Clock) -> datetime | None:
    return min((time for time in (*clock.level_times, clock.due_at) if time), default=None)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tell(clock: Clock, name: str, *, reason: str = "", **facts: Any) -> None:
    """The log knows clocks by reference: which kind it is stands behind the wall."""
    actor = acting().actor.name
    record(stream=STREAM, name=name, subject=clock.reference, actor=actor, reason=reason, **facts)


def _locked(reference: str, step: Step, seen: int | None = None) -> Clock:
    """The clock, kept for this transaction. Raises NoSuchClockError or what closes the step.

    `seen` is how many changes it had when it was looked at: a form that is sent twice counts once.
    """
    require(acting().actor, Permission.KEEP_CLOCKS)
    found = Clock.objects.select_for_update().filter(reference=reference).first()
    if found is None:
        raise NoSuchClockError(reference)
    refusal = why_not(step, standing_of(found))
    if refusal is not None:
        raise refusal
    if seen is not None and seen != found.changes.count():
        raise ChangedMeanwhileError
    return found


def standing_of(clock: Clock) -> Standing:
    """A clock as the rules of steps see it."""
    reasons = _open_suspensions(clock).values_list("reason", flat=True)
    suspendable = kind(clock.kind).suspendable
    return Standing(State(clock.state), clock.kind, suspendable, frozenset(map(Reason, reasons)))


def _recompute(clock: Clock, bench: Bench) -> date | None:
    """Compute anew and store; alerts for another end than the new one are closed. The old end."""
    before = clock.due_on
    _take_over(clock, bench.compute(clock, clock.changes.order_by("pk")))
    clock.save()
    open_alerts = ClockAlert.objects.filter(clock=clock, closed_at=None)
    if clock.due_on != before:
        open_alerts.exclude(due_on=clock.due_on).update(closed_at=timezone.now())
    return before


def _changed(clock: Clock, bench: Bench, name: str, reason: Reason) -> Clock:
    before = _recompute(clock, bench)
    _tell(clock, name, why=reason.value, before=_text(before), due_on=_text(clock.due_on))
    return clock


@transaction.atomic
def suspend(
    *, reference: str, since: date, reason: Reason, note: str = "", citation: str = ""
) -> Clock:
    """Let a clock stand still from a day on; several reasons may hold it at once."""
    clock, bench = _locked(reference, Step.SUSPEND), _bench()
    _not_in_future(since, bench)
    if since < clock.triggered_on:
        raise SuspendedBeforeStartError
    if _open_suspensions(clock).filter(reason=reason).exists():
        raise AlreadySuspendedError(reason)
    ClockChange.objects.create(
        party=bench.party,
        clock=clock,
        kind=ChangeKind.SUSPENSION,
        since=since,
        reason=reason,
        note=note,
        citation=citation,
    )
    return _changed(clock, bench, "clock suspended", reason)


def _open_suspensions(clock: Clock) -> QuerySet[ClockChange]:
    return clock.changes.filter(kind=ChangeKind.SUSPENSION, resumed=None)


def _not_in_future(day: date, bench: Bench) -> None:
    if day > bench.today:
        raise DayInFutureError


@transaction.atomic
def resume(*, reference: str, resumed: date, reason: Reason) -> Clock:
    """End a suspension; that day counts again. The clock runs when no other reason holds it."""
    clock, bench = _locked(reference, Step.RESUME), _bench()
    _not_in_future(resumed, bench)
    change = _open_suspensions(clock).filter(reason=reason).first()
    if change is None:
        raise NotSuspendedError
    if resumed < change.since:
        raise SuspendedBeforeStartError
    change.resumed = resumed
    change.save(update_fields=["resumed"])
    return _changed(clock, bench, "clock resumed", reason)


@transaction.atomic
def extend(
    *,
    reference: str,
    by: Length,
    reason: Reason,
    note: str = "",
    citation: str = "",
    seen: int | None = None,
) -> Clock:
    """Make a clock longer, within what the rule set allows. Raises ExtendedTooFarError."""
    clock, bench = _locked(reference, Step.EXTEND, seen), _bench()
    before = [
        Length(one.amount or 0, Unit(one.unit))
        for one in clock.changes.filter(kind=ChangeKind.EXTENSION)
    ]
    check_extension(bench, kind(clock.kind), clock.triggered_on, [*before, by])
    _adjust(clock, bench, ChangeKind.EXTENSION, by, reason, note, citation)
    return _changed(clock, bench, "clock extended", reason)


@transaction.atomic
def shorten(
    *,
    reference: str,
    by: Length,
    reason: Reason,
    note: str = "",
    citation: str = "",
    seen: int | None = None,
) -> Clock:
    """Make a clock shorter, in its own unit. Raises ShortenedTooFarError."""
    clock, bench = _locked(reference, Step.SHORTEN, seen), _bench()
    _adjust(clock, bench, ChangeKind.SHORTENING, by, reason, note, citation)
    return _changed(clock, bench, "clock shortened", reason)


def _adjust(
    clock: Clock,
    bench: Bench,
    what: ChangeKind,
    by: Length,
    reason: Reason,
    note: str,
    citation: str,
) -> None:
    if by.amount <= 0:
        raise NothingToChangeError
    ClockChange.objects.create(
        party=bench.party,
        clock=clock,
        kind=what,
        since=bench.today,
        amount=by.amount,
        unit=by.unit,
        reason=reason,
        note=note,
        citation=citation,
    )


@transaction.atomic
def meet(*, reference: str, on: date) -> Clock:
    """What the clock waited for is done; late too. What happened by itself meanwhile stands."""
    clock = _locked(reference, Step.MEET)
    if on < clock.triggered_on and kind(clock.kind).direction is Direction.AFTER:
        raise MetBeforeStartError
    late = bool(clock.due_on and on > clock.due_on)
    return _settle(clock, ClockState.MET, on, "clock met", late=late)


@transaction.atomic
def cancel(*, reference: str, on: date, reason: Reason) -> Clock:
    """The clock has lost its object, such as a request that was withdrawn."""
    clock = _locked(reference, Step.CANCEL)
    return _settle(clock, ClockState.CANCELLED, on, "clock cancelled", why=reason.value)


def _settle(clock: Clock, state: ClockState, on: date, name: str, **facts: Any) -> Clock:
    _not_in_future(on, _bench())
    clock.settled_from, clock.state = clock.state, state
    clock.settled_on, clock.next_sweep_at = on, None
    clock.save()
    ClockAlert.objects.filter(clock=clock, closed_at=None).update(closed_at=timezone.now())
    _tell(clock, name, on=_text(on), due_on=_text(clock.due_on), **facts)
    return clock


@transaction.atomic
def reopen(*, reference: str, reason: Reason) -> Clock:
    """Take back that a clock was met or cancelled: it stands as if that had never been said.

    One that had run out before has run out; one that would have run out since does so at the next
    sweep, which opens its alerts again.
    """
    clock, bench = _locked(reference, Step.REOPEN), _bench()
    was, clock.settled_on = clock.state, None
    if clock.settled_from == ClockState.EXPIRED:
        clock.state, clock.next_sweep_at = ClockState.EXPIRED, _next_sweep(clock)
        clock.save()
    else:
        _recompute(clock, bench)
    _tell(clock, "clock taken up again", why=reason.value, was=was, due_on=_text(clock.due_on))
    return clock


@transaction.atomic
def recompute(*, reference: str) -> Clock:
    """Compute a clock anew from its rule set and calendars; one that ran out may run again.

    An event tells of it only where its end moved: repeating it changes nothing.
    """
    clock, bench = _locked(reference, Step.RECOMPUTE), _bench()
    was = (clock.state, clock.due_on, clock.due_at, clock.computed_from)
    computed = bench.compute(clock, clock.changes.order_by("pk"))
    if (computed.due.on, computed.due_at, computed.mark) == was[1:]:
        return clock
    before, tacit = _recompute(clock, bench), clock.tacit
    if was[0] == ClockState.EXPIRED:
        clock.tacit = ""
        clock.save(update_fields=["tacit"])
    name = "clock reopened" if was[0] == ClockState.EXPIRED else "clock recomputed"
    _tell(clock, name, before=_text(before), due_on=_text(clock.due_on), tacit_undone=tacit)
    return clock
