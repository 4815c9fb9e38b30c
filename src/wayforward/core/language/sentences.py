"""Cutting a text into sentences, each with its offsets, so that a citation can point at one.

Knows abbreviations, list numbers and article references in six languages. Headings and paragraphs
are the business of whoever reads the page; a blank line always ends a sentence here.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wayforward.core.language.data_files import load_yaml

END_MARKS = ".!?؟۔…。！？।։።"
CLOSERS = "»\"'”’)\\]›“\u200e\u200f"
CANDIDATE = re.compile(rf"(?P<mark>[{END_MARKS}]+)[{CLOSERS}]*(?=\s|$)")
# Dari and Pashto pages often leave out the space after the stop; two letters on both sides keep
# abbreviations such as ه.ش whole. The third form needs no space by custom.
GLUED = re.compile(
    r"(?<=[\u0621-\u06d3]{2})[.!](?=[\u0621-\u06d3]{2})|[؟۔]+(?=[^\W\d_])|[。！？]+[」』”]*"
)
# A blank line, or a new line that opens a list item.
BREAK = re.compile(
    r"(?:[^\S\n]*\n){2,}|\n(?=\s*(?:[•▪◦●‣·*–—-]\s|\(?(?:\d{1,3}|[۰-۹]{1,3}|[a-zA-Z])[.)]\s))"
)
GREEK_QUESTION = re.compile(r";(?=\s|$)")
NUMBER = re.compile(r"\(?\d+(?:[.,/]\d+)*")
LAST_WORD = re.compile(r"\S+$")
ARTICLE_NUMBER = re.compile(r"\(?\d|[LRDlrd]\.?\s?\d|[IVXLC]{2,}\b|[a-z]\)")
ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.[-‑]?)+[^\W\d_]{1,2}")
GERMAN_MONTH = re.compile(
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\b", re.IGNORECASE
)
OPENERS = "([{«\"'“„‚‹"
# "Annex I." ends a sentence far more often than it starts a name.
ROMAN_LETTERS = frozenset({"I", "V", "X"})
# و is "was" in Pashto and so the last word of many sentences, though one letter long.
PASHTO_WAS = "و"
LONGEST_ABBREVIATION = 24


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: `text` is exactly `source[start:end]`, without white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    inside: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]


def split(text: str, language: str | None = None) -> list[Span]:
    """Return the sentences of `text` in order; between them lies only white space.

    `language` (en, de, fr, fa, ps, ar) sharpens the abbreviations; without it, or for another
    language, those of all six are known. Offsets count characters of `text`.
    """
    starts = [0, *sorted(set(_cuts(text, language))), len(text)]
    spans = (_trimmed(text, a, b) for a, b in itertools.pairwise(starts))
    return [span for span in spans if span.text]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    stripped = part.strip()
    return Span(start + left, start + left + len(stripped), stripped)


def _cuts(text: str, language: str | None) -> Iterator[int]:
    breaks = [found.end() for found in BREAK.finditer(text)]
    yield from breaks
    yield from (found.end() for found in GLUED.finditer(text))
    if language == "el":
        yield from (found.end() for found in GREEK_QUESTION.finditer(text))
    yield from _stops(text, language, breaks)


def _stops(text: str, language: str | None, breaks: list[int]) -> Iterator[int]:
    known = _abbreviations(language)
    last = 0
    for found in CANDIDATE.finditer(text):
        passed = bisect_right(breaks, found.start())
        last = max(last, breaks[passed - 1] if passed else 0)
        if _ends_sentence(text, found, last, known, language):
            yield found.end()
            last = found.end()


def _ends_sentence(
    text: str, found: re.Match[str], last: int, known: _Abbreviations, language: str | None
) -> bool:
    following = text[found.end() : found.end() + 40].lstrip()
    mark = found["mark"]
    if mark in {"…", "..."} or (mark == "." and found.end() > found.end("mark")):
        return not following[:1].islower()
    if mark != ".":
        return True
    word = _word_before(text, found.start("mark"))
    opens_item = not text[last : found.start("mark") - len(word)].strip(OPENERS + " \t\n\r")
    return _stop_ends(word, following, known, language, opens_item=opens_item)


def _stop_ends(
    word: str, following: str, known: _Abbreviations, language: str | None, *, opens_item: bool
) -> bool:
    """Decide on one full stop from the word before it and what follows."""
    if not following or following[0].islower():
        return not following
    bare = re.split("['’]", word.lower().strip(OPENERS + "'’”»"))[-1]
    if NUMBER.fullmatch(bare):
        return not opens_item and _number_ends(bare, following, language)
    if bare in known.before_number and ARTICLE_NUMBER.match(following):
        return False
    if bare in known.may_end:
        return not following[0].isdigit()
    if word in ROMAN_LETTERS:
        return not opens_item
    initial = len(bare) == 1 and bare != PASHTO_WAS
    return not (bare in known.inside or initial or ACRONYM.fullmatch(bare))


def _number_ends(number: str, following: str, language: str | None) -> bool:
    """Tell the end from an ordinal (am 3. März) and from a citation (ماده 14. 2)."""
    short = len(number) <= 2
    if GERMAN_MONTH.match(following):
        return False
    return not (short and (language == "de" or following[:1].isdigit()))


def _word_before(text: str, end: int) -> str:
    found = LAST_WORD.search(text[max(0, end - LONGEST_ABBREVIATION) : end])
    return found.group() if found else ""


@cache
def _abbreviations(language: str | None) -> _Abbreviations:
    lists = {key: value for key, value in load_yaml("abbreviations").items() if key != "review"}
    chosen = [lists[language]] if language in lists else list(lists.values())
    return _Abbreviations(
        **{kind: frozenset(w for each in chosen for w in each[kind]) for kind in chosen[0]}
    )
