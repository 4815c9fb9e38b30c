"""From an answer or a card on return to the projects near home: which page, and how many there are.

Only where return or starting again is what it is about; never beside protection alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from wayforward.core.language.normalise import tokens
from wayforward.core.places.finding import Kind, place_asked_for
from wayforward.core.places.naming import Spot, provinces_spelled
from wayforward.core.places.reading import districts, province_name
from wayforward.information.projects.placing import HOME
from wayforward.information.projects.public import queries
from wayforward.information.projects.public.listing import district_address, province_address
from wayforward.information.projects.public.queries import Here
from wayforward.information.projects.public.rules import speaks_of_home
from wayforward.information.projects.totals_wording import comma, language

_MOST = 3  # places; who names more is led to the map
_LONGEST = 3  # words of the name of a province
_LETTERS = 4  # of a name that counts wherever it stands: غور is also "to consider"


@dataclass(frozen=True, slots=True)
class Near:
    """A place that a question names, its page, and what is published for it."""

    name: str
    address: str
    here: Here


@dataclass(frozen=True, slots=True)
class Home:
    """Where to look for projects near home: the places named, else the map at `address`."""

    address: str
    places: tuple[Near, ...]


def home_for(topics: Sequence[str], question: str = "") -> Home | None:
    """What to offer beside an answer on these topics; None where it is about something else.

    Nothing of the question is kept.
    """
    if not speaks_of_home(topics):
        return None
    spots = _named_in(question) if question else ()
    near = tuple(_near(spot) for spot in spots) if len(spots) <= _MOST else ()
    return Home(reverse("projects"), near)


def _named_in(question: str) -> tuple[Spot, ...]:
    """The places named; of a name that several districts share, all of them."""
    found = place_asked_for(question)
    if found.kind is not Kind.UNKNOWN:
        return found.spots
    return tuple(dict.fromkeys(_provinces_in(tokens(question))))


def _provinces_in(words: Sequence[str]) -> Iterator[Spot]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            name = " ".join(words[start:end])
            if len(name) >= _LETTERS:
                yield from provinces_spelled(name)


def _near(spot: Spot) -> Near:
    here = queries.published_at(HOME, spot, today=timezone.now().date())
    province = province_name(spot.province, language())
    if not spot.district:
        return Near(province, province_address(spot.province), here)
    name = districts()[spot.district].names.in_language(language())
    return Near(f"{name}{comma()}{province}", district_address(spot.district), here)
