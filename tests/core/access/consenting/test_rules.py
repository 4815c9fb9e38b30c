"""Consent covers what it names, while it lives, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.consenting.rules import Agreed, cover

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GROUPS = ("identity", "contact", "journey", "health")
MOMENTS = st.integers(-60, 60).map(lambda days: NOW + timedelta(days=days))


@st.composite
def agreed(draw: st.DrawFn, number: int = 0) -> Agreed:
    given_at = draw(MOMENTS)
    return Agreed(
        number=draw(st.integers(1, 9)),
        recipient=draw(st.integers(1, 2)),
        purpose=draw(st.sampled_from(["journey", "reintegration"])),
        groups=frozenset(draw(st.sets(st.sampled_from(GROUPS), min_size=1))),
        given_at=given_at,
        expires_at=given_at + timedelta(days=draw(st.integers(1, 60))),
        withdrawn_at=draw(st.none() | MOMENTS),
    )


LEDGERS = st.lists(agreed(), max_size=6, unique_by=lambda one: one.number)
WANTED = st.sets(st.sampled_from(GROUPS), min_size=1)


@given(LEDGERS, WANTED)
def test_group_is_covered_only_by_a_live_consent_to_this_recipient_and_purpose(
    ledger: list[Agreed], wanted: set[str]
) -> None:
    found = cover(ledger, recipient=1, purpose="journey", groups=wanted, at=NOW)

    used = [one for one in ledger if one.number in found.consents]
    assert all(one.recipient == 1 and one.purpose == "journey" for one in used)
    assert all(one.given_at <= NOW < one.expires_at for one in used)
    assert all(one.withdrawn_at is None or one.withdrawn_at > NOW for one in used)
    assert wanted - set(found.missing) <= {group for one in used for group in one.groups}


@given(LEDGERS, WANTED)
def test_withdrawing_every_consent_leaves_nothing_covered(
    ledger: list[Agreed], wanted: set[str]
) -> None:
    from dataclasses import replace

    over = [replace(one, withdrawn_at=NOW) for one in ledger]

    assert not cover(over, recipient=1, purpose="journey", groups=wanted, at=NOW).whole


@given(LEDGERS, WANTED, agreed())
def test_one_consent_more_never_covers_less(
    ledger: list[Agreed], wanted: set[str], more: Agreed
) -> None:
    before = cover(ledger, recipient=1, purpose="journey", groups=wanted, at=NOW)
    after = cover([*ledger, more], recipient=1, purpose="journey", groups=wanted, at=NOW)

    assert set(after.missing) <= set(before.missing)


@given(LEDGERS, WANTED)
def test_order_of_the_ledger_does_not_matter(ledger: list[Agreed], wanted: set[str]) -> None:
    there = cover(ledger, recipient=1, purpose="journey", groups=wanted, at=NOW)
    back = cover(ledger[::-1], recipient=1, purpose="journey", groups=wanted, at=NOW)

    assert there == back
