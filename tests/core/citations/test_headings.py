"""Which headings a citation of articles means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.citations.headings import headings_of


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("", ("",)),
        ("Article 17", ("Article 17",)),
        ("Section 104c", ("Section 104c",)),
        ("Article 10(3)", ("Article 10",)),
        ("Articles 19 and 20", ("Article 19", "Article 20")),
        ("Sections 3, 60a and 104c", ("Section 3", "Section 60a", "Section 104c")),
        ("Articles 7 and 12 to 14", ("Article 7", "Article 12", "Article 13", "Article 14")),
        ("Articles 2 and 5 and Annex I", ("Article 2", "Article 5", "Annex I")),
        ("Articles 5 and 5(2)", ("Article 5",)),
        ("Article 5 Rights and duties", ("Article 5 Rights and duties",)),
        ("Work and study", ("Work and study",)),
    ],
)
def test_headings_of_what_an_editor_names(named: str, meant: tuple[str, ...]) -> None:
    assert headings_of(named) == meant


@given(st.lists(st.integers(1, 999), min_size=2, max_size=6, unique=True))
def test_every_article_of_a_list_is_found_and_stays_what_it_is(numbers: list[int]) -> None:
    *some, last = numbers
    found = headings_of(f"Articles {', '.join(map(str, some))} and {last}")

    assert found == tuple(f"Article {number}" for number in numbers)
    assert [headings_of(one) for one in found] == [(one,) for one in found]


@given(st.text())
def test_what_is_no_list_is_kept(named: str) -> None:
    if not named.startswith(("Article", "Section")):
        assert headings_of(named) == (named,)
