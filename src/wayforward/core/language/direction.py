"""Which way a language runs, and where Latin names and addresses among Arabic script begin and end.

Without isolation a full stop or a bracket beside them jumps to the wrong side.
"""

import re
from collections.abc import Iterator

from wayforward.core.language.tags import base_language

# A pattern that browsers read too: the saved answers are drawn there.
LEFT_TO_RIGHT = r"https?://\S+|\S+@\S+|[A-Za-z][A-Za-z0-9./+-]*(?: [A-Za-z0-9./+-]+)*"
_LEFT_TO_RIGHT = re.compile(LEFT_TO_RIGHT)
_LRI, _RLI, _RLM, _PDI = "\u2066", "\u2067", "\u200f", "\u2069"
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "fa", "he", "ku", "ps", "sd", "ug", "ur"})


def is_right_to_left(code: str) -> bool:
    """Whether text in `code` runs from right to left."""
    return base_language(code) in _RIGHT_TO_LEFT


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, in order: a piece, and whether it runs from left to right."""
    position = 0
    for found in _LEFT_TO_RIGHT.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found.group(), True
        position = found.end()
    if position < len(text):
        yield text[position:], False


def isolated(text: str) -> str:
    """The text with Unicode's own marks around pieces that run from left to right."""
    return "".join(f"{_LRI}{piece}{_PDI}" if ltr else piece for piece, ltr in runs(text))


def right_to_left(text: str) -> str:
    """The text with marks to run from right to left where places are reckoned from the left.

    The inner mark is for SVG: a browser sets the first letter it draws apart from the rest, and a
    number that begins the text would be torn in two.
    """
    return f"{_RLI}{_RLM}{text}{_PDI}"
