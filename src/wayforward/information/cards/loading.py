"""Brings the starter cards of the reviewed files into the database. Safe to repeat.

A text that a person saved is theirs: the file no longer changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from wayforward.core.citations.actions import Cited, publish
from wayforward.information.cards import writing
from wayforward.information.cards.models import Card, CardSlot, CardText, CardVersion
from wayforward.information.cards.starters import FOLDER, CardFileError, StarterCard, read_cards
from wayforward.information.sources.models import Source

ACTOR = "starter set"


@dataclass(frozen=True, slots=True)
class LoadedCards:
    """What loading changed."""

    cards: int
    new: int
    changed: int
    kept: int  # cards that people have edited since

    def __str__(self) -> str:
        return (
            f"Cards: {self.cards} ({self.new} new, {self.changed} changed,"
            f" {self.kept} edited here and left as they are)."
        )


@transaction.atomic
def load_cards(*, starters: Sequence[StarterCard] | None = None) -> LoadedCards:
    """Bring cards in line with the files. Raises CardFileError where a cited page is unknown."""
    wanted = list(starters) if starters is not None else read_cards(FOLDER)
    sources = _sources(wanted)
    stand = _as_they_stand()
    done = {"new": 0, "changed": 0, "kept": 0}
    for one in wanted:
        outcome = _load(one, stand.get(one.key), sources)
        if outcome:
            done[outcome] += 1
    return LoadedCards(len(wanted), **done)


def _sources(wanted: Sequence[StarterCard]) -> dict[str, int]:
    keys = {cite.source for one in wanted for cite in one.cites}
    known = dict(Source.objects.filter(key__in=keys).values_list("key", "pk"))
    if missing := sorted(keys - known.keys()):
        raise CardFileError(f"Cards cite {missing[0]!r}, which no registered page is called.")
    return known


def _as_they_stand() -> dict[str, dict[str, CardVersion]]:
    """Card -> language -> the latest version."""
    latest = CardVersion.objects.order_by("text_id", "-revision").distinct("text_id")
    found: dict[str, dict[str, CardVersion]] = {}
    for version in latest.select_related("text__card"):
        found.setdefault(version.text.card.key, {})[version.text.language] = version
    return found


def _load(
    one: StarterCard, stand: dict[str, CardVersion] | None, sources: dict[str, int]
) -> str | None:
    """new, changed, kept, or None where nothing differs."""
    if stand is None:
        _create(one, sources)
        return "new"
    if any(version.how != writing.LOADED for version in stand.values()):
        return "kept"
    card = Card.objects.get(key=one.key)
    if _stands(card, one, stand):
        return None
    _rewrite(card, one, sources)
    return "changed"


def _stands(card: Card, one: StarterCard, stand: dict[str, CardVersion]) -> bool:
    """Whether the database says what the file says."""
    return (
        _said(one) == {language: _without_wordings(v.content) for language, v in stand.items()}
        and _cites(card) == {(cite.source, cite.article) for cite in one.cites}
        and (card.topics, card.countries) == (list(one.topics), list(one.countries))
    )


def _said(one: StarterCard) -> dict[str, dict[str, Any]]:
    return {
        language: {
            "question": text.question,
            "also": list(text.also),
            "sentences": text.sentences,
        }
        for language, text in one.texts.items()
    }


def _without_wordings(content: dict[str, Any]) -> dict[str, Any]:
    sentences = {name: words for name, (words, _) in content["sentences"].items()}
    return {**content, "sentences": sentences}


def _cites(card: Card) -> set[tuple[str, str]]:
    rows = CardText.objects.filter(card=card).values_list(
        "published__citations__source_key", "published__citations__heading"
    )
    return {(key, heading) for key, heading in rows if key}


def _create(one: StarterCard, sources: dict[str, int]) -> None:
    card = Card.objects.create(key=one.key, topics=list(one.topics), countries=list(one.countries))
    _make_slots(card, one)
    for language, text in one.texts.items():
        draft = writing.Words(text.question, text.sentences, text.also)
        writing.further_text(card, language, draft, ACTOR, how=writing.LOADED)
    _cite(card, one, sources)


def _rewrite(card: Card, one: StarterCard, sources: dict[str, int]) -> None:
    card.topics, card.countries = list(one.topics), list(one.countries)
    card.save()
    CardSlot.objects.filter(card=card).delete()
    _make_slots(card, one)
    for text in CardText.objects.filter(card=card):
        said = one.texts[text.language]
        writing.rewrite(text, writing.Words(said.question, said.sentences, said.also), ACTOR)
    _cite(card, one, sources)


def _make_slots(card: Card, one: StarterCard) -> None:
    first = next(iter(one.texts.values()))
    writing.make_slots(card, first.sentences, led_by=next(iter(one.texts)))


def _cite(card: Card, one: StarterCard, sources: dict[str, int]) -> None:
    cited = [Cited(sources[c.source], c.source, heading=c.article) for c in one.cites]
    for text in CardText.objects.filter(card=card).select_related("published"):
        publish(
            kind=writing.KIND,
            key=card.key,
            language=text.language,
            title=text.question,
            address=text.published.address,
            cited=cited,
        )
