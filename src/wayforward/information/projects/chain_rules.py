"""Money that two publishers of one chain both report: paid by the funder, received further down.

Pure. Added up, it would be counted twice; so much is taken off the funder's side, and said so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wayforward.information.projects.kinds import TransactionKind


class Flow(StrEnum):
    """What goes down the chain; promises and payments are never mixed."""

    PAID = "paid"
    PROMISED = "promised"


SENT = {
    TransactionKind.DISBURSEMENT: Flow.PAID,
    TransactionKind.REIMBURSEMENT: Flow.PAID,
    TransactionKind.OUTGOING_COMMITMENT: Flow.PROMISED,
}
RECEIVED = {
    TransactionKind.INCOMING_FUNDS: Flow.PAID,
    TransactionKind.INCOMING_COMMITMENT: Flow.PROMISED,
}


@dataclass(frozen=True, slots=True)
class Reported:
    """A transaction as one side tells it: `other` is the activity of the other side, "" unnamed.

    `amount` is in the currency of valuation, None where it could not be valued.
    """

    activity: str
    kind: TransactionKind
    other: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """From the activity of a funder to that of the next in the chain, by identifier."""

    flow: Flow
    funder: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Double:
    """A link that both sides report: what went out, what came in, in the currency of valuation.

    `counted_twice` is what a sum over both must leave out of the funder's side: the smaller of
    the two, for what the receiver does not report stands with the funder alone. `unvalued`
    counts transactions that could not be valued.
    """

    link: Link
    sent: Decimal
    received: Decimal
    unvalued: int

    @property
    def counted_twice(self) -> Decimal:
        """Never below zero: money handed back is no double."""
        return max(min(self.sent, self.received), Decimal(0))


def doubles(payments: Iterable[Reported]) -> tuple[Double, ...]:
    """All links of the chain that both sides report, sorted.

    Both must name the other: the funder in `receiver-activity-id`, the receiver in
    `provider-activity-id`. One side's word alone takes nothing away. Each activity is to be handed
    in once, though several may report it; an activity does not pay itself.
    """
    sent: dict[Link, list[Decimal | None]] = defaultdict(list)
    received: dict[Link, list[Decimal | None]] = defaultdict(list)
    for one in payments:
        if not one.other or one.other == one.activity:
            continue
        if one.kind in SENT:
            sent[Link(SENT[one.kind], one.activity, one.other)].append(one.amount)
        elif one.kind in RECEIVED:
            received[Link(RECEIVED[one.kind], one.other, one.activity)].append(one.amount)
    return tuple(
        _double(link, sent[link], received[link]) for link in sorted(sent.keys() & received)
    )


def _double(link: Link, sent: list[Decimal | None], received: list[Decimal | None]) -> Double:
    return Double(
        link=link,
        sent=sum((one for one in sent if one is not None), Decimal(0)),
        received=sum((one for one in received if one is not None), Decimal(0)),
        unvalued=sum(one is None for one in (*sent, *received)),
    )
