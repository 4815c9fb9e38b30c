"""Cutting readings into passages: headings are walls, long sections become even pieces."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.answers.cutting import (
    LONGEST,
    SHARED,
    Line,
    cut,
    headline,
    identity,
    text_to_embed,
    words_in,
)


def _lines(*said: tuple[str, str, tuple[str, ...]]) -> list[Line]:
    return [Line(i, text, kind, path) for i, (kind, text, path) in enumerate(said)]


def test_each_article_is_a_passage_of_its_own() -> None:
    lines = _lines(
        ("heading", "Article 14", ("Chapter II",)),
        ("paragraph", "Everyone may seek asylum.", ("Chapter II", "Article 14")),
        ("heading", "Article 15", ("Chapter II",)),
        ("paragraph", "Everyone has a nationality.", ("Chapter II", "Article 15")),
    )

    cuts = cut(lines)

    assert [c.heading_path for c in cuts] == [
        ("Chapter II", "Article 14"),
        ("Chapter II", "Article 15"),
    ]
    assert [c.text for c in cuts] == ["Everyone may seek asylum.", "Everyone has a nationality."]


def test_a_heading_with_nothing_below_is_kept() -> None:
    lines = _lines(
        ("heading", "Closed on Fridays", ()),
        ("heading", "Where", ()),
        ("paragraph", "Kabul.", ("Where",)),
    )

    assert [c.text for c in cut(lines)] == ["Closed on Fridays", "Kabul."]


def test_a_heading_above_other_headings_is_no_passage() -> None:
    lines = _lines(
        ("heading", "Rights", ()),
        ("heading", "Appeal", ("Rights",)),
        ("paragraph", "Two weeks.", ("Rights", "Appeal")),
    )

    assert [c.heading_path for c in cut(lines)] == [("Rights", "Appeal")]


def test_no_lines_make_no_passages() -> None:
    assert cut([]) == []


_bodies = st.lists(st.integers(1, 60), min_size=1, max_size=80)


@given(_bodies)
def test_pieces_hold_every_line_in_order_and_overlap_little(lengths: list[int]) -> None:
    lines = [
        Line(i, " ".join(f"w{i}" for _ in range(n)), "paragraph", ("H",))
        for i, n in enumerate(lengths)
    ]

    cuts = cut(lines)

    assert {line.position for c in cuts for line in c.lines} == set(range(len(lines)))
    for piece in cuts:
        assert all(b.position == a.position + 1 for a, b in pairwise(piece.lines))
    for before, after in pairwise(cuts):
        shared = [line for line in after.lines if line in before.lines]
        assert sum(map(words_in, shared)) <= SHARED
        assert before.lines[-1].position < after.lines[-1].position


@given(_bodies)
def test_pieces_are_no_longer_than_a_section_may_be_but_for_one_line(lengths: list[int]) -> None:
    lines = [Line(i, "w " * n, "paragraph") for i, n in enumerate(lengths)]

    assert all(sum(map(words_in, c.lines)) <= LONGEST + max(lengths) for c in cut(lines))


def test_a_headline_does_not_repeat_itself() -> None:
    assert headline("Housing", ("housing", "Flats", "Flats")) == "Housing > Flats"


def test_the_text_to_embed_stands_under_its_headline() -> None:
    assert text_to_embed("Housing", ("Flats",), "Ask here.") == "Housing > Flats\nAsk here."
    assert text_to_embed("", (), "Ask here.") == "Ask here."


def test_an_identity_depends_on_all_it_stands_for() -> None:
    names = {
        identity("t", ("h",), "x", 0),
        identity("t", ("h",), "x", 1),
        identity("t", ("h",), "y", 0),
        identity("t", ("g",), "x", 0),
        identity("s", ("h",), "x", 0),
        identity("t", ("h", "x"), "", 0),
    }

    assert len(names) == 6
    assert all(len(name) == 32 for name in names)
