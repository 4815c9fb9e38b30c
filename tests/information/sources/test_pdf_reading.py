"""PDF files, made here byte by byte so that what they should say is known."""

from __future__ import annotations

import pytest
from tests.information.sources.pdf_making import pdf, pdf_arabic

from wayforward.information.sources import extracting
from wayforward.information.sources.reading import BlockKind, UnreadableError

PAGES = [
    [
        ("Example Authority", 9), ("Voluntary return", 20),
        ("You can ask for help when you want to go home and have no right to stay in the", 11),
        ("country. The counsel-", 11), ("ling costs nothing.", 11),
        ("- a passport", 11), ("- a photograph", 11), ("1", 9),
    ],
    [("Example Authority", 9), ("The amount is 1,750 euro for one person.", 11), ("2", 9)],
    [("Example Authority", 9), ("Families receive 4,000 euro.", 11), ("3", 9)],
]  # fmt: skip

HELP = (
    "You can ask for help when you want to go home and have no right to stay in the country. "
    "The counselling costs nothing."
)


def test_read_pdf_lines_joined_pages_numbered_furniture_gone() -> None:
    reading = extracting.read(pdf(PAGES))

    assert [(b.kind, b.text, b.page) for b in reading.blocks] == [
        (BlockKind.HEADING, "Voluntary return", 1),
        (BlockKind.PARAGRAPH, HELP, 1),
        (BlockKind.LIST_ITEM, "a passport", 1),
        (BlockKind.LIST_ITEM, "a photograph", 1),
        (BlockKind.PARAGRAPH, "The amount is 1,750 euro for one person.", 2),
        (BlockKind.PARAGRAPH, "Families receive 4,000 euro.", 3),
    ]  # fmt: skip
    assert reading.title == "Voluntary return"


def test_read_pdf_arabic_script_digits_keep_their_order() -> None:
    """A year must not come back reversed; several PDF readers turn ۱۴۰۳ into ۳۰۴۱."""
    text = extracting.read(pdf_arabic("مهلت در سال ۱۴۰۳ است")).text

    assert "۱۴۰۳" in text
    assert "مهلت" in text


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\nnot a PDF at all",
        b"%PDF-",
        pdf(PAGES)[:200],
        b"%PDF-1.4\n" + bytes(range(256)) * 200,
    ],
)
def test_read_pdf_broken_file_refused_in_one_sentence(body: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^The PDF [^\n]+\.$"):
        extracting.read(body)


def test_read_pdf_pictures_only_refused() -> None:
    with pytest.raises(UnreadableError, match="only pictures"):
        extracting.read(pdf([[]]))


def test_read_pdf_endless_reading_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "PDF_SECONDS", 0.01)

    with pytest.raises(UnreadableError, match="longer than"):
        extracting.read(pdf(PAGES))
