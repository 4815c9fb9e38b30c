"""What messengers put around a report goes; what it says stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.narratives.matching.cleaning import told, without_wrapping


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("RT @someone: all get a house https://t.co/abc", "all get a house"),
        ("They take all https://example.org/a?b=1", "They take all"),
        ("#GermanyNeedsWorkers they say", "Germany Needs Workers they say"),
        ("#visa_for_all", "visa for all"),
        ("The border is open — Demo Person (@demo_person) June 1, 2026", "The border is open"),
        ("Forwarded many times: work from day one", "work from day one"),
        ("  two\n lines ", "two lines"),
        ("RT @one: RT @two: they take all", "they take all"),
        ("کشتی کلان است @demo https://t.me/xyz", "کشتی کلان است"),
    ],
)  # fmt: skip
def test_links_accounts_and_marks_of_forwarding_go(report: str, said: str) -> None:
    assert without_wrapping(report) == said


@pytest.mark.parametrize("report", ["https://example.org/only", "@nobody", "!!! ???"])
def test_a_report_of_wrapping_alone_stays(report: str) -> None:
    assert without_wrapping(report) == report


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(report: str) -> None:
    once = without_wrapping(report)
    assert without_wrapping(once) == once


def test_dari_in_latin_letters_is_put_into_its_own_script() -> None:
    found = told("man mekhaham panahandagi begiram dar alman, chi kar konam")

    assert found.language == "fa"
    assert any("\u0600" <= letter <= "\u06ff" for letter in found.said)
