"""Every letter we print is in the fonts we bring, and a page is the same twice."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from wayforward.core.documents.typesetting import FONTS, draw, typeset

AT = datetime(2026, 11, 26, tzinfo=UTC)
TEMPLATE = """
#set document(title: "Test")
#facts.said
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "test.typ"
    path.write_text(TEMPLATE)
    return path


def _read_back(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(
    "said",
    [
        "ښځه",
        "ړنګ",
        "کږه",
        "پاڼې",
        "سړۍ",
        "ځای",
        "څوک",
        "ټول",
        "ډېر",
        "ئ",
        "۰۱۲۳۴۵۶۷۸۹",
        "گچپژآأؤئ",
        "Łódź",
        "Ελληνικά",
        "Български",
    ],
)
def test_typeset_letters_of_every_language_read_back(template: Path, said: str) -> None:
    pdf = typeset(template, {"said": said}, language="ps", at=AT)

    assert _read_back(pdf).strip() == said


def test_typeset_facts_are_data_and_never_code(template: Path) -> None:
    pdf = typeset(template, {"said": '#panic("run") *bold*'}, language="ps", at=AT)

    assert "panic" in _read_back(pdf)


def test_typeset_twice_gives_equal_bytes(template: Path) -> None:
    assert typeset(template, {"said": "a"}, language="ps", at=AT) == typeset(
        template, {"said": "a"}, language="ps", at=AT
    )


def test_fonts_have_their_licence_beside_them_and_are_small() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert sum(font.stat().st_size for font in FONTS.glob("*.ttf")) < 620_000


@pytest.mark.parametrize("form", ["png", "svg"])
def test_draw_gives_a_picture_of_each_page_the_same_twice(tmp_path: Path, form: str) -> None:
    template = tmp_path / "two.typ"
    template.write_text("#facts.said\n#pagebreak()\n#facts.said")

    pages = draw(template, {"said": "ښځه"}, language="ps", form=form)

    begins = b"\x89PNG" if form == "png" else b"<svg"
    assert len(pages) == 2
    assert all(page.startswith(begins) for page in pages)
    assert pages == draw(template, {"said": "ښځه"}, language="ps", form=form)


def test_template_begins_with_what_its_folder_shares(tmp_path: Path) -> None:
    (tmp_path / "shared.typ").write_text('#set document(title: "Test")\n#let twice(it) = it + it')
    template = tmp_path / "test.typ"
    template.write_text("#twice(facts.said)")

    assert _read_back(typeset(template, {"said": "a"}, language="en", at=AT)).strip() == "aa"
