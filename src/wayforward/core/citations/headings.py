"""Which headings of a page a citation of articles means. Pure.

A change is found by the heading it stands under: no page has a heading "Articles 3 and 5".
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"(?:(?P<kind>Article|Section)s? )?(?P<first>\d+)(?P<letter>[a-z]?)(?:\(\w+\))*"
    r"(?: to (?P<last>\d+))?"
)
_ANNEX = re.compile(r"Annex(?: [IVXLC\d]+)?")
_BETWEEN = re.compile(r", | and ")


def headings_of(named: str) -> tuple[str, ...]:
    """The single headings that "Articles 3, 5 to 7(2) and Annex I" means, each once, in order.

    Paragraphs are dropped, for a heading is of an article. What is no such list is one heading.
    """
    pieces = _BETWEEN.split(named)
    if not re.match(r"(?:Article|Section)s? \d", named) or not all(map(_known, pieces)):
        return (named,)
    found: list[str] = []
    kind = ""
    for piece in pieces:
        match = _PIECE.fullmatch(piece)
        kind = (match and match["kind"]) or kind
        found += _spelled(match, kind) if match else [piece]
    return tuple(dict.fromkeys(found))


def _known(piece: str) -> bool:
    return bool(_PIECE.fullmatch(piece) or _ANNEX.fullmatch(piece))


def _spelled(match: re.Match[str], kind: str) -> list[str]:
    first = int(match["first"])
    if match["last"] is None:
        return [f"{kind} {first}{match['letter']}"]
    return [f"{kind} {number}" for number in range(first, int(match["last"]) + 1)]
