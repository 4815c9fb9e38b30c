"""Words that mean the same to a person searching: Dari, Iranian Persian, Pashto, English.

The list is `data/synonyms.yaml`. Widens a search; never changes what a reader sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.normalise import tokens as words_of
from wayforward.core.language.phrases import PhraseIndex

LANGUAGES = ("fa-af", "fa-ir", "ps", "en")
# Endings that leave the word what it is: Dari plural, ezafe and possessive; Pashto plural, oblique.
ENDINGS = (
    "ها",
    "های",
    "هایم",
    "هایی",
    "ان",
    "ی",
    "ام",
    "ات",
    "اش",
    "م",
    "ش",
    "را",
    "و",
    "ونه",
    "ونو",
)
ENGLISH_ENDINGS = ("s", "es")
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """One meaning: its forms by language, and who has reviewed it on what ground."""

    id: str
    domain: str
    forms: dict[str, tuple[str, ...]]
    review_state: str
    citation: str

    def folded(self) -> frozenset[str]:
        """Return every form, folded for search; several words are joined by one space."""
        return frozenset(" ".join(words_of(f)) for forms in self.forms.values() for f in forms)


def expand(tokens: Sequence[str]) -> list[frozenset[str]]:
    """Return, for each word or known phrase of `tokens` in order, what may stand for it.

    `tokens` come from `normalise.tokens`. Each set holds the words as given and the folded forms
    of every group they belong to, phrases with a space between their words. A word nobody listed
    stands alone.
    """
    words = list(tokens)
    sets: list[frozenset[str]] = []
    position = 0
    for at, length, ids in _index().spans(words):
        sets += [frozenset({word}) for word in words[position:at]]
        given = " ".join(words[at : at + length])
        sets.append(frozenset({given}).union(*(_folded(i) for i in ids)))
        position = at + length
    return sets + [frozenset({word}) for word in words[position:]]


@cache
def load_synonyms() -> tuple[SynonymGroup, ...]:
    """Return all groups in the order of the reviewed list."""
    data = load_yaml("synonyms")
    return tuple(_group(entry, data["review"]) for entry in data["groups"])


def _group(entry: dict[str, Any], review: dict[str, Any]) -> SynonymGroup:
    forms = {language: tuple(entry.get(language, ())) for language in LANGUAGES}
    own = review | entry.get("review", {})
    return SynonymGroup(entry["id"], entry["domain"], forms, own["state"], own["citation"])


@cache
def _folded(group_id: str) -> frozenset[str]:
    return next(group.folded() for group in load_synonyms() if group.id == group_id)


@cache
def _index() -> PhraseIndex[tuple[str, ...]]:
    """Return form -> groups. An inflected form counts only where nobody listed it as a word."""
    listed: dict[str, list[str]] = {}
    derived: dict[str, list[str]] = {}
    for group in load_synonyms():
        for form in sorted(group.folded()):
            listed.setdefault(form, []).append(group.id)
            for variant in _inflected(form):
                derived.setdefault(variant, []).append(group.id)
    merged = derived | listed
    return PhraseIndex({form: tuple(dict.fromkeys(ids)) for form, ids in merged.items()})


def _inflected(form: str) -> list[str]:
    if " " in form or len(form) < SHORTEST_STEM:
        return []
    return [form + ending for ending in (ENGLISH_ENDINGS if form.isascii() else ENDINGS)]
