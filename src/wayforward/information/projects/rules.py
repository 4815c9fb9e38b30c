"""Which activities count for a country, and how old and complete they are. Pure.

What two publishers of one chain both count is in `chain_rules.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from wayforward.information.projects.activities import Activity, Transaction
from wayforward.information.projects.kinds import ActivityStatus, DateKind, Role, TransactionKind

_ALL = Decimal(100)


class Basis(StrEnum):
    """Why an activity counts for a country, or why not."""

    ONLY_COUNTRY = "only_country"
    STATED_SHARE = "stated_share"
    UNSTATED_SHARE = "unstated_share"
    TRANSACTIONS = "transactions"
    LOCATIONS = "locations"
    REGION_ONLY = "region_only"
    NOT_NAMED = "not_named"


@dataclass(frozen=True, slots=True)
class Claim:
    """How far an activity concerns a country: `percentage` of its money, None where unknown."""

    basis: Basis
    percentage: Decimal | None

    @property
    def counts(self) -> bool:
        """A region that holds the country is not the country."""
        return self.basis not in (Basis.REGION_ONLY, Basis.NOT_NAMED)


def claim_of(activity: Activity, country: str) -> Claim:
    """Whether `activity` counts for `country` (ISO 3166-1 alpha-2) and with which share.

    Recipients of the activity come first, then those of transactions, then places (the IATI
    standard 2.03 has recipients at one level only). A share of 0 % means: not for this country.
    """
    if any(one.code == country for one in activity.countries):
        return _claim_of_recipients(activity, country)
    if any(one.code == country for t in activity.transactions for one in t.countries):
        return Claim(Basis.TRANSACTIONS, None)
    if any(place.country == country for place in activity.locations):
        return Claim(Basis.LOCATIONS, None)
    regional = activity.regions and not activity.countries
    return Claim(Basis.REGION_ONLY if regional else Basis.NOT_NAMED, Decimal(0))


def _claim_of_recipients(activity: Activity, country: str) -> Claim:
    shares = [one.percentage for one in activity.countries if one.code == country]
    others = {one.code for one in activity.countries} != {country} or bool(activity.regions)
    stated = [share for share in shares if share is not None]
    if len(stated) == len(shares):
        share = min(sum(stated, Decimal(0)), _ALL)
        return Claim(Basis.STATED_SHARE if share else Basis.NOT_NAMED, share)
    return Claim(Basis.UNSTATED_SHARE, None) if others else Claim(Basis.ONLY_COUNTRY, _ALL)


@dataclass(frozen=True, slots=True)
class Counted:
    """A transaction and the percentage of it that goes to the country, None where unknown."""

    transaction: Transaction
    percentage: Decimal | None


def transactions_for(activity: Activity, country: str) -> tuple[Counted, ...]:
    """The transactions of `activity` that count for `country`.

    A transaction that names recipients itself is taken at its word; the others share as the
    activity does, unless only transactions or places name the country: then they are left out.
    """
    claim = claim_of(activity, country)
    if not claim.counts:
        return ()
    counted = (_counted(one, claim, country) for one in activity.transactions)
    return tuple(one for one in counted if one is not None)


def _counted(transaction: Transaction, claim: Claim, country: str) -> Counted | None:
    if transaction.countries or transaction.regions:
        named = {one.code for one in transaction.countries}
        if country not in named:
            return None
        alone = named == {country} and not transaction.regions
        return Counted(transaction, _ALL if alone else None)
    if claim.basis is Basis.TRANSACTIONS:
        return None
    return Counted(transaction, claim.percentage)


class Part(StrEnum):
    """What a reader needs to know about a project."""

    TITLE = "title"
    DESCRIPTION = "description"
    STATUS = "status"
    DATES = "dates"
    IMPLEMENTER = "implementer"
    PLACE = "place"
    SECTOR = "sector"
    BUDGET = "budget"
    SPENDING = "spending"
    CONTACT = "contact"


class Completeness(StrEnum):
    """In plain categories; from how many parts on is a parameter, see `PartLimits`."""

    GOOD = "good"
    PARTIAL = "partial"
    THIN = "thin"


_PAID = (TransactionKind.DISBURSEMENT, TransactionKind.EXPENDITURE, TransactionKind.REIMBURSEMENT)


def missing_parts(activity: Activity) -> tuple[Part, ...]:
    """The parts that the activity does not tell, in the order of `Part`."""
    told = {
        Part.TITLE: bool(activity.titles),
        Part.DESCRIPTION: any(one.narratives for one in activity.descriptions),
        Part.STATUS: activity.status is not None,
        Part.DATES: any(one.day for one in activity.dates),
        Part.IMPLEMENTER: any(one.role is Role.IMPLEMENTING for one in activity.participants),
        Part.PLACE: bool(activity.locations),
        Part.SECTOR: bool(activity.sectors) or any(t.sectors for t in activity.transactions),
        Part.BUDGET: any(one.money.amount is not None for one in activity.budgets),
        Part.SPENDING: any(_is_paid(one) for one in activity.transactions),
        Part.CONTACT: any(one.emails or one.telephones or one.websites
                          for one in activity.contacts),
    }  # fmt: skip
    return tuple(part for part in Part if not told[part])


def _is_paid(transaction: Transaction) -> bool:
    return transaction.kind in _PAID and transaction.money.amount is not None


@dataclass(frozen=True, slots=True)
class PartLimits:
    """From how many told parts on a project is good, and partial. Values: the rule set."""

    good: int
    partial: int


def completeness(activity: Activity, limits: PartLimits) -> Completeness:
    """How much of what a reader needs stands there. The method is our own and is published."""
    return completeness_of(len(missing_parts(activity)), limits)


def completeness_of(missing: int, limits: PartLimits) -> Completeness:
    """The category where so many parts are missing."""
    told = len(Part) - missing
    if told >= limits.good:
        return Completeness.GOOD
    return Completeness.PARTIAL if told >= limits.partial else Completeness.THIN


class Age(StrEnum):
    """How old the word of the publisher is."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """Up to when a word is fresh, and after when it is old; in days. Values: the rule set."""

    fresh: int
    old: int


def last_word(activity: Activity, today: date) -> date | None:
    """The last day the publisher spoke: the date of update, else the last transaction till today.

    Days are those of Greenwich, as `today` is. One after `today` is a slip and says nothing about
    age.
    """
    updated = _day_in_greenwich(activity.last_updated) if activity.last_updated else None
    if updated and updated <= today:
        return updated
    days = [one.day for one in activity.transactions if one.day and one.day <= today]
    return max(days, default=None)


def _day_in_greenwich(moment: datetime) -> date:
    """A moment without a time zone is taken as it stands; so is one at the end of all years."""
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except OverflowError:
        return moment.date()


def age(activity: Activity, today: date, limits: AgeLimits) -> Age:
    """The category of the last word as of `today`."""
    return age_of(last_word(activity, today), today, limits)


def age_of(spoken: date | None, today: date, limits: AgeLimits) -> Age:
    """The category of a word spoken on a day."""
    if spoken is None:
        return Age.UNKNOWN
    past = today - spoken
    if past <= timedelta(days=limits.fresh):
        return Age.FRESH
    return Age.AGEING if past <= timedelta(days=limits.old) else Age.OLD


def should_have_ended(activity: Activity, today: date) -> bool:
    """It is said to be running or planned, yet its end is past: do not send anybody there."""
    end = activity.day(DateKind.ACTUAL_END) or activity.day(DateKind.PLANNED_END)
    return is_overdue(activity.status, end, today)


def is_overdue(status: str | None, end: date | None, today: date) -> bool:
    """Whether a status says "running" or "planned" after the end."""
    says_so = status in (ActivityStatus.PLANNED, ActivityStatus.RUNNING)
    return says_so and end is not None and end < today
