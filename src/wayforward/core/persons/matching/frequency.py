"""How common a part of a name is, from data/frequency.yaml by the consonants that stay."""

from __future__ import annotations

from functools import cache

from wayforward.core.persons.matching.parts import Part, parts_of
from wayforward.core.persons.matching.tables import table


def frequency(part: Part) -> float:
    """The share of parts of names that sound like this one, 0 to 1; a common name is never rare."""
    return _shares().get(part.consonants, _other())


@cache
def _shares() -> dict[str, float]:
    shares: dict[str, float] = {}
    for thousandths, names in table("frequency")["per_thousand"].items():
        for name in names.split():
            for part in parts_of(name):
                kept = shares.get(part.consonants, 0.0)
                shares[part.consonants] = max(kept, thousandths / 1000)
    return shares


@cache
def _other() -> float:
    return float(table("frequency")["other"]) / 1000
