"""Codes that stand on paper and are read out on the radio: eight digits, the last one checks. Pure.

Digits alone: they look alike in no script of ours, every keyboard has them, and they are read aloud
in any language (docs/decisions/measuring.md). Which codes there are is the database's.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from wayforward.core.language.digits import to_ascii

LENGTH = 8
_HALF = LENGTH // 2
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u200c-\u200f\u2066-\u2069.,/·]+")

# A totally anti-symmetric quasigroup of order ten: H. Michael Damm, "Total anti-symmetrische
# Quasigruppen", Marburg 2004. It finds every wrong digit and every two neighbours that changed
# places.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


class NoCodeError(ValueError):
    """What was given cannot be a code: it is too long, too short, or holds something else."""

    def __init__(self) -> None:
        """Says what a code looks like."""
        super().__init__(f"A code has {LENGTH} digits, such as 4927 1638: look at it again.")


class MistypedCodeError(NoCodeError):
    """It has as many digits as a code, but they do not belong together."""

    def __init__(self) -> None:
        """Says what to do."""
        ValueError.__init__(self, "A digit of this code is wrong or two have changed places.")


def check_digit(digits: str) -> str:
    """The digit that follows `digits` (0-9)."""
    interim = 0
    for one in digits:
        interim = int(_DAMM[interim][int(one)])
    return str(interim)


def new_code(below: Callable[[int], int] = secrets.randbelow) -> str:
    """A code by chance; it never begins with nought, which a spreadsheet would eat."""
    first = 10 ** (LENGTH - 2)
    digits = str(first + below(9 * first))
    return digits + check_digit(digits)


def read_code(given: str) -> str:
    """The code as it is kept, from what somebody typed: digits of any script, with gaps.

    Raises NoCodeError, MistypedCodeError.
    """
    code = _BETWEEN.sub("", to_ascii(given))
    if len(code) != LENGTH or not (code.isascii() and code.isdecimal()):
        raise NoCodeError
    if check_digit(code) != "0":
        raise MistypedCodeError
    return code


def spoken(code: str) -> str:
    """As it is printed and read aloud: in two halves."""
    return f"{code[:_HALF]} {code[_HALF:]}"
