"""The tree, its proofs and the lines: properties that hold for every set of captures."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core import utc_days
from wayforward.information.sources.evidence import rules
from wayforward.information.sources.evidence.outside.captures import root_from

AT = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)
hashes = st.binary(min_size=32, max_size=32)
leaf_sets = st.lists(hashes, max_size=70, unique=True).map(rules.in_order)


def _by_the_book(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962, section 2.1, defines it, from above."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = _by_the_book(leaves[:half]), _by_the_book(leaves[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(leaf_sets)
def test_root_of_any_leaves_is_that_of_the_standard(leaves: list[bytes]) -> None:
    assert rules.root_of(rules.tree(leaves)) == _by_the_book(leaves)


@pytest.mark.parametrize("count", range(1, 140))
def test_proof_of_every_leaf_leads_to_the_root(count: int) -> None:
    leaves = [bytes([number]) * 32 for number in range(count)]
    levels = rules.tree(leaves)
    root = rules.root_of(levels).hex()

    for position, leaf in enumerate(leaves):
        path = rules.proof(levels, position)
        assert root_from(leaf, position, count, path) == root


@given(leaf_sets.filter(lambda leaves: len(leaves) > 1), st.data())
def test_proof_with_anything_changed_leads_elsewhere(
    leaves: list[bytes], data: st.DataObject
) -> None:
    levels, count = rules.tree(leaves), len(leaves)
    root = rules.root_of(levels).hex()
    position = data.draw(st.integers(0, count - 1))
    leaf, path = leaves[position], rules.proof(levels, position)
    other = data.draw(st.integers(0, count + 2).filter(lambda number: number != position))
    step = data.draw(st.integers(0, len(path) - 1))
    bent = [*path[:step], path[step][::-1] + b"x", *path[step + 1 :]]

    assert root_from(leaf, other, count, path) != root
    assert root_from(leaf[:-1] + bytes([leaf[-1] ^ 1]), position, count, path) != root
    assert root_from(leaf, position, count, bent) != root
    assert root_from(leaf, position, count, path[:-1]) != root
    assert root_from(leaf, position, count, [*path, leaf]) != root


@given(st.lists(hashes, max_size=20, unique=True), st.randoms())
def test_root_does_not_depend_on_the_order_in_which_captures_come(leaves, random) -> None:
    mixed = list(leaves)
    random.shuffle(mixed)

    assert rules.tree(rules.in_order(mixed)) == rules.tree(rules.in_order(leaves))


@given(leaf_sets)
def test_leaves_as_stored_come_back(leaves: list[bytes]) -> None:
    assert rules.split(rules.joined(leaves)) == leaves
    assert [rules.position_of(leaf, leaves) for leaf in leaves] == list(range(len(leaves)))


def test_position_of_a_stranger_is_none() -> None:
    assert rules.position_of(b"\x01" * 32, [b"\x00" * 32, b"\x02" * 32]) is None
    assert rules.position_of(b"\x01" * 32, []) is None


@pytest.mark.parametrize("position", [-1, 3])
def test_proof_of_no_leaf_is_refused(position: int) -> None:
    with pytest.raises(IndexError):
        rules.proof(rules.tree([b"a" * 32, b"b" * 32, b"c" * 32]), position)


def test_leaf_never_passes_for_a_node() -> None:
    left, right = b"\x00" * 32, b"\xff" * 32

    assert rules.leaf_of(left + right) != rules.root_of(rules.tree([left, right]))


@given(st.text(), st.text(), st.datetimes(), st.text(), st.integers(0, 2**52))
def test_capture_line_keeps_every_part_apart(key, url, at, sha256, size) -> None:
    line = rules.capture_line(key, url, at.replace(tzinfo=UTC), sha256, size)

    assert json.loads(line) == [key, url, utc_days.moment(at.replace(tzinfo=UTC)), sha256, size]
    assert b"\n" not in line


def test_capture_line_is_as_documented() -> None:
    line = rules.capture_line("bamf/ps", 'https://a.example/پاڼه?a="b"', AT, "ab", 7)

    assert line.decode() == (
        '["bamf/ps","https://a.example/پاڼه?a=\\"b\\"","2026-11-23T12:00:00.000005Z","ab",7]'
    )


def test_moment_of_another_zone_is_in_utc() -> None:
    kabul = timezone(timedelta(hours=4, minutes=30))

    assert utc_days.moment(AT.astimezone(kabul)) == "2026-11-23T12:00:00.000005Z"


def test_digest_line_is_as_documented() -> None:
    line = rules.digest_line(date(2026, 11, 23), 2, b"\xab" * 32, "cd")

    assert line.decode() == f'["wayforward digest 1","2026-11-23",2,"{"ab" * 32}","cd"]'
    assert rules.digest_of(line) == hashlib.sha256(line).hexdigest()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T23:00:00", 0),
        ("2026-11-23T00:59:59", 0),
        ("2026-11-23T01:00:00", 1),
        ("2026-11-24T00:30:00", 1),
        ("2026-12-02T01:00:00", 10),
    ],
)
def test_days_due_are_those_over_for_an_hour(now: str, due: int) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    days = utc_days.days_due(None, datetime(2026, 11, 22, 23, 59, tzinfo=UTC), moment)

    assert days == [date(2026, 11, 22) + timedelta(days=number) for number in range(due)]
    assert utc_days.days_due(date(2026, 11, 21), None, moment) == days
    assert all(utc_days.closes_at(day) <= moment for day in days)


def test_days_due_of_what_has_not_begun_are_none() -> None:
    assert utc_days.days_due(None, None, AT) == []
