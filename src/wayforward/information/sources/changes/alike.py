"""When two wordings say letter by letter the same, however they are set and wherever they are cut.

Marks, spaces, quotes, dashes, sets of digits and ways to group thousands make no difference; words,
digits, decimals and currencies do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from wayforward.core.language.normalise import wording_form
from wayforward.information.sources.changes.telling import PHONE

_GROUPED = re.compile(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w€$£¥؋%]+(?=\d)")
_SAYS_NOTHING = re.compile(r"[^\w€$£¥؋%·]|_")
_SAME_MARKS = {",": "·.", "": "·"}


_LIST_MARK = re.compile(r"\s*(?:\(?[0-9۰-۹٠-٩]{1,2}[.)]|\(?[a-zA-Z][.)]|[•▪‣·*–—-])\s+")


def without_mark(text: str) -> str:
    """A text without the number or sign a list counts it by; lists are set with and without."""
    return _LIST_MARK.sub("", text, count=1) if _LIST_MARK.match(text) else text


@lru_cache(maxsize=50_000)
def letters(text: str) -> str:
    """What a reader reads of a text: its letters and numbers, folded, without spaces."""
    folded = PHONE.sub(lambda found: re.sub(r"\D", "", found[0]), wording_form(text))
    grouped = _GROUPED.sub("", folded)
    marked = _BETWEEN_DIGITS.sub(_mark, grouped)
    return "".join(_SAYS_NOTHING.sub("", part) if i % 2 == 0 else part
                   for i, part in enumerate(re.split(r"(·.?)", marked)))  # fmt: skip


def joined(texts: Iterable[str]) -> str:
    """The letters of several texts in a row; where two numbers meet they stay apart."""
    whole = ""
    for text in texts:
        said = letters(text)
        apart = "·" if whole[-1:].isdigit() and said[:1].isdigit() else ""
        whole += apart + said
    return whole


def _mark(found: re.Match[str]) -> str:
    sign = found[0].strip()[:1]
    return _SAME_MARKS.get(sign, f"·{sign}")
