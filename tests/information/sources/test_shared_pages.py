"""Real official pages: what our reading keeps of them, as floors on quality.

The lines that people marked as answers in real municipal pages, and the articles of real laws,
must all be there. Figures beside a peer are printed by `tests/bench/compare_extraction.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wayforward.core.language.normalise import search_form
from wayforward.information.sources.extracting import read, read_html, read_markdown
from wayforward.information.sources.reading import BlockKind
from wayforward.information.sources.watching import Visit, look_at

pytestmark = pytest.mark.shared


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", search_form(text))


def _rows(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _records(shared: Path, language: str) -> Iterator[tuple[Path, dict[str, object]]]:
    folder = shared / "omos-qa"
    rows = _rows(folder / "pages" / "manifest.jsonl")
    files = {(row["city"], row["page"]): row["file"] for row in rows if row["language"] == language}
    for split in ("train", "dev"):
        for record in _rows(folder / f"{split}.{language}.jsonl"):
            file = files.get((record["city"], record["page"]))
            if file is not None:
                yield folder / "pages" / file, record


@pytest.mark.parametrize("language", ["en", "de"])
def test_read_html_municipal_pages_keep_every_line_people_marked(
    shared: Path, language: str
) -> None:
    lines = missed = 0
    for page, record in _records(shared, language):
        text = _folded(read_html(page.read_bytes()).text)
        for line in record["context"]:  # type: ignore[attr-defined]
            lines += 1
            missed += _folded(line) not in text

    assert lines > 1500
    assert missed == 0


def test_read_html_every_article_of_every_state_of_a_law_kept_with_its_id(shared: Path) -> None:
    for page in sorted((shared / "law-lu" / "pages").glob("*.html")):
        body = page.read_bytes()
        anchors = {
            block.anchor for block in read_html(body).blocks if block.kind == BlockKind.HEADING
        }
        ids = {match.decode() for match in re.findall(rb'<h3 id="([^"]+)"', body)}
        assert ids <= anchors, page.name


@pytest.mark.parametrize(
    ("file", "articles"),
    [("32016r0679-en", 99), ("32016r0679-fr", 99), ("32016l0680-en", 65), ("12012e-txt-en", 358)],
)
def test_read_html_union_law_every_article_heads_its_text(
    shared: Path, file: str, articles: int
) -> None:
    reading = read_html((shared / "eu-law" / "pages" / f"{file}.html").read_bytes())

    headed = {
        match[1]
        for block in reading.blocks
        for heading in block.heading_path
        if (match := re.match(r"Article (\d+|premier)\b", heading))
    }
    assert len(headed) >= articles


def test_read_markdown_german_acts_every_paragraph_heads_its_text(shared: Path) -> None:
    for page in sorted((shared / "law-de").glob("*.md")):
        body = page.read_bytes()
        wanted = set(re.findall(r"^#+ (§ \S+)", body.decode(), re.M))
        found = {
            " ".join(block.text.split()[:2])
            for block in read_markdown(body).blocks
            if block.kind == BlockKind.HEADING
        }
        assert wanted <= found, page.name


def test_look_at_real_pages_no_false_alarm(shared: Path) -> None:
    """The only pages taken for notices are those that say themselves that the page is not there."""
    taken = []
    for page in sorted(shared.glob("*/pages/*.html")):
        body = page.read_bytes()
        if look_at(body, "text/html").visit != Visit.ARRIVED:
            taken.append(body.decode())

    assert all(
        "does not exist in the selected language" in text
        or "existiert nicht in der ausgewählten Sprache" in text
        for text in taken
    )
    assert len(taken) <= 6


def test_read_declaration_thirty_articles_in_every_language(shared: Path) -> None:
    for page in sorted((shared / "udhr" / "pages").glob("*.html")):
        reading = read(page.read_bytes())
        headings = [block for block in reading.blocks if block.kind == BlockKind.HEADING]
        assert len(headings) >= 31, page.name
