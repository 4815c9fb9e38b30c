"""Topics of questions, in five languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.topics import topic_keys, topics

LISTED = load_yaml("topics")["topics"]
KEYS = [
    "asylum", "procedures", "appeal", "family", "children", "work", "study", "health", "housing",
    "benefits", "legal-routes", "return", "reintegration", "smuggling-safety", "trafficking",
    "documents", "statelessness", "development-projects", "data-protection", "rights",
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How do I apply for asylum?", {"asylum", "procedures"}),
        ("چطور تقاضای پناهندگی بدهم؟", {"asylum"}),
        ("درخواست پناهندگی ام رد شد، آیا میتوانم استیناف بدهم؟", {"asylum", "appeal"}),
        ("اولادهایم به مکتب رفته می‌توانند؟", {"children", "study"}),
        ("خانمم را چطور بیاورم؟ پیوستن خانواده", {"family"}),
        ("بازگشت داوطلبانه و کمک برای ادغام مجدد", {"return", "reintegration"}),
        ("قاچاقبر می‌گوید کشتی خطر ندارد", {"smuggling-safety"}),
        ("پاسپورت و تذکره ندارم", {"documents"}),
        ("معلومات شخصی من به کی داده می‌شود؟", {"data-protection"}),
        ("زه څنګه د کار اجازه ترلاسه کړم؟", {"work"}),
        ("ماشومان مې ښوونځي ته تللی شي؟", {"children", "study"}),
        ("په خپله خوښه بېرته تګ", {"return"}),
        ("د پناه غوښتنې مرکه کله ده؟", {"asylum", "procedures"}),
        ("زموږ په ولسوالۍ کې کومې پروژې شته؟", {"development-projects"}),
        ("Wer hilft bei der freiwilligen Rückkehr?", {"return"}),
        ("Où trouver un avocat pour un recours ?", {"appeal"}),
        ("I have no nationality, am I stateless?", {"statelessness"}),
        ("victim of human trafficking", {"trafficking"}),
        ("در شفاخانه تداوی می‌شوم و بیمه ندارم", {"health"}),
        ("rent for a flat and social assistance", {"housing", "benefits"}),
        ("شکایت از پولیس، حقوق بشر", {"rights"}),
        ("humanitarian visa at the embassy", {"legal-routes"}),
    ],
)
def test_topics_of_a_question_contain(question: str, expected: set[str]) -> None:
    assert expected <= set(topics(question))


def test_topics_order_puts_the_most_mentioned_first() -> None:
    assert topics("return, voluntary return, go back home with my passport")[0] == "return"


@pytest.mark.parametrize("text", ["", "سلام", "hello there", "۱۲۳"])
def test_topics_of_a_text_about_nothing_are_empty(text: str) -> None:
    assert topics(text) == ()


def test_topic_keys_are_those_of_the_register() -> None:
    assert set(topic_keys()) == set(KEYS)


@pytest.mark.parametrize("topic", KEYS)
def test_every_listed_form_leads_to_its_topic(topic: str) -> None:
    languages = LISTED[topic]
    assert {"en", "fa", "ps", "de", "fr"} <= set(languages)
    forms = [form.rstrip("*") for listed in languages.values() for form in listed]
    assert [form for form in forms if topic not in topics(form)] == []


@given(st.text())
def test_topics_of_any_text_are_known_keys(text: str) -> None:
    assert set(topics(text)) <= set(KEYS)
