"""How much of real pages our reading keeps, beside trafilatura, on the same pages in one run.

    python -m tests.bench.compare_extraction

Data: municipal pages with the lines people marked (OMoS-QA train and development, the pages that
are there), laws of the Union and of Luxembourg. A line is kept when its letters and digits stand
in the text in one piece. The saved pages are without navigation and footers, so this measures what
is lost, not what is left over.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura

from wayforward.conf import shared_data
from wayforward.core.language.normalise import search_form
from wayforward.information.sources.extracting import read_html

Extractor = Callable[[bytes], str]


def _ours(body: bytes) -> str:
    return read_html(body).text


def _recall(body: bytes) -> str:
    return trafilatura.extract(body, favor_recall=True, include_comments=False) or ""


def _default(body: bytes) -> str:
    return trafilatura.extract(body, include_comments=False) or ""


EXTRACTORS: dict[str, Extractor] = {
    "ours": _ours,
    "trafilatura recall": _recall,
    "trafilatura default": _default,
}


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", search_form(text))


def _rows(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _marked(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each page with its lines and those marked as answers."""
    pages = {
        (row["language"], row["city"], row["page"]): folder / "pages" / str(row["file"])
        for row in _rows(folder / "pages" / "manifest.jsonl")
    }
    for split in ("train", "dev"):
        for language in ("de", "en"):
            for row in _rows(folder / f"{split}.{language}.jsonl"):
                page = pages.get((language, row["city"], row["page"]))
                if page is not None:
                    lines: list[str] = row["context"]  # type: ignore[assignment]
                    marks: list[int] = row["answers"]  # type: ignore[assignment]
                    yield page, lines, [lines[mark] for mark in marks]


def compare_marked(folder: Path) -> None:
    """Print the shares of lines and of answers kept, and the time taken."""
    found: dict[str, Counter[str]] = {name: Counter() for name in EXTRACTORS}
    texts: dict[tuple[str, Path], str] = {}
    for page, lines, answers in _marked(folder):
        for name, extract in EXTRACTORS.items():
            if (name, page) not in texts:
                started = time.perf_counter()
                texts[name, page] = _folded(extract(page.read_bytes()))
                found[name]["microseconds"] += int((time.perf_counter() - started) * 1e6)
            text = texts[name, page]
            found[name]["lines"] += len(lines)
            found[name]["lines kept"] += sum(_folded(line) in text for line in lines)
            found[name]["answers"] += len(answers)
            found[name]["answers kept"] += sum(_folded(line) in text for line in answers)
    for name, count in found.items():
        print(
            f"{name:22} lines {count['lines kept']}/{count['lines']}"
            f" ({count['lines kept'] / count['lines']:.1%}),"
            f" answers {count['answers kept']}/{count['answers']}"
            f" ({count['answers kept'] / count['answers']:.1%}),"
            f" {count['microseconds'] / 1e6:.2f} s"
        )


def compare_laws(shared: Path) -> None:
    """Print characters kept and time for each law."""
    for page in [
        *sorted((shared / "eu-law" / "pages").glob("*.html")),
        *sorted((shared / "law-lu" / "pages").glob("*.html"))[-1:],
    ]:
        parts = []
        for name, extract in list(EXTRACTORS.items())[:2]:
            started = time.perf_counter()
            size = len(_folded(extract(page.read_bytes())))
            parts.append(f"{name} {size} in {time.perf_counter() - started:.2f} s")
        print(f"{page.name:40} {'; '.join(parts)}")


if __name__ == "__main__":
    compare_marked(shared_data() / "omos-qa")
    compare_laws(shared_data())
