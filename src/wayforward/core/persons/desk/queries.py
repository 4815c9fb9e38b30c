"""What the desk shows of persons: results of a search, one person, two records side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from wayforward.core.persons import queries
from wayforward.core.persons.matching.comparing import Comparison, Known
from wayforward.core.persons.matching.wording import LANGUAGES, worded
from wayforward.core.persons.models import (
    BirthDate,
    Judgement,
    Merge,
    Origin,
    Person,
    PersonDocument,
    PersonName,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A person found, with what speaks for and against; `percent` is a hint, never a decision."""

    person: Person
    written: str
    percent: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything known of one person, row by row with its source."""

    person: Person
    names: tuple[PersonName, ...]
    births: tuple[BirthDate, ...]
    origins: tuple[Origin, ...]
    documents: tuple[PersonDocument, ...]

    @property
    def title(self) -> str:
        """The name recorded first, or nothing."""
        return self.names[0].written if self.names else ""


def found(asked: Known) -> list[Hit]:
    """Persons of the own party nearest to what is asked."""
    return _hits(queries.candidates(asked))


def suggested(person: Person) -> list[Hit]:
    """Other records that may be this person."""
    likely = [one for one in queries.suggestions(person, limit=8) if one.comparison.score >= 0.5]
    return _hits(likely)


def _hits(candidates: list[queries.Candidate]) -> list[Hit]:
    persons = Person.objects.in_bulk([one.person for one in candidates])
    return [
        Hit(
            persons[one.person],
            one.written,
            percent(one.comparison),
            reasons(one.comparison),
        )
        for one in candidates
        if one.person in persons
    ]


def percent(comparison: Comparison) -> int:
    """The score for a reader; never 0 nor 100, for nobody is sure."""
    return min(99, max(1, round(comparison.score * 100)))


def reasons(comparison: Comparison) -> tuple[str, ...]:
    """Why, in the reader's language."""
    language = get_language() or "en"
    language = language if language in LANGUAGES else "en"
    return tuple(worded(one, language) for one in comparison.reasons)


def record_of(person: Person) -> Record:
    """All rows about one person, oldest first."""
    return Record(
        person,
        tuple(person.names.order_by("pk")),
        tuple(person.births.order_by("pk")),
        tuple(person.origins.order_by("pk")),
        tuple(person.documents.order_by("pk")),
    )


def latest_rows(limit: int = 20) -> list[Record]:
    """The records opened last."""
    return [record_of(person) for person in Person.objects.order_by("-created_at", "-pk")[:limit]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records side by side, and what was judged of them."""

    one: Record
    other: Record
    percent: int
    reasons: tuple[str, ...]
    judgement: Judgement | None
    merge: Merge | None

    @property
    def may_merge(self) -> bool:
        """Whether two people judged them to be one, and they are not merged yet."""
        judged = self.judgement
        return (
            judged is not None
            and judged.verdict == Verdict.SAME
            and judged.confirmed_by_id is not None
            and self.merge is None
        )


def pair_of(one: Person, other: Person) -> Pair:
    """Two records compared with all that is known of both."""
    comparison = queries.comparison_of(one, other)
    merges = Merge.objects.filter(
        merged__in=[one, other], into__in=[one, other], undone=None
    ).select_related("merged", "into")
    return Pair(
        record_of(one),
        record_of(other),
        percent(comparison),
        reasons(comparison),
        queries.latest_judgement(one.pk, other.pk),
        merges.first(),
    )
