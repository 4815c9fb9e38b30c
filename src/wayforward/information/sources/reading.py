"""What a reading is: the text of a document as blocks under headings. Values only.

`extracting.py` makes readings from bytes; `rules.py` gives their sentences an identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """The part of a page a block was."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    DEFINITION = "definition"
    CONTACT = "contact"


class Part(StrEnum):
    """Whether a block or sentence is the page's text or stands beside it."""

    TEXT = "text"
    LINK = "link"  # nothing but links to other pages
    ASIDE = "aside"  # in another column, above the title, in a box for news, votes or shares


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, item, row or heading. Line breaks of the page are newlines in `text`.

    `heading_path` holds the headings above, outermost first, without the block itself and without
    the title; `anchor` is the id to jump to, of the block's own or the nearest heading above;
    `page` is the PDF page from 1. `links` are the words of links to other pages in the block.
    """

    kind: BlockKind
    text: str
    heading_path: tuple[str, ...] = ()
    anchor: str | None = None
    page: int | None = None
    links: tuple[str, ...] = ()
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A document's text in reading order, and what it says about itself."""

    blocks: tuple[Block, ...]
    title: str
    language: str | None
    published: date | None = None

    @property
    def text(self) -> str:
        """All blocks, one a paragraph."""
        return "\n\n".join(block.text for block in self.blocks)


class UnreadableError(Exception):
    """No text can be taken from these bytes; the message says why in one sentence."""
