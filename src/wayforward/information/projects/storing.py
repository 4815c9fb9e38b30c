"""From an activity to the rows that are kept of it. Reads no database and writes none."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db.models import Func, Value

from wayforward.core.language.normalise import joined_tokens, tokens
from wayforward.core.places.reading import districts, provinces
from wayforward.information.projects import codes, rules
from wayforward.information.projects.activities import (
    Activity,
    Budget,
    Money,
    Party,
    PlannedDisbursement,
    Sector,
    Transaction,
)
from wayforward.information.projects.exchange_rules import Rates, Unvalued
from wayforward.information.projects.kinds import DateKind
from wayforward.information.projects.money_rules import FAMILIES, MoneyKind, money_kind, replaced
from wayforward.information.projects.packing import digest, pack, pack_money
from wayforward.information.projects.placing import Placing, districts_of, provinces_of

READER = "1"  # a new number has every file read anew
LONGEST_NAME = 1200  # bytes of an identifier or reference: an index holds 2,704 of both
_LONGEST_CURRENCY = 40
_MOST_WORDS = 4000
_LONGEST_WORD = 200  # PostgreSQL refuses lexemes of more than 2 kB
_MOST_BYTES = 900_000  # and refuses more than 1 MB of them
_YEARS = range(1900, 2200)  # outside, a moment is a slip and no database sorts by it


@dataclass(frozen=True, slots=True)
class Asked:
    """For which country activities are kept, how they are placed and valued, as of which day."""

    country: str
    placing: Placing
    rates: Rates
    today: date


@dataclass(frozen=True, slots=True)
class Kept:
    """An activity as rows: the fields of `Project` but its file, and those of its money."""

    fields: dict[str, Any]
    money: tuple[dict[str, Any], ...]

    @property
    def key(self) -> tuple[str, str]:
        """Identifier and reporter."""
        return self.fields["identifier"], self.fields["reporter"]


def kept(activity: Activity, asked: Asked) -> Kept | None:
    """The rows of an activity; None where it does not count for the country."""
    claim = rules.claim_of(activity, asked.country)
    if not claim.counts:
        return None
    money = tuple(_money(activity, claim, asked))
    counted = sum(one["kind"] not in _PLANS for one in money)
    placed = [asked.placing(one, asked.country) for one in activity.locations]
    facts = pack(activity)
    places = [[one.province, one.district] for one in placed]
    fields = {
        **_who(activity),
        "country": asked.country,
        "last_updated": _moment(activity.last_updated),
        "last_word": rules.last_word(activity, asked.today),
        "basis": claim.basis,
        "percentage": claim.percentage,
        "status": activity.status or "",
        "starts": _first(activity, DateKind.ACTUAL_START, DateKind.PLANNED_START),
        "ends": _first(activity, DateKind.ACTUAL_END, DateKind.PLANNED_END),
        "provinces": provinces_of(placed),
        "districts": districts_of(placed),
        "places": places,
        "categories": _categories(activity),
        "missing": list(rules.missing_parts(activity)),
        "transactions_elsewhere": len(activity.transactions) - counted,
        "problems": dict(Counter(one.kind.value for one in activity.problems)),
        "facts": facts,
        "digest": digest(READER, facts, places, [one["facts"] for one in money]),
    }
    words = words_of(_texts(activity, fields))
    # As one text: words hold no blanks, and an array would cost more than all else here.
    array = Func(Value(" ".join(words)), Value(" "), function="string_to_array")
    fields["search"] = Func(array, function="array_to_tsvector")
    return Kept(fields, money)


def key_of(activity: Activity) -> tuple[str, str]:
    """By which an activity is known again: identifier and reporter."""
    return activity.identifier, activity.reporter.reference if activity.reporter else ""


def words_of(texts: Iterable[str]) -> list[str]:
    """The words that texts are found by, each once, in the form searches are folded to."""
    found: dict[str, None] = {}
    for text in dict.fromkeys(texts):
        found.update(dict.fromkeys((*tokens(text), *joined_tokens(text))))
    short = [word for word in found if len(word) <= _LONGEST_WORD][:_MOST_WORDS]
    sizes = accumulate(len(word.encode()) for word in short)
    return short[: bisect_right(list(sizes), _MOST_BYTES)]


def _who(activity: Activity) -> dict[str, Any]:
    names = [one.text for one in activity.reporter.names] if activity.reporter else []
    identifier, reporter = key_of(activity)
    return {
        "identifier": identifier,
        "reporter": reporter,
        "reporter_name": next(iter(names), ""),
        "secondary": activity.secondary_reporter,
    }


def _moment(moment: datetime | None) -> datetime | None:
    """With a time zone, that of Greenwich where none is stated."""
    if moment is None or moment.year not in _YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def generated(moment: datetime | None) -> datetime | None:
    """When a file was written, as kept."""
    return _moment(moment)


def _first(activity: Activity, *kinds: DateKind) -> date | None:
    return next((day for kind in kinds if (day := activity.day(kind))), None)


def _sectors(activity: Activity) -> list[Sector]:
    return [*activity.sectors, *(one for t in activity.transactions for one in t.sectors)]


def _categories(activity: Activity) -> list[str]:
    found = {codes.sector_category(one.code, one.vocabulary) for one in _sectors(activity)}
    return sorted(one for one in found if one)


def _texts(activity: Activity, fields: Mapping[str, Any]) -> Iterable[str]:
    """What a reader may look for: also our own names of subjects and places, in all languages."""
    said = [
        activity.titles,
        *([] if activity.reporter is None else [activity.reporter.names]),
        *(one.organisation.names for one in activity.participants),
        *(one.names for one in _sectors(activity)),
        *(one.names for one in activity.locations),
        *(one.narratives for one in activity.descriptions),
    ]
    yield activity.identifier
    for code in fields["provinces"]:
        yield from provinces()[code].spellings()
    for key in fields["districts"]:
        yield from districts()[key].spellings()
    for code in fields["categories"]:
        yield from codes.code_list(codes.CodeList.SECTOR_CATEGORIES)[code].names.values()
    yield from (one.text for narratives in said for one in narratives)


_PLANS = (MoneyKind.BUDGET, MoneyKind.PLANNED_DISBURSEMENT)


def _money(activity: Activity, claim: rules.Claim, asked: Asked) -> Iterable[dict[str, Any]]:
    """Budgets and plans share as the activity does, each transaction as the rules say."""
    rows: list[dict[str, Any]] = []
    for budget, gone in zip(activity.budgets, replaced(activity.budgets), strict=True):
        rows.append(_plan(MoneyKind.BUDGET, budget, claim, asked) | {"replaced": gone})
    for planned in activity.planned:
        parties = _parties(planned.provider, planned.receiver)
        rows.append(_plan(MoneyKind.PLANNED_DISBURSEMENT, planned, claim, asked) | parties)
    for counted in rules.transactions_for(activity, asked.country):
        rows.append(_transaction(counted.transaction, counted.percentage, asked))
    return (one | {"position": position} for position, one in enumerate(rows))


def _plan(
    kind: MoneyKind, plan: Budget | PlannedDisbursement, claim: rules.Claim, asked: Asked
) -> dict[str, Any]:
    row = _amount(kind, plan.money, plan.start, claim.percentage, asked.rates)
    return row | {"day": plan.start, "until": plan.end, "facts": pack_money(plan)}


def _transaction(one: Transaction, percentage: Decimal | None, asked: Asked) -> dict[str, Any]:
    row = _amount(money_kind(one.kind), one.money, one.day, percentage, asked.rates)
    return row | _parties(one.provider, one.receiver) | {"day": one.day, "facts": pack_money(one)}


def _parties(provider: Party | None, receiver: Party | None) -> dict[str, str]:
    return {
        "provider_activity": provider.activity if provider else "",
        "receiver_activity": receiver.activity if receiver else "",
    }


def _amount(
    kind: MoneyKind, money: Money, day: date | None, percentage: Decimal | None, rates: Rates
) -> dict[str, Any]:
    return {
        "kind": kind,
        "family": FAMILIES.get(kind, ""),
        "amount": money.amount,
        "currency": money.currency[:_LONGEST_CURRENCY],
        "value_date": money.value_date,
        "percentage": percentage,
        **value_fields(money, day, rates),
    }


def value_fields(money: Money, day: date | None, rates: Rates) -> dict[str, Any]:
    """What a row of money says in euros: amount, rate and its day, or why there is none."""
    valued = rates.value(money, day)
    if isinstance(valued, Unvalued):
        return {
            "euro": None, "rate": None, "rate_day": None, "rate_source": "", "unvalued": valued,
        }  # fmt: skip
    rate = valued.rate
    return {
        "euro": valued.euro,
        "rate": rate.per_euro if rate else None,
        "rate_day": rate.end if rate else None,
        "rate_source": rate.source if rate else "",
        "unvalued": "",
    }
