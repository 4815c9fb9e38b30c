"""Markdown to a reading: the part of CommonMark that legal texts use. No HTML is rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from wayforward.information.sources.decoding import to_text
from wayforward.information.sources.html_facts import language_code
from wayforward.information.sources.reading import Block, BlockKind, ReadingText, UnreadableError

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(
    r"(?P<indent>\s*)(?P<marker>[-*+•]|\(?(?:\d{1,3}[a-z]?|[a-z]{1,2})\\?[.)])\s{1,}(?P<text>\S.*)"
)
_BULLETS = frozenset("-*+•")
_DEFINITION = re.compile(r":\s{1,}(?P<text>\S.*)")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:\s*(?P<text>.*)")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_TABLE_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?$")
_FRONT_MATTER = re.compile(r"(?P<key>[A-Za-z_]+):\s*(?P<value>.*)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_NOTE_SIGN = re.compile(r"\[\^[^\]]+\]")
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)(?=\S)|(?<=\S)(\*\*|\*|`)")
# Some converters leave the first words of a long title above the front matter.
_LATEST_FRONT_MATTER = 4
_SETEXT = {"=": 1, "-": 2}


def read_markdown(body: bytes, charset: str | None = None) -> ReadingText:
    """The reading of a Markdown document with an optional front matter of "Key: value" lines."""
    lines = to_text(body, charset).text.lstrip("\ufeff").splitlines()
    facts, lines = _front_matter(lines)
    reader = _Reader()
    for number, line in enumerate(lines):
        reader.read(line, lines[number + 1] if number + 1 < len(lines) else "")
    reader.flush()
    if not reader.blocks:
        raise UnreadableError("The document holds no text.")
    headings = (block.text for block in reader.blocks if block.kind == BlockKind.HEADING)
    title = next(headings, "") or facts.get("title", "")
    blocks = tuple(_below_title(block, title) for block in reader.blocks)
    return ReadingText(blocks, title, language_code(facts.get("lang") or facts.get("language")))


def plain(text: str) -> str:
    """Inline Markdown as the words a reader sees."""
    text = _NOTE_SIGN.sub("", _LINK.sub(r"\1", text))
    return " ".join(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)).split())


@dataclass(slots=True)
class _Reader:
    """Line by line, keeping the open paragraph and the headings above it."""

    blocks: list[Block] = field(default_factory=list)
    _kind: BlockKind = BlockKind.PARAGRAPH
    _open: list[str] = field(default_factory=list)
    _style: str = ""
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _table_header: list[str] = field(default_factory=list)

    def read(self, line: str, following: str) -> None:
        """Take in one line; `following` is the next, for headings underlined."""
        if not line.strip():
            self.flush()
            return
        heading = _HEADING.match(line)
        if heading:
            self.flush()
            self._heading(len(heading[1]), plain(heading[2]))
        elif _RULE.match(line):
            self._underline(line.strip()[0])
        elif "|" in line and (self._table_header or _TABLE_RULE.match(following.strip())):
            self._table_line(line)
        elif _TABLE_RULE.match(line.strip()):
            return
        else:
            self._text(line)

    def flush(self) -> None:
        """End the open paragraph, item or table."""
        text = plain(" ".join(self._open))
        kind, self._kind = self._kind, BlockKind.PARAGRAPH
        self._open, self._table_header = [], []
        if text:
            self._emit(kind, text)

    def _text(self, line: str) -> None:
        definition = _DEFINITION.match(line)
        footnote, item = _FOOTNOTE.match(line), _ITEM.fullmatch(line)
        if definition:
            term = " ".join(self._open)
            self._open = [f"{term}: {definition['text']}" if term else definition["text"]]
            self._kind = BlockKind.DEFINITION
        elif footnote:
            self.flush()
            self._open = [footnote["text"]]
        elif item and self._begins(item):
            self.flush()
            self._style = _style(item["marker"])
            marker = "" if item["marker"] in _BULLETS else item["marker"] + " "
            self._open, self._kind = [marker + item["text"]], BlockKind.LIST_ITEM
        else:
            self._open.append(line.strip().removeprefix("> "))

    def _begins(self, item: re.Match[str]) -> bool:
        """Whether a marker opens an item: after a gap, or beside another of its style.

        Inside running text "12)" at the start of a line is the end of a citation.
        """
        if not self._open:
            return True
        return self._kind == BlockKind.LIST_ITEM and _style(item["marker"]) == self._style

    def _underline(self, sign: str) -> None:
        """A rule under one line of text makes it a heading; elsewhere it only divides."""
        text = plain(" ".join(self._open))
        is_heading = len(self._open) == 1 and sign in _SETEXT
        self._open = [] if is_heading else self._open
        self.flush()
        if is_heading and text:
            self._heading(_SETEXT[sign], text)

    def _table_line(self, line: str) -> None:
        cells = [plain(cell) for cell in line.strip().strip("|").split("|")]
        if not self._table_header:
            self.flush()
            self._table_header = cells
        elif not _TABLE_RULE.match(line.strip()):
            named = zip_longest(self._table_header, cells[: len(self._table_header)], fillvalue="")
            pairs = [f"{name}: {cell}" if name else cell for name, cell in named if cell]
            self._emit(BlockKind.TABLE_ROW, "; ".join(pairs))

    def _heading(self, level: int, text: str) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        if text:
            self._emit(BlockKind.HEADING, text)
            self._headings.append((level, text))

    def _emit(self, kind: BlockKind, text: str) -> None:
        self.blocks.append(Block(kind, text, tuple(text for _, text in self._headings)))


def _style(marker: str) -> str:
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+[a-z]?", "1", marker))


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Leading "Key: value" lines between rules, and the lines around them."""
    rules = [number for number, line in enumerate(lines[:100]) if line.strip() == "---"][:2]
    if len(rules) < 2 or rules[0] > _LATEST_FRONT_MATTER:
        return {}, lines
    begin, end = rules
    entries = [line for line in lines[begin + 1 : end] if line.strip()]
    pairs = [_FRONT_MATTER.fullmatch(entry) for entry in entries]
    facts = {pair["key"].lower(): pair["value"].strip() for pair in pairs if pair}
    if len(facts) < len(entries):
        return {}, lines
    return facts, [*lines[:begin], "", *lines[end + 1 :]]


def _below_title(block: Block, title: str) -> Block:
    if block.heading_path[:1] != (title,):
        return block
    return replace(block, heading_path=block.heading_path[1:])
