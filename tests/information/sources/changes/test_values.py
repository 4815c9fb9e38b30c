"""Values people act on are the same in every language; what is uncertain is left out."""

from __future__ import annotations

import pytest

from wayforward.information.sources.changes.marking import Piece, side_by_side
from wayforward.information.sources.changes.values import values_acted_on

SAID = {
    "en": "Within 14 days pay 1,048.50 euros before 3 March 2026, or call +49 30 1234567.",
    "de": "Binnen zwei Wochen 1.048,50 Euro zahlen, vor dem 03.03.2026, oder 030 1234567 anrufen.",
    "fr": "Dans les deux semaines, payez 1 048,50 € avant le 3 mars 2026, ou appelez 030 1234567.",
    "fa-af": "در ۱۴ روز ۱۰۴۸٫۵ یورو تا ۱۲ حوت ۱۴۰۴ بپردازید یا به ۰۳۰ ۱۲۳ ۴۵۶۷ زنگ بزنید.",
    "ps": "په دوو اونیو کې ۱۰۴۸٫۵ یورو د ۱۴۰۴ کال د کب تر ۱۲مه ورکړئ یا ۰۳۰ ۱۲۳ ۴۵۶۷ ته زنګ ووهئ.",
}


@pytest.mark.parametrize("language", SAID)
def test_one_sentence_has_the_same_values_in_every_language(language: str) -> None:
    found = {value.key for value in values_acted_on(SAID[language], language)}

    assert found == {
        ("amount", "1048.5 eur"), ("deadline", "14 day"), ("phone", "1234567"),
        ("date", "2026-03-03"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["on 3 March", "1,200 points", "30 kronor", "Article 14", "call 112", "two of you"]
)
def test_what_cannot_be_read_for_certain_is_left_out(text: str) -> None:
    assert values_acted_on(text, "en") == []


def test_mail_addresses_are_values() -> None:
    [value] = values_acted_on("Write to help@example.org.", "en")
    assert value.key == ("phone", "help@example.org")


def test_words_that_differ_are_marked_whole() -> None:
    old, new = side_by_side("You may work after 6 months.", "You may not work after 9 months.")

    assert old == [
        Piece("You may work after ", False), Piece("6 ", True), Piece("months.", False),
    ]  # fmt: skip
    assert new == [
        Piece("You may ", False), Piece("not ", True), Piece("work after ", False),
        Piece("9 ", True), Piece("months.", False),
    ]  # fmt: skip


def test_words_typed_otherwise_are_not_marked() -> None:
    old, new = side_by_side("مهلت ۱۴ روز است.", "مهلت 14 روز است")
    assert [piece.differs for piece in (*old, *new)] == [False, False]


@pytest.mark.parametrize(("old", "new"), [("", "It came."), ("It went.", "")])
def test_a_sentence_that_came_or_went_is_not_marked(old: str, new: str) -> None:
    pieces = [piece for side in side_by_side(old, new) for piece in side]
    assert pieces == [Piece(old or new, False)]


def test_pieces_together_are_the_wording() -> None:
    texts = ("A  b,\u200cc   d", "A b e\u00a0d")
    for side, text in zip(side_by_side(*texts), texts, strict=True):
        assert "".join(piece.text for piece in side) == text
