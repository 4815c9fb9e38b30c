"""Page furniture by its words: dates of update, counters, share buttons, news beside the text.

The words are `data/furniture.yaml`; boxes that are furniture by their markup are left out earlier,
by `sources/html_tree.py`. Nothing that a person acts on is ever furniture: an amount, a telephone
number, a deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from wayforward.core.language.normalise import search_form
from wayforward.core.yaml_files import read_yaml
from wayforward.information.sources.changes import telling

_FILE = Path(__file__).parent / "data" / "furniture.yaml"
_LONGEST, _LONGEST_ALWAYS = 110, 240  # characters; what says more than that is no furniture
_WORDS_BESIDE_LABEL, _WORDS_BESIDE_ACTION, _WORDS_BESIDE_HEADING = 5, 2, 2
_WORDS_BESIDE_DATE = 3
_BARE_NUMBERS = re.compile(r"\d{1,3}(?:[.,']\d{3})+|(?:[1-9]\d?[\s|·]+){2,}[1-9]\d?")
_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}(?:\s?(?:am|pm))?(?!\d)")
_CODE = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w+(?!\w)")  # 8fa3c1, web04
_ENDS_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]$")
_COUNT = re.compile(r"(\d{4,})")
_GROUPS = re.compile(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_ONE_NUMBER = 3  # before it, it, behind it
_MOST_WORDS_OF_COUNT = 8
_SEPARATOR = re.compile(r"[|·•]|\s[-/]\s")
_LEAST_PARTS, _WORDS_OF_PART = 2, 3
_ACTED_ON = ("amount", "phone", "deadline", "place")
_SAYS_SOMETHING = (*_ACTED_ON, "negation", "condition")


class Region(StrEnum):
    """The region of a page that its headings make, nearest to the reader's question last."""

    BESIDE = "beside"  # related links, share buttons, comments
    NEWS = "news"  # news and other pages
    TEXT = "text"


def is_furniture(text: str, language: str | None) -> bool:
    """Whether a line belongs to the page and not to what it says: dates of update, counters."""
    folded = search_form(text)
    known = _vocabulary(language)
    if len(folded) <= _LONGEST_ALWAYS and known.always.search(folded):
        return True
    if len(folded) > _LONGEST:
        return False
    bare = known.ago.sub(" ", folded)
    return not bare.strip() or _is_line_of_furniture(bare, known) or _is_set_apart(bare, known)


def was_furniture(text: str, language: str | None) -> bool:
    """Whether a line that was or became furniture is one: "Yes No", later "Yes No 21 votes"."""
    known = _vocabulary(language)
    return is_furniture(text, language) or _is_made_of_words(search_form(text), known, core=False)


def region_of(heading_path: Sequence[str], language: str | None) -> Region:
    """The region below these headings."""
    known = _vocabulary(language)
    headings = [" ".join(_WORD.findall(search_form(heading))) for heading in heading_path]
    if any(_names(heading, known.beside) for heading in headings):
        return Region.BESIDE
    return Region.NEWS if any(_names(heading, known.news) for heading in headings) else Region.TEXT


def counts_up(old: str, new: str) -> bool:
    """Whether a short line differs only in a number of four digits or more that grew a little.

    A number that opens a line in Latin letters may be a postcode, so it does not count.
    """
    before, after = (_COUNT.split(_grouped(search_form(text))) for text in (old, new))
    if (
        len(before) != _ONE_NUMBER
        or len(after) != _ONE_NUMBER
        or _ENDS_SENTENCE.search(new.strip())
    ):
        return False
    if before[::2] != after[::2] or (not before[0].strip() and before[2].isascii()):
        return False
    words = _WORD.findall(before[0] + before[2])
    return len(words) <= _MOST_WORDS_OF_COUNT and int(before[1]) < int(after[1]) < 2 * int(
        before[1]
    )


def is_link(outside_links: str | None, language: str | None) -> bool:
    """Whether a sentence is nothing but links to other pages, by its words outside them."""
    if outside_links is None:
        return False
    return not _WORD.search(outside_links) or is_furniture(outside_links, language)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    language: str | None
    labels: re.Pattern[str]
    actions: re.Pattern[str]
    always: re.Pattern[str]
    dated: re.Pattern[str]
    ago: re.Pattern[str]
    core: frozenset[str]
    fillers: frozenset[str]
    beside: frozenset[str]
    news: frozenset[str]


def _is_line_of_furniture(folded: str, known: _Vocabulary) -> bool:
    return _is_bare(folded) or _is_labelled(folded, known) or _is_made_of_words(folded, known)


def _is_set_apart(folded: str, known: _Vocabulary) -> bool:
    """Parts set apart by marks, one of which is furniture, and the others next to nothing."""
    parts = [part.strip() for part in _SEPARATOR.split(folded) if part.strip()]
    if len(parts) < _LEAST_PARTS or _ENDS_SENTENCE.search(folded):
        return False
    told = [_is_line_of_furniture(part, known) and not part.isdigit() for part in parts]
    return any(told) and all(
        is_told or _says_little(part, known, _WORDS_OF_PART)
        for is_told, part in zip(told, parts, strict=True)
    )


def _is_bare(folded: str) -> bool:
    """A date and a time; or a number in groups of thousands, or the numbers of pages.

    Other numbers stay: 112 and 116 117 save lives, and 8.00 to 12.00 are somebody's hours.
    """
    without = telling.without_dates(folded)
    if without != folded:
        return not _WORD.search(_TIME.sub(" ", without))
    return bool(_BARE_NUMBERS.fullmatch(folded))


def _is_labelled(folded: str, known: _Vocabulary) -> bool:
    """It opens with what such lines open with, and says little else."""
    label = known.labels.search(folded)
    if label and (" " in label[0] or _opens_line(folded, label)):
        rest = f"{folded[: label.start()]} {folded[label.end() :]}"
        return _says_little(rest, known, _WORDS_BESIDE_LABEL)
    action = known.actions.match(folded)
    if action and not _ENDS_SENTENCE.search(folded):
        return _says_little(folded[action.end() :], known, _WORDS_BESIDE_ACTION)
    return _is_dated(folded, known)


def _is_dated(folded: str, known: _Vocabulary) -> bool:
    """A date, a word such as "reviewed", and next to nothing else."""
    without = telling.without_dates(folded)
    found = known.dated.search(without)
    if found is None or without == folded:
        return False
    before = set(_WORD.findall(without[: found.start()]))
    return before <= known.fillers | known.core and _says_little(
        without[found.end() :], known, _WORDS_BESIDE_DATE
    )


def _opens_line(folded: str, label: re.Match[str]) -> bool:
    """Whether a label of one word is one: at the start of a line, or of its part, with a number."""
    before, after = folded[: label.start()].rstrip(), folded[label.end() :]
    return (not before or before[-1] in "-|·•,;(") and bool(re.search(r"^\s*:|\d", after))


def _says_little(rest: str, known: _Vocabulary, most: int) -> bool:
    words = _WORD.findall(_TIME.sub(" ", telling.without_dates(rest)))
    others = [word for word in words if word not in known.fillers | known.core]
    return len(others) <= most and not _touches(rest, known.language, _SAYS_SOMETHING)


def _is_made_of_words(folded: str, known: _Vocabulary, *, core: bool = True) -> bool:
    """Nothing but words of furniture, numbers, dates and codes, and no sentence; fillers alone are
    enough where no `core` word is asked for."""
    if _ENDS_SENTENCE.search(folded) or _touches(folded, known.language, ("phone", "amount")):
        return False
    rest = _CODE.sub(" ", _TIME.sub(" ", telling.without_dates(folded)))
    words = set(_WORD.findall(rest))
    enough = not core or "©" in folded or bool(words & known.core)
    return enough and words <= known.core | known.fillers


def _grouped(folded: str) -> str:
    return _GROUPS.sub("", folded)


def _touches(folded: str, language: str | None, kinds: Sequence[str]) -> bool:
    values = telling.values_in(folded, language)
    return any(values.get(kind) for kind in kinds)


def _names(heading: str, known: frozenset[str]) -> bool:
    """Whether a heading is one of these, or opens with a long one and says little more."""
    words = heading.split()
    least = max(2, len(words) - _WORDS_BESIDE_HEADING)
    opens = any(" ".join(words[:count]) in known for count in range(least, len(words)))
    return opens or heading in known


@cache
def _vocabulary(language: str | None) -> _Vocabulary:
    lists = read_yaml(_FILE)
    words = {
        name: telling.words_of(found, language, also="en")
        for name, found in lists.items()
        if isinstance(found, dict)
    }
    return _Vocabulary(
        language=language,
        labels=_pattern(words["labels"]),
        actions=_pattern(words["actions"]),
        always=_pattern(words["always"]),
        dated=re.compile(rf"(?<!\w)(?:{telling.either(words['dated'])})"),
        ago=_ago(words["ago"], {*words["minutes"], *telling.units(language)}),
        core=_each(words["core"]),
        fillers=_each(words["fillers"]),
        beside=_as_headings(words["beside"]),
        news=_as_headings(words["news"]),
    )


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{telling.either(words)})(?!\w)")


def _ago(forms: Iterable[str], units: Iterable[str]) -> re.Pattern[str]:
    stand_for = {"n": r"\d+", "u": f"(?:{telling.either(units)})"}
    whole = (" ".join(stand_for.get(w, re.escape(w)) for w in form.split()) for form in forms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)")


def _each(words: Iterable[str]) -> frozenset[str]:
    """The single words: what is written with a ZWNJ or an apostrophe is two."""
    return frozenset(single for word in words for single in _WORD.findall(word))


def _as_headings(words: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(_WORD.findall(word)) for word in words)
