"""Published texts with their language, so that a page can mark them and read them out rightly."""

from __future__ import annotations

from dataclasses import dataclass

from wayforward.core.language.tags import base_language
from wayforward.information.projects import finding_rules
from wayforward.information.projects.activities import Narratives
from wayforward.information.projects.totals_wording import language


@dataclass(frozen=True, slots=True)
class Text:
    """Words and their language ("" where nobody says); `foreign`: another than the reader's."""

    words: str
    language: str
    foreign: bool


def text_in(words: str, written: str) -> Text:
    """Words with the language that they are written in."""
    return Text(words, written, foreign=_is_foreign(written))


def _is_foreign(written: str) -> bool:
    return bool(written) and base_language(written) != base_language(language())


def best_of(narratives: Narratives) -> Text | None:
    """The text for the reader, None where there is none."""
    found = finding_rules.text_for(narratives, language())
    return text_in(found.text, found.language) if found else None


@dataclass(frozen=True, slots=True)
class Told:
    """A text for the reader, and the same in other languages."""

    best: Text
    others: tuple[Text, ...]


def told_of(narratives: Narratives) -> Told | None:
    """The text for the reader with those in other languages, None where there is none."""
    best = best_of(narratives)
    if best is None:
        return None
    others = tuple(
        text_in(one.text, one.language)
        for one in narratives
        if (one.text, one.language) != (best.words, best.language)
    )
    return Told(best, others)


def name_in_words(names: Narratives) -> str:
    """A name for the reader, "" where there is none."""
    best = best_of(names)
    return best.words if best else ""
