"""From a reading's lines to passages ready to be stored, and from passages to their vectors.

Pure but for the embedder it is handed. The cutting rules are in `cutting.py`; `actions.py` writes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from wayforward.core.language.normalise import joined_tokens, search_form, tokens
from wayforward.information.answers.cutting import (
    Cut,
    Line,
    cut,
    headline,
    identity,
    text_to_embed,
)
from wayforward.information.answers.embedding import Embedder, Vectors, unit
from wayforward.information.answers.ranking import WHOLE_PAGE

FORMS = "4"  # of the texts embedded here; a new number has every vector made anew
PAGE_WORDS = 300  # of a page's beginning stand for the page; what it is about is said there
_LONGEST_ANCHOR = 255
_MOST_WORDS = 4000  # different words of one passage that are searched; a table can have more
_LONGEST_WORD = 200  # characters; PostgreSQL refuses lexemes of more than 2 kB


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage before it is stored. `first` and `last` are positions of sentences."""

    identity: str
    position: int
    first: int
    last: int
    heading_path: tuple[str, ...]
    anchor: str
    page: int | None
    text: str
    lines: tuple[str, ...]
    search_text: str
    words: tuple[str, ...]  # the lexemes it is found by, each once


def drafts(title: str, lines: Sequence[Line]) -> list[Draft]:
    """The passages of a reading, in order, each with an identity that outlives readings."""
    seen: Counter[str] = Counter()
    made: list[Draft] = []
    for position, piece in enumerate(_without_title(title, cut(lines))):
        name = identity(title, piece.heading_path, piece.text, 0)
        made.append(_draft(title, piece, position, seen[name]))
        seen[name] += 1
    return made


def _without_title(title: str, pieces: list[Cut]) -> list[Cut]:
    """The title stands in front of every passage; alone it answers nothing."""
    folded = search_form(title)
    kept = [piece for piece in pieces if search_form(piece.text) != folded]
    return kept or pieces


def _draft(title: str, piece: Cut, position: int, ordinal: int) -> Draft:
    first = piece.lines[0]
    said = f"{headline(title, piece.heading_path)}\n{piece.text}"
    return Draft(
        identity=identity(title, piece.heading_path, piece.text, ordinal),
        position=position,
        first=first.position,
        last=piece.lines[-1].position,
        heading_path=piece.heading_path,
        anchor=first.anchor[:_LONGEST_ANCHOR],
        page=first.page,
        text=piece.text,
        lines=tuple(line.text for line in piece.lines),
        search_text=text_of_words(said),
        words=words_of(said),
    )


def text_of_words(text: str) -> str:
    """The words of a text in order, a blank around each, so that ` word ` finds whole words."""
    return f" {' '.join((*tokens(text), *joined_tokens(text)))} "


def words_of(text: str) -> tuple[str, ...]:
    """The words a text is found by, each once, with both spellings of words joined by ZWNJ."""
    found = dict.fromkeys((*tokens(text), *joined_tokens(text)))
    return tuple(word for word in found if len(word) <= _LONGEST_WORD)[:_MOST_WORDS]


def page_text(title: str, texts: Iterable[str]) -> str:
    """What stands for a whole page in meaning: its title and its first PAGE_WORDS words."""
    words: list[str] = []
    for text in texts:
        words.extend(text.split())
        if len(words) >= PAGE_WORDS:
            break
    return text_to_embed(title, (), " ".join(words[:PAGE_WORDS]))


def passage_text(title: str, heading_path: Sequence[str], text: str, siblings: int) -> str:
    """What stands for a passage in meaning: its text under title and headings.

    In a page of many passages, such as a law, the title goes: it is the same for every article, and
    before an article of one sentence it would be most of what is said.
    """
    return text_to_embed(title if siblings <= WHOLE_PAGE else "", heading_path, text)


def made_by(embedder: Embedder) -> str:
    """What is noted beside a vector: which embedder made it, from which form of the text."""
    return f"{embedder.name}:{FORMS}"


def passage_vectors(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Vectors of passages, in the form the model was trained to read questions in.

    Against a question in another language this form is nearer than the passage form, and in one
    language it is no worse. Pages are kept in the passage form, so that ranking, which adds page to
    passage, averages the two: figures in docs/decisions/retrieval.md.
    """
    return embedder.queries(texts)


def mean_of_lines(vectors: Vectors) -> Vectors:
    """What the lines of one passage say together, without title and headings, shape (384,)."""
    return unit(vectors.mean(axis=0))


def pack(vectors: Vectors) -> bytes:
    """Line vectors as stored: half precision, row after row."""
    return vectors.astype(np.float16).tobytes()


def unpack(stored: bytes | memoryview | None, dimensions: int) -> Vectors | None:
    """Line vectors as read back, shape (lines, dimensions); None when there are none yet."""
    if stored is None:
        return None
    rows = np.frombuffer(stored, dtype=np.float16).astype(np.float32)
    return unit(rows.reshape(-1, dimensions))
