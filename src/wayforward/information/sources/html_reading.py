"""HTML bytes to a reading: decode, parse, find the content, cut it into blocks."""

from __future__ import annotations

from dataclasses import replace

from wayforward.information.sources import html_facts
from wayforward.information.sources.decoding import to_text
from wayforward.information.sources.html_blocks import blocks_of
from wayforward.information.sources.html_tree import content_of, parse_html
from wayforward.information.sources.reading import Block, BlockKind, ReadingText, UnreadableError


def read_html(body: bytes, charset: str | None = None) -> ReadingText:
    """The reading of an HTML page; `charset` is what the server declared.

    Raises UnreadableError when the page holds no text.
    """
    tree = parse_html(to_text(body, charset).text)
    content = content_of(tree)
    title = html_facts.title_of(tree, content.root)
    blocks = _without_title(blocks_of(content), title)
    if not any(block.kind != BlockKind.HEADING for block in blocks):
        raise UnreadableError("The page holds no running text.")
    return ReadingText(
        blocks=blocks,
        title=title,
        language=html_facts.declared_language(tree),
        published=html_facts.published_on(tree),
    )


def _without_title(blocks: list[Block], title: str) -> tuple[Block, ...]:
    """The title stands beside the reading, so it heads no path."""
    return tuple(
        replace(block, heading_path=block.heading_path[1:])
        if block.heading_path[:1] == (title,)
        else block
        for block in blocks
    )
