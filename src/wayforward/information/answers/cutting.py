"""Where a reading is cut into passages, and the text a passage is embedded and searched by.

Pure: lines in, cuts out. Storing passages is in `actions.py`, their order in `ranking.py`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

LONGEST = 160  # words: past it one vector stands for too many things at once
AIM = 110  # words of a piece when a section must be split
SHARED = 30  # words at most that a piece repeats from the piece before it
HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands in a reading. `position` counts from 0 without gaps."""

    position: int
    text: str
    kind: str
    heading_path: tuple[str, ...] = ()
    anchor: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """One passage: consecutive lines below one heading, the heading itself not among them."""

    heading_path: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The passage as quoted, one line a line."""
        return "\n".join(line.text for line in self.lines)


def cut(lines: Sequence[Line]) -> list[Cut]:
    """Cut a reading into passages that never cross a heading.

    A section of more than LONGEST words becomes pieces of about AIM words that overlap by whole
    lines, at most SHARED words. A heading with nothing below it is a passage of its own, since
    official pages put facts into headings too.
    """
    cuts: list[Cut] = []
    for section in _sections(lines):
        body = [line for line in section.lines if line.kind != HEADING]
        if body:
            cuts.extend(Cut(section.heading_path, piece) for piece in _pieces(body))
        else:
            cuts.append(section)
    return cuts


def _full_path(line: Line) -> tuple[str, ...]:
    return (*line.heading_path, line.text) if line.kind == HEADING else line.heading_path


def _sections(lines: Sequence[Line]) -> Iterator[Cut]:
    """Lines grouped by the headings above them; headings only above others are not sections."""
    groups = [(path, tuple(group)) for path, group in groupby(lines, key=_full_path)]
    for (path, group), following in [*pairwise(groups), *((g, None) for g in groups[-1:])]:
        only_heading = all(line.kind == HEADING for line in group)
        if only_heading and following is not None and following[0][: len(path)] == path:
            continue
        yield Cut(path, group)


def words_in(line: Line) -> int:
    """How many blank-separated words a line has."""
    return len(line.text.split())


def _pieces(body: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    if sum(map(words_in, body)) <= LONGEST:
        yield tuple(body)
        return
    pieces = _even_pieces(body)
    yield pieces[0]
    for before, piece in pairwise(pieces):
        yield (*_repeated(before), *piece)


def _even_pieces(body: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Pieces of like length, so that no stump of a few words is left over."""
    total = sum(map(words_in, body))
    aim = total / max(1, round(total / AIM))
    pieces: list[tuple[Line, ...]] = []
    piece: list[Line] = []
    filled = 0
    for line in body:
        piece.append(line)
        filled += words_in(line)
        if filled >= aim * (len(pieces) + 1) - words_in(line) / 2:
            pieces.append(tuple(piece))
            piece = []
    if piece:
        pieces.append(tuple(piece))
    return pieces


def _repeated(before: Sequence[Line]) -> tuple[Line, ...]:
    """The last lines of the piece before, whole, as many as SHARED words hold, never all of it."""
    kept: list[Line] = []
    room = SHARED
    for line in reversed(before[1:]):
        room -= words_in(line)
        if room < 0:
            break
        kept.insert(0, line)
    return tuple(kept)


def headline(title: str, heading_path: Sequence[str]) -> str:
    """Title and headings in one line, without the repetitions pages are full of."""
    parts: list[str] = []
    for part in (title, *heading_path):
        folded = part.strip()
        if folded and folded.casefold() not in {p.casefold() for p in parts}:
            parts.append(folded)
    return " > ".join(parts)


def text_to_embed(title: str, heading_path: Sequence[str], text: str) -> str:
    """What stands for a passage in meaning: a passage without its headings is often a riddle."""
    return f"{headline(title, heading_path)}\n{text}".strip()


def identity(title: str, heading_path: Sequence[str], text: str, ordinal: int) -> str:
    """A name that stays while the passage says the same under the same headings.

    `ordinal` counts equal passages of one page. 32 hexadecimal digits; not a secret, only a name.
    """
    said = "\x1f".join((title, *heading_path, text, str(ordinal)))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
