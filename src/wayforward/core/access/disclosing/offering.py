"""Where values for a disclosure come from: subjects that know a person register what they know.

What is offered only fills the form; the rules and the officer decide what goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wayforward.core.persons.models import Person

Offer = Callable[[Person], Mapping[str, object]]
_OFFERS: list[Offer] = []


def offers(offer: Offer) -> Offer:
    """Register a subject's answer: field of data/disclosure_schemas.yaml -> value."""
    _OFFERS.append(offer)
    return offer


def offered(person: Person) -> dict[str, object]:
    """What is known of the person under the names of the fields; empty values are left out."""
    known: dict[str, object] = {}
    for offer in _OFFERS:
        known |= {name: value for name, value in offer(person).items() if value not in ("", None)}
    return known
