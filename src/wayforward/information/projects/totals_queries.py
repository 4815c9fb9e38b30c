"""Sums over projects: budgets, promises, payments and spending apart, in euros.

What is counted twice, could not be put in euros or has no stated share is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum

from wayforward.information.projects.chain_rules import (
    RECEIVED,
    SENT,
    Double,
    Flow,
    Reported,
    doubles,
)
from wayforward.information.projects.models import Project, ProjectMoney
from wayforward.information.projects.money_rules import Family, MoneyKind, transaction_kind
from wayforward.information.projects.queries import Wish, projects

_NOTHING = Decimal(0)
_FLOWS = {Family.COMMITMENT: Flow.PROMISED, Family.DISBURSEMENT: Flow.PAID}
_HERE = ExpressionWrapper(
    F("euro") * F("percentage") / 100, output_field=DecimalField(max_digits=36, decimal_places=8)
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Amounts of one currency that have no value in euros, and the reason."""

    reason: str
    currency: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FamilyTotal:
    """One kind of money in euros: `reported` by all, `counted_twice` of it along the chain.

    Beside it, left out: budgets that a revised one replaces, and amounts of activities that do not
    say which share of them is for the country.
    """

    family: Family
    amounts: int
    reported: Decimal
    counted_twice: Decimal
    replaced: int
    replaced_euro: Decimal
    share_unknown: int
    share_unknown_euro: Decimal
    left_out: tuple[LeftOut, ...]

    @property
    def total(self) -> Decimal:
        """What is left of the reported."""
        return self.reported - self.counted_twice


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over `projects` projects.

    `second_reports` tell of a project that another reporter tells of too, `gone` left their newest
    file: neither is counted. `unlinked` payments name an activity of the other side that was not
    read, or none: whether they are counted twice cannot be told.
    """

    projects: int
    second_reports: int
    gone: int
    families: tuple[FamilyTotal, ...]
    doubles: tuple[Double, ...]
    unlinked: int


def totals(wish: Wish) -> Totals:
    """The sums over the projects that fit."""
    every = projects(wish).order_by()
    there = every.filter(gone_since=None)
    once = _once(there)
    money = ProjectMoney.objects.filter(project__in=once)
    chain = list(_chain(money))
    twice = doubles(chain)
    known = _known(wish.country, {one.other for one in chain if one.kind in SENT})
    count = once.count()
    return Totals(
        projects=count,
        second_reports=there.count() - count,
        gone=every.filter(gone_since__isnull=False).count() if wish.gone else 0,
        families=tuple(_family(one, money, twice) for one in Family),
        doubles=twice,
        unlinked=sum(one.kind in SENT and one.other not in known for one in chain),
    )


def _known(country: str, identifiers: Iterable[str]) -> set[str]:
    """Which activities were read, those that are not summed here among them."""
    rows = Project.objects.filter(country=country, identifier__in=list(identifiers))
    return set(rows.values_list("identifier", flat=True))


def _once(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Each identifier once: told by who runs it rather than by another, then by the last word."""
    order = ("identifier", "secondary", F("last_updated").desc(nulls_last=True), "pk")
    first = Project.objects.filter(pk__in=rows.values("pk")).order_by(*order)
    return Project.objects.filter(pk__in=first.distinct("identifier").values("pk"))


def _family(
    family: Family, money: QuerySet[ProjectMoney], twice: tuple[Double, ...]
) -> FamilyTotal:
    rows = money.filter(family=family)
    standing = rows.filter(replaced=False)
    valued = standing.filter(euro__isnull=False)
    sums = valued.aggregate(
        amounts=Count("pk", filter=Q(percentage__isnull=False)),
        here=Sum(_HERE),
        unknown=Count("pk", filter=Q(percentage=None)),
        unknown_euro=Sum("euro", filter=Q(percentage=None)),
    )
    gone = rows.filter(replaced=True).aggregate(count=Count("pk"), euro=Sum(_HERE))
    return FamilyTotal(
        family=family,
        amounts=sums["amounts"],
        reported=_cents(sums["here"]),
        counted_twice=_cents(
            sum((o.counted_twice for o in twice if o.link.flow is _FLOWS.get(family)), _NOTHING)
        ),
        replaced=gone["count"],
        replaced_euro=_cents(gone["euro"]),
        share_unknown=sums["unknown"],
        share_unknown_euro=_cents(sums["unknown_euro"]),
        left_out=tuple(_left_out(standing)),
    )


def _left_out(rows: QuerySet[ProjectMoney]) -> Iterator[LeftOut]:
    groups = rows.filter(euro=None).values("unvalued", "currency")
    for row in groups.annotate(count=Count("pk"), sum=Sum("amount")).order_by(
        "unvalued", "currency"
    ):
        yield LeftOut(row["unvalued"], row["currency"], row["count"], row["sum"] or _NOTHING)


def _chain(money: QuerySet[ProjectMoney]) -> Iterator[Reported]:
    """Payments and promises as each side tells them, by the share for the country."""
    rows = money.filter(kind__in=[kind.value for kind in _LINKED]).annotate(here=_HERE)
    fields = ("kind", "provider_activity", "receiver_activity", "here", "project__identifier")
    for kind, provider, receiver, here, own in rows.values_list(*fields).iterator():
        of = transaction_kind(MoneyKind(kind))
        if of is not None:
            yield Reported(own, of, receiver if of in SENT else provider, here)


_LINKED = [one for one in MoneyKind if transaction_kind(one) in (*SENT, *RECEIVED)]


def _cents(sum_: Decimal | None) -> Decimal:
    return (sum_ or _NOTHING).quantize(Decimal("0.01"))
