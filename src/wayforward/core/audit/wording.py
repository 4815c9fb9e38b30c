"""Words of the log that stand in no template: its own events, what stood out, where it breaks."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.audit.rules import Finding, Kind
from wayforward.core.language.digits import format_number, reads_extended_digits
from wayforward.core.language.direction import isolated

KINDS = {
    Kind.MANY_PERSONS: lazy("Many persons"),
    Kind.OUTSIDE_HOURS: lazy("At night or on the weekend"),
    Kind.REPEATED: lazy("One person again and again"),
    Kind.WITHOUT_STEP: lazy("Looked at, nothing done"),
    Kind.REFUSED: lazy("Refused"),
}
FAULTS = {
    "altered": lazy("An event was changed after it was written"),
    "missing": lazy("An event was removed"),
    "out_of_order": lazy("An event was put in, moved or replaced"),
    "truncated": lazy("The end was cut off"),
    "rewritten": lazy("Events were written anew after they were signed"),
    "unchained": lazy("An event stands in no chain"),
}
_SENTENCES = {
    Kind.MANY_PERSONS: lazy(
        "%(account)s looked at %(count)s persons; %(usual)s in a week are usual for this account"
        " and its peers."
    ),
    Kind.OUTSIDE_HOURS: lazy(
        "%(account)s looked at records at night or on the weekend %(count)s times; %(usual)s times"
        " in a week are usual."
    ),
    Kind.REPEATED: lazy(
        "%(account)s looked up the person %(person)s %(count)s times on %(days)s days and did"
        " nothing else for them."
    ),
    Kind.WITHOUT_STEP: lazy(
        "%(account)s looked at %(count)s persons and did nothing else for them in these weeks."
    ),
    Kind.REFUSED: lazy("%(account)s asked %(count)s times for what the account may not have."),
}
_FIRST = lazy(
    "%(account)s looked at %(count)s persons; there are neither earlier weeks nor peers to compare"
    " with."
)


def sentence(account: str, found: Finding) -> str:
    """A finding in one sentence, in the language that is active."""
    language = get_language() or "en"
    mark = _mark(language)
    said = _SENTENCES[found.kind]
    if found.kind is Kind.MANY_PERSONS and not found.usual:
        said = _FIRST
    return str(said) % {
        "account": mark(account),
        "person": mark(found.persons[0]) if found.persons else "",
        "count": format_number(found.count, language),
        "usual": format_number(found.usual, language, 0 if found.usual == int(found.usual) else 1),
        "days": format_number(found.days, language),
    }


def nothing_stood_out() -> str:
    """What a digest without findings says."""
    return _("Nothing stood out in this week.")


def hours_unknown(country: str) -> str:
    """What a digest says where nobody told us when the party's office works."""
    said = _(
        "Nights and weekends were not looked at: there is no calendar for the country %(country)s."
    )
    return said % {"country": _mark(get_language() or "en")(country)}


def _mark(language: str) -> Callable[[str], str]:
    """What keeps a name of other letters together in a sentence from right to left."""
    return isolated if reads_extended_digits(language) else str
