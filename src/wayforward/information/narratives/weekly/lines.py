"""Claims and narratives over the weeks: their counts, whether they rise, who may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from wayforward.information.narratives.models import Claim, ClaimText, Narrative
from wayforward.information.narratives.reporting import queries as reports
from wayforward.information.narratives.reporting import rules as counting
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Told
from wayforward.information.narratives.rules import Audience, State, audience
from wayforward.information.narratives.weekly import rules
from wayforward.information.narratives.weekly.rules import Judged, Method

WEEK = timedelta(days=7)
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A claim or a narrative over the weeks, in independent sightings.

    `judged` is None where too few weeks are known. `address`: of its published rebuttal in the
    reader's language. Languages and channels count the week's reports; "" and `und` are unknown.
    """

    key: str
    title: str
    weeks: tuple[int, ...]  # the oldest first
    reports: int  # in the week
    judged: Judged | None
    languages: Counts
    channels: Counts
    harm: int
    audience: Audience
    address: str = ""

    @property
    def rising(self) -> bool:
        """Whether it is called rising."""
        return self.judged is not None and self.judged.rising

    @property
    def count(self) -> int:
        """Sightings in the week."""
        return self.weeks[-1]


@dataclass(frozen=True, slots=True)
class Row:
    """Reports of one claim of one day that came the same way from the same place."""

    claim: int | None
    told: Told
    reports: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What every line is made with: the weeks, how they are judged, for whom it is written."""

    weeks: tuple[date, ...]
    by: Method | None  # None: too few weeks are known
    apart: int
    least: int  # sightings from which on a rumour is answered in public
    language: str
    on: date
    arrangement: str


def claim_lines(rows: Sequence[Row], frame: Frame) -> tuple[Line, ...]:
    """Every claim that was told in the last week, rising ones first, then by reach times harm."""
    claims = _claims(rows)
    series = _series(rows, frame, {number: number for number in claims})
    judged, facts = _judge(series, frame.by), _facts(claims, frame)
    this = {number: weeks for number, weeks in series.items() if weeks[-1]}
    audiences = _audiences(this, _told(rows), frame)
    return _ordered(
        _claim_line(claims[number], weeks, judged.get(number), facts, audiences[number])
        for number, weeks in this.items()
    )


def story_lines(rows: Sequence[Row], frame: Frame) -> tuple[Line, ...]:
    """The same for narratives; who tells two claims of one on a day counts once."""
    claims = _claims(rows)
    series = _series(rows, frame, {number: one.narrative_id for number, one in claims.items()})
    judged, facts = _judge(series, frame.by), _facts(claims, frame)
    return _ordered(
        _story_line(
            [one for one in claims.values() if one.narrative_id == number],
            weeks, judged.get(number), facts, frame,
        )
        for number, weeks in series.items()
        if weeks[-1]
    )  # fmt: skip


def _told(rows: Iterable[Row]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for row in rows:
        if row.claim is not None:
            found.setdefault(row.claim, []).append(row.told)
    return found


def _audiences(
    claims: Iterable[int], told: Mapping[int, Sequence[Told]], frame: Frame
) -> dict[int, Audience]:
    """Who may be told of each claim, by all its reports; older ones are read only if they matter.

    More reports never make fewer sightings: where those of the weeks are enough, all are.
    """
    seen = {one: counting.sightings(told.get(one, ()), apart=frame.apart) for one in claims}
    few = [one for one, count in seen.items() if count < frame.least]
    seen |= reports.sightings_of(few, apart=frame.apart)
    return {one: audience(count, frame.least) for one, count in seen.items()}


def _claims(rows: Iterable[Row]) -> dict[int, Claim]:
    numbers = {row.claim for row in rows if row.claim is not None}
    return Claim.objects.select_related("narrative").in_bulk(numbers)


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(
        sorted(lines, key=lambda one: (not one.rising, -one.count * one.harm, -one.count, one.key))
    )


def _series(
    rows: Iterable[Row], frame: Frame, group_of: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """Group -> sightings of each week."""
    told: dict[int, dict[date, list[Told]]] = {}
    for row in rows:
        if row.claim is not None:
            by_week = told.setdefault(group_of[row.claim], {})
            by_week.setdefault(rules.week_of(row.told.day), []).append(row.told)
    return {
        group: tuple(
            counting.sightings(by_week.get(week, ()), apart=frame.apart) for week in frame.weeks
        )
        for group, by_week in told.items()
    }


def _judge(series: Mapping[int, Sequence[int]], by: Method | None) -> dict[int, Judged]:
    if by is None:
        return {}
    return rules.judge({key: one[-by.weeks :] for key, one in series.items()}, by)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What lines say besides their numbers, by number of a claim."""

    texts: Mapping[int, ClaimText]
    languages: Mapping[int, Counter[str]]
    channels: Mapping[int, Counter[str]]


def _facts(claims: Mapping[int, Claim], frame: Frame) -> _Facts:
    texts = ClaimText.objects.filter(claim__in=claims, language=frame.language)
    week = frame.weeks[-1]
    this = Report.objects.filter(day__gte=week, day__lt=week + WEEK, claim__in=claims)
    return _Facts(
        {text.claim_id: text for text in texts.select_related("published")},
        _by_claim(this, "language"),
        _by_claim(this, "channel"),
    )


def _by_claim(rows: Any, field: str) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    counted = rows.order_by().values_list("claim", field).annotate(n=Count("pk"))
    for claim, kind, number in counted:
        found.setdefault(claim, Counter())[kind] = number
    return found


def _claim_line(
    claim: Claim,
    weeks: tuple[int, ...],
    judged: Judged | None,
    facts: _Facts,
    told: Audience,
) -> Line:
    text = facts.texts.get(claim.pk)
    languages = facts.languages.get(claim.pk, Counter())
    return Line(
        key=claim.key,
        title=text.title if text else claim.key,
        weeks=weeks,
        reports=languages.total(),
        judged=judged,
        languages=most_first(languages),
        channels=most_first(facts.channels.get(claim.pk, Counter())),
        harm=claim.harm,
        audience=told,
        address=_address(claim, text),
    )


def _address(claim: Claim, text: ClaimText | None) -> str:
    """Of what the public reads against it; empty where it reads nothing."""
    if text is None or not claim.active or text.state != State.PUBLISHED:
        return ""
    return text.published.address if text.published.published else ""


def _story_line(
    under: Sequence[Claim],
    weeks: tuple[int, ...],
    judged: Judged | None,
    facts: _Facts,
    frame: Frame,
) -> Line:
    story: Narrative = under[0].narrative
    languages = sum((facts.languages.get(one.pk, Counter()) for one in under), Counter[str]())
    channels = sum((facts.channels.get(one.pk, Counter()) for one in under), Counter[str]())
    return Line(
        key=story.key,
        title=story.names.get(frame.language) or story.names.get("en", story.key),
        weeks=weeks,
        reports=languages.total(),
        judged=judged,
        languages=most_first(languages),
        channels=most_first(channels),
        harm=max(one.harm for one in under),
        audience=Audience.HELPLINE,  # a narrative is never published by itself
    )


def most_first(counts: Mapping[str, int]) -> Counts:
    """Counts in order, the greatest first."""
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
