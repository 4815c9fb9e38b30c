"""Pages as blocks under headings: what is kept, what is furniture, what hostile pages come to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.sources import pages

from wayforward.information.sources import html_tree
from wayforward.information.sources.extracting import read, read_html
from wayforward.information.sources.reading import BlockKind, ReadingText, UnreadableError

NOT_COUNTED = "The day itself is not counted."


def _lines(reading: ReadingText) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in reading.blocks]


def test_read_html_furnished_page_only_document_left_in_order() -> None:
    reading = read_html(pages.FURNISHED.encode())

    assert _lines(reading) == [
        ("heading", "Appeals"),
        ("paragraph", "You can appeal a decision that you think is wrong."),
        ("heading", "Deadline"),
        ("paragraph", f"You have 14 days after you received the decision. {NOT_COUNTED}"),
        ("list_item", "Write to the court."),
        ("list_item", "Sign the letter"),
        ("list_item", "or have your lawyer sign it."),
        ("heading", "Costs #"),
        ("paragraph", "Fees in 2026"),
        ("table_row", "Court: First instance; Fee: 0 euro"),
        ("table_row", "Court: Second instance; Fee: 120 euro"),
        ("definition", "Legal aid"),
        ("definition", "Money for a lawyer if you have none."),
        ("heading", "Where to send it"),
        ("contact", "Example Court\nLong Street 5\n12345 Sampletown\n030 123456"),
        ("heading", "What if I miss the deadline?"),
        ("paragraph", "Say why you were late."),
    ]  # fmt: skip


def test_read_html_facts_about_itself_found() -> None:
    reading = read_html(pages.FURNISHED.encode())

    assert (reading.title, reading.language, reading.published) == (
        "Appeals", "en", date(2026, 3, 5),
    )  # fmt: skip


def test_read_html_blocks_know_headings_above_and_anchor() -> None:
    blocks = {block.text: block for block in read_html(pages.FURNISHED.encode()).blocks}

    assert blocks["Write to the court."].heading_path == ("Deadline",)
    assert blocks["Write to the court."].anchor == "deadline"
    fee = blocks["Court: First instance; Fee: 0 euro"]
    assert (fee.heading_path, fee.anchor) == (("Deadline", "Costs #"), "costs")
    late = blocks["Say why you were late."]
    assert late.heading_path == ("Where to send it", "What if I miss the deadline?")


def test_read_html_page_without_main_navigation_and_footer_left_out() -> None:
    reading = read_html(pages.WITHOUT_MAIN.encode())

    assert "Impressum" not in reading.text
    assert "Kontakt" not in reading.text
    assert len(reading.blocks) == 3


def test_read_html_dari_page_language_and_digits_kept() -> None:
    reading = read_html(pages.RIGHT_TO_LEFT.encode())

    assert reading.language == "fa-af"
    assert "ولایت: کابل; تلفون: ۰۷۰۰۱۲۳۴۵۶" in reading.text
    assert "مهلت آن ۱۴ روز است" in reading.text


def test_read_html_eur_lex_articles_chapters_and_points_joined() -> None:
    chapter = "CHAPTER I — General provisions"

    reading = read_html(pages.EUR_LEX.encode())

    assert reading.title == "REGULATION 1/2020 of 1 March 2020 on examples"
    assert [(b.text, b.heading_path, b.anchor) for b in reading.blocks[1:]] == [
        (chapter, (), "cpt_I"),
        ("Article 1 — Scope", (chapter,), "art_1"),
        ("1. This applies to all examples:", (chapter, "Article 1 — Scope"), "art_1"),
        ("(a) short ones;", (chapter, "Article 1 — Scope"), "art_1"),
        ("Section 1 — Rights", (chapter,), "cpt_I.sct_1"),
        ("Article 2", (chapter, "Section 1 — Rights"), "art_2"),
        ("Everybody may have one.", (chapter, "Section 1 — Rights", "Article 2"), "art_2"),
    ]  # fmt: skip


def test_read_html_treaty_of_plain_paragraphs_articles_become_headings() -> None:
    blocks = read_html(pages.PLAIN_TREATY.encode()).blocks

    assert ("PART ONE PRINCIPLES", "Article 3") in [block.heading_path for block in blocks]


def test_read_html_box_named_like_furniture_with_much_text_kept() -> None:
    long = "This is the text of the page. " * 60
    page = f"<html><body><div class='content related'><h1>A</h1><p>{long}</p></div></body></html>"

    assert long.strip() in read_html(page.encode()).text


def test_read_html_bold_line_alone_is_heading_bold_sentence_is_not() -> None:
    page = b"""<main><h1>T</h1><p><strong>Opening hours</strong></p><p>Monday.</p>
    <p><strong>Bring your passport.</strong></p><p>Thanks.</p></main>"""

    kinds = {block.text: block.kind for block in read_html(page).blocks}

    assert kinds["Opening hours"] == BlockKind.HEADING
    assert kinds["Bring your passport."] == BlockKind.PARAGRAPH


def test_read_html_layout_table_read_as_text() -> None:
    page = b"""<main><table><tr><td><h2>Left</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>
    <p>Three.</p></main>"""

    assert [block.text for block in read_html(page).blocks] == ["Left", "One.", "Two.", "Three."]


def test_read_html_table_spans_filled_in() -> None:
    page = b"""<main><p>x</p><table><tr><th>Who</th><th>When</th><th>What</th></tr>
    <tr><td rowspan="2">Adults</td><td>2025</td><td>1</td></tr><tr><td>2026</td><td>2</td></tr>
    <tr><td colspan="2">All</td><td>3</td></tr></table></main>"""

    rows = [b.text for b in read_html(page).blocks if b.kind == BlockKind.TABLE_ROW]

    assert rows == [
        "Who: Adults; When: 2025; What: 1",
        "Who: Adults; When: 2026; What: 2",
        "Who: All; When: All; What: 3",
    ]


def test_read_html_entities_never_expanded_nor_files_read() -> None:
    page = b"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/hostname">]><html><body><main><p>Text &b; and &f; end.</p>
    </main></body></html>"""

    text = read_html(page).text

    assert "AAAA" not in text
    assert "Text" in text


@pytest.mark.parametrize(
    "page",
    [
        b"<html></html>",
        b"<html><body><script>x()</script></body></html>",
        b"<html><body><nav><a href='/'>Start</a></nav></body></html>",
        b"<main><h1>Only a title</h1></main>",
    ],
)
def test_read_html_nothing_to_read_refused(page: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_html(page)


def test_read_html_unclosed_tags_whole_page_read() -> None:
    page = b"<main><p>Top.</p>" + b"<font>" * 1500 + b"<p>Deep text.</p>"

    assert read_html(page).text == "Top.\n\nDeep text."


def test_read_html_bottomless_page_refused_not_cut() -> None:
    page = b"<body><p>Top.</p>" + b"<div>" * 20_000 + b"<p>Deep text.</p>"

    with pytest.raises(UnreadableError, match="nested too deeply"):
        read_html(page)


def test_read_html_huge_spans_refused() -> None:
    row = b"<tr><td colspan='999999' rowspan='999999'>c</td><td>d</td></tr>"
    page = b"<main><p>x</p><table><tr><th>a</th><th>b</th></tr>" + row * 200 + b"</table></main>"

    with pytest.raises(UnreadableError, match="table"):
        read_html(page)


def test_read_html_more_elements_than_any_page_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tree, "MOST_ELEMENTS", 1000)

    with pytest.raises(UnreadableError, match="more parts"):
        read_html(b"<main><p>x</p>" + b"<b>x</b>" * 1000)


def test_read_html_boxes_named_as_furniture_nested_deeply_read_in_one_pass() -> None:
    page = b"<body><p>Top.</p>" + b"<div class='menu'>" * 150 + b"<p>Much text here.</p>" * 3000

    assert "Much text here." in read_html(page).text


@given(st.text(max_size=300))
def test_read_html_any_text_reads_or_refuses(text: str) -> None:
    try:
        reading = read_html(f"<main><h1>a</h1><p>b{text}</p></main>".encode(errors="replace"))
    except UnreadableError:
        return

    assert all(block.text == block.text.strip() for block in reading.blocks)


@given(st.binary(max_size=400))
def test_read_any_bytes_read_or_refused(body: bytes) -> None:
    if b"%PDF-" in body:
        return
    try:
        outcome = read(body, "text/html").blocks[0].text
    except UnreadableError as refusal:
        outcome = str(refusal)

    assert outcome


def _parts(page: str) -> dict[str, str]:
    from wayforward.information.sources.changes.comparing import part_in
    from wayforward.information.sources.rules import place_sentences

    placed = place_sentences(read_html(page.encode()).blocks, "en")
    return {one.text: part_in(one, "en").value for one in placed}


BESIDE = """<html lang="en"><body><div class="top">Office of Examples, Monday 2 March 2026</div>
<div class="cols"><div class="one"><h1>Help</h1><p>Press office | 3 May 2026 | 10:30</p>
<p>You may ask for help at any time. Bring a paper with your name on it, if you have one.</p>
<p><a href="/form">The form for your request</a></p><div class="view-count">Many people came.</div>
<p><a href="https://www.google.com/maps/x">Long Street 5</a></p></div>
<div class="two"><p>The garden is open again.</p></div></div></body></html>"""


def test_read_html_what_stands_beside_the_text_is_marked() -> None:
    assert _parts(BESIDE) == {
        "Office of Examples, Monday 2 March 2026": "aside",
        "Help": "text",
        "Press office | 3 May 2026 | 10:30": "aside",
        "You may ask for help at any time.": "text",
        "Bring a paper with your name on it, if you have one.": "text",
        "The form for your request": "link",
        "Many people came.": "aside",
        "Long Street 5": "text",
        "The garden is open again.": "aside",
    }


def test_read_html_contacts_beside_an_article_are_kept() -> None:
    long = "Help is given to everybody who asks for it in person. " * 5
    page = f"""<body><div id="content"><h1>Help</h1><article><p>{long}</p></article>
    <div class="box"><p>Call +41 58 000 00 00</p></div></div></body>"""

    assert "Call +41 58 000 00 00" in read_html(page.encode()).text


def test_read_html_buttons_go_but_those_that_open_a_text_stay() -> None:
    page = """<main><h1>T</h1><button>Accept all</button>
    <button aria-expanded="false">How long?</button><div>Three weeks.</div></main>"""

    text = read_html(page.encode()).text

    assert "Accept" not in text
    assert "How long?" in text
