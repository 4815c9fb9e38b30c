"""Sentences keep their identity; the plan of checks is kind to sites that fail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.sources import rules
from wayforward.information.sources.reading import Block, BlockKind

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WORDS = st.text("abcde  .", min_size=1, max_size=30)


def _paragraph(text: str, *path: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, path)


def _identities(*blocks: Block) -> list[str]:
    return [sentence.identity for sentence in rules.place_sentences(blocks, "en")]


def test_place_sentences_text_cut_with_offsets_and_place() -> None:
    block = Block(BlockKind.LIST_ITEM, "You may stay. Fees: none.\nCall us!", ("A",), "a", 3)

    placed = rules.place_sentences([_paragraph("First."), block], "en")

    assert [(s.text, s.position, s.block, s.start) for s in placed] == [
        ("First.", 0, 0, 0),
        ("You may stay.", 1, 1, 0),
        ("Fees: none.", 2, 1, 14),
        ("Call us!", 3, 1, 26),
    ]
    assert all(block.text[s.start :].startswith(s.text) for s in placed[1:])
    assert (placed[1].heading_path, placed[1].anchor, placed[1].page) == (("A",), "a", 3)


def test_place_sentences_headings_and_rows_stay_whole_marks_alone_left_out() -> None:
    blocks = [
        Block(BlockKind.HEADING, "Art. 3. Scope. More."),
        Block(BlockKind.TABLE_ROW, "Fee: 3. Time: 4."),
        _paragraph("* * *"),
    ]

    assert [s.text for s in rules.place_sentences(blocks, "en")] == [
        "Art. 3. Scope. More.",
        "Fee: 3. Time: 4.",
    ]


def test_identity_kept_when_parts_trade_places_or_headings_change() -> None:
    one, two = _paragraph("You may stay.", "Old heading"), _paragraph("You may work.")

    before = _identities(one, two)
    after = _identities(two, _paragraph("You may stay.", "New heading"))

    assert sorted(before) == sorted(after)


def test_identity_kept_when_only_code_points_differ() -> None:
    persian, arabic = "مهلت شكايت ۱۴ روز است.", "مهلت شکایت 14 روز است."

    assert _identities(_paragraph(persian)) == _identities(_paragraph(arabic))


def test_identity_changes_with_a_number() -> None:
    assert _identities(_paragraph("You have 14 days.")) != _identities(
        _paragraph("You have 7 days.")
    )


def test_identity_equal_sentences_told_apart() -> None:
    first, second = _identities(_paragraph("Call us."), _paragraph("Call us."))

    assert first != second


@given(st.lists(WORDS, max_size=12))
def test_sentence_identities_unique_and_stable(texts: list[str]) -> None:
    identities = rules.sentence_identities(texts)

    assert len(set(identities)) == len(texts)
    assert identities == rules.sentence_identities(texts)
    assert sorted(identities) == sorted(rules.sentence_identities(texts[::-1]))


@given(st.text("ab .!?\n۱", max_size=80))
def test_cut_every_sentence_stands_at_its_offset(text: str) -> None:
    block = _paragraph(text)

    for start, sentence in rules.cut(block, "en"):
        assert text[start : start + len(sentence)] == sentence


def test_text_digest_blind_to_code_points_only() -> None:
    def digest(text: str) -> str:
        return rules.text_digest(rules.place_sentences([_paragraph(text)], "fa-af"))

    assert digest("كتاب") == digest("کتاب")
    assert digest("You may stay.") != digest("You may not stay.")


def test_next_check_success_waits_the_interval() -> None:
    assert rules.next_check(NOW, 7, 0) == NOW + timedelta(days=7)


def test_next_check_failures_double_the_wait_up_to_the_interval() -> None:
    waits = [rules.next_check(NOW, 2, failures) - NOW for failures in (1, 2, 3, 4, 40)]

    assert waits == [timedelta(hours=hours) for hours in (6, 12, 24, 48, 48)]


def test_next_check_wish_of_the_server_kept_within_the_interval() -> None:
    assert rules.next_check(NOW, 7, 1, 86_400.0) == NOW + timedelta(days=1)
    assert rules.next_check(NOW, 7, 1, 1e12) == NOW + timedelta(days=7)
