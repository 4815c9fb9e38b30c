"""Words for clocks: states, steps, reasons, lengths, refusals, in the catalogues' languages."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from wayforward.core.clocks import refusals, rules
from wayforward.core.clocks.calendars import NoSuchCalendarError
from wayforward.core.clocks.computing import WrongUnitError
from wayforward.core.clocks.days import FIRST, LAST, NoWorkingDayLeftError, OutsideCalendarError
from wayforward.core.clocks.definitions import NoSuchKindError
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.rules import Length, State, Unit, Whose
from wayforward.core.clocks.steps import Step
from wayforward.core.language.digits import to_reader
from wayforward.core.rulesets import wording as rulesets
from wayforward.core.rulesets.rules import RuleSetError

STATES = {
    State.RUNNING: lazy("Running"),
    State.SUSPENDED: lazy("Stands still"),
    State.MET: lazy("Met"),
    State.EXPIRED: lazy("Ran out"),
    State.CANCELLED: lazy("Cancelled"),
}
STEPS = {
    Step.MEET: lazy("Met: what it waited for is done"),
    Step.SUSPEND: lazy("Let it stand still"),
    Step.RESUME: lazy("Let it run again"),
    Step.EXTEND: lazy("Extend"),
    Step.SHORTEN: lazy("Shorten"),
    Step.CANCEL: lazy("Cancel: it has lost its object"),
    Step.RECOMPUTE: lazy("Compute it anew"),
    Step.REOPEN: lazy("Take back that it was met or cancelled"),
}
# What a clock that is started at the desk may be about; strands name other things themselves.
SUBJECTS = {
    "person": lazy("A person"),
    "return_case": lazy("A return case"),
    "travel_document_request": lazy("A request for a travel document"),
    "flight": lazy("A flight"),
    "complaint": lazy("A complaint"),
    "data_request": lazy("A request for one's own data"),
}
LEVELS = {
    "early": lazy("A longer time ahead"),
    "soon": lazy("Ends soon"),
    "due": lazy("Ends today"),
    "overdue": lazy("Overdue"),
    "long_overdue": lazy("Long overdue"),
}
REASONS = {
    Reason.DOCUMENTS_AWAITED: lazy("documents are awaited"),
    Reason.INTERVIEW_AWAITED: lazy("an interview is awaited"),
    Reason.APPEAL_PENDING: lazy("an appeal is pending"),
    Reason.ASYLUM_PENDING: lazy("a decision on protection is pending"),
    Reason.HEALTH: lazy("health"),
    Reason.FAMILY_OR_SCHOOL: lazy("family or school"),
    Reason.OFFICE_CLOSED: lazy("the office was closed"),
    Reason.FORCE_MAJEURE: lazy("an event nobody could prevent"),
    Reason.COURT_ORDER: lazy("a court ordered it"),
    Reason.PARTIES_AGREED: lazy("both sides agreed"),
    Reason.COMPLEX_CASE: lazy("the case is complex"),
    Reason.LACK_OF_COOPERATION: lazy("lack of cooperation"),
    Reason.RISK_OF_ABSCONDING: lazy("a risk of absconding"),
    Reason.MISTAKE_CORRECTED: lazy("a mistake was corrected"),
}
WEEKDAYS = (
    lazy("Monday"),
    lazy("Tuesday"),
    lazy("Wednesday"),
    lazy("Thursday"),
    lazy("Friday"),
    lazy("Saturday"),
    lazy("Sunday"),
)
WHOSE_WORKING_DAY = {
    Whose.BOTH: lazy("a working day of both sides"),
    Whose.EITHER: lazy("a working day of at least one side"),
    Whose.EUROPEAN: lazy("a working day of the European side"),
    Whose.PARTNER: lazy("a working day of the Afghan side"),
}
_NO_LENGTH = lazy("A decision gives the length of this deadline: say it.")
_SETTLED = lazy("This deadline is over (%(state)s): nothing in it can be changed any more.")
_NOT_COUNTED = lazy("It cannot be counted: what the calendar or the rule set says does not fit.")
REFUSALS = {
    refusals.NoSuchClockError: lazy("Your party has no such deadline."),
    refusals.NoPartyError: lazy("This account belongs to no party, and deadlines do."),
    refusals.LengthMissingError: _NO_LENGTH,
    refusals.LengthFixedError: lazy(
        "The rule set gives the length of this deadline: leave it empty here."
    ),
    refusals.LengthOutOfBoundsError: lazy("Its length is one of %(allowed)s (%(citation)s)."),
    refusals.LengthTooShortError: lazy("Its length is at least %(allowed)s (%(citation)s)."),
    refusals.LengthTooLongError: lazy("Its length is at most %(allowed)s (%(citation)s)."),
    refusals.ExtendedTooFarError: lazy(
        "All extensions together are at most %(allowed)s (%(citation)s)."
    ),
    refusals.NotSuspendableError: lazy("A deadline of this kind never stands still."),
    refusals.AlreadySuspendedError: lazy("It stands still for this reason already."),
    refusals.NotSuspendedError: lazy("It does not stand still for that reason."),
    refusals.DayInFutureError: lazy(
        "That day has not come yet: record it on the day itself or afterwards."
    ),
    refusals.SuspendedBeforeStartError: lazy(
        "That day is too early: it stands still after it started and runs again after that."
    ),
    refusals.MetBeforeStartError: lazy(
        "That day is too early: this deadline had not started yet. Look at the year again."
    ),
    refusals.ClockSettledError: _SETTLED,
    refusals.NotSettledError: lazy(
        "It was neither met nor cancelled: there is nothing to take back."
    ),
    refusals.ChangedMeanwhileError: lazy(
        "Somebody changed this deadline meanwhile: look again, then decide."
    ),
    refusals.NothingToChangeError: lazy("Say by how much: more than nothing."),
    refusals.OtherPartysPersonError: lazy("This person is not in the care of your party."),
    refusals.SensitiveUnstatedError: lazy(
        "It tells of trafficking or health: first state a purpose of protection, and why."
    ),
    refusals.NotYourPartyError: lazy("A party decides about its own working days alone."),
    refusals.DecisionIncompleteError: lazy(
        "Say which days of the week, or first and last day, at most a year apart; and the source."
    ),
    rules.ShortenedTooFarError: lazy(
        "It is not as long as that: shorten it in its own unit, by less than its length."
    ),
    rules.BackwardsSuspendedError: lazy(
        "A deadline counted back from an event never stands still: move the event."
    ),
    rules.SuspendedBackwardsError: lazy("It cannot run again before it stood still."),
    OutsideCalendarError: lazy("Our calendars reach from %(first)s to %(last)s: that is outside."),
    NoWorkingDayLeftError: lazy("Our calendars end in %(last)s: that is beyond."),
    NoSuchKindError: _NOT_COUNTED,
    NoSuchCalendarError: _NOT_COUNTED,
    WrongUnitError: _NOT_COUNTED,
}


def refusal_in_words(problem: Exception, language: str) -> str:
    """Why something cannot be done with a clock, in the language that is switched on."""
    if isinstance(problem, RuleSetError):
        return rulesets.refusal_in_words(problem)
    allowed, state = getattr(problem, "allowed", None), getattr(problem, "state", None)
    words = {
        "allowed": rulesets.value_in_words(allowed) if allowed else "",
        "citation": allowed.citation if allowed else "",
        "state": STATES[state] if state else "",
        "first": to_reader(str(FIRST.year), language),
        "last": to_reader(str(LAST.year), language),
    }
    return str(REFUSALS[type(problem)]) % words


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n)


def _weeks(n: int) -> str:
    return ngettext("%(n)s week", "%(n)s weeks", n)


def _months(n: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", n)


def _years(n: int) -> str:
    return ngettext("%(n)s year", "%(n)s years", n)


def _working(n: int) -> str:
    return ngettext("%(n)s working day", "%(n)s working days", n)


_UNITS: dict[Unit, Callable[[int], str]] = {
    Unit.CALENDAR_DAYS: _days,
    Unit.WEEKS: _weeks,
    Unit.MONTHS: _months,
    Unit.YEARS: _years,
    Unit.WORKING_DAYS: _working,
}


def length_in_words(length: Length, language: str) -> str:
    """A length in the language that is switched on, with the reader's digits."""
    words = _UNITS[length.unit](length.amount)
    return to_reader(words % {"n": length.amount}, language)


def reason_in_words(reason: str) -> str:
    """A reason as the end of a sentence."""
    return str(REASONS[Reason(reason)]) if reason in set(Reason) else reason
