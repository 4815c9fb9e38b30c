"""From the bytes of a document to its reading: which extractor, and under which version.

A better extractor gets a new EXTRACTOR_VERSION, so that what changed in a reading can be told from
what changed at the source. PDF files are read in a process of their own: PDFium is C, the files are
foreign, and a crash or an endless loop must cost one page only.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date

from wayforward.information.sources.decoding import ContentKind, declared_charset, kind_of, to_text
from wayforward.information.sources.html_reading import read_html
from wayforward.information.sources.markdown_reading import read_markdown
from wayforward.information.sources.reading import Block, BlockKind, ReadingText, UnreadableError

EXTRACTOR_VERSION = "wayforward-3"

PDF_SECONDS = 120
_PDF_MEMORY = 2 * 1024**3
_ERROR_STATUS = 3

__all__ = ["EXTRACTOR_VERSION", "read", "read_html", "read_markdown", "read_pdf", "read_text"]


def read(body: bytes, content_type: str | None = None, name: str = "") -> ReadingText:
    """The reading of a document of any kind we know.

    Raises UnreadableError, which says in one sentence why there is none.
    """
    kind = kind_of(body, content_type, name)
    charset = declared_charset(content_type)
    if kind == ContentKind.PDF:
        return read_pdf(body)
    if kind == ContentKind.HTML:
        return read_html(body, charset)
    if kind == ContentKind.MARKDOWN:
        return read_markdown(body, charset)
    if kind == ContentKind.TEXT:
        return read_text(body, charset)
    if kind == ContentKind.EMPTY:
        raise UnreadableError("The page is empty.")
    raise UnreadableError("The file is neither a web page nor a PDF, whatever its name says.")


def read_text(body: bytes, charset: str | None = None) -> ReadingText:
    """The reading of plain text: paragraphs are divided by empty lines."""
    text = to_text(body, charset).text.replace("\r\n", "\n")
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    blocks = tuple(Block(BlockKind.PARAGRAPH, part) for part in paragraphs if part)
    if not blocks:
        raise UnreadableError("The document holds no text.")
    return ReadingText(blocks, blocks[0].text[:120], None)


def read_pdf(body: bytes) -> ReadingText:
    """The reading of a PDF, made in a process with bounded time and memory."""
    command = [sys.executable, "-m", "wayforward.information.sources.extracting"]
    try:
        done = subprocess.run(
            command, input=body, capture_output=True, timeout=PDF_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"The PDF took longer than {PDF_SECONDS} seconds to read.") from error
    if done.returncode == _ERROR_STATUS:
        raise UnreadableError(done.stdout.decode("utf-8"))
    if done.returncode != 0:
        raise UnreadableError("The PDF is so damaged that reading it failed.")
    return _loaded(done.stdout)


def _dumped(reading: ReadingText) -> bytes:
    """A reading as JSON for the way between the two processes."""
    blocks = [
        [block.kind, block.text, block.heading_path, block.anchor, block.page]
        for block in reading.blocks
    ]
    published = reading.published.isoformat() if reading.published else None
    facts = {"title": reading.title, "published": published, "blocks": blocks}
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", errors="replace")


def _loaded(data: bytes) -> ReadingText:
    facts = json.loads(data)
    blocks = tuple(
        Block(BlockKind(kind), text, tuple(path), anchor, page)
        for kind, text, path, anchor, page in facts["blocks"]
    )
    published = date.fromisoformat(facts["published"]) if facts["published"] else None
    return ReadingText(blocks, facts["title"], None, published)


def _read_pdf_here() -> int:
    """Read a PDF from standard input and write its reading to standard output."""
    # Only this process needs PDFium, so only it loads it.
    from wayforward.information.sources import pdf_reading

    resource.setrlimit(resource.RLIMIT_AS, (_PDF_MEMORY, _PDF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))
    try:
        answer, status = _dumped(pdf_reading.read_pdf(sys.stdin.buffer.read())), 0
    except UnreadableError as reason:
        answer, status = str(reason).encode(), _ERROR_STATUS
    sys.stdout.buffer.write(answer)
    return status


if __name__ == "__main__":
    sys.exit(_read_pdf_here())
