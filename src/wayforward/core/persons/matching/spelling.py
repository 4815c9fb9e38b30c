"""Letters of a name brought to one form: Arabic-script keyboards, diacritics, joiners, hyphens.

What the letters sound like is in `sounds`; which words belong together in `parts`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wayforward.core.language.normalise import search_form

# Letters whose sign carries a sound that would be lost with it. Turkish ç ş ğ; scholars' š č ž ǧ
# ḫ ġ, long vowels with macron or circumflex; German umlauts, Swedish å.
_SIGNED = {
    "ç": "tch", "ş": "sh", "ș": "sh", "ğ": "gh", "ı": "i", "š": "sh", "č": "tch", "ž": "zh",
    "ǧ": "dj", "ǰ": "dj", "ḫ": "kh", "ẖ": "kh", "ḵ": "kh", "ġ": "gh", "ḡ": "gh", "ā": "aa",
    "â": "aa", "ī": "ee", "î": "ee", "ū": "oo", "û": "oo", "ä": "e", "ö": "o", "ü": "u", "å": "o",
    "ø": "o", "æ": "e", "œ": "u", "ß": "ss", "ñ": "n", "ẕ": "z", "ż": "z", "ẓ": "z", "ṯ": "s",
    "é": "e", "è": "e", "ê": "e", "ë": "e", "ï": "i",
}  # fmt: skip
_SIGNED_TABLE = str.maketrans(_SIGNED)
# Marks for ayn and hamza, apostrophes and stops stand for no letter that everybody writes.
_SILENT = re.compile(r"['’‘ʿʾʼʻ`´\"\u02be\u02bf]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0621-\u06ff]")
_INITIALS = re.compile(r"\b([a-z])\.")


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic script."""
    return _ARABIC.search(word) is not None


def words(text: str) -> list[str]:
    """The words of a name in lower case and one form, in order. Reading twice changes nothing."""
    lowered = text.replace("İ", "i").replace("I\u0307", "i").lower().translate(_SIGNED_TABLE)
    folded = search_form(_SILENT.sub("", lowered))
    return _WORD.findall(_INITIALS.sub(r"\1 ", folded))


class Word(NamedTuple):
    """A word of a name: its letters in one form, how it was written, and what parts it off."""

    letters: str
    written: str
    after: str = " "


def written_words(text: str) -> list[Word]:
    """`words` with how each was written. Where the two cannot be laid side by side, as folded."""
    found = [word for piece in text.split() for word in _side_by_side(piece)]
    letters = words(text)
    return found if [word.letters for word in found] == letters else [Word(x, x) for x in letters]


_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
# What is silent stands within a word.
_BETWEEN = re.compile(r"((?:(?!['’‘ʿʾʼʻ`´])[\W_])+)")


def _side_by_side(piece: str) -> list[Word]:
    """The words of a text without a blank; a name with hyphens has several."""
    letters, bare = words(piece), _AROUND.sub("", piece)
    cut = [bare] if len(letters) == 1 else _BETWEEN.split(bare)
    if len(cut) != 2 * len(letters) - 1:
        return [Word(one, one) for one in letters]
    return [Word(*one) for one in zip(letters, cut[::2], [*cut[1::2], " "], strict=True)]
