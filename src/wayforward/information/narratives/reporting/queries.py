"""What is looked at in reports: what waits, how often a claim was seen, where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, QuerySet, Sum
from django.utils import timezone

from wayforward.core.rulesets import queries as rulesets
from wayforward.core.rulesets.rules import RuleSetError, Value
from wayforward.information.narratives import queries as narratives
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting import rules
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Intake, Told
from wayforward.information.narratives.rules import GREATEST_HARM, Audience, audience

_EXAMPLES = 10
_WAY = ("came_by", "channel", "province", "day")
_COUNTED = {"tellers": Sum("people"), "greatest": Max("people")}
_LANGUAGES = ArrayAgg("language", distinct=True)


@dataclass(frozen=True, slots=True)
class Example:
    """The same words, told so many times; `number` is the newest report's."""

    number: int
    text: str
    language: str
    told: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Reports that wait for staff together: of one suggested claim, or of the same words.

    `weight` is sightings times harm; the harm of what is new is not known and counts as greatest.
    """

    suggested: str  # a claim's key; empty for what is new
    examples: tuple[Example, ...]  # different ones, newest first
    languages: tuple[str, ...]
    told: int
    sightings: int
    harm: int | None
    weight: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a claim was seen, where, and who may be told so far."""

    claim: str
    reports: int
    sightings: int
    audience: Audience
    least: Value
    first: date | None
    last: date | None
    languages: dict[str, int]
    places: dict[str, int]  # only those at or above the threshold
    elsewhere: int  # sightings whose place is unknown or too small a cell to show


def days_kept() -> int | None:
    """How long words of reports are kept; None where nobody has set it: then none is taken."""
    try:
        return rulesets.value("", rules.TEXT_KEPT_FOR, on=timezone.now().date()).whole()
    except RuleSetError:
        return None


def days_apart(on: date, arrangement: str = "") -> int:
    """The days that two sightings by one way and place lie apart at least. Raises RuleSetError."""
    return rulesets.value(arrangement, rules.DAYS_APART, on=on).whole()


def sightings(claim: str, *, on: date, arrangement: str = "") -> int:
    """Independent sightings of a claim at least, for `rules.audience`. Raises RuleSetError."""
    told = _told(Report.objects.filter(claim__key=claim))
    return rules.sightings(told, apart=days_apart(on, arrangement))


def sightings_of(claims: Sequence[int], *, apart: int) -> dict[int, int]:
    """The same for several claims at once, by number; of one that nobody told there are none."""
    rows = Report.objects.filter(claim__in=claims).order_by().values("claim", *_WAY)
    told: dict[int, list[Told]] = {claim: [] for claim in claims}
    for claim, *row in rows.annotate(**_COUNTED).values_list("claim", *_WAY, *_COUNTED):
        told[claim].append(_one(row))
    return {claim: rules.sightings(every, apart=apart) for claim, every in told.items()}


def seen(claim: Claim, *, on: date, arrangement: str = "") -> Seen:
    """Everything that is known of how often a claim was seen. Raises RuleSetError."""
    rows = Report.objects.filter(claim=claim)
    told, apart = _told(rows), days_apart(on, arrangement)
    count = rules.sightings(told, apart=apart)
    least = narratives.least_sightings(on=on, arrangement=arrangement)
    places = _places(told, apart, on, arrangement)
    span = rows.aggregate(first=Min("day"), last=Max("day"), number=Count("pk"))
    by_language = rows.values_list("language").annotate(number=Count("pk")).order_by("-number")
    return Seen(
        claim=claim.key,
        reports=span["number"],
        sightings=count,
        audience=audience(count, least.whole()),
        least=least,
        first=span["first"],
        last=span["last"],
        languages=dict(by_language),
        places=places,
        elsewhere=count - sum(places.values()),
    )


def _places(told: list[Told], apart: int, on: date, arrangement: str) -> dict[str, int]:
    by_province: dict[str, list[Told]] = {}
    for one in told:
        by_province.setdefault(one.province, []).append(one)
    counts = {name: rules.sightings(rows, apart=apart) for name, rows in by_province.items()}
    least = rulesets.value(arrangement, rules.LEAST_OF_A_PLACE, on=on).whole()
    return dict(rules.by_place(counts, least))


def _told(rows: QuerySet[Report]) -> list[Told]:
    found = rows.order_by().values(*_WAY).annotate(**_COUNTED)
    return [_one(row) for row in found.values_list(*_WAY, *_COUNTED)]


def _one(row: Iterable[Any]) -> Told:
    came_by, channel, province, day, people, most = row
    return Told(Intake(came_by), channel, province, day, people, most)


def suggestion(number: int) -> str:
    """The key of the claim that was suggested for a report that waits; empty for none."""
    return _unsorted().filter(pk=number).values_list("suggested__key", flat=True).first() or ""


def alike(number: int) -> list[int]:
    """A report that waits and those that wait with the same words."""
    words = _unsorted().filter(pk=number).values("same_text")
    return list(_unsorted().filter(same_text__in=words).values_list("pk", flat=True))


def _unsorted() -> QuerySet[Report]:
    """What waits; without its text nobody can say any more what a report tells."""
    return Report.objects.filter(claim=None, set_aside=False).exclude(text="")


@dataclass(slots=True)
class _Group:
    """Reports that wait together, as far as counting goes."""

    people: dict[tuple[Any, ...], tuple[int, int]] = field(default_factory=dict)  # way -> all, most
    texts: dict[str, tuple[int, int]] = field(default_factory=dict)  # words -> newest, how many
    languages: set[str] = field(default_factory=set)

    def add(self, words: str, row: _Row) -> None:
        """Reports of the same words by one way, channel, place and day."""
        tellers, most = self.people.get(row.way, (0, 0))
        self.people[row.way] = tellers + row.tellers, max(most, row.greatest)
        newest, number = self.texts.get(words, (0, 0))
        self.texts[words] = max(newest, row.newest), number + row.number
        self.languages.update(row.languages)

    @property
    def told(self) -> list[Told]:
        """One a way, channel, place and day, whatever the words: so many people stand behind it."""
        return [_one((*way, *people)) for way, people in self.people.items()]

    @property
    def newest(self) -> dict[int, int]:
        """The newest report of each text, the newest first, and how often it was told."""
        last = sorted(self.texts.values(), reverse=True)
        return dict(last[:_EXAMPLES])


@dataclass(frozen=True, slots=True)
class _Row:
    way: tuple[Any, ...]
    tellers: int
    greatest: int
    number: int
    newest: int
    languages: list[str]


def waiting(*, on: date, most: int = 100, arrangement: str = "") -> list[Waiting]:
    """What waits for staff, by reach times harm, the heaviest first. Raises RuleSetError."""
    groups = _groups()
    claims = Claim.objects.in_bulk([number for number, _ in groups if number])
    apart = days_apart(on, arrangement)
    heavy = sorted(
        ((*_weighed(one.told, claims.get(key[0] or 0), apart), key) for key, one in groups.items()),
        key=lambda one: (-one[1], -one[0], str(one[2])),
    )[:most]
    shown = Report.objects.in_bulk([pk for *_, key in heavy for pk in groups[key].newest])
    return [
        _waiting(groups[key], claims.get(key[0] or 0), number, by, shown)
        for number, by, key in heavy
    ]


def _groups() -> dict[tuple[int | None, str], _Group]:
    """Of one suggested claim all words wait together; what is new, by its own words."""
    groups: dict[tuple[int | None, str], _Group] = {}
    rows = _unsorted().order_by().values("suggested", "same_text", *_WAY)
    counted = {**_COUNTED, "number": Count("pk"), "newest": Max("pk"), "languages": _LANGUAGES}
    for suggested, words, *rest in rows.annotate(**counted).values_list(
        "suggested", "same_text", *_WAY, *counted
    ):
        group = groups.setdefault((suggested, "" if suggested else words), _Group())
        way, sums = tuple(rest[: len(_WAY)]), rest[len(_WAY) :]
        group.add(words, _Row(way, *sums))
    return groups


def _weighed(told: list[Told], claim: Claim | None, apart: int) -> tuple[int, int]:
    """Sightings and weight."""
    number = rules.sightings(told, apart=apart)
    return number, rules.weight(number, claim.harm if claim else None, GREATEST_HARM)


def _waiting(
    group: _Group, claim: Claim | None, number: int, weight: int, shown: dict[int, Report]
) -> Waiting:
    days = [one.day for one in group.told]
    return Waiting(
        suggested=claim.key if claim else "",
        examples=tuple(
            Example(pk, shown[pk].text, shown[pk].language, told)
            for pk, told in group.newest.items()
        ),
        languages=tuple(sorted(group.languages)),
        told=sum(told for _newest, told in group.texts.values()),
        sightings=number,
        harm=claim.harm if claim else None,
        weight=weight,
        first=min(days),
        last=max(days),
    )
