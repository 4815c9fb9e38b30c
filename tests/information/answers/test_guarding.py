"""Personal data is found in three digit sets and four languages; laws, dates and sums pass."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.answers.guarding import find_personal_data, scrub

PERSONAL = [
    ("call me at +93 70 123 4567 please", "phone"),
    ("شماره من ۰۷۰۰۱۲۳۴۵۶ است، چه کار کنم؟", "phone"),
    ("زما شمېره ٠٧٨٨١٢٣٤٥٦ ده", "phone"),
    ("0049 151 23456789 is my number", "phone"),
    ("write to maryam.example@example.org", "email"),
    ("maryam (at) example.org", "email"),
    ("تذکره من ۱۴۰۰-۰۱۰۱-۱۲۳۴۵ است", "tazkira"),
    ("tazkira number 123456 was lost", "tazkira"),
    ("تذکره نمبر ۴۵۶۷۸۹ گم شده", "tazkira"),
    ("my passport P01234567 expired", "passport"),
    ("پاسپورت نمبر ۰۱۲۳۴۵۶۷ من", "passport"),
    ("Aktenzeichen 7654321-423", "case_number"),
    ("my case number is 55-123456", "case_number"),
    ("شماره دوسیه ۹۸۷۶۵۴ من به کجا رسید؟", "case_number"),
    ("زما د دوسیې شمېره ۹۸۷۶۵۴ ده", "case_number"),
    ("DE89 3704 0044 0532 0130 00 is my account", "iban"),
    ("card 4111 1111 1111 1111", "card"),
    ("my name is Testperson and I want asylum", "name"),
    ("اسم من نمونه است و پناهنده هستم", "name"),
    ("زما نوم نمونه دی", "name"),
]

HARMLESS = [
    "What does Directive 2008/115/EC say about detention?",
    "Is the amount 2,000 euro or 615 euro?",
    "since 2021-08-15 what changed?",
    "از سال ۲۰۲۱ تا ۲۰۲۳ چه تغییر کرد؟",
    "Can I call 112 or 110 in an emergency?",
    "مدت اعتراض ۱۴ روز است یا ۳۰ روز؟",
    "Article 18 and 19 of Regulation (EU) 2024/1348",
    "§ 60 Abs. 5 AufenthG",
    "د ۱۴۰۰ کال د اسد ۲۴ وروسته",
    "What happens after 01.01.2024?",
    "How do I get a tazkira in Germany?",
    "my name is written wrong on the card, what can I do?",
    "What does my case worker do?",
    "How long does a case take, 6 or 12 months?",
    "اسم من در کارت غلط نوشته شده",
    "10 000 000 people",
]


@pytest.mark.parametrize(("question", "kind"), PERSONAL)
def test_find_personal_data_in_three_digit_sets_names_the_kind(question: str, kind: str) -> None:
    found = find_personal_data(question)

    assert kind in {finding.kind for finding in found}


@pytest.mark.parametrize("question", HARMLESS)
def test_find_personal_data_in_ordinary_questions_finds_nothing(question: str) -> None:
    assert find_personal_data(question) == ()


@given(st.text(max_size=200))
def test_findings_never_overlap_and_stay_inside_the_text(text: str) -> None:
    found = find_personal_data(text)

    assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(("question", "kind"), PERSONAL)
def test_scrub_leaves_nothing_to_find(question: str, kind: str) -> None:
    scrubbed = scrub(question)

    assert f"[{kind}]" in scrubbed
    assert kind not in {finding.kind for finding in find_personal_data(scrubbed)}


@pytest.mark.parametrize("run", ["a", "0", "a.", "a-", "+1"])
def test_run_without_an_end_is_read_once(run: str) -> None:
    # Tried from each of its letters, one such question would keep a server busy for an hour.
    assert "email" not in {one.kind for one in find_personal_data(run * 200_000)}


def test_address_behind_another_sign_is_found_whole() -> None:
    [found] = find_personal_data("write:nemuna.testi+a@example.org now")

    assert (found.kind, found.start, found.end) == ("email", 6, 32)
