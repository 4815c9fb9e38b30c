"""Folding text for search and matching, and cleaning it for display.

The search form is for machines only: it is never shown. Each fold below says why it is made.
Cutting text into sentences, and words of the same meaning, live elsewhere.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

YEH = "ی"
HEH = "ه"

# One letter on paper, several code points. Dari is typed on Arabic, Persian, Pashto and phone
# keyboards alike, so a search must not tell the code points apart.
LETTER_FOLDS = {
    # Yeh. ي ى ی ے are the same letter from different keyboards. ئ loses its hamza by decomposition
    # (مسئول, مسؤول and مسوول are all current in Kabul). ې and ۍ are letters of their own in Pashto,
    # but writers swap the five yehs freely (کې/کي/کی, لرئ/لرۍ/لري): telling them apart loses far
    # more true matches than the few minimal pairs (سړی/سړي) it would keep separate.
    "ي": YEH, "ى": YEH, "ے": YEH, "ې": YEH, "ۍ": YEH, "ێ": YEH, "ۑ": YEH,
    # Kaf and gaf: Arabic ك, Urdu/Sindhi ڪ; Pashto ګ is Persian گ with another shape.
    "ك": "ک", "ڪ": "ک", "ګ": "گ", "ڭ": "گ",
    # Heh: ة of Arabic loans, Urdu ہ, two-eyed ھ, Kurdish ە. ۀ and هٔ lose their hamza (see above).
    "ة": HEH, "ۃ": HEH, "ہ": HEH, "ھ": HEH, "ە": HEH, "ۿ": HEH,
    # Alef wasla; and the lone hamza, which Dari drops at will (املاء/املا, سوء/سو).
    "ٱ": "ا", "ء": "", "ٴ": "",
    # Punctuation a reader sees as one sign.
    "؟": "?", "،": ",", "؛": ";", "۔": ".", "٪": "%", "٫": ".", "٬": ",",
    "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    # Latin letters that Unicode does not decompose but people type plainly.
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe",
}  # fmt: skip

# How Pashto is typed where the keyboard lacks its letters (by likeness of shape, which is what
# people go by), then how both languages are typed on a plain Arabic keyboard (no پ چ ژ گ).
LOOSE_FOLDS = {
    "ټ": "ت", "ٹ": "ت", "ډ": "د", "ڈ": "د", "ړ": "ر", "ڑ": "ر", "ڼ": "ن", "ں": "ن",
    "ښ": "ش", "ږ": "ز", "ژ": "ز", "څ": "ج", "ځ": "ج", "چ": "ج", "پ": "ب", "گ": "ک",
}  # fmt: skip

ZWNJ = "\u200c"
SPACE_LIKE = {ZWNJ, "\u200b", "\u180e"}
# Tatweel stretches a word for looks; the others only steer direction or joining.
INVISIBLE = {"\u0640", "\u00ad", "\u200d", "\u2060", "\ufeff", "\u034f"}
BIDI_MARKS = {chr(c) for c in (0x061C, *range(0x200E, 0x2010), *range(0x202A, 0x202F))} | {
    chr(c) for c in range(0x2066, 0x206A)
}
# Only marks that readers of these scripts leave out at will; in Hindi or Thai a mark is a vowel.
OPTIONAL_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED),
    (0x08D3, 0x08FF), (0xFE00, 0xFE0F),
)  # fmt: skip
# Vowel signs of South and South-East Asian scripts belong to the word, though `\w` says otherwise.
WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0DF3\u0E31-\u0E4E\u1000-\u109F])+")
_AROUND_MARKS = re.compile(r"\s*([^\w\s])\s*")
_CLOSING_MARKS = ".;:,"
STRAY_ZWNJ = re.compile(rf"{ZWNJ}{{2,}}|(?<=\s){ZWNJ}+|{ZWNJ}+(?=\s)|^{ZWNJ}+|{ZWNJ}+$")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A search form with, for each of its characters, the offset it came from in the original."""

    text: str
    origins: tuple[int, ...]
    original_end: int

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn [start, end) of the search form into [start, end) of the original, for highlighting.

        Raises IndexError when the span lies outside the search form.
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"no span {start}:{end} in a text of {len(self.text)} characters")
        last = self.origins[end - 1]
        following = (o for o in self.origins[end:] if o > last)
        return self.origins[start], next(following, self.original_end)


def search_form(text: str) -> str:
    """Fold `text` so that spellings a reader takes for the same become the same string.

    Compatibility-decomposed (no presentation forms), lower-case, without vowel signs, accents,
    tatweel and direction marks; yeh, kaf, heh and alef unified; ZWNJ a space; digits ASCII; white
    space squeezed. Folding twice changes nothing. Not for display.
    """
    return " ".join(text.translate(_SEARCH_TABLE).split())


def wording_form(text: str) -> str:
    """Fold `text` so that only what a reader reads differently stays different.

    The search form without spaces around punctuation and without the mark that closes a sentence:
    "Art. 33bis ." and "Art. 33bis." are one wording. Folding twice changes nothing. Not for
    display.
    """
    return _AROUND_MARKS.sub(r"\1", search_form(text)).rstrip(_CLOSING_MARKS)


def loose_form(text: str) -> str:
    """Fold further, for a second, weaker match: Pashto typed on Persian or Arabic keyboards.

    ښ becomes ش, ټ becomes ت, and so on; پ چ ژ گ become ب ج ز ک. Different words do fall together
    (بس/پس), so a match on this form must count less than one on `search_form`.
    """
    return search_form(text).translate(_LOOSE_TABLE)


def search_form_with_offsets(text: str) -> FoldedText:
    """Return the search form together with the offset map back into `text`."""
    folded: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        for piece in _fold_character(character):
            blank = piece.isspace()
            if blank and (not folded or folded[-1] == " "):
                continue
            folded.append(" " if blank else piece)
            origins.append(offset)
    if folded and folded[-1] == " ":
        folded.pop()
        origins.pop()
    return FoldedText("".join(folded), tuple(origins), len(text.rstrip()))


def tokens(text: str) -> list[str]:
    """Return the words of the search form, in order, without punctuation."""
    return WORD.findall(search_form(text))


def joined_tokens(text: str) -> list[str]:
    """Return words written with ZWNJ once more in one piece (پناه‌جو as پناهجو).

    Meant to be indexed beside `tokens`, so that joined and split spellings find each other.
    """
    parts = (part for part in text.split() if ZWNJ in part)
    return [token for part in parts for token in tokens(part.replace(ZWNJ, ""))]


def display_clean(text: str) -> str:
    """Remove direction marks and control characters; keep spelling, ZWNJ, line breaks and tabs.

    A ZWNJ that joins nothing (doubled, or beside a space) goes as well.
    """
    kept = "".join(_display_character(c) for c in text)
    return STRAY_ZWNJ.sub(lambda found: ZWNJ if _inside_word(found) else "", kept)


def _inside_word(found: re.Match[str]) -> bool:
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    return bool(before.strip() and after.strip())


def _display_character(character: str) -> str:
    if character in BIDI_MARKS or character in {"\u00ad", "\ufeff", "\u2060"}:
        return ""
    if unicodedata.category(character) != "Cc" or character in "\n\t\r":
        return character
    return " " if character.isspace() else ""


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_fold_piece(piece) for piece in unicodedata.normalize("NFKD", decomposed))


def _fold_piece(piece: str) -> str:
    if piece in LETTER_FOLDS:
        return LETTER_FOLDS[piece]
    if piece in SPACE_LIKE:
        return " "
    if piece in INVISIBLE or piece in BIDI_MARKS or _is_optional_mark(piece):
        return ""
    if unicodedata.category(piece) == "Cc":
        return " " if piece.isspace() else ""
    digit = unicodedata.decimal(piece, None)
    return piece if digit is None else str(digit)


def _is_optional_mark(piece: str) -> bool:
    code = ord(piece)
    return any(first <= code <= last for first, last in OPTIONAL_MARKS)


class _LazyTable(dict[int, str]):
    """A translation table that works out each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_SEARCH_TABLE = _LazyTable()
_LOOSE_TABLE = str.maketrans(LOOSE_FOLDS)
