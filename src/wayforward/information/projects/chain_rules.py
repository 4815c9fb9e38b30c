"""Money that two publishers of one chain both report: paid by the funder, received further down.

Pure. Added up, it would be counted twice; so much is taken off the funder's side, and said so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wayforward.information.projects.activities import Activity, Money, Party
from wayforward.information.projects.kinds import TransactionKind

Valuation = Callable[[Money], Decimal | None]


class Flow(StrEnum):
    """What goes down the chain; promises and payments are never mixed."""

    PAID = "paid"
    PROMISED = "promised"


_OUT = {
    TransactionKind.DISBURSEMENT: Flow.PAID,
    TransactionKind.REIMBURSEMENT: Flow.PAID,
    TransactionKind.OUTGOING_COMMITMENT: Flow.PROMISED,
}
_IN = {
    TransactionKind.INCOMING_FUNDS: Flow.PAID,
    TransactionKind.INCOMING_COMMITMENT: Flow.PROMISED,
}


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


def doubles(activities: Iterable[Activity], value: Valuation) -> tuple[Double, ...]:
    """All links of the chain that both sides report, sorted.

    Both must name the other: the funder in `receiver-activity-id`, the receiver in
    `provider-activity-id`. One side's word alone takes nothing away. An activity that stands
    twice among `activities` (same identifier) is taken once, the first.
    """
    sent: dict[Link, list[Decimal | None]] = defaultdict(list)
    received: dict[Link, list[Decimal | None]] = defaultdict(list)
    for activity in _once(activities):
        own = activity.identifier
        for one in activity.transactions:
            if one.kind in _OUT and (other := _other(one.receiver, own)):
                sent[Link(_OUT[one.kind], own, other)].append(value(one.money))
            elif one.kind in _IN and (other := _other(one.provider, own)):
                received[Link(_IN[one.kind], other, own)].append(value(one.money))
    return tuple(
        _double(link, sent[link], received[link]) for link in sorted(sent.keys() & received)
    )


def _once(activities: Iterable[Activity]) -> Iterable[Activity]:
    seen: set[str] = set()
    for activity in activities:
        if activity.identifier and activity.identifier not in seen:
            seen.add(activity.identifier)
            yield activity


def _other(party: Party | None, own: str) -> str:
    """The activity of the other side; an activity does not pay itself."""
    return party.activity if party and party.activity != own else ""


def _double(link: Link, sent: list[Decimal | None], received: list[Decimal | None]) -> Double:
    return Double(
        link=link,
        sent=sum((one for one in sent if one is not None), Decimal(0)),
        received=sum((one for one in received if one is not None), Decimal(0)),
        unvalued=sum(one is None for one in (*sent, *received)),
    )
