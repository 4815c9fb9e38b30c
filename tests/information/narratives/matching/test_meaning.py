"""Vectors freed of their language, and the soft maximum over tellings."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wayforward.information.narratives.matching.meaning import freed, means, soft_maximum

cosines = arrays(np.float32, st.integers(1, 20), elements=st.floats(-1, 1, width=32))


def test_means_are_known_for_the_readers_languages_and_for_all_others() -> None:
    assert set(means()) == {"fa", "ps", "en", ""}


def test_dari_is_freed_as_persian_and_an_unsure_text_of_the_general_mean() -> None:
    vectors = np.eye(3, 384, dtype=np.float32)
    one = freed(vectors, ["fa-af", "ps", None])

    assert np.allclose(one[0], freed(vectors[:1], ["fa"])[0])
    assert np.allclose(one[2], freed(vectors[2:], ["xx"])[0])
    assert np.allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)


def test_nothing_is_freed_of_nothing() -> None:
    assert freed(np.zeros((0, 384), np.float32), []).shape == (0, 384)


@given(cosines)
def test_soft_maximum_lies_between_mean_and_maximum(found: np.ndarray) -> None:
    soft = soft_maximum(found, [0] * len(found), 1)[0]
    assert found.mean() - 1e-4 <= soft <= found.max() + 1e-4


def test_a_claim_without_tellings_is_far() -> None:
    assert soft_maximum(np.array([0.5], np.float32), [1], 2).tolist()[0] == -1.0
