"""What the public reads of changes: the feed with its filters, one change, those of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    When,
)
from django.db.models import Value as Constant

from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.marking import Piece, side_by_side
from wayforward.information.sources.changes.models import Cause, SentenceChange, SourceChange
from wayforward.information.sources.models import Publisher, Source

_SHOWN = 3  # sentences of a change in a list
_LATEST = 10


@dataclass(frozen=True, slots=True)
class FeedWish:
    """What the reader filters by; empty means anything. `least` is the lowest priority shown."""

    topic: str = ""
    country: str = ""
    publisher: str = ""
    least: str = rules.LOW

    @property
    def priorities(self) -> tuple[str, ...]:
        """The priorities that are shown."""
        return rules.PRIORITIES[: rules.PRIORITIES.index(self.least) + 1]


@dataclass(frozen=True, slots=True)
class Compared:
    """A changed sentence with its two wordings in pieces, the differing words told apart."""

    row: SentenceChange
    old: Sequence[Piece]
    new: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Told:
    """A change as a list shows it: what matters most of it, and how much more there is."""

    change: SourceChange
    sentences: Sequence[Compared]
    more: int


def feed(wish: FeedWish) -> QuerySet[SourceChange]:
    """Changes of official pages that fit, newest first; those of our own reading are none."""
    found = SourceChange.objects.filter(cause=Cause.SOURCE, priority__in=wish.priorities)
    if wish.topic:
        found = found.filter(source__topics__contains=[wish.topic])
    if wish.country:
        found = found.filter(source__countries__contains=[wish.country])
    if wish.publisher:
        found = found.filter(source__publisher__key=wish.publisher)
    return _with_sentences(found, wish.priorities).order_by("-at", "-pk")


def told(changes: Iterable[SourceChange]) -> list[Told]:
    """Changes of `feed` or `changes_of_page` as lists show them."""
    return [_told(change) for change in changes]


def changes_of_page(source: Source) -> QuerySet[SourceChange]:
    """The latest changes of one page and of our reading of it, furniture left out."""
    found = SourceChange.objects.filter(source=source).exclude(priority=rules.NONE)
    return _with_sentences(found, rules.PRIORITIES[:-1]).order_by("-at", "-pk")[:_LATEST]


def public_change(number: int) -> SourceChange | None:
    """One change with its page and the two stored copies."""
    found = SourceChange.objects.select_related(
        "source__publisher", "before__capture", "after__capture"
    )
    return found.filter(pk=number).first()


def sentences_of(change: SourceChange, *, furniture: bool = False) -> QuerySet[SentenceChange]:
    """The changed sentences in the page's order; page furniture only where asked for."""
    rows = change.sentences.order_by("position")
    return rows if furniture else rows.exclude(priority=rules.NONE)


def compared(rows: Iterable[SentenceChange]) -> list[Compared]:
    """Sentences with their wordings in pieces."""
    return [Compared(row, *side_by_side(row.old, row.new)) for row in rows]


def replaced_now(source: Source) -> SourceChange | None:
    """The change that made most of the page another text, while that text is the one in use."""
    found = SourceChange.objects.filter(source=source, cause=Cause.SOURCE, replaced=True)
    return found.filter(after__capture__readings__current=True).order_by("-at").first()


def publishers_with_changes() -> QuerySet[Publisher]:
    """Publishers of which a page changed."""
    return Publisher.objects.filter(
        sources__changes__cause=Cause.SOURCE
    ).distinct().order_by("tier", "key")  # fmt: skip


def topics_with_changes() -> list[str]:
    """Topics of pages that changed, those of most pages first."""
    return _each("topics")


def countries_with_changes() -> list[str]:
    """Countries of pages that changed."""
    return sorted(_each("countries"))


def _each(name: str) -> list[str]:
    changed = Source.objects.filter(changes__cause=Cause.SOURCE).distinct()
    rows = Source.objects.filter(pk__in=changed.values("pk")).annotate(
        one=Func(F(name), function="unnest", output_field=CharField())
    )
    counted = rows.values("one").annotate(n=Count("pk")).order_by("-n", "one")
    return list(counted.values_list("one", flat=True))


def _with_sentences(
    found: QuerySet[SourceChange], priorities: Sequence[str]
) -> QuerySet[SourceChange]:
    """With the few sentences that matter most as `shown`, and the count of all as `count`."""
    ranks = [When(priority=name, then=Constant(rank)) for rank, name in enumerate(rules.PRIORITIES)]
    rows = SentenceChange.objects.filter(priority__in=priorities).order_by(
        Case(*ranks, output_field=IntegerField()), "position"
    )
    count: Any = Count("sentences", filter=Q(sentences__priority__in=priorities))
    return (
        found.select_related("source__publisher")
        .annotate(count=count)
        .prefetch_related(Prefetch("sentences", rows[:_SHOWN], to_attr="shown"))
    )


def _told(change: SourceChange) -> Told:
    shown: list[SentenceChange] = vars(change)["shown"]
    return Told(change, compared(shown), vars(change)["count"] - len(shown))
