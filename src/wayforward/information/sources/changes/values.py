"""What a sentence says that people act on, as values that are the same in every language.

"zwei Wochen", "14 days" and "۱۴ روز" are one deadline; 030 123 456 and +49 30 123456 one telephone.
What cannot be read for certain (a date without year, a currency we do not know) is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from wayforward.core.language.calendar import parse_date
from wayforward.core.language.normalise import search_form
from wayforward.information.sources.changes import telling

_DAYS = {"day": 1, "week": 7}
_SHORTEST_PHONE, _COMPARED_DIGITS = 7, 7
_NUMBER = re.compile(r"\d[\d.,'’ ]*")
_GROUPS = re.compile(r"(?<=\d)[.,'’ ](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A value by kind ("amount", "deadline", "phone", "date") and canonical form; `shown` is how
    the page writes it and does not tell values apart."""

    kind: str
    value: str
    shown: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two values the same."""
        return (self.kind, self.value)


def values_acted_on(text: str, language: str | None) -> list[Value]:
    """The values of a sentence, each once, in the order of their kinds."""
    found = telling.values_in(text, language)
    read = {"amount": _amount, "deadline": _deadline, "phone": _phone, "date": _date}
    values = (
        Value(kind, value, shown)
        for kind, reading in read.items()
        for shown in found.get(kind, ())
        if (value := reading(shown, language)) is not None
    )
    return list({value.key: value for value in values}.values())


def _amount(shown: str, language: str | None) -> str | None:
    number = _number(shown)
    currencies = telling.meaning_of("currencies", language)
    rest = _NUMBER.sub(" ", shown).strip(" .,-–")
    currency = currencies.get(rest)
    return f"{number} {currency}" if number and currency else None


def _deadline(shown: str, language: str | None) -> str | None:
    units = telling.meaning_of("units", language)
    words = shown.split()
    unit = units.get(words[-1])
    number = _number(shown) or telling.meaning_of("numbers", language).get(words[0])
    if unit is None or number is None:
        return None
    days = _DAYS.get(unit)
    return f"{Decimal(number) * days:f} day" if days else f"{number} {unit}"


def _phone(shown: str, _: str | None) -> str | None:
    """The last digits: what comes before differs between calls from home and from abroad."""
    if "@" in shown:
        return shown
    digits = re.sub(r"\D", "", shown)
    return digits[-_COMPARED_DIGITS:] if len(digits) >= _SHORTEST_PHONE else None


def _date(shown: str, _: str | None) -> str | None:
    day = parse_date(shown)
    return day.isoformat() if day else None


def _number(shown: str) -> str | None:
    found = _NUMBER.search(search_form(shown))
    if found is None:
        return None
    plain = _GROUPS.sub("", found[0].strip(" .,'’")).replace(",", ".").replace(" ", "")
    try:
        return f"{Decimal(plain).normalize():f}"
    except InvalidOperation:
        return None
