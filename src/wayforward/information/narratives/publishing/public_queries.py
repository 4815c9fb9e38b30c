"""What the public sees of rumours: published rebuttals by narrative, one of them, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wayforward.information.narratives import queries
from wayforward.information.narratives.models import ClaimText, Narrative
from wayforward.information.narratives.queries import Shown
from wayforward.information.narratives.rules import State


@dataclass(frozen=True, slots=True)
class Group:
    """A narrative with the rebuttals of its claims."""

    narrative: Narrative
    rebuttals: tuple[Shown, ...]


def published(language: str) -> QuerySet[ClaimText]:
    """Public texts of active claims in one language, by narrative, the most harmful first."""
    found = queries.claim_texts(language)
    return found.filter(state=State.PUBLISHED, published__published=True)


def by_narrative(language: str) -> list[Group]:
    """Every public rebuttal in a language under its narrative."""
    groups: dict[int, tuple[Narrative, list[Shown]]] = {}
    for one in queries.shown(list(published(language))):
        narrative = one.claim.narrative
        groups.setdefault(narrative.pk, (narrative, []))[1].append(one)
    return [Group(narrative, tuple(found)) for narrative, found in groups.values()]


def rebuttal(key: str, language: str) -> Shown | None:
    """One public rebuttal; None where there is none."""
    row = published(language).filter(claim__key=key).first()
    return queries.shown([row])[0] if row else None


def elsewhere(key: str) -> list[str]:
    """The languages in which a claim is answered in public."""
    rows = ClaimText.objects.filter(
        claim__key=key, claim__active=True, state=State.PUBLISHED, published__published=True
    )
    return list(rows.order_by("language").values_list("language", flat=True))


@dataclass(frozen=True, slots=True)
class News:
    """A rebuttal that came, or turned amber; `mark` tells it from others of the same text."""

    one: Shown
    amber: bool
    at: datetime
    mark: str


def news(language: str, most: int = 50) -> list[News]:
    """What happened last to public rebuttals in a language, newest first."""
    found = queries.shown(list(published(language)))
    rows = [News(one, False, one.text.updated_at, f"r{one.text.revision}") for one in found]
    rows += [
        News(one, True, one.amber.since, f"amber-{one.amber.since:%Y%m%d%H%M%S}")
        for one in found
        if one.amber
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:most]
