"""Two wordings side by side."""

from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.differences import Side, differing_words


def _only(stretches, side) -> list[str]:
    return [stretch.text for stretch in stretches if stretch.side is side]


def test_words_that_differ_are_named_whole() -> None:
    before, after = differing_words(
        "You may appeal within 14 days.", "You may appeal within 7 days."
    )

    assert (_only(before, Side.OLD), _only(after, Side.NEW)) == (["14"], ["7"])


def test_words_in_arabic_script_are_never_cut() -> None:
    before, after = differing_words("مهلت استیناف ۱۴ روز است.", "مهلت استیناف ۷ روز است.")

    assert (_only(before, Side.OLD), _only(after, Side.NEW)) == (["۱۴"], ["۷"])


def test_forms_of_letters_and_digits_are_no_difference() -> None:
    before, after = differing_words("مهلت ۱۴ روز است", "مهلت 14 روز است")

    assert _only(before, Side.OLD) == _only(after, Side.NEW) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_is_lost(old: str, new: str) -> None:
    before, after = differing_words(old, new)

    assert "".join(stretch.text for stretch in before) == old
    assert "".join(stretch.text for stretch in after) == new
