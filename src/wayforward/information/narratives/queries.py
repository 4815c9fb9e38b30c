"""What is looked at in rumours: narratives, claims by language, why one is not public yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from wayforward.core.access.models import Account
from wayforward.core.access.rules import ALLOWED, Permission
from wayforward.core.citations.models import Citation, Doubt
from wayforward.core.citations.queries import Amber, ambers
from wayforward.core.rulesets import queries as rulesets
from wayforward.core.rulesets.rules import Value
from wayforward.information.cards.queries import LANGUAGES
from wayforward.information.narratives import rules, writing
from wayforward.information.narratives.models import Claim, ClaimText, Narrative
from wayforward.information.narratives.rules import (
    Obstacle,
    RadioWords,
    Standing,
    State,
    Verdict,
)
from wayforward.information.sources.models import Source, SourceState

__all__ = ["LANGUAGES", "Shown", "assigned", "claim_texts", "least_sightings", "narratives",
           "obstacles", "radio_words", "shown", "standings", "text_of", "writers",
           "writes"]  # fmt: skip

_LEADING = "en"  # the language the others are written from

# The page answered at the last visit and was read.
_LIVE = (SourceState.FRESH, SourceState.UNCHANGED, SourceState.CHANGED)


@dataclass(frozen=True, slots=True)
class CitedPage:
    """An official page a rebuttal stands on; `live`: it was there at the last visit."""

    source: Source
    heading: str
    live: bool
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim in one language with how it is told, what it stands on, whether it is amber."""

    text: ClaimText
    wordings: tuple[str, ...]
    cards: tuple[str, ...]
    amber: Amber | None
    cites: tuple[CitedPage, ...]

    @property
    def state(self) -> str:
        """draft, in_review, published or amber; amber goes before the others."""
        return "amber" if self.amber else self.text.state

    @property
    def claim(self) -> Claim:
        """The claim it is a text of."""
        return self.text.claim


def narratives() -> QuerySet[Narrative]:
    """Every narrative in its order, with `told`: how many active claims stand under it."""
    told = Count("claims", filter=Q(claims__active=True))
    return Narrative.objects.annotate(told=told).order_by("position", "key")


def claim_texts(
    language: str, *, narrative: str = "", verdict: Verdict | None = None
) -> QuerySet[ClaimText]:
    """The texts of active claims in one language, by narrative, the most harmful first."""
    found = _texts().filter(claim__active=True, language=language)
    if narrative:
        found = found.filter(claim__narrative__key=narrative)
    if verdict:
        found = found.filter(claim__verdict=verdict)
    return found.order_by("claim__narrative__position", "-claim__harm", "title")


def text_of(key: str, language: str) -> ClaimText | None:
    """A claim in one language; None where there is none."""
    return _texts().filter(claim__key=key, language=language).first()


def writes(language: str) -> Permission:
    """What somebody needs who writes texts in a language; the others follow the first."""
    return Permission.EDIT_CARD if language == _LEADING else Permission.TRANSLATE_CARD


def writers(language: str) -> list[str]:
    """The names of open accounts that may write texts in a language."""
    roles = [role.value for role, may in ALLOWED.items() if writes(language) in may]
    open_ = Account.objects.filter(closed_at=None, roles__overlap=roles)
    return list(open_.order_by("user__username").values_list("user__username", flat=True))


def assigned(name: str) -> list[Shown]:
    """What waits for somebody: texts given to them that are not public, or under review again."""
    rows = _texts().filter(assigned_to=name, claim__active=True) if name else []
    waits = [one for one in shown(list(rows)) if one.amber or one.text.state != State.PUBLISHED]
    return sorted(waits, key=lambda one: (-one.claim.harm, one.text.title))


def _texts() -> QuerySet[ClaimText]:
    return ClaimText.objects.select_related(
        "claim__narrative", "published"
    ).prefetch_related("wordings", "claim__cards__card")  # fmt: skip


def shown(texts: Sequence[ClaimText]) -> list[Shown]:
    """Texts with what they stand on, in the order given."""
    ids = [text.published_id for text in texts]
    amber, cites = ambers(ids), cited_pages(ids)
    return [
        Shown(
            text,
            _in_order(text),
            _cards(text),
            amber.get(text.published_id),
            tuple(cites.get(text.published_id, ())),
        )
        for text in texts
    ]


def _in_order(text: ClaimText) -> tuple[str, ...]:
    rows = sorted(text.wordings.all(), key=lambda row: row.position)
    return tuple(row.said for row in rows)


def _cards(text: ClaimText) -> tuple[str, ...]:
    rows = sorted(text.claim.cards.all(), key=lambda row: row.position)
    return tuple(row.card.key for row in rows if row.card.active)


def cited_pages(ids: Sequence[int]) -> dict[int, list[CitedPage]]:
    """Published text -> its pages in the order named."""
    rows = list(Citation.objects.filter(text_id__in=ids).order_by("position", "pk"))
    numbers = {row.source for row in rows}
    pages = Source.objects.select_related("publisher").in_bulk([*numbers])
    doubtful = set(
        Doubt.objects.filter(citation__in=rows, cleared_at=None).values_list("citation", flat=True)
    )
    found: dict[int, list[CitedPage]] = {}
    for row in rows:
        if (page := pages.get(row.source)) is not None:
            live = page.active and page.state in _LIVE
            one = CitedPage(page, row.heading, live, row.pk in doubtful)
            found.setdefault(row.text_id, []).append(one)
    return found


def standings(text: ClaimText) -> list[Standing]:
    """The citations of a text as rules judge them; of pages registered no more there are none."""
    pages = cited_pages([text.published_id]).get(text.published_id, [])
    return [Standing(page.live, page.in_doubt) for page in pages]


def least_sightings(*, on: date, arrangement: str = "") -> Value:
    """Independent sightings from which on a rumour is answered in public, with its source.

    The arrangement's own value, else the general one. Raises RuleSetError: then nothing is
    published.
    """
    return rulesets.value(arrangement, rules.LEAST_SIGHTINGS, on=on)


def radio_words(*, on: date, arrangement: str = "") -> RadioWords:
    """How many words an answer on the radio has. Raises RuleSetError: then nothing is saved."""
    least, most = (
        rulesets.value(arrangement, key, on=on).whole()
        for key in (rules.RADIO_LEAST, rules.RADIO_MOST)
    )
    return RadioWords(least, most)


def obstacles(
    text: ClaimText, *, reader: str, sightings: int, on: date, arrangement: str = ""
) -> list[Obstacle]:
    """Why `reader` may not publish a text now, seen so often; empty where they may.

    Raises RuleSetError.
    """
    verdict = Verdict(text.claim.verdict)
    radio = radio_words(on=on, arrangement=arrangement)
    faulty = [*rules.faults(writing.words_of(text), verdict, radio)]
    faulty += rules.verdict_faults(verdict, text.claim.until, on)
    return rules.obstacles_to_publishing(
        state=State(text.state),
        faulty=faulty,
        citations=standings(text),
        written_by=text.updated_by,
        judged_by=text.claim.judged_by,
        reader=reader,
        sightings=sightings,
        least=least_sightings(on=on, arrangement=arrangement).whole(),
    )
