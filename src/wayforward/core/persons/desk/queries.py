"""What the desk shows of persons: results of a search, those opened last, two side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from wayforward.core.persons import queries
from wayforward.core.persons.matching.comparing import Comparison, Known
from wayforward.core.persons.matching.weights import setting
from wayforward.core.persons.models import Judgement, Merge, Person

_MOST_HITS = 20
_MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Persons worth a look, best first, and how many more sound like what was asked for."""

    hits: list[queries.Candidate]
    left_out: int


def found(asked: Known) -> Found:
    """Persons of the own party nearest to what is asked; from what score is data/weights.yaml."""
    every = queries.candidates(asked, limit=queries.COMPARED)
    least = setting("shown")["search"]
    hits = [one for one in every if one.comparison.score >= least][:_MOST_HITS]
    return Found(hits, len(every) - len(hits))


def suggested(person: Person) -> list[queries.Candidate]:
    """Other records that may be this person."""
    least = setting("shown")["suggestion"]
    likely = queries.suggestions(person, limit=_MOST_SUGGESTED)
    return [one for one in likely if one.comparison.score >= least]


def latest_opened(limit: int = 20) -> QuerySet[Person]:
    """The records opened last."""
    return Person.objects.prefetch_related("names").order_by("-created_at", "-pk")[:limit]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records side by side, and what was judged of them."""

    one: Person
    other: Person
    comparison: Comparison
    judgement: Judgement | None
    merge: Merge | None

    @property
    def may_merge(self) -> bool:
        """Whether two people judged them to be one, and they are not merged yet."""
        agreed = self.judgement is not None and self.judgement.is_agreed_same
        return agreed and self.merge is None


def pair_of(one: Person, other: Person) -> Pair:
    """Two records compared with all that is known of both."""
    merges = Merge.objects.filter(merged__in=[one, other], into__in=[one, other], undone=None)
    return Pair(
        one,
        other,
        queries.comparison_of(one, other),
        queries.latest_judgement(one.pk, other.pk),
        merges.select_related("merged", "into").first(),
    )
