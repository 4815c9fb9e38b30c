"""Digits in the reader's script. Folding for search is in `normalise`."""

import re
import unicodedata
from decimal import Decimal

READER_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
DIGIT_READERS = frozenset({"fa", "ps", "prs"})
# An address is copied and typed: its digits stay as they are.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
SEPARATORS = str.maketrans({",": "٬", ".": "٫"})


class _ToAscii(dict[int, int | str]):
    def __missing__(self, code: int) -> int | str:
        value = unicodedata.decimal(chr(code), None)
        self[code] = code if value is None else str(value)
        return self[code]


_TO_ASCII = _ToAscii()
_TO_READER = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", READER_DIGITS * 2)


def to_ascii(text: str) -> str:
    """Return `text` with every decimal digit, of any script, as 0-9."""
    return text.translate(_TO_ASCII)


def to_reader(text: str, language: str) -> str:
    """Return `text` with the digits a reader of `language` expects.

    Dari and Pashto (fa-af, fa, prs, ps) read ۰-۹, everyone else 0-9. Web and mail addresses keep
    their digits.
    """
    table = _TO_READER if reads_extended_digits(language) else _TO_ASCII
    pieces: list[str] = []
    position = 0
    for found in ADDRESS.finditer(text):
        pieces += [text[position : found.start()].translate(table), found.group()]
        position = found.end()
    return "".join([*pieces, text[position:].translate(table)])


def format_number(value: float | Decimal, language: str, decimals: int = 0) -> str:
    """Return `value` with grouped thousands in the reader's digits: 12,345.6 or ۱۲٬۳۴۵٫۶."""
    plain = f"{value:,.{decimals}f}"
    if reads_extended_digits(language):
        return to_reader(plain.translate(SEPARATORS), language)
    return plain


def reads_extended_digits(language: str) -> bool:
    """Return whether readers of `language` (with or without a region) read ۰-۹."""
    return language.lower().replace("_", "-").split("-")[0] in DIGIT_READERS
