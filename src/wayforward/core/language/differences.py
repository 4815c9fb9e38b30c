"""What differs between two wordings of a sentence, word by word.

Never letter by letter: parts of a word in Arabic script cannot be read alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from wayforward.core.language.normalise import search_form

_PIECES = re.compile(r"\s+|\w+(?:[.,/'’\u200c-]\w+)*|[^\w\s]")


class Side(StrEnum):
    """Where a stretch of text stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text and where it stands."""

    side: Side
    text: str


def differing_words(old: str, new: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both wordings, cut into stretches that both have and stretches that only one has.

    Forms of a letter, digits of another set and spaces make no difference.
    """
    left, right = _PIECES.findall(old), _PIECES.findall(new)
    matched = SequenceMatcher(
        None, [search_form(piece) for piece in left], [search_form(piece) for piece in right],
        autojunk=False,
    )  # fmt: skip
    before: list[Stretch] = []
    after: list[Stretch] = []
    for tag, i, j, k, m in matched.get_opcodes():
        same = tag == "equal"
        _add(before, Side.BOTH if same else Side.OLD, left[i:j])
        _add(after, Side.BOTH if same else Side.NEW, right[k:m])
    return before, after


def _add(stretches: list[Stretch], side: Side, pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    if text:
        stretches.append(Stretch(side, text))
