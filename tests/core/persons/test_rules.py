"""Who may confirm and what may be merged, for every state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.persons import rules
from wayforward.core.persons.models import Judgement, Verdict

accounts = st.integers(1, 3)


@given(accounts, accounts, st.booleans(), st.booleans())
def test_only_another_confirms_and_only_what_is_open_and_latest(
    judged_by: int, confirmer: int, confirmed: bool, latest: bool
) -> None:
    allowed = judged_by != confirmer and not confirmed and latest

    if allowed:
        rules.may_confirm(
            judged_by=judged_by, confirmer=confirmer, confirmed=confirmed, latest=latest
        )
        return
    with pytest.raises(rules.IdentityRefusedError):
        rules.may_confirm(
            judged_by=judged_by, confirmer=confirmer, confirmed=confirmed, latest=latest
        )


@given(st.booleans(), st.booleans())
def test_only_what_two_people_judged_the_same_is_merged(agreed: bool, merged: bool) -> None:
    if agreed and not merged:
        rules.may_merge(agreed=agreed, merged=merged)
        return
    with pytest.raises(rules.MergedAlreadyError if agreed else rules.NotOnePersonError):
        rules.may_merge(agreed=agreed, merged=merged)


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("confirmed_by", [None, 7])
def test_agreed_is_one_person_judged_and_confirmed(
    verdict: Verdict, confirmed_by: int | None
) -> None:
    judged = Judgement(verdict=verdict, confirmed_by_id=confirmed_by)

    assert judged.is_agreed_same == (verdict == Verdict.SAME and confirmed_by == 7)


@given(st.integers(1), st.integers(1))
def test_a_pair_has_one_order(one: int, other: int) -> None:
    if one == other:
        with pytest.raises(rules.OnePersonOnlyError):
            rules.in_order(one, other)
        return
    assert rules.in_order(one, other) == rules.in_order(other, one)
