"""What is looked at: whom a campaign reached as it may be told, what people know, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from wayforward.core.rulesets.rules import Value
from wayforward.information.campaigns.links.queries import Opened, opened
from wayforward.information.campaigns.measuring import rules
from wayforward.information.campaigns.measuring.effects import Effect, Told, by_area, effect
from wayforward.information.campaigns.measuring.models import (
    AnswerCount,
    Area,
    AskingCode,
    Question,
    ToldReach,
)
from wayforward.information.campaigns.measuring.parameters import (
    Reckoned,
    least_answers,
    reckoned,
)
from wayforward.information.campaigns.measuring.rules import Arm, Span, Wave
from wayforward.information.campaigns.measuring.telling import (
    Cell,
    Days,
    people_told,
    spans_of_days,
    table,
    until,
)
from wayforward.information.campaigns.models import Campaign, Placement


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days in a row and between how many people opened links on them."""

    first: date
    last: date
    people: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A channel, language or place: counted by links, told by somebody; None where nothing was."""

    name: str
    counted: Cell | None
    told: Span | None


@dataclass(frozen=True, slots=True)
class Spent:
    """What placements cost in a currency, and what one person reached costs; None: not known."""

    currency: str
    amount: Decimal
    of_one: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a campaign reached, as anybody may read it. Nothing in it is about a single reader.

    `until` is the last day whose openings are told. `counted` is None where telling it would tell
    too small a count; `people` then rests on what somebody said alone.
    """

    until: date | None
    days: tuple[Stretch, ...]
    channels: tuple[Line, ...]
    languages: tuple[Line, ...]
    places: tuple[Line, ...]
    counted: Span | None
    told: Span | None
    people: Span | None
    spent: tuple[Spent, ...]
    least: Value
    of_one: Value


@dataclass(frozen=True, slots=True)
class Found:
    """A question and what may be said of it."""

    question: Question
    effect: Effect


@dataclass(frozen=True, slots=True)
class _Opening:
    placement: Placement
    link: int
    day: date
    language: str
    opens: int


def reach(campaign: Campaign, *, on: date) -> Reach:
    """Whom a campaign reached, up to the day before. Raises RuleSetError: then nothing is told."""
    by = reckoned(on=on, arrangement=campaign.arrangement.key)
    least, of_one = by.least.whole(), by.of_one.whole()
    placements = _placements(campaign)
    openings = [one for one in _openings(placements) if one.day < on]
    days = spans_of_days([(one.day, one.opens) for one in openings], least)
    last = until(days)
    told_of = [one for one in openings if last is not None and one.day <= last]
    counted = table({"all": _of_links(told_of)}, least, of_one).total
    said = list(_told(campaign))
    told = _apart(said, lambda row: row.placement.channel)
    of_all = rules.together(told.values()) if said else None
    people = _people(counted if told_of else None, of_all, least)
    return Reach(
        until=last,
        days=tuple(_stretch(one, told_of, by) for one in days),
        channels=_lines(told_of, said, by, _channel),
        languages=_lines(told_of, said, by, _language),
        places=_lines(told_of, said, by, _place),
        counted=counted if told_of else None,
        told=of_all,
        people=people,
        spent=_spent(placements, people),
        least=by.least,
        of_one=by.of_one,
    )


def _stretch(days: Days, openings: Iterable[_Opening], by: Reckoned) -> Stretch:
    then = [one for one in openings if days.first <= one.day <= days.last]
    people = people_told(_of_links(then), by.least.whole(), by.of_one.whole())
    return Stretch(days.first, days.last, people)


def _of_links(openings: Iterable[_Opening]) -> list[int]:
    """How often each link was opened."""
    counts: Counter[int] = Counter()
    for one in openings:
        counts[one.link] += one.opens
    return [*counts.values()]


def _people(counted: Span | None, told: Span | None, step: int) -> Span | None:
    """Counted and told may be the same people: at least the greater, at most both."""
    known = [one for one in (counted, told) if one is not None]
    return rules.rounded(rules.together(known), step) if known else None


def _placements(campaign: Campaign) -> dict[int, Placement]:
    rows = Placement.objects.filter(material__message__campaign=campaign)
    return {one.pk: one for one in rows.select_related("material__message")}


def _openings(placements: Mapping[int, Placement]) -> list[_Opening]:
    links = dict(
        Placement.objects.filter(pk__in=placements, links__isnull=False).values_list(
            "links__pk", "pk"
        )
    )
    return [_opening(placements[links[one.link]], one) for one in opened(links)]


def _opening(placement: Placement, one: Opened) -> _Opening:
    return _Opening(placement, one.link, one.day, one.language, one.opens)


def _told(campaign: Campaign) -> QuerySet[ToldReach]:
    rows = ToldReach.objects.filter(
        placement__material__message__campaign=campaign, withdrawn_at=None
    )
    return rows.select_related("placement__material")


def _channel(placement: Placement) -> str:
    return placement.channel


def _language(placement: Placement) -> str:
    return placement.material.language


def _place(placement: Placement) -> str:
    """Its province or country: nothing finer is told."""
    return placement.province or placement.country


def _apart(said: Iterable[ToldReach], name: Callable[[ToldReach], str]) -> dict[str, Span]:
    """What is said by name; several days or stations of one may have reached the same people."""
    parts: dict[str, list[Span]] = {}
    for row in said:
        parts.setdefault(name(row), []).append(Span(row.least, row.most))
    return {key: rules.together(spans) for key, spans in parts.items()}


def _lines(
    openings: Iterable[_Opening],
    said: Iterable[ToldReach],
    by: Reckoned,
    name: Callable[[Placement], str],
) -> tuple[Line, ...]:
    parts: dict[str, list[_Opening]] = {}
    for one in openings:
        # The page may be in another language than the paper.
        key = one.language if name is _language else name(one.placement)
        parts.setdefault(key, []).append(one)
    counts = {key: _of_links(part) for key, part in parts.items()}
    cells = {one.name: one for one in table(counts, by.least.whole(), by.of_one.whole()).cells}
    told = _apart(said, lambda row: name(row.placement))
    return tuple(Line(key, cells.get(key), told.get(key)) for key in sorted({*cells, *told}))


def _spent(placements: Mapping[int, Placement], people: Span | None) -> tuple[Spent, ...]:
    """By currency; what one person cost only where there is one currency: the rest is unknown."""
    costs: dict[str, Decimal] = {}
    for one in placements.values():
        if one.cost and not _is_out(one):
            costs[one.currency] = costs.get(one.currency, Decimal(0)) + one.cost
    alone = len(costs) == 1 and people is not None
    return tuple(
        Spent(
            currency, amount,
            rules.cost_of_one(float(amount), people) if alone and people is not None else None,
        )
        for currency, amount in sorted(costs.items())
    )  # fmt: skip


def _is_out(placement: Placement) -> bool:
    """Whether it, its material or its message was withdrawn: as the page of the campaign counts."""
    parts = (placement, placement.material, placement.material.message)
    return any(part.withdrawn_at is not None for part in parts)


def told_rows(campaign: Campaign) -> QuerySet[ToldReach]:
    """Everything that was said of the reach of a campaign, withdrawn rows too."""
    rows = ToldReach.objects.filter(placement__material__message__campaign=campaign)
    return rows.select_related("placement__material").order_by("-entered_at", "-pk")


def effects(campaign: Campaign, *, on: date) -> list[Found]:
    """What may be said of each question that stands. Raises RuleSetError: then nothing is."""
    least = least_answers(on=on, arrangement=campaign.arrangement.key)
    arms = {one.place: Arm(one.arm) for one in campaign.areas.all()}
    questions = list(questions_of(campaign).filter(withdrawn_at=None))
    counts = _counts(questions)
    return [
        Found(one, effect(_told_of(one, counts.get(one.pk, {}), arms), least)) for one in questions
    ]


def _told_of(
    question: Question, counts: Mapping[tuple[str, Wave, int], int], arms: Mapping[str, Arm]
) -> list[Told]:
    return by_area(counts, arms, right=question.right)


def _counts(
    questions: Iterable[Question],
) -> dict[int, dict[tuple[str, Wave, int], int]]:
    """By question: (area, wave, answer) -> how many."""
    rows = AnswerCount.objects.filter(question__in=[*questions])
    summed = rows.values_list("question", "area__place", "wave", "answer").annotate(n=Sum("count"))
    found: dict[int, dict[tuple[str, Wave, int], int]] = {}
    for question, place, wave, answer, count in summed:
        found.setdefault(question, {})[place, Wave(wave), answer] = count
    return found


def questions_of(campaign: Campaign) -> QuerySet[Question]:
    """Every question of a campaign in its order, withdrawn ones too."""
    return campaign.questions.select_related("card", "claim").prefetch_related("codes__area")


def areas_of(campaign: Campaign) -> QuerySet[Area]:
    """Where people are asked."""
    return campaign.areas.all()


def asking(code: str) -> AskingCode | None:
    """What is asked under a code; None where there is no such code."""
    rows = AskingCode.objects.select_related("question__card", "question__claim", "area")
    return rows.filter(code=code).first()
