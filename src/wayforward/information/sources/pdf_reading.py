"""PDF bytes to a reading, with page numbers. PDFium keeps the order of Arabic-script digits.

Lines are joined to paragraphs; lines that repeat at the edge of most pages are furniture.
A broken file can bring PDFium down, so `extracting.py` runs this in a process of its own.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pypdfium2

from wayforward.information.sources.reading import Block, BlockKind, ReadingText, UnreadableError

MOST_PAGES = 3_000
_MOST_CHARACTERS = 20_000_000
_EDGE_LINES = 2
_HEADING_SCALE = 1.15
_LONGEST_HEADING = 140
_SENTENCE_END = re.compile(r"[.!?؟۔:;؛…][\"'”»)\]]*$")
_NEW_ITEM = re.compile(
    r"(?:[•●▪■‣–—*-]|\(?[0-9۰-۹٠-٩]{1,3}[.)]\s|\(?[a-z][.)]\s|§|Art(?:icle|ikel)?\.?\s\d)"
)
_BULLET = re.compile(r"[•●▪■‣–—*-]\s*")
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_NUMBER = re.compile(r"\d+")
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# PDFium marks a hyphen at a line end that belongs to the setting, not to the word.
_SOFT_HYPHENS = ("\u00ad", "\ufffe", "\x02")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    size: float


def read_pdf(body: bytes) -> ReadingText:
    """The reading of a PDF. UnreadableError when it is broken, locked, or only pictures of text."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_why_not(str(error))) from error
    try:
        lines = _lines(document)
        facts = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("The PDF is damaged and its text cannot be read.") from error
    finally:
        document.close()
    lines = _without_furniture(lines)
    if not lines:
        raise UnreadableError(
            "The PDF holds no text, only pictures; it would have to be recognised."
        )
    blocks = _blocks(lines)
    headings = (block.text for block in blocks if block.kind == BlockKind.HEADING)
    title = " ".join(facts.get("Title", "").split()) or next(headings, "") or lines[0].text
    return ReadingText(tuple(blocks), title, None, _date(facts))


def _why_not(message: str) -> str:
    if "password" in message.lower():
        return "The PDF is locked with a password."
    return "The PDF is broken and cannot be opened."


def _lines(document: pypdfium2.PdfDocument) -> list[_Line]:
    """The lines of all pages, in the order PDFium reads them."""
    lines: list[_Line] = []
    characters = 0
    if len(document) > MOST_PAGES:
        raise UnreadableError("The PDF has more pages than any document we watch.")
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        found = _page_lines(textpage, number + 1)
        characters += sum(len(line.text) for line in found)
        lines += found
        textpage.close()
        page.close()
        if characters > _MOST_CHARACTERS:
            raise UnreadableError("The PDF holds more text than any document we watch.")
    return lines


def _page_lines(textpage: pypdfium2.PdfTextPage, number: int) -> list[_Line]:
    count = textpage.count_chars()
    text = textpage.get_text_range(0, count) if count else ""
    lines: list[_Line] = []
    start = 0
    for piece in re.split(r"(\r\n|\n|\r)", text):
        if piece.strip():
            first = min(start + len(piece) - len(piece.lstrip()), count - 1)
            lines.append(_Line(" ".join(piece.split()), number, _size(textpage, first)))
        start += len(piece)
    return lines


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a letter in points; the height of its box where the font is scaled elsewhere."""
    size: float = pypdfium2.raw.FPDFText_GetFontSize(textpage.raw, index)
    if size > 1.5:
        return round(size, 1)
    _, bottom, _, top = textpage.get_charbox(index, loose=True)
    return round(float(top) - float(bottom), 1)


def _without_furniture(lines: list[_Line]) -> list[_Line]:
    """Lines without the running heads, feet and page numbers at the edges of most pages."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in _edge(page)})
    repeated = {shape for shape, times in shapes.items() if times >= 3 and times * 2 > len(pages)}
    kept: list[_Line] = []
    for page in pages:
        edge = _edge(page)
        kept += [
            line
            for line in page
            if line not in edge or not (_shape(line) in repeated or _is_page_number(line))
        ]
    return kept


def _edge(page: list[_Line]) -> list[_Line]:
    return page[:_EDGE_LINES] + page[-_EDGE_LINES:]


def _shape(line: _Line) -> str:
    return _NUMBER.sub("0", line.text)


def _is_page_number(line: _Line) -> bool:
    return len(line.text) <= 12 and not re.sub(
        r"[\W\d_]|page|seite|von|of|صفحه|صفحة|مخ", "", line.text.lower()
    )


def _blocks(lines: list[_Line]) -> list[Block]:
    """Lines joined to paragraphs, larger short lines taken as headings."""
    usual = statistics.median(line.size for line in lines for _ in range(len(line.text) // 20 + 1))
    blocks: list[Block] = []
    headings: list[tuple[float, str]] = []
    for group in _groups(lines, usual):
        text = _joined(group)
        path = tuple(text for _, text in headings)
        if group[0].size >= usual * _HEADING_SCALE and len(text) <= _LONGEST_HEADING:
            headings = [above for above in headings if above[0] > group[0].size]
            path = tuple(text for _, text in headings)
            blocks.append(Block(BlockKind.HEADING, text, path, page=group[0].page))
            headings.append((group[0].size, text))
        else:
            kind = BlockKind.LIST_ITEM if _NEW_ITEM.match(text) else BlockKind.PARAGRAPH
            text = _BULLET.sub("", text, count=1) if kind == BlockKind.LIST_ITEM else text
            blocks.append(Block(kind, text, path, page=group[0].page))
    return blocks


def _groups(lines: list[_Line], usual: float) -> list[list[_Line]]:
    """Runs of lines that belong to one paragraph, also across a page break."""
    longest = max(len(line.text) for line in lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, usual, longest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(before: _Line, line: _Line, usual: float, longest: int) -> bool:
    """Whether `line` continues the paragraph of `before`.

    A finished sentence on a clearly short line ends a paragraph; so does another letter size.
    """
    if abs(before.size - line.size) > 0.6:
        return False
    if before.size >= usual * _HEADING_SCALE:
        return before.page == line.page
    if _NEW_ITEM.match(line.text):
        return False
    is_ended = _SENTENCE_END.search(before.text) is not None
    if is_ended and (before.page != line.page or len(before.text) < longest * 0.8):
        return False
    return len(before.text) >= longest * 0.6 or not line.text[:1].isupper()


def _joined(group: list[_Line]) -> str:
    text = group[0].text
    for line in group[1:]:
        if text.endswith(_SOFT_HYPHENS) or (_HYPHEN_END.search(text) and line.text[:1].islower()):
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}"
    return re.sub("[\u00ad\ufffe\x02]", "", text)


def _date(facts: dict[str, str]) -> date | None:
    match = _PDF_DATE.match(facts.get("ModDate") or facts.get("CreationDate") or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
