"""Brings the starter narratives and claims of the reviewed files into the database.

Safe to repeat. What a person edited, or took beyond a draft, is theirs: the file no longer changes
it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from wayforward.core.citations.actions import Cited
from wayforward.information.cards.models import Card
from wayforward.information.narratives import writing
from wayforward.information.narratives.models import Claim, ClaimCard, ClaimText, Narrative, Wording
from wayforward.information.narratives.rules import State
from wayforward.information.narratives.starters import (
    ClaimFileError,
    StarterClaim,
    StarterNarrative,
    Starters,
    read_claims,
)
from wayforward.information.sources.models import Source

ACTOR = "starter set"


@dataclass(frozen=True, slots=True)
class LoadedClaims:
    """What loading changed."""

    narratives: int
    claims: int
    new: int  # narratives and claims together, as the two below
    changed: int
    kept: int  # that people have edited or handed on since

    def __str__(self) -> str:
        return (
            f"Narratives: {self.narratives}, claims: {self.claims} ({self.new} new,"
            f" {self.changed} changed, {self.kept} edited here and left as they are)."
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the files may name: key -> number."""

    sources: dict[str, int]
    cards: dict[str, int]
    narratives: dict[str, int]


@transaction.atomic
def load_claims(*, starters: Starters | None = None) -> LoadedClaims:
    """Bring narratives and claims in line with the files.

    Raises ClaimFileError where a page, card or narrative is named that there is none of.
    """
    wanted = starters if starters is not None else read_claims()
    outcomes = [_load_narrative(one, place) for place, one in enumerate(wanted.narratives)]
    known = _known(wanted.claims)
    stand = {claim.key: claim for claim in _as_they_stand()}
    outcomes += [_load(one, stand.get(one.key), known) for one in wanted.claims]
    return LoadedClaims(
        len(wanted.narratives),
        len(wanted.claims),
        *(outcomes.count(outcome) for outcome in ("new", "changed", "kept")),
    )


def _load_narrative(one: StarterNarrative, position: int) -> str | None:
    """new, changed, kept, or None where nothing differs."""
    said = {"names": one.names, "says": one.says, "gains": one.gains, "position": position}
    row = Narrative.objects.filter(key=one.key).first()
    if row is None:
        Narrative.objects.create(key=one.key, **said)
        return "new"
    if row.edited:
        return "kept"
    if all(getattr(row, name) == value for name, value in said.items()):
        return None
    Narrative.objects.filter(pk=row.pk).update(**said)
    return "changed"


def _known(claims: Collection[StarterClaim]) -> _Known:
    pages = {cite.source for one in claims for cite in one.cites}
    cards = {card for one in claims for card in one.cards}
    narratives = {one.narrative for one in claims}
    return _Known(
        _numbers(Source, pages, "registered page"),
        _numbers(Card, cards, "card"),
        _numbers(Narrative, narratives, "narrative"),
    )


def _numbers(model: type[Source | Card | Narrative], keys: set[str], what: str) -> dict[str, int]:
    rows = model._default_manager.filter(key__in=keys)
    known: dict[str, int] = dict(rows.values_list("key", "pk"))
    if missing := sorted(keys - known.keys()):
        raise ClaimFileError(f"Claims name {missing[0]!r}, which no {what} is called.")
    return known


def _as_they_stand() -> list[Claim]:
    texts = ClaimText.objects.select_related("published").prefetch_related(
        Prefetch("wordings", Wording.objects.order_by("position")), "published__citations"
    )
    cards = ClaimCard.objects.select_related("card").order_by("position")
    return list(
        Claim.objects.select_related("narrative").prefetch_related(
            Prefetch("texts", texts), Prefetch("cards", cards)
        )
    )


def _load(one: StarterClaim, claim: Claim | None, known: _Known) -> str | None:
    """new, changed, kept, or None where nothing differs."""
    if claim is None:
        _write(Claim(key=one.key), one, known)
        return "new"
    if claim.edited or any(text.state != State.DRAFT for text in claim.texts.all()):
        return "kept"
    if _facts(claim) == _wanted_facts(one) and _texts(claim) == _wanted_texts(one):
        return None
    _write(claim, one, known)
    return "changed"


def _facts(claim: Claim) -> dict[str, Any]:
    return {
        "narrative": claim.narrative.key,
        "countries": claim.countries,
        "verdict": claim.verdict,
        "until": claim.until,
        "harm": claim.harm,
        "gains": claim.gains,
        "channels": claim.channels,
        "cards": [row.card.key for row in claim.cards.all()],
    }


def _wanted_facts(one: StarterClaim) -> dict[str, Any]:
    return {
        "narrative": one.narrative,
        "countries": list(one.countries),
        "verdict": one.verdict,
        "until": one.until,
        "harm": one.harm,
        "gains": list(one.gains),
        "channels": list(one.channels),
        "cards": list(one.cards),
    }


def _texts(claim: Claim) -> dict[str, Any]:
    """Language -> words, wordings, citations."""
    return {
        text.language: (
            writing.words_of(text),
            [wording.said for wording in text.wordings.all()],
            {(cite.source_key, cite.heading) for cite in text.published.citations.all()},
        )
        for text in claim.texts.all()
    }


def _wanted_texts(one: StarterClaim) -> dict[str, Any]:
    cites = set(_cites(one))
    return {language: (text.said, text.wordings, cites) for language, text in one.texts.items()}


def _cites(one: StarterClaim) -> list[tuple[str, str]]:
    """Page and heading as written, each once; the citation graph splits a list of articles."""
    return list(dict.fromkeys((cite.source, cite.article) for cite in one.cites))


def _write(claim: Claim, one: StarterClaim, known: _Known) -> None:
    claim.narrative_id = known.narratives[one.narrative]
    claim.countries, claim.verdict, claim.until = list(one.countries), one.verdict, one.until
    claim.harm, claim.gains, claim.channels = one.harm, list(one.gains), list(one.channels)
    claim.save()
    ClaimCard.objects.filter(claim=claim).delete()
    ClaimCard.objects.bulk_create(
        ClaimCard(claim=claim, card_id=known.cards[key], position=position)
        for position, key in enumerate(one.cards)
    )
    _write_texts(claim, one, known)


def _write_texts(claim: Claim, one: StarterClaim, known: _Known) -> None:
    cited = [
        Cited(known.sources[source], source, heading=heading) for source, heading in _cites(one)
    ]
    there = {text.language: text for text in ClaimText.objects.filter(claim=claim)}
    for language, text in one.texts.items():
        if language in there:
            writing.rewrite(there[language], text.said, text.wordings, cited, ACTOR)
        else:
            writing.new_text(claim, language, text.said, text.wordings, cited, ACTOR)
