"""Markdown as legal texts use it."""

from __future__ import annotations

import pytest

from wayforward.information.sources.extracting import read, read_markdown
from wayforward.information.sources.reading import BlockKind, UnreadableError

LAW = """---
Title: Beispielgesetz
lang: de
slug: beispg

---

# Beispielgesetz (BeispG)

Ausfertigungsdatum
:   2020-01-02

## Abschnitt 1 - Anfang

### § 1 Zweck

(1) Das Gesetz dient der *Klarheit* und verweist auf [die Liste](https://example.org/a_(b)).
Es gilt nach ABl. L 12 S.
12) auch hier.

1.  erstens,

    a)  der Fall,

2\\.  zweitens[^f1].

### § 2 Gebühr

| Antrag | Gebühr |
|--------|-------:|
| Visum  | 80 €   |

[^f1]:  Eine Anmerkung.
"""

ALSO = "Es gilt nach ABl. L 12 S. 12) auch hier."


def test_read_markdown_law_structure_kept() -> None:
    reading = read_markdown(LAW.encode())

    assert (reading.title, reading.language) == ("Beispielgesetz (BeispG)", "de")
    assert [(b.kind.value, b.text) for b in reading.blocks] == [
        ("heading", "Beispielgesetz (BeispG)"),
        ("definition", "Ausfertigungsdatum: 2020-01-02"),
        ("heading", "Abschnitt 1 - Anfang"),
        ("heading", "§ 1 Zweck"),
        ("list_item", f"(1) Das Gesetz dient der Klarheit und verweist auf die Liste. {ALSO}"),
        ("list_item", "1. erstens,"),
        ("list_item", "a) der Fall,"),
        ("list_item", "2. zweitens."),
        ("heading", "§ 2 Gebühr"),
        ("table_row", "Antrag: Visum; Gebühr: 80 €"),
        ("paragraph", "Eine Anmerkung."),
    ]  # fmt: skip
    assert reading.blocks[5].heading_path == ("Abschnitt 1 - Anfang", "§ 1 Zweck")


def test_read_markdown_underlined_headings_and_bullets() -> None:
    blocks = read_markdown(b"Title\n=====\n\nPart\n----\n\n- one\n- two\n  goes on\n").blocks

    assert [(b.kind, b.text) for b in blocks] == [
        (BlockKind.HEADING, "Title"),
        (BlockKind.HEADING, "Part"),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two goes on"),
    ]


def test_read_markdown_empty_document_refused() -> None:
    with pytest.raises(UnreadableError):
        read_markdown(b"---\nTitle: x\n---\n")


def test_read_markdown_file_by_name_recognised() -> None:
    assert read(b"just a line", None, "law.md").title == ""
