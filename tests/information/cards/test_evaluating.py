"""Floors on finding the right card, on questions that nothing was fitted on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wayforward.conf import REPOSITORY
from wayforward.information.cards.finding import shelving
from wayforward.information.cards.finding.evaluating import evaluate_cards
from wayforward.information.cards.finding.evaluating_cli import evaluate
from wayforward.information.cards.finding.questions import read_questions
from wayforward.information.cards.loading import load_cards
from wayforward.information.sources.actions import load_register

QUESTIONS = REPOSITORY / "tests" / "data_small" / "card_questions.yaml"


@pytest.mark.django_db
def test_the_right_card_is_first_and_a_wrong_one_hardly_ever_sure() -> None:
    load_register()
    load_cards()
    shelving.forget()

    _, summary = evaluate_cards(QUESTIONS)

    assert summary["questions"] >= 150
    assert summary["right_first"] >= 0.90
    assert summary["surely_wrong"] <= 0.03
    assert min(one["right_first"] for one in summary["by_language"].values()) >= 0.88


def test_questions_are_in_three_languages_and_of_every_kind() -> None:
    questions = read_questions(QUESTIONS)

    assert {one.language for one in questions} == {"en", "fa-af", "ps"}
    kinds = {one.kind for one in questions}
    assert kinds == {
        "paraphrase", "dialect", "latin", "short", "story", "misspelled", "stranger"
    }  # fmt: skip
    fitted = sum(one.for_fitting for one in questions) / len(questions)
    assert 0.2 < fitted < 0.45


def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    path.write_text(json.dumps({"questions": 3}), encoding="utf-8")

    result = CliRunner().invoke(evaluate, ["cards", "--file", str(path)])

    assert result.exit_code == 1
    assert "none.yaml is no set of questions" in result.output
