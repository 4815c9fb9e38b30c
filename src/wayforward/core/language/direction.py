"""Names and addresses in Latin letters among Arabic script: where they begin and end.

Without isolation a full stop or a bracket beside them jumps to the wrong side.
"""

import re
from collections.abc import Iterator

# A pattern that browsers read too: the saved answers are drawn there.
LEFT_TO_RIGHT = r"https?://\S+|\S+@\S+|[A-Za-z][A-Za-z0-9./+-]*(?: [A-Za-z0-9./+-]+)*"
_LEFT_TO_RIGHT = re.compile(LEFT_TO_RIGHT)
_LRI, _PDI = "\u2066", "\u2069"


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
