"""How far two parts sound apart: the same either way round, by the costs of data/costs.yaml."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.persons.matching.distance import FAR, apart
from wayforward.core.persons.matching.parts import Part, parts_of

_WRITTEN = (
    "Mohammad", "محمد", "Karim", "کریم", "Khalid", "Halid", "Hamidullah", "وحیدالله", "Ali", "والی",
    "Abdul Rahman", "Rahman", "Nuruddin", "Popalzai", "Çelebi", "Dschawad", "یعقوب",
)  # fmt: skip
parts = st.sampled_from([parts_of(name)[0] for name in _WRITTEN])


def _part(name: str) -> Part:
    [part] = parts_of(name)
    return part


@given(parts, parts)
def test_apart_is_the_same_either_way_round_and_nothing_from_itself(one: Part, other: Part) -> None:
    found = apart(one, other)

    assert found == apart(other, one)
    assert 0 <= found <= FAR
    assert apart(one, one) == 0


@pytest.mark.parametrize(
    ("one", "other", "cost", "consonants"),
    [
        ("Karim", "Kerim", 0.1, 3),  # a for e
        ("Karim", "کریم", 0.01, 3),  # a short vowel that Arabic script leaves out
        ("Popal", "Popalzai", 1 + 0.4, 4),  # z and ai more: a share of the longer one
        ("Karim", "Garim", 0.35, 3),  # k for g
        ("Najib", "Najibullah", 0.6, 3),
        ("Abdul Rahman", "Rahman", 0.35, 4),
        ("Shamsuddin", "Shamsullah", 1.2, 3),
        ("Ali", "Alim", 1, 2),  # one consonant counts as two
    ],
)
def test_what_differs_costs_its_share_of_the_longer_one(
    one: str, other: str, cost: float, consonants: int
) -> None:
    assert apart(_part(one), _part(other)) == pytest.approx(cost / consonants, abs=0.0001)
