"""Money reported by both sides of a chain is found, once, and never more than either reports."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.information.projects.making import activity, payment

from wayforward.information.projects.activities import Money
from wayforward.information.projects.chain_rules import Flow, doubles

amounts = st.lists(st.integers(-1000, 1000), min_size=1, max_size=5)


def _as_is(money: Money) -> Decimal | None:
    return money.amount if money.currency == "EUR" else None


def _funder(amounts: list[int], kind: str = "3", receiver: str = "XM-EX-2"):
    to = f'<receiver-org receiver-activity-id="{receiver}"><narrative>B</narrative></receiver-org>'
    return activity("".join(payment(kind, amount, to) for amount in amounts), 1)


def _receiver(amounts: list[int], kind: str = "1", provider: str = "XM-EX-1"):
    by = f'<provider-org provider-activity-id="{provider}"><narrative>A</narrative></provider-org>'
    return activity("".join(payment(kind, amount, by) for amount in amounts), 2)


def test_doubles_both_sides_report_takes_the_smaller_off():
    (found,) = doubles([_funder([60, 40]), _receiver([70])], _as_is)
    assert (found.link.flow, found.link.funder, found.link.receiver) == (
        Flow.PAID, "XM-EX-1", "XM-EX-2",
    )  # fmt: skip
    assert (found.sent, found.received, found.counted_twice) == (100, 70, 70)


def test_doubles_one_side_alone_takes_nothing_off():
    assert doubles([_funder([60]), _receiver([60], provider="")], _as_is) == ()
    assert doubles([_funder([60], receiver=""), _receiver([60])], _as_is) == ()
    assert doubles([_receiver([60])], _as_is) == ()


def test_doubles_promise_and_payment_are_not_mixed():
    assert doubles([_funder([60], "2"), _receiver([60], "1")], _as_is) == ()
    (found,) = doubles([_funder([60], "2"), _receiver([60], "11")], _as_is)
    assert found.link.flow is Flow.PROMISED


def test_doubles_activity_published_twice_is_taken_once():
    (found,) = doubles([_funder([60]), _funder([60]), _receiver([60])], _as_is)
    assert found.sent == 60


def test_doubles_unreadable_amount_is_said():
    (found,) = doubles([_funder([60]), _receiver(["much"])], _as_is)
    assert (found.counted_twice, found.unvalued) == (0, 1)


@given(amounts, amounts)
def test_doubles_never_more_than_either_side_and_in_any_order(out, got):
    pair = [_funder(out), _receiver(got)]
    (found,) = doubles(pair, _as_is)
    assert 0 <= found.counted_twice <= max(sum(out), 0)
    assert found.counted_twice <= max(sum(got), 0)
    assert doubles(pair[::-1], _as_is) == (found,)
