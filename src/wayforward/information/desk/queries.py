"""What waits for an editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from wayforward.core.citations.models import PublishedText
from wayforward.core.citations.queries import amber_texts, ambers, texts_on
from wayforward.core.language.differences import Stretch, differing_words
from wayforward.information.answers.rules import is_stale
from wayforward.information.cards import writing as cards
from wayforward.information.cards.models import CardText, State
from wayforward.information.cards.queries import behind_counts, open_needs
from wayforward.information.narratives import writing as rebuttals
from wayforward.information.sources.changes.models import SentenceChange, SourceChange
from wayforward.information.sources.changes.queries import latest_changes
from wayforward.information.sources.models import Source, SourceState

_SHOWN = 6  # sentences of one change
# Where the desk keeps texts of each kind.
MATERIAL = "material"  # of campaigns, which this desk knows nothing else of
_PAGES = {cards.KIND: "desk-card", rebuttals.KIND: "desk-rumour"}


@dataclass(frozen=True, slots=True)
class WaitingText:
    """A published text whose official pages changed; `reasons` the most serious first."""

    title: str
    language: str
    address: str  # its path at the desk where the desk knows its kind, else on the public site
    since: datetime
    reasons: tuple[str, ...]


def waiting_texts() -> dict[str, list[WaitingText]]:
    """Amber texts by language, the longest waiting first; so are the languages.

    Materials of campaigns are not among them: they wait for the campaign officer.
    """
    texts = list(amber_texts().exclude(kind=MATERIAL))
    doubts = ambers([text.pk for text in texts])
    found: dict[str, list[WaitingText]] = {}
    for text in texts:
        doubt = doubts[text.pk]
        one = WaitingText(text.title, text.language, _address(text), doubt.since, doubt.reasons)
        found.setdefault(text.language, []).append(one)
    return found


def texts_published() -> int:
    """How many texts stand in public, one a language."""
    return PublishedText.objects.filter(published=True).count()


def _address(text: PublishedText) -> str:
    page = _PAGES.get(text.kind)
    return reverse(page, args=[text.key, text.language]) if page else text.address


@dataclass(frozen=True, slots=True)
class Waiting:
    """What else waits, as numbers that lead to their pages."""

    behind: int  # card texts with sentences behind another language
    in_review: int  # card texts that wait for a signature
    needs: int
    in_trouble: int  # pages not reached at the last visit


def also_waiting() -> Waiting:
    """The lengths of the other queues."""
    trouble = Source.objects.filter(active=True, state__in=TROUBLED)
    return Waiting(
        len(behind_counts()),
        CardText.objects.filter(state=State.IN_REVIEW, card__active=True).count(),
        len(open_needs()),
        trouble.count(),
    )


TROUBLED = (
    SourceState.NOT_SEEN,
    SourceState.FETCH_FAILED,
    SourceState.BLOCKED,
    SourceState.REFUSED_BY_ROBOTS,
    SourceState.REFUSED,
    SourceState.UNREADABLE,
)


@dataclass(frozen=True, slots=True)
class Health:
    """The pages one steward looks after."""

    steward: str
    pages: int
    states: tuple[tuple[str, int], ...]  # state and how many pages, most first
    trouble: tuple[Source, ...]  # the longest unseen first
    overdue: int  # not confirmed within twice their interval


def source_health(now: datetime) -> list[Health]:
    """The state of watched pages by steward, those with most trouble first."""
    by_steward: dict[str, list[Source]] = {}
    watched = Source.objects.filter(active=True).select_related("publisher")
    for source in watched.order_by("checked_at", "key"):
        by_steward.setdefault(source.steward, []).append(source)
    found = [_health(steward, sources, now) for steward, sources in by_steward.items()]
    return sorted(found, key=lambda one: (-len(one.trouble), one.steward))


def _health(steward: str, sources: Sequence[Source], now: datetime) -> Health:
    counts = Counter(source.state for source in sources)
    overdue = sum(
        source.checked_at is not None
        and is_stale(source.checked_at, source.check_interval_days, now)
        for source in sources
    )
    return Health(
        steward,
        len(sources),
        tuple(counts.most_common()),
        tuple(source for source in sources if source.state in TROUBLED),
        overdue,
    )


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of an official page, and how many published texts stand on that page."""

    change: SourceChange
    texts: int
    sentences: tuple[tuple[SentenceChange, list[Stretch], list[Stretch]], ...]


def change_lines(most: int = 50) -> list[ChangeLine]:
    """What changed on official pages lately, newest first, the sentences that matter first."""
    found = []
    for change in latest_changes(most):
        rows = [row for row in change.sentences.all() if row.priority in ("high", "normal")]
        rows.sort(key=lambda row: (row.priority != "high", row.position))
        shown = tuple((row, *differing_words(row.old, row.new)) for row in rows[:_SHOWN])
        found.append(ChangeLine(change, texts_on(change.source_id).count(), shown))
    return found
