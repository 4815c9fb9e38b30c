"""Words for clocks: states, levels, reasons, lengths. All go through the translation catalogues."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.rules import Length, State, Unit, Whose
from wayforward.core.language.digits import to_reader

STATES = {
    State.RUNNING: lazy("Running"),
    State.SUSPENDED: lazy("Stands still"),
    State.MET: lazy("Met"),
    State.EXPIRED: lazy("Ran out"),
    State.CANCELLED: lazy("Cancelled"),
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
