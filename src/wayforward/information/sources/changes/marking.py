"""Which words differ between two wordings of a sentence, for showing them side by side.

Whole words, never letters: "14" and "15" differ, and so do "work" and "works". Words that are only
typed otherwise are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from wayforward.information.sources.changes.alike import letters

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording; `differs` where the other wording has something else there."""

    text: str
    differs: bool


def side_by_side(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both wordings in pieces. Beside an empty one, the other is one piece that does not differ:
    a sentence that came or went has nothing to compare it with."""
    if not old or not new:
        return _whole(old), _whole(new)
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, _forms(before), _forms(after), autojunk=False)
    same_old, same_new = set[int](), set[int]()
    for start_old, start_new, size in matcher.get_matching_blocks():
        same_old.update(range(start_old, start_old + size))
        same_new.update(range(start_new, start_new + size))
    return _pieces(before, same_old), _pieces(after, same_new)


def _forms(words: Iterable[str]) -> list[str]:
    """Words as they are compared; a mark by itself stays itself."""
    return [letters(word) or word.strip() for word in words]


def _whole(text: str) -> list[Piece]:
    return [Piece(text, False)] if text else []


def _pieces(words: Sequence[str], same: set[int]) -> list[Piece]:
    flagged = [(number not in same, word) for number, word in enumerate(words)]
    return [
        Piece("".join(word for _, word in group), differs)
        for differs, group in groupby(flagged, key=lambda one: one[0])
    ]
