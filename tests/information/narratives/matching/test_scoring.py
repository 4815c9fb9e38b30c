"""Scores of candidates, and the reasons in words."""

from __future__ import annotations

import numpy as np

from wayforward.information.narratives.matching.deciding import Found
from wayforward.information.narratives.matching.explaining import Sign, in_words, reasons
from wayforward.information.narratives.matching.scoring import Weights, document, evidence

DOCUMENTS = [document(["the ship is big and safe"]), document(["لویه کښتۍ"]),
             document(["they give everybody a house"])]  # fmt: skip


def test_the_best_text_of_a_claim_speaks_for_it() -> None:
    meaning = np.array([0.5, 0.5], dtype=np.float32)
    found = evidence("a big safe ship", meaning, DOCUMENTS, [0, 0, 1])

    assert found.words[0] > found.words[1]
    assert found.scores()[0] > found.scores()[1]


def test_without_words_the_score_is_meaning_alone() -> None:
    meaning = np.array([0.25, 0.75], dtype=np.float32)
    found = evidence("xyz", meaning, DOCUMENTS, [0, 0, 1])

    assert np.allclose(found.scores(Weights(words=0, letters=0)), meaning)


def test_other_spellings_are_seen_by_their_sounds() -> None:
    meaning = np.zeros(2, dtype=np.float32)
    found = evidence("keshti", meaning, [document(["کشتی"]), document(["موتر"])], [0, 1])

    assert found.letters[0] > found.letters[1]


def test_reasons_name_shared_words_and_other_spellings() -> None:
    found = Found(0.9, 0.8, 0.5, 0.5)
    texts = [document(["a big ship"]), document(["کشتی"])]
    given = reasons("the ship keshti sails", texts, found, told_again=False)

    assert [one.sign for one in given] == [Sign.WORDS, Sign.SPELLING, Sign.MEANING]
    said = in_words(given)
    assert "“ship”" in said
    assert "“keshti”" in said


def test_there_is_always_a_reason() -> None:
    texts = [document(["a big ship"])]
    given = reasons("something else", texts, Found(0.1, 0.1, 0, 0), told_again=False)
    assert [one.sign for one in given] == [Sign.FAR]
