"""Walking a page's content and cutting it into blocks under their headings.

One pass in reading order. What is content and what is furniture is told by `html_tree.py`, what
a single element or line is by `html_marks.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wayforward.information.sources import html_beside, html_tables, legal_headings
from wayforward.information.sources.html_anchors import anchor_of
from wayforward.information.sources.html_marks import (
    CONTACT_LINK,
    MARGIN_SIGN,
    MARKER,
    can_be_heading,
    is_all_bold,
    is_division,
    is_plain_legal_text,
    opens_something,
    tidy,
)
from wayforward.information.sources.html_tree import Content, Element, squeeze, texts
from wayforward.information.sources.reading import Block, BlockKind, Part

_BLOCK_TAGS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul", "caption", "html",
    }
)  # fmt: skip
_KIND_OF_TAG = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.DEFINITION,
    "dt": BlockKind.DEFINITION,
    "address": BlockKind.CONTACT,
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SUMMARY_LEVEL = 8
_BOLD_LEVEL = 9
_DEEPEST = 200


def blocks_of(content: Content) -> list[Block]:
    """The blocks of a page's content, in reading order."""
    walker = _Walker(
        content,
        legal=is_plain_legal_text(content.root),
        column=html_beside.column_of(content),
        above_title=html_beside.has_one_heading(content),
    )
    walker.walk(content.root, 0)
    walker.flush()
    walker.end_marker()
    return walker.blocks


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    anchor: str | None


@dataclass(slots=True)
class _Walker:
    """Reads on, keeping the open paragraph and the headings above it."""

    content: Content
    legal: bool
    column: Element | None = None
    above_title: bool = False
    blocks: list[Block] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _headings: list[_Heading] = field(default_factory=list)
    _kinds: list[BlockKind] = field(default_factory=list)
    _marker: str = ""
    _contact: bool = False
    _own_anchor: str | None = None
    _bold: bool = False
    _links: list[str] = field(default_factory=list)
    _around: list[str] = field(default_factory=list)
    _in_column: bool = False
    _aside: int = 0
    _below_title: bool = False

    def walk(self, element: Element, depth: int) -> None:
        """Read the inside of `element`; past a depth no real page has, its text as it is."""
        if depth > _DEEPEST:
            self._add(" ".join(texts(element)))
            return
        self._add(element.text)
        for child in element:
            if not self.content.is_furniture(child):
                self._child(child, depth)
            self._add(child.tail)

    def flush(self) -> None:
        """End the open paragraph."""
        text = tidy("".join(self._open))
        contact, bold = self._contact, self._bold
        self._open, self._contact, self._bold = [], False, False
        if text:
            self._paragraph(text, contact=contact, bold=bold)
            self._links = []

    def end_marker(self) -> None:
        """A list marker that nothing followed stands by itself."""
        marker, self._marker = self._marker, ""
        if marker:
            self._emit(self._kind(), marker)

    def _child(self, child: Element, depth: int) -> None:
        tag = child.tag
        if tag == "br":
            self._open.append("\n")
        elif tag == "button" and not opens_something(child):
            return
        elif tag == "table" and html_tables.is_data_table(child, self.content.size(child)):
            self._table(child)
        elif self._heading_level(child) is not None:
            self._heading(child)
        elif tag in _BLOCK_TAGS:
            self._block(child, depth)
        else:
            self._inline(child, depth)

    def _inline(self, child: Element, depth: int) -> None:
        if child.tag == "a" and CONTACT_LINK.match(child.get("href") or ""):
            self._contact = True
        elif child.tag == "a" and child.get("href"):
            self._link(child, depth)
            return
        self.walk(child, depth + 1)

    def _link(self, child: Element, depth: int) -> None:
        """A link to another page; some hold a heading and a text of their own."""
        words = squeeze(" ".join(texts(child)))
        self._links.append(words)
        self._around.append(words)
        self.walk(child, depth + 1)
        self._around.pop()

    def _block(self, child: Element, depth: int) -> None:
        self.flush()
        kind = _KIND_OF_TAG.get(child.tag)
        if kind is not None:
            self._kinds.append(kind)
        self._own_anchor = child.get("id") if child.tag in ("p", "li", "dt") else self._own_anchor
        self._bold = child.tag == "p" and is_all_bold(child)
        self._walk_box(child, depth)
        self._own_anchor = None
        if kind is not None:
            self.end_marker()
            self._kinds.pop()

    def _walk_box(self, box: Element, depth: int) -> None:
        """Read a box, knowing whether it stands beside the text."""
        aside = html_beside.is_named_aside(box, self.content.size(box))
        self._aside += aside
        if box is self.column:
            self._in_column = True
        self.walk(box, depth + 1)
        self.flush()
        if box is self.column:
            self._in_column = False
        self._aside -= aside

    def _table(self, table: Element) -> None:
        self.flush()
        if caption := html_tables.caption(table):
            self._emit(BlockKind.PARAGRAPH, caption)
        for row in html_tables.table_rows(table):
            self._emit(BlockKind.TABLE_ROW, row)

    def _heading_level(self, element: Element) -> int | None:
        if element.tag in _HEADINGS:
            return _HEADINGS[element.tag]
        if element.tag == "summary":
            return _SUMMARY_LEVEL
        if element.get("role") == "heading":
            level = element.get("aria-level") or "2"
            return int(level) if level.isdecimal() else 2
        if element.tag in ("p", "div", "span"):
            return legal_headings.level_of_class(element.get("class"))
        return None

    def _heading(self, element: Element) -> None:
        self.flush()
        self.end_marker()
        text = squeeze(" ".join(texts(element)))
        self._links = [squeeze(" ".join(texts(a))) for a in element.iter("a") if a.get("href")]
        level = self._heading_level(element)
        if not text or level is None:
            return
        if level == legal_headings.CONTINUES:
            self._continue_heading(text)
            return
        if level == 1 and self._joins_title(element, text):
            return
        if level == 2 and element.get("class"):
            level += sum(1 for up in element.iterancestors("div") if is_division(up)) - 1
            level = min(max(level, 2), legal_headings.ARTICLE_LEVEL - 1)
        self._push(level, text, anchor_of(element))
        self._links = []

    def _continue_heading(self, text: str) -> None:
        """The second line of a heading joins the first: "Article 5" and its title are one."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.kind != BlockKind.HEADING or not self._headings:
            self._push(legal_headings.ARTICLE_LEVEL, text, None)
            return
        heading = self._headings[-1]
        heading.text = f"{heading.text} — {text}"
        self.blocks[-1] = Block(BlockKind.HEADING, heading.text, last.heading_path, last.anchor)

    def _joins_title(self, element: Element, text: str) -> bool:
        """Title lines of a EUR-Lex document that follow each other are one title."""
        last = self.blocks[-1] if self.blocks else None
        if element.tag != "p" or last is None or last.kind != BlockKind.HEADING:
            return False
        if not self._headings or self._headings[-1].level != 1:
            return False
        heading = self._headings[-1]
        heading.text = f"{heading.text} {text}"
        self.blocks[-1] = Block(BlockKind.HEADING, heading.text, last.heading_path, last.anchor)
        return True

    def _push(self, level: int, text: str, anchor: str | None) -> None:
        while self._headings and self._headings[-1].level >= level:
            self._headings.pop()
        if level == 1:
            self.above_title = False
        self._emit(BlockKind.HEADING, text, anchor)
        self._below_title = level == 1
        self._headings.append(_Heading(level, text, anchor))

    def _paragraph(self, text: str, *, contact: bool, bold: bool) -> None:
        if MARGIN_SIGN.fullmatch(text):
            return
        if MARKER.fullmatch(text) and not self._marker:
            self._marker = text
            return
        if self._marker:
            text, self._marker = f"{self._marker} {text}", ""
            bold = False
        level = legal_headings.level_of_wording(text) if self.legal and not self._kinds else None
        if level is None and bold and not self._kinds and can_be_heading(text):
            level = _BOLD_LEVEL
        if level is not None:
            self._push(level, text, self._own_anchor)
        else:
            self._emit(self._kind(contact=contact and "\n" in text), text, self._own_anchor)

    def _kind(self, *, contact: bool = False) -> BlockKind:
        if contact:
            return BlockKind.CONTACT
        return self._kinds[-1] if self._kinds else BlockKind.PARAGRAPH

    def _emit(self, kind: BlockKind, text: str, anchor: str | None = None) -> None:
        path = tuple(heading.text for heading in self._headings)
        above = (heading.anchor for heading in reversed(self._headings) if heading.anchor)
        links = (*self._links, *self._around)
        block = Block(
            kind, text, path, anchor or next(above, None), None, links, self._part(kind, text)
        )
        self.blocks.append(block)
        self._below_title = False

    def _part(self, kind: BlockKind, text: str) -> Part:
        elsewhere = self.column is not None and not self._in_column
        if self._aside or self.above_title or elsewhere:
            return Part.ASIDE
        below_title = self._below_title and kind != BlockKind.HEADING
        if below_title and html_beside.is_line_about_page(text):
            return Part.ASIDE
        return Part.TEXT

    def _add(self, text: str | None) -> None:
        if not text:
            return
        # Line ends in the source are spaces; only <br> makes a newline.
        self._open.append(re.sub(r"[\s\xa0]+", " ", text))
