"""Ranking: rare words count, boilerplate does not, scores follow the evidence."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wayforward.information.answers.ranking import (
    Evidence,
    Weights,
    bonus,
    choose_words,
    letter_share,
    ordinary_direction,
    pieces,
    score,
    share,
    towards_meaning,
    weights_for,
    with_synonyms,
    with_twins,
    word_share,
)

TEXTS = [" residence permit office ", " office hours of the office ", " permit fees "]


def test_the_text_with_the_rare_word_has_the_larger_share() -> None:
    shares = word_share("residence office", TEXTS)

    assert shares.argmax() == 0
    assert shares[0] > shares[1] > shares[2] == 0


def test_a_word_is_found_whole_only() -> None:
    assert word_share("art", [" party ", " art of living "]).tolist()[0] == 0


def test_a_reviewed_synonym_counts_as_the_word_in_any_language() -> None:
    shares = word_share("محکمه", [" the court decides ", " the office decides "])

    assert shares.tolist() == [1, 0]
    assert "court" in with_synonyms(("محکمه",), "محکمه")


def test_a_compound_is_found_by_its_pieces() -> None:
    shares = letter_share("Auflage Wohnsitz", [" wohnsitzauflage ", " krankenkasse "])

    assert shares[0] > 0.9
    assert shares[1] == 0


def test_a_question_without_long_words_has_no_letter_share() -> None:
    assert letter_share("wo ist es", TEXTS).tolist() == [0, 0, 0]


def test_pieces_come_from_long_words_longest_first_each_once() -> None:
    assert pieces(["asylum", "a", "asylumasylum"])[:2] == ["asyl", "sylu"]
    assert pieces(["haus"]) == []


def test_one_shared_number_is_no_perfect_match() -> None:
    shares = word_share(
        "ماده ۱۴ درباره پناهندگی چه میگوید", [" article 14 asylum ", " article 15 "]
    )

    assert 0 < shares[0] < 0.4


@given(arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(0, 9))))
def test_a_share_lies_between_nothing_and_all(found: np.ndarray) -> None:
    shares = share(found)

    assert shares.shape == (len(found),)
    assert ((shares >= 0) & (shares <= 1.0001)).all()


def test_a_turned_question_has_length_one_and_leaves_the_common_direction() -> None:
    generator = np.random.default_rng(1)
    vector = generator.normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    common = ordinary_direction()

    turned = towards_meaning(vector)

    assert np.isclose(np.linalg.norm(turned), 1, atol=1e-5)
    assert turned @ common < vector @ common
    assert np.allclose(towards_meaning(vector, Weights(ordinary=0.0)), vector, atol=1e-6)


def _evidence(**changes: list[float]) -> Evidence:
    names = ("meaning", "page", "lines", "words", "letters")
    same = {name: [0.5, 0.5] for name in names}
    told = {name: np.array(value, dtype=np.float32) for name, value in {**same, **changes}.items()}
    siblings = told.pop("siblings", np.array([1, 1]))
    return Evidence(siblings=siblings.astype(int), **told)


def test_each_kind_of_evidence_decides_when_the_others_are_equal() -> None:
    for name in ("meaning", "page", "words", "letters"):
        scores = score(_evidence(**{name: [0.9, 0.5]}))
        assert scores[0] > scores[1], name


def test_a_crowded_page_needs_better_evidence() -> None:
    scores = score(_evidence(siblings=[1, 400]))

    assert scores[0] > scores[1]


def test_an_article_of_a_long_law_does_not_depend_on_its_preamble() -> None:
    evidence = _evidence(lines=[0.8, 0.7], page=[0.6, 0.75], siblings=[300, 300])

    scores = score(evidence)

    assert scores[0] > scores[1]


def test_compounding_languages_weigh_pieces_more_than_words() -> None:
    assert weights_for("de").letters > weights_for("de").words
    assert weights_for("ps") == weights_for(None) == Weights()


def test_the_own_language_gains_a_little() -> None:
    gained = bonus(np.array([True, False]), np.array([False, False]))

    assert 0 < gained[0] < 0.1
    assert gained[1] == 0


def test_words_are_chosen_rarest_first_until_they_match_too_much() -> None:
    assert choose_words({"the": 900.0, "asylum": 150.0, "tazkira": 3.0}) == ["tazkira", "asylum"]
    assert choose_words({"the": 900.0}) == []
    assert len(choose_words({f"w{i}": 0.0 for i in range(40)})) == 16


def test_the_twin_in_the_own_language_goes_before_the_translation_that_was_found() -> None:
    scores = np.array([0.9, 0.7, 0.8, 0.6], dtype=np.float32)
    own = np.array([False, True, False, True])

    lifted = with_twins(scores, ["a", "a", "b", "a"], [2, 3, 1, 4], own)

    assert np.argsort(-lifted).tolist() == [1, 0, 2, 3]


def test_translations_speak_for_the_passage_in_the_own_language() -> None:
    scores = np.array([0.9, 0.5, 0.7], dtype=np.float32)
    own = np.array([False, True, True])

    lifted = with_twins(scores, ["a", "a", "a"], [4, 4, 5], own)

    assert np.argsort(-lifted).tolist() == [1, 0, 2]
