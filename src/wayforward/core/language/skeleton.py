"""The consonant skeleton of a text: what stays when Dari and Pashto are spelled otherwise.

Letters that sound alike are one, vowels go, and Latin letters fall on the same signs:
"panahandagi", "پناهندگی" and "پناهندګي" share a skeleton. For finding only, never shown.
"""

import re
from functools import cache

from wayforward.core.language.normalise import tokens

_CLASSES = {
    "b": "ب", "p": "پ", "t": "تطټة", "s": "ثسصڅ", "j": "ج", "c": "چ", "h": "حهۀھ", "x": "خ",
    "d": "دډ", "z": "ذزضظځ", "r": "رړ", "v": "ژ", "g": "ږګگ", "y": "شښ", "q": "غق", "f": "ف",
    "k": "کك", "l": "ل", "m": "م", "n": "نڼں",
}  # fmt: skip
_SIGN = {ord(letter): sign for sign, letters in _CLASSES.items() for letter in letters}
# In Latin letters two may stand for one; the signs are those above.
_PAIRS = (("kh", "x"), ("gh", "q"), ("sh", "y"), ("ch", "c"), ("zh", "v"), ("ts", "s"), ("dz", "z"),
          ("ph", "f"), ("tsh", "c"))  # fmt: skip
_LATIN = re.compile(r"[a-z]")
_LATIN_VOWELS = re.compile(r"[aeiouwy]")
_ARABIC_VOWELS = re.compile(r"[اآأإٱعءوؤىیيېۍئ]")
_DOUBLE = re.compile(r"(.)\1+")
_REST = re.compile(r"[^bptsjchxdzrvgyqfklmn0-9]")


def skeleton(text: str) -> str:
    """The skeletons of the words of a text, a blank between them; a word of vowels alone goes."""
    return " ".join(filter(None, (_word(word) for word in tokens(text))))


@cache
def _word(word: str) -> str:
    signs = _of_latin(word) if _LATIN.search(word) else _of_arabic(word)
    whole = _DOUBLE.sub(r"\1", _REST.sub("", signs))
    return whole[:-1] if len(whole) > 2 and whole.endswith("h") else whole


def _of_latin(word: str) -> str:
    for pair, sign in _PAIRS:
        word = word.replace(pair, sign.upper())
    word = word.replace("v", "").replace("c", "k")
    return _LATIN_VOWELS.sub("", word).lower()


def _of_arabic(word: str) -> str:
    return _ARABIC_VOWELS.sub("", word).translate(_SIGN)
