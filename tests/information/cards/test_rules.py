"""What every language must share, and what may be signed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.cards import rules
from wayforward.information.cards.queries import protected_terms


@pytest.mark.parametrize(
    ("english", "other", "language", "differing"),
    [
        ("You have 14 days.", "۱۴ روز وقت دارید.", "fa-af", []),
        ("You have 14 days.", "۷ روز وقت دارید.", "fa-af", ["14", "7"]),
        ("Call 116000.", "۱۱۶۰۰۰ ته زنګ ووهئ.", "ps", []),
        ("Ask BAMF.", "از BAMF بپرسید.", "fa-af", []),
        ("Ask BAMF.", "از اداره بپرسید.", "fa-af", ["BAMF"]),
        ("In the EU it is free.", "در اتحادیهٔ اروپا رایگان است.", "fa-af", []),
        ("See https://help.unhcr.org/", "https://help.unhcr.org/ وګورئ", "ps", []),
        ("It costs 1,500 euros.", "۱٬۵۰۰ یورو قیمت دارد.", "fa-af", []),
        ("You can appeal.", "اعتراض کرده می‌توانید.", "fa-af", []),
        ("You can appeal.", "نامه نوشته می‌توانید.", "fa-af", ["appeal"]),
    ],
)
def test_values_and_words_that_must_be_equal(english, other, language, differing) -> None:
    found = rules.mismatches("answer-1", {"en": english, language: other}, protected_terms())

    assert sorted(one.value for one in found) == sorted(differing)


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_in_every_set_of_digits(number: int) -> None:
    persian = str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert rules.protected_values(str(number)) == rules.protected_values(persian)


@given(st.sampled_from(list(rules.Edit)), st.sampled_from(["draft", "in_review", "signed"]))
def test_only_a_mended_word_keeps_state_and_signatures(edit: rules.Edit, state: str) -> None:
    kept = rules.state_after_edit(state, edit) == state and not rules.ends_signatures(edit)
    assert kept == (edit == rules.Edit.LANGUAGE)


def test_both_capacities_make_a_text_signed() -> None:
    assert rules.state_after_signing(["native_reader"]) == "in_review"
    assert rules.state_after_signing(["native_reader", "legal_reader"]) == "signed"
