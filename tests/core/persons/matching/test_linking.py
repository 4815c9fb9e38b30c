"""A list linked with itself: nothing missed that a comparison would link, groups told honestly."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from tests.bench.link_persons import KINDS, linked, searched, two_lists
from tests.bench.name_spelling import HABITS, draw_name, write_arabic, write_latin

from wayforward.core.persons.matching.comparing import Comparison, Facts, compare
from wayforward.core.persons.matching.keys import query_keys, stored_keys
from wayforward.core.persons.matching.linking import Group, Link, candidate_pairs, groups, links
from wayforward.core.persons.matching.weights import prior_among, setting


def _records(count: int) -> list[Facts]:
    chance = random.Random(9)  # noqa: S311
    names = [draw_name(chance) for _ in range(count)]
    return [
        Facts(
            write_arabic(name, chance)
            if at % 2
            else write_latin(name, chance.choice(HABITS), chance)
        )
        for name in names
        for at in range(2)
    ]


def _link(one: int, other: int) -> Link:
    return Link(one, other, Comparison(0.9, 8.0, ()))


def test_nearly_nothing_that_would_be_linked_is_missed_by_the_keys() -> None:
    records = _records(100)

    by_keys = {(x.one, x.other) for x in links(records, candidate_pairs(records), 0.3)}
    by_all = {(x.one, x.other) for x in links(records, combinations(range(200), 2), 0.3)}

    assert by_keys <= by_all
    assert len(by_keys) >= 0.97 * len(by_all)


def test_links_come_best_first_and_each_once() -> None:
    records = _records(60)

    found = links(records, candidate_pairs(records), 0.5)

    assert [x.comparison.bits for x in found] == sorted(
        (x.comparison.bits for x in found), reverse=True
    )
    assert len({(x.one, x.other) for x in found}) == len(found)
    assert all(x.one < x.other for x in found)
    first = compare(records[found[0].one], records[found[0].other], prior_among(len(records)))
    assert found[0].comparison == first


def test_groups_hang_together_and_say_whether_all_agree() -> None:
    found = groups([_link(0, 1), _link(1, 2), _link(5, 6), _link(6, 7), _link(5, 7)])

    assert found == [Group((0, 1, 2), agreed=False), Group((5, 6, 7), agreed=True)]


def test_a_name_is_looked_up_by_what_another_spelling_is_kept_under() -> None:
    for kept, asked in (
        ("Halid", "خالد"), ("Dschawad", "جواد"), ("Abdelkader", "عبدالقادر"), ("Chafiq", "شفیق"),
        ("Rahmat Ullah", "رحمت‌الله"), ("Jakub", "یعقوب"), ("Karim", "Ghulam Karim"),
    ):  # fmt: skip
        assert set(stored_keys(kept)) & set(query_keys(asked)), (kept, asked)


def test_a_common_part_alone_is_no_reason_to_compare() -> None:
    assert not set(stored_keys("Mohammad Rahim")) & set(query_keys("Mohammad Torialai"))


def test_very_many_of_one_name_are_compared_where_father_or_year_agrees() -> None:
    records = [
        Facts("Mohammad Ali", father=name) for name in ("Rahim", "Karim") for _ in range(200)
    ]
    records += [Facts("محمد علی", father="توریالی"), Facts("Mohammed Ali", father="Torialai")]

    pairs = set(candidate_pairs(records))

    assert (400, 401) in pairs
    assert (0, 400) not in pairs


def test_in_a_longer_list_the_same_bits_are_worth_less() -> None:
    pair = [Facts("Najibullah Rahimi"), Facts("نجیب‌الله رحیمی")]
    crowd = [Facts(f"Torialai{letter * 3}") for letter in "bcdfgklmn"] * 500

    [alone] = links(pair, [(0, 1)], 0)
    [amid] = links(pair + crowd, [(0, 1)], 0)

    assert alone.comparison.bits == amid.comparison.bits
    assert alone.comparison.score > amid.comparison.score


@pytest.mark.parametrize("kind", KINDS)
def test_lists_of_two_parties_are_linked_as_well_as_was_measured(kind: str) -> None:
    lists = two_lists(kind, 400, seed=31)

    found = linked(lists)

    assert lists.right == 200
    [half, likely, _sure] = found["told"]
    assert half["recall"] >= 0.85
    assert half["precision"] >= 0.85
    assert likely["precision"] >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_search_leaves_out_is_nearly_never_who_is_asked_for(kind: str) -> None:
    found = searched(two_lists(kind, 400, seed=31), name_only=False)

    shown = {row["least"]: row for row in found["shown"]}
    everyone, from_here = shown[0.0], shown[setting("shown")["search"]]
    assert everyone["right"] - from_here["right"] <= 0.01
    assert from_here["others"] < everyone["others"] / 3
