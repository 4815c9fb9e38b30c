"""How heavy and how slow what leaves the site is: printed pages, booklets, signed packs.

    .venv/bin/python -m tests.bench.bench_reach

Data: the starter cards in a test database that is thrown away. Every card is printed in every
language. Prints one JSON line.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from datetime import UTC, datetime
from typing import Any

import pypdfium2
from django.utils import translation
from tests.bench.database import empty_database

from wayforward.core.documents.signing import canonical
from wayforward.information.cards.loading import load_cards
from wayforward.information.cards.pack.packing import pack
from wayforward.information.cards.public_queries import public_texts, shown
from wayforward.information.cards.queries import LANGUAGES
from wayforward.information.cards.rules import MOST_PRINTED
from wayforward.information.sources.actions import load_register
from wayforward.site import printing
from wayforward.site.printing import Sheet

NOW = datetime.now(UTC)


def _sheets(language: str) -> list[Sheet]:
    held = shown(list(public_texts(language)))
    return [
        Sheet(one, one.card.topics[0], f"https://example.org{one.text.published.address}")
        for one in held
    ]


def _set(sheets: list[Sheet]) -> tuple[float, bytes]:
    started = time.perf_counter()
    facts = printing.facts(sheets, title="Bench", on=NOW.date())
    pdf = (printing.booklet if len(sheets) > 1 else printing.one_page)(facts, NOW.date())
    return time.perf_counter() - started, pdf


def _paper(language: str) -> dict[str, Any]:
    """Every card as a page, and as many as fit as a booklet."""
    with translation.override(language):
        sheets = _sheets(language)
        single = [_set([sheet]) for sheet in sheets]
        seconds, book = _set(sheets[:MOST_PRINTED])
    return {
        "cards": len(sheets),
        "page_ms": round(1000 * statistics.median(took for took, _ in single)),
        "page_ms_worst": round(1000 * max(took for took, _ in single)),
        "page_kb": round(statistics.median(len(pdf) for _, pdf in single) / 1000),
        "on_one_page": sum(len(pypdfium2.PdfDocument(pdf)) == 1 for _, pdf in single),
        "booklet_of": len(sheets[:MOST_PRINTED]),
        "booklet_s": round(seconds, 1),
        "booklet_kb": round(len(book) / 1000),
    }


def _pack(*languages: str, key: str = "") -> dict[str, Any]:
    started = time.perf_counter()
    raw = canonical(pack(languages, now=NOW, key=key))
    took = time.perf_counter() - started
    return {
        "kb": round(len(raw) / 1000, 1),
        "gzip_kb": round(len(gzip.compress(raw, 6)) / 1000, 1),
        "ms": round(1000 * took),
    }


def main() -> None:
    """The command."""
    with empty_database():
        load_register()
        load_cards()
        figures = _figures()
    print(json.dumps(figures))


def _figures() -> dict[str, Any]:
    one = public_texts("en")[0].card.key
    return {
        "paper": {language: _paper(language) for language in LANGUAGES},
        "packs": {language: _pack(language) for language in LANGUAGES}
        | {"all": _pack(*LANGUAGES), "one card": _pack(*LANGUAGES, key=one)},
    }


if __name__ == "__main__":
    main()
