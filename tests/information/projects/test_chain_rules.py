"""Money reported by both sides of a chain is found, once, and never more than either reports."""

from hypothesis import given
from hypothesis import strategies as st
from tests.information.projects.making import activity, payment

from wayforward.information.projects.activities import Activity, Party
from wayforward.information.projects.chain_rules import RECEIVED, Double, Flow, Reported, doubles

amounts = st.lists(st.integers(-1000, 1000), min_size=1, max_size=5)


def _other(party: Party | None) -> str:
    return party.activity if party else ""


def _doubles(*activities: Activity) -> tuple[Double, ...]:
    return doubles(
        Reported(
            one.identifier,
            paid.kind,
            _other(paid.provider if paid.kind in RECEIVED else paid.receiver),
            paid.money.amount,
        )
        for one in activities
        for paid in one.transactions
        if paid.kind
    )


def _funder(amounts: list[int], kind: str = "3", receiver: str = "XM-EX-2"):
    to = f'<receiver-org receiver-activity-id="{receiver}"><narrative>B</narrative></receiver-org>'
    return activity("".join(payment(kind, amount, to) for amount in amounts), 1)


def _receiver(amounts: list[int], kind: str = "1", provider: str = "XM-EX-1"):
    by = f'<provider-org provider-activity-id="{provider}"><narrative>A</narrative></provider-org>'
    return activity("".join(payment(kind, amount, by) for amount in amounts), 2)


def test_doubles_both_sides_report_takes_the_smaller_off():
    (found,) = _doubles(_funder([60, 40]), _receiver([70]))
    assert (found.link.flow, found.link.funder, found.link.receiver) == (
        Flow.PAID, "XM-EX-1", "XM-EX-2",
    )  # fmt: skip
    assert (found.sent, found.received, found.counted_twice) == (100, 70, 70)


def test_doubles_one_side_alone_takes_nothing_off():
    assert _doubles(_funder([60]), _receiver([60], provider="")) == ()
    assert _doubles(_funder([60], receiver=""), _receiver([60])) == ()
    assert _doubles(_receiver([60])) == ()


def test_doubles_promise_and_payment_are_not_mixed():
    assert _doubles(_funder([60], "2"), _receiver([60], "1")) == ()
    (found,) = _doubles(_funder([60], "2"), _receiver([60], "11"))
    assert found.link.flow is Flow.PROMISED


def test_doubles_activity_that_pays_itself_is_none():
    assert _doubles(_funder([60], receiver="XM-EX-1"), _receiver([60])) == ()


def test_doubles_unreadable_amount_is_said():
    (found,) = _doubles(_funder([60]), _receiver(["much"]))
    assert (found.counted_twice, found.unvalued) == (0, 1)


@given(amounts, amounts)
def test_doubles_never_more_than_either_side_and_in_any_order(out, got):
    pair = [_funder(out), _receiver(got)]
    (found,) = _doubles(*pair)
    assert 0 <= found.counted_twice <= max(sum(out), 0)
    assert found.counted_twice <= max(sum(got), 0)
    assert _doubles(*pair[::-1]) == (found,)
