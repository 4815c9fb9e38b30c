"""Nothing published is told from nothing happening; a reader gets their own language first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.projects.activities import Narrative
from wayforward.information.projects.finding_rules import Counts, Picture, picture, text_for

counts = st.integers(0, 3)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((0, 0, 0, 0, 0, 0), Picture.NOTHING_READ),
        ((3, 0, 0, 0, 0, 0), Picture.NOTHING_FOR_COUNTRY),
        ((3, 9, 0, 0, 0, 0), Picture.NO_PLACES),
        ((3, 9, 4, 0, 0, 0), Picture.NOT_NAMED_HERE),
        ((3, 9, 4, 2, 0, 0), Picture.NO_MATCH),
        ((3, 9, 4, 2, 1, 0), Picture.ONLY_ENDED),
        ((3, 9, 4, 2, 1, 1), Picture.RUNNING),
        ((3, 9, 0, 9, 0, 0), Picture.NO_MATCH),
    ],
)
def test_picture_first_reason_that_holds(numbers: tuple[int, ...], expected: Picture) -> None:
    assert picture(Counts(*numbers)) is expected


@given(st.tuples(counts, counts, counts, counts, counts, counts))
def test_picture_says_running_only_where_something_runs(numbers: tuple[int, ...]) -> None:
    found = picture(Counts(*numbers))
    assert (found is Picture.RUNNING) <= (numbers[5] > 0)
    assert (found is Picture.NOTHING_READ) == (numbers[0] == 0)


def _texts(*languages: str) -> tuple[Narrative, ...]:
    return tuple(Narrative(one, f"in {one}") for one in languages)


@pytest.mark.parametrize(
    ("languages", "reader", "expected"),
    [
        (("en", "ps", "prs"), "ps", "ps"),
        (("en", "ps", "prs"), "fa-af", "prs"),
        (("fa", "prs"), "fa-af", "fa"),
        (("fa", "fa-af"), "fa-af", "fa-af"),
        (("ar", "fr", "en-gb"), "ps", "en-gb"),
        (("ar", "fr"), "en", "ar"),
        (("", "en"), "en", "en"),
    ],
)
def test_text_for_reader_own_language_then_english_then_the_first(
    languages: tuple[str, ...], reader: str, expected: str
) -> None:
    found = text_for(_texts(*languages), reader)
    assert found is not None
    assert found.language == expected


def test_text_for_nobody_is_none() -> None:
    assert text_for((), "en") is None
