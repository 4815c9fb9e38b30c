"""The glossary of the field in English, Dari and Pashto. The terms are `data/glossary/*.yaml`.

One dictionary for screen, code and docs; words that merely mean the same live in `synonyms`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from wayforward.core.language.data_files import list_yaml, load_yaml
from wayforward.core.language.normalise import tokens
from wayforward.core.language.phrases import PhraseIndex

LANGUAGES = ("en", "fa-af", "ps")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the field.

    `names` by language code (en, fa-af, ps); `definition` in plain English; `source` names the
    instrument or standard; `review_state` says whether a native reader has checked the names,
    `citation_state` whether the source has been checked.
    """

    id: str
    domain: str
    names: dict[str, str]
    definition: str
    source: str
    review_state: str
    citation_state: str


@cache
def load_glossary() -> tuple[Term, ...]:
    """Return all terms, by domain in reading order."""
    return tuple(
        _term(entry, domain["title"], domain["review"])
        for domain in _domains()
        for entry in domain["terms"]
    )


def find_terms(text: str) -> tuple[Term, ...]:
    """Return the terms named in `text`, in any of the three languages, each once, in order."""
    found = (term_id for _, ids in _index().find(text) for term_id in ids)
    by_id = {term.id: term for term in load_glossary()}
    return tuple(by_id[term_id] for term_id in dict.fromkeys(found))


def _domains() -> list[dict[str, Any]]:
    return sorted((load_yaml(name) for name in list_yaml("glossary")), key=lambda d: d["order"])


def _term(entry: dict[str, Any], domain: str, review: dict[str, str]) -> Term:
    own = review | entry.get("review", {})
    return Term(
        id=entry["id"],
        domain=domain,
        names={language: entry[language] for language in LANGUAGES},
        definition=entry["definition"],
        source=entry["source"],
        review_state=own["state"],
        citation_state=own["citations"],
    )


@cache
def _index() -> PhraseIndex[tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for term in load_glossary():
        for name in term.names.values():
            names.setdefault(" ".join(tokens(name)), []).append(term.id)
    return PhraseIndex({name: tuple(dict.fromkeys(ids)) for name, ids in names.items()})
