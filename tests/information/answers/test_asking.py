"""Asking on a real database with a real model: every outcome, three languages, nothing kept."""

import json

import pytest
from django.db import connection
from tests.bench.fit_confidence import pages_to_fit

from wayforward.conf import REPOSITORY
from wayforward.information.answers.asking import STEPS, ask
from wayforward.information.answers.outcomes import Outcome
from wayforward.information.answers.presenting import answer_to_dict
from wayforward.information.answers.switch_actions import switch_off, switch_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_corpus")]

QUESTIONS = [
    json.loads(line)
    for line in (REPOSITORY / "tests" / "data_small" / "questions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
ANSWERED = {Outcome.ANSWERED, Outcome.ANSWERED_STALE}


def _first_page(question: dict) -> str:
    passages = ask(question["question"], language=question["language"]).passages
    return passages[0].url.split("#")[0].rsplit("/", 1)[-1] if passages else ""


@pytest.mark.parametrize(("language", "floor"), [("en", 0.80), ("fa-af", 0.80), ("ps", 0.75)])
def test_the_right_page_is_quoted_first(language: str, floor: float) -> None:
    fitted = pages_to_fit()
    asked = [
        question
        for question in QUESTIONS
        if question["language"] == language
        and question["kind"] == "answered"
        and question["page"] not in fitted
    ]

    right = sum(_first_page(question) == question["page"] for question in asked)

    assert right / len(asked) >= floor


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_the_sentence_that_answers_is_marked_and_not_the_whole_page(language: str) -> None:
    shown = [
        (question["answers"][language], passage)
        for question in QUESTIONS
        if question["language"] == language and question["kind"] == "answered"
        for passage in ask(question["question"], language=language).passages
        if question["answers"][language] in passage.lines and len(passage.lines) > 1
    ]

    hits = sum(answer in passage.answer_sentences for answer, passage in shown)
    marked = sum(len(passage.answer_sentences) for _, passage in shown)
    assert hits / len(shown) >= 0.85
    assert marked / sum(len(passage.lines) for _, passage in shown) <= 0.75


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_quotations_of_an_answer_say_who_when_and_where(language: str) -> None:
    question = next(q for q in QUESTIONS if q["id"] == f"asylum-procedure-2-{language}")

    answer = ask(question["question"])

    first = answer.passages[0]
    assert answer.outcome in ANSWERED
    assert answer.reader_language == language
    assert first.language == ("fa-af" if language == "fa-af" else language)
    assert first.publisher
    assert first.title
    assert first.captured_at is not None
    assert first.stored_copy.startswith("/stored/")
    assert first.url.startswith("https://example.org/")
    assert all(sentence in first.lines for sentence in first.answer_sentences)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("   ", Outcome.EMPTY),
        ("why " * 200, Outcome.TOO_LONG),
        ("my phone is +93 70 123 4567, how do I appeal?", Outcome.PERSONAL_DATA_REFUSED),
        ("؟؟؟", Outcome.UNCLEAR_LANGUAGE),
        ("Which chess opening is the best for beginners?", Outcome.NO_OFFICIAL_TEXT),
        ("سپوږمۍ له ځمکې څومره لرې ده؟", Outcome.NO_OFFICIAL_TEXT),
    ],
)
def test_every_way_of_not_answering_has_its_name(question: str, outcome: Outcome) -> None:
    answer = ask(question)

    assert answer.outcome is outcome
    assert answer.passages == ()


def test_no_answer_says_where_to_turn_in_the_readers_language() -> None:
    answer = ask("بهترین فلم امسال کدام است؟")

    assert answer.outcome is Outcome.NO_OFFICIAL_TEXT
    assert answer.referral
    assert answer.reader_language == "fa-af"


def test_a_country_switched_off_is_not_answered_and_answers_again_when_on(
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        switch_off(country="DE", reason="The pages of one authority are being checked.")
    off = ask("How long do I have to appeal in Germany?")
    with django_capture_on_commit_callbacks(execute=True):
        switch_on(country="DE")

    assert off.outcome is Outcome.TOPIC_OFF
    assert off.referral
    assert ask("How long do I have to appeal in Germany?").outcome is not Outcome.TOPIC_OFF


def test_asking_writes_nothing() -> None:
    marker = "zebrafinchmarker"
    counts = _row_counts()

    ask(f"How long do I have to appeal, {marker}?")

    assert _row_counts() == counts
    assert not _found_anywhere(marker)


def test_steps_read_like_the_way_of_a_question() -> None:
    assert [step.__name__ for step in STEPS] == [
        "measure",
        "guard_personal_data",
        "recognise_language",
        "read_topic_and_country",
        "retrieve",
        "put_card_first",
        "select_sentences",
        "decide",
    ]


def test_answer_as_json_has_every_field_others_call() -> None:
    shown = json.loads(json.dumps(answer_to_dict(ask("How long do I have to appeal a refusal?"))))

    assert {
        "question_language",
        "outcome",
        "confidence",
        "cards",
        "passages",
        "referral",
    } <= set(shown)
    assert {
        "text",
        "answer_sentences",
        "language",
        "title",
        "publisher",
        "url",
        "heading_path",
        "page",
        "captured_at",
        "checked_at",
        "changed_at",
        "stored_copy",
        "score",
    } <= set(shown["passages"][0])


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "pg_stat_statements"]


def _row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in _tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def _found_anywhere(marker: str) -> bool:
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{marker}%"]
            )
            if cursor.fetchone()[0]:
                return True
    return False
