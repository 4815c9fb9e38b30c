"""The digest of unusual access: events of a week and of the weeks before, put before the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from wayforward.core.access.models import Account
from wayforward.core.access.rules import Role
from wayforward.core.audit import rules
from wayforward.core.audit.models import Event
from wayforward.core.audit.reads import REFUSED, STREAM
from wayforward.core.clocks import calendars
from wayforward.core.clocks.computing import calendar_of
from wayforward.core.clocks.days import Calendar
from wayforward.core.clocks.rules import Whose
from wayforward.core.parties.models import Party

_READS_ONLY = frozenset(
    {Role.MONITOR, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.SAFEGUARD_ASSESSOR}
)


@dataclass(frozen=True, slots=True)
class Digest:
    """What stood out in the week that begins on a Monday, at one party or at none.

    `unknown_country` is that of a party whose nights and weekends nobody told us: they were not
    looked at then.
    """

    begins: date
    party: Party | None
    accesses: int
    accounts: int
    findings: tuple[Named, ...]
    unknown_country: str = ""

    @property
    def name(self) -> str:
        """Such as 2026-W48."""
        return week_name(self.begins)


@dataclass(frozen=True, slots=True)
class Named:
    """A finding with the name of the account it is about."""

    account: str
    finding: rules.Finding


def week_before(today: date) -> date:
    """The Monday of the last whole week."""
    return today - timedelta(days=today.weekday() + 7)


def week_name(monday: date) -> str:
    """The name of a week in ISO 8601, such as 2026-W48."""
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02}"


def week_named(text: str) -> date:
    """The Monday of a week such as 2026-W48. Raises ValueError with a sentence."""
    try:
        return datetime.strptime(f"{text}-1", "%G-W%V-%u").date()  # noqa: DTZ007  # a day
    except ValueError as wrong:
        raise ValueError(f"A week reads like 2026-W48, not {text!r}.") from wrong


def unusual_access(monday: date, party: Party | None) -> Digest:
    """The digest of the week that begins on `monday`, from what whoever acts may see."""
    calendar = _calendar(party)
    zone = ZoneInfo(calendar.zone if calendar else "UTC")
    begins = datetime.combine(monday, time.min, zone)
    events = list(_events(begins, party))
    staff = _staff(party)
    week = rules.Week(
        begins=begins,
        accesses=[one for event in events if (one := _access(event, zone)) is not None],
        steps={
            (event.account_id, event.subject)
            for event in events
            if event.stream != STREAM and event.account_id is not None
        },
        staff={account: one for account, (_name, one) in staff.items()},
        weekend=_weekend(calendar, monday),
    )
    now = [one for one in week.accesses if one.at >= begins]
    return Digest(
        monday,
        party,
        accesses=len(now),
        accounts=len({one.account for one in now}),
        findings=tuple(_named(found, staff) for found in rules.findings(week)),
        unknown_country=party.country if party and calendar is None else "",
    )


def _calendar(party: Party | None) -> Calendar | None:
    """When the party's office works; that of the European side where there is no party."""
    if party is None:
        return calendars.calendar(calendars.side_calendars()[Whose.EUROPEAN])
    try:
        return calendar_of(party)
    except calendars.NoSuchCalendarError:
        return None


def _weekend(calendar: Calendar | None, monday: date) -> frozenset[int] | None:
    if calendar is None:
        return None
    held = calendar.weekend_on(monday)
    return held.days if held else frozenset()


def _events(begins: datetime, party: Party | None) -> Iterable[Event]:
    """Reads and refusals of the weeks, and steps taken for the persons that were read."""
    held = Event.objects.filter(
        at__gte=begins - rules.HISTORY,
        at__lt=begins + timedelta(weeks=1),
        party_id=party.pk if party else None,
    )
    reads = Q(stream=STREAM)
    persons = held.filter(reads).values("subject")
    return held.filter(reads | (~reads & Q(subject__in=persons))).iterator(chunk_size=5000)


def _access(event: Event, zone: ZoneInfo) -> rules.Access | None:
    """A read or refusal of an account; None for anything else, what the product did included."""
    account = event.account_id or event.facts.get("account")
    if event.stream != STREAM or not account:
        return None
    return rules.Access(account, event.subject, event.at.astimezone(zone), event.name == REFUSED)


def _staff(party: Party | None) -> dict[int, tuple[str, rules.Staff]]:
    rows = Account.objects.filter(party=party).select_related("user")
    return {
        row.pk: (
            row.user.get_username(),
            rules.Staff(row.pk, frozenset(row.roles), bool(row.held) and row.held <= _READS_ONLY),
        )
        for row in rows
    }


def _named(found: rules.Finding, staff: dict[int, tuple[str, rules.Staff]]) -> Named:
    name = staff[found.account][0] if found.account in staff else f"account {found.account}"
    return Named(name, found)
