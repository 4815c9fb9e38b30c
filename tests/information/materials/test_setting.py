"""Every form in every language: it sets, says everything in order, and warns where it has to."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

import pypdfium2
import pytest
from tests.information.materials.making import ADDRESS, LANGUAGES, PACE, sentences, text

from wayforward.information.materials import setting
from wayforward.information.materials.codes import QUIET_ZONE, code_as_svg, code_of, typed
from wayforward.information.materials.fitting import FORMS
from wayforward.information.materials.refusals import PageFullError
from wayforward.information.materials.setting import content_mark, set_material
from wayforward.information.materials.texts import Kind, Picture, Rumour, Section
from wayforward.information.materials.words import day, short_day, word

PAGES = {Kind.LEAFLET: 2, Kind.POSTER: 1, Kind.SMALL_POSTER: 1, Kind.HELPLINE: 2}
PICTURES = (Kind.CARD, Kind.TALL_CARD)
SIZES = {  # millimetres
    Kind.LEAFLET: (297, 210),
    Kind.POSTER: (297, 420),
    Kind.SMALL_POSTER: (210, 297),
    Kind.HELPLINE: (105, 148),
}
DOUBT = date(2026, 2, 20)
# What pdfium turns about where lines run from the right: brackets, quotes, lam-alef, hamza, the
# mark that keeps letters apart. None of it changes which words stand there.
_TURNED = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f\u200c\u0654()«»"))


def _plain(said: str) -> str:
    """Words as they are compared, without spaces and what pdfium turns about."""
    bare = unicodedata.normalize("NFD", said).replace("آ", "ا").translate(_TURNED)
    return re.sub("لا|ال", "#", re.sub(r"\s+", "", bare))


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [_plain(page.get_textpage().get_text_range()) for page in document]


def _amber_dots(picture: Any) -> int:
    """Dots of the colour of the warning, in a picture of rows, columns, red-green-blue."""
    red, green, blue = (picture[:, :, at].astype(int) for at in range(3))
    return int(((red > 240) & (abs(green - 190) < 12) & (blue < 90)).sum())


def _rendered(pdf: bytes) -> list[Any]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=0.5, rev_byteorder=True).to_numpy() for page in document]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PAGES))
def test_pdf_has_its_pages_and_every_sentence_in_order(kind: Kind, language: str) -> None:
    one = text(language)
    made = set_material(kind, one)
    kept = setting.fitted(kind, one)

    pages = _pages(made.content)
    said = "".join(pages)
    places = [said.find(_plain(sentence)) for sentence in sentences(kept)]
    assert (made.media_type, len(pages)) == ("application/pdf", PAGES[kind])
    assert -1 not in places
    assert places == sorted(places)
    assert _plain(one.title) in pages[0]
    assert one.rumour is not None
    assert _plain(one.rumour.said) in pages[0]
    assert _plain(one.rumour.verdict) in pages[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PAGES))
def test_pdf_says_who_when_and_where_without_a_camera(kind: Kind, language: str) -> None:
    one = text(language)
    said = "".join(_pages(set_material(kind, one).content))

    assert all(part in said for part in re.findall(r"\w+", typed(ADDRESS)))
    assert _plain(one.publisher) in said
    assert one.compared_on is not None
    assert _plain(word("compared", language, day=day(one.compared_on, language))) in said
    assert _plain(short_day(one.made_on, language)) in said
    assert all(part in said for part in ("49", "30", "123"))


@pytest.mark.parametrize("kind", list(PAGES))
def test_pdf_has_the_size_of_its_paper(kind: Kind) -> None:
    document = pypdfium2.PdfDocument(set_material(kind, text()).content)

    sides = [round(side / 72 * 25.4) for side in document[0].get_size()]
    assert tuple(sides) == SIZES[kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PICTURES)
def test_picture_sets_as_png_of_its_size_and_as_svg(kind: Kind, language: str) -> None:
    png = set_material(kind, text(language))
    svg = set_material(kind, text(language), picture=Picture.SVG)

    width, height = (int.from_bytes(png.content[at : at + 4], "big") for at in (16, 20))
    assert png.content.startswith(b"\x89PNG")
    assert (width, height) == (1080, 1080 if kind is Kind.CARD else 1920)
    assert (png.media_type, svg.media_type) == ("image/png", "image/svg+xml")
    assert svg.content.startswith(b"<svg")
    assert png.file_name == f"asylum-costs-money-{kind}-{language}.png"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_equal_texts_give_equal_bytes_and_another_day_other_ones(kind: Kind, language: str) -> None:
    first = set_material(kind, text(language), pace=PACE)
    setting._drawn.cache_clear()

    assert set_material(kind, text(language), pace=PACE) == first
    assert content_mark(kind, text(language)) == content_mark(kind, text(language))
    doubtful = text(language, doubt=DOUBT)
    assert set_material(kind, doubtful, pace=PACE).content != first.content
    assert content_mark(kind, doubtful) != content_mark(kind, text(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PAGES))
def test_pdf_in_doubt_is_amber_on_every_page_and_says_since_when(kind: Kind, language: str) -> None:
    sound = set_material(kind, text(language)).content
    doubtful = set_material(kind, text(language, doubt=DOUBT)).content

    assert not any(map(_amber_dots, _rendered(sound)))
    assert all(map(_amber_dots, _rendered(doubtful)))
    for page in _pages(doubtful):
        assert _plain(word("doubt", language, day=day(DOUBT, language))) in page


@pytest.mark.parametrize("kind", list(PAGES))
def test_pdf_of_a_draft_says_so_on_every_page(kind: Kind) -> None:
    for page in _pages(set_material(kind, text(signed=False)).content):
        assert "Draft,notfordistribution" in page
    for page in _pages(set_material(kind, text()).content):
        assert "Draft" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(FORMS))
def test_warnings_never_make_a_form_impossible(kind: Kind, language: str) -> None:
    one = text(
        language, doubt=DOUBT, signed=False, title="و " * 100 if language != "en" else "w " * 100
    )

    assert set_material(kind, one).content


def test_text_that_runs_over_loses_whole_sentences_from_the_end() -> None:
    sections = (Section("h", tuple(f"{n} " + "longword " * 12 for n in range(3))),)
    one = text(sections=sections, title="longword " * 18)

    pages = _pages(set_material(Kind.POSTER, one).content)

    assert _plain(sections[0].sentences[0]) in pages[0]


def test_text_without_room_at_the_smallest_size_is_refused() -> None:
    one = text(title="WWWWWWWWW " * 22, rumour=Rumour("WWWWWWWWW " * 15, "False"), sections=())

    with pytest.raises(PageFullError):
        set_material(Kind.CARD, one)


def test_code_is_the_standards_own_with_its_quiet_zone() -> None:
    code = code_of(ADDRESS)
    side = len(code.matrix) + 2 * QUIET_ZONE
    drawn = code_as_svg(ADDRESS)

    assert QUIET_ZONE == 4
    assert f'width="{side}" height="{side}"' in drawn
    assert (
        _modules(drawn, side)
        == [
            [False] * side,
        ]
        * QUIET_ZONE
        + [
            [False] * QUIET_ZONE + [bool(dark) for dark in row] + [False] * QUIET_ZONE
            for row in code.matrix
        ]
        + [[False] * side] * QUIET_ZONE
    )


def _modules(drawn: str, side: int) -> list[list[bool]]:
    """The dark modules of the drawing: segno draws rows of strokes, moved by whole modules."""
    rows = [[False] * side for _ in range(side)]
    x, y = 0.0, 0.0
    path = re.findall(r'<path[^>]*class="qrline"[^>]*d="([^"]+)"', drawn)[-1]
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        given = [float(number) for number in numbers.split()]
        if step == "M":
            x, y = given
        elif step == "m":
            x, y = x + given[0], y + given[1]
        else:
            for column in range(int(x), int(x + given[0])):
                rows[int(y)][column] = True
            x += given[0]
    return rows


def test_code_stands_on_paper_as_segno_makes_it() -> None:
    """The picture on the poster, sampled in the middle of each module, is the matrix of segno."""
    pdf = set_material(Kind.POSTER, text()).content
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2, rev_byteorder=True).to_numpy()
    dark = page[:, :, 0] < 100
    code = code_of(ADDRESS).matrix
    found = _modules_on(dark, len(code))
    assert found == [[bool(module) for module in row] for row in code]


def _modules_on(dark: Any, size: int) -> list[list[bool]]:
    """The modules of the code on the poster: 52 mm wide at the left edge, under the last rule."""
    millimetre = 144 / 25.4
    columns = dark[:, int(22.5 * millimetre) : int(73.5 * millimetre)]
    rule = [row for row, line in enumerate(columns) if line.all()][-1]
    under = columns[rule + 2 :]
    first = next(row for row, line in enumerate(under) if line.any())
    left = int(under[first].argmax())
    step = 52 * millimetre / (size + 2 * QUIET_ZONE)
    return [
        [
            bool(under[int(first + (r + 0.5) * step), int(left + (c + 0.5) * step)])
            for c in range(size)
        ]
        for r in range(size)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_forms_are_there_in_each_language(language: str) -> None:
    from wayforward.information.materials.words import _words

    assert all(said[language].strip() for said in _words().values())
