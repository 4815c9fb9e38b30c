"""The example questions of the front page: enough, of every topic, in three languages."""

from collections import Counter

import pytest
from tests.data.reviewed import LANGUAGES, TOPICS, load, problems_of_texts

QUESTIONS = load("starter_questions.yaml")["questions"]


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["text"]["en"])
def test_question_is_a_short_question_in_three_languages(row):
    assert set(row) == {"topic", "text"}
    assert problems_of_texts(row["text"], where="text") == []
    assert row["text"]["en"].endswith("?")
    assert all(row["text"][language].endswith("؟") for language in ("fa-af", "ps"))
    assert max(len(text) for text in row["text"].values()) <= 90


def test_questions_cover_every_topic_without_repeating():
    assert len(QUESTIONS) >= 24
    assert {row["topic"] for row in QUESTIONS} == TOPICS
    for language in LANGUAGES:
        assert max(Counter(row["text"][language] for row in QUESTIONS).values()) == 1
