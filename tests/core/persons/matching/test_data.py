"""The reviewed lists of name matching: whole, citing, and of one mind with the code."""

from __future__ import annotations

from importlib.resources import files

import pytest

from wayforward.core.persons.matching import sounds
from wayforward.core.persons.matching.distance import apart
from wayforward.core.persons.matching.frequency import frequency
from wayforward.core.persons.matching.parts import parts_of
from wayforward.core.persons.matching.spelling import is_arabic, words
from wayforward.core.persons.matching.tables import table
from wayforward.core.persons.matching.weights import bits, probability, share

_LISTS = sorted(
    entry.name.removesuffix(".yaml")
    for entry in files("wayforward.core.persons.matching").joinpath("data").iterdir()
)
_SIGNS = frozenset("bptdkgqGxhHszScjZfvrlmnyCJKTDRPWYaeiouAIUXE@^")


@pytest.mark.parametrize("name", _LISTS)
def test_every_list_says_who_reviewed_it_and_where_it_is_from(name: str) -> None:
    review = table(name)["review"]

    assert set(review) == {"state", "date", "citation"}
    assert all(str(value).strip() for value in review.values())


def test_costs_are_about_signs_there_are_and_never_more_than_a_consonant() -> None:
    costs = table("costs")
    for group in ("near", "vowels", "open"):
        for sign, others in costs[group].items():
            assert {sign, *others} <= _SIGNS
            assert all(0 <= cost <= 1 for cost in others.values())
    for left_out in costs["left_out"].values():
        assert set(left_out) <= _SIGNS
        assert all(0 <= cost <= 1 for cost in left_out.values())


def test_every_confusable_pair_is_written_in_both_scripts_and_is_not_one_name() -> None:
    for entry in table("confusable")["pairs"]:
        one, other = (
            [parts_of(spelling.strip()) for spelling in entry[side].split(",")]
            for side in ("one", "other")
        )
        for side in (one, other):
            assert all(len(parts) == 1 for parts in side), entry
            assert entry["one"] != entry["other"]
        written = entry["one"] + entry["other"]
        assert is_arabic(written), entry
        assert any(apart(a[0], b[0]) > 0 for a in one for b in other), entry


def test_no_pair_is_listed_twice() -> None:
    listed = [
        frozenset((entry["one"].split(",")[0], entry["other"].split(",")[0]))
        for entry in table("confusable")["pairs"]
    ]
    scripts = [
        frozenset((entry["one"].split(",")[-1], entry["other"].split(",")[-1]))
        for entry in table("confusable")["pairs"]
    ]

    assert len(set(zip(listed, scripts, strict=True))) == len(listed)


def test_weights_point_the_right_way() -> None:
    for feature in ("name", "father", "grandfather"):
        assert bits(feature, "conflict") < bits(feature, "confusable") < 0
        assert bits(feature, "missing") <= 0
    assert bits("birth", "same_day") > bits("birth", "same_year") > bits("birth", "one_year") > 0
    assert bits("birth", "far_apart") < bits("birth", "apart") < bits("birth", "few_years") < 0
    assert bits("place", "same_district") > bits("place", "same_province") > 0
    assert bits("place", "other_province") < 0
    assert share(0) == 1
    assert share(0.1) > share(0.15) > share(0.3) > share(0.6) == -1
    assert 0 < probability(-1000) < 0.01 < 0.99 < probability(1000) < 1


@pytest.mark.parametrize(
    ("common", "rare"), [("Mohammad", "Torialai"), ("محمد", "توریالی"), ("Khan", "Homayun")]
)
def test_a_common_name_is_common_in_any_script(common: str, rare: str) -> None:
    assert frequency(parts_of(common)[0]) > 10 * frequency(parts_of(rare)[0])


@pytest.mark.parametrize("title", table("titles")["titles"])
def test_a_title_is_set_aside_in_every_spelling(title: str) -> None:
    for spelling in words(title):
        assert [part.written for part in parts_of(f"{spelling} Torialai")] == ["Torialai"]


def test_sounds_are_signs_that_costs_know() -> None:
    spellings = [
        name for line in table("frequency")["per_thousand"].values() for name in line.split()
    ]
    spellings += [
        one for entry in table("confusable")["pairs"] for one in (entry["one"], entry["other"])
    ]

    heard = {sign for name in spellings for word in words(name) for sign in sounds.sounds_of(word)}

    assert heard <= _SIGNS
