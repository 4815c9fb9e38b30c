"""A clock in words, step by step, in the language that is switched on; dates in both calendars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.core.clocks.calendars import place_of
from wayforward.core.clocks.computing import Bench
from wayforward.core.clocks.days import Days, Off, Why
from wayforward.core.clocks.definitions import Kind, kind
from wayforward.core.clocks.models import Clock
from wayforward.core.clocks.rules import Direction, Due, Length, Step, StepKind
from wayforward.core.clocks.wording import WHOSE_WORKING_DAY, length_in_words, reason_in_words
from wayforward.core.language.calendar import both_calendars


@dataclass(frozen=True, slots=True)
class Told:
    """What the words need beside the steps."""

    kind: Kind
    ending: Days
    zone: str
    language: str

    def day(self, day: date | None) -> str:
        """A day in both calendars, the reader's own first."""
        return both_calendars(day, self.language) if day else ""

    def named(self, names: Mapping[str, str]) -> str:
        """The reader's own of several names."""
        return names.get(self.language) or names.get("en") or next(iter(names.values()), "")


def sentences(due: Due, bench: Bench, clock: Clock) -> list[str]:
    """How the end of a clock was found, a sentence a step, and what happens by itself then."""
    one, other = kind(clock.kind), clock.counterpart_id
    ending, zone = bench.days(other, one.ending_days), bench.zone(one, other)
    told = Told(one, ending, zone, get_language() or "en")
    found = [_WORDS[step.kind](step, told) for step in due.steps]
    tacit = bench.tacit(one, clock.triggered_on)
    if due.on and tacit:
        effect = told.named(tacit.names)
        found.append(_("If nothing is done by then: %(effect)s") % {"effect": effect})
    return found


def _length(step: Step, told: Told) -> str:
    assert step.unit is not None  # noqa: S101  steps that tell a length have one
    return length_in_words(Length(step.amount, step.unit), told.language)


def _reasons(step: Step) -> str:
    return _(", ").join(reason_in_words(why) for why in step.why if why)


def _started(step: Step, told: Told) -> str:
    words = {"day": told.day(step.day), "event": told.named(told.kind.trigger_names)}
    if told.kind.direction is Direction.BEFORE:
        return _("It is counted back from %(day)s: %(event)s.") % words
    if step.amount:
        return _("It starts on %(day)s: %(event)s. That day counts.") % words
    return _("It starts on %(day)s: %(event)s. That day does not count.") % words


def _counted(step: Step, told: Told) -> str:
    words = {"length": _length(step, told), "day": told.day(step.day)}
    return _("%(length)s lead to %(day)s.") % words


def _counted_back(step: Step, told: Told) -> str:
    words = {"length": _length(step, told), "day": told.day(step.day)}
    return _("%(length)s before it is %(day)s.") % words


def _extended(step: Step, told: Told) -> str:
    words = {"length": _length(step, told), "why": _reasons(step)}
    return _("It was extended by %(length)s: %(why)s.") % words


def _shortened(step: Step, told: Told) -> str:
    words = {"length": _length(step, told), "why": _reasons(step)}
    return _("It was shortened by %(length)s: %(why)s.") % words


def _suspended(step: Step, told: Told) -> str:
    words = {
        "since": told.day(step.since),
        "until": told.day(step.until),
        "length": _length(step, told),
        "why": _reasons(step),
        "day": told.day(step.day),
    }
    return (
        _("It stood still from %(since)s to %(until)s (%(length)s): %(why)s. It leads to %(day)s.")
        % words
    )


def _stands_still(step: Step, told: Told) -> str:
    words = {
        "day": told.day(step.day),
        "why": _reasons(step),
        "until": told.day(step.until),
    }
    return (
        _("It has stood still since %(day)s: %(why)s. Resumed today, it would end on %(until)s.")
        % words
    )


def _least(step: Step, told: Told) -> str:
    words = {"length": _length(step, told), "day": told.day(step.day)}
    return _("It must hold at least %(length)s, so it leads to %(day)s.") % words


def _moved(step: Step, told: Told) -> str:
    words = {
        "day": told.day(step.day),
        "why": _(", ").join(off_in_words(off, told) for off in told.ending.why_off(step.day)),
        "until": told.day(step.until),
        "working": str(WHOSE_WORKING_DAY[told.kind.ending_days]),
    }
    return _("%(day)s is a day off (%(why)s). %(until)s is %(working)s.") % words


def _ends(step: Step, told: Told) -> str:
    words = {"day": told.day(step.day), "place": told.named(place_of(told.zone))}
    return _("It ends at the end of %(day)s, midnight in %(place)s.") % words


_WORDS: dict[StepKind, Callable[[Step, Told], str]] = {
    StepKind.STARTED: _started,
    StepKind.COUNTED: _counted,
    StepKind.COUNTED_BACK: _counted_back,
    StepKind.EXTENDED: _extended,
    StepKind.SHORTENED: _shortened,
    StepKind.SUSPENDED: _suspended,
    StepKind.STANDS_STILL: _stands_still,
    StepKind.LEAST: _least,
    StepKind.MOVED: _moved,
    StepKind.ENDS: _ends,
}


def off_in_words(off: Off, told: Told) -> str:
    """Why a side has a day off; an estimated Islamic date says so."""
    words = {"who": told.named(off.calendar.names)}
    if off.why is Why.WEEKEND or off.special is None:
        return _("weekend in %(who)s") % words
    words["what"] = told.named(off.special.names) or _("day off by decision")
    if off.special.estimated:
        return _("%(what)s (estimated) in %(who)s") % words
    return _("%(what)s in %(who)s") % words
