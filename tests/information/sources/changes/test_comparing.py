"""What counts as a change, what does not, and what a change is said to touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.normalise import wording_form
from wayforward.information.sources.changes.comparing import (
    Stood,
    changed_sections,
    compare,
)
from wayforward.information.sources.changes.furniture import is_furniture

PAGE = (
    "Everyone may ask for asylum.",
    "The appeal must be filed within 14 days.",
    "The allowance is 460 euros a month.",
    "Call 0800 123 45 67 for advice.",
    "You may work after 6 months.",
)


def stood(*texts: str, anchor: str = "a") -> list[Stood]:
    return [Stood(wording_form(text), text, anchor, ("Part",)) for text in texts]


def test_nothing_changed_says_nothing() -> None:
    assert compare(stood(*PAGE), stood(*PAGE), "en").changes == ()


@given(st.permutations(PAGE))
def test_order_makes_no_difference(other: list[str]) -> None:
    assert compare(stood(*PAGE), stood(*other), "en").changes == ()
    assert changed_sections(stood(*PAGE), stood(*other)) == []


@pytest.mark.parametrize(
    "other",
    [
        ["Everyone may ask for asylum. The appeal must be filed within 14 days.", *PAGE[2:]],
        ["Everyone may ask ", "for asylum.", *PAGE[1:]],
        [text.replace("a", "a").replace(".", " .") for text in PAGE],
        [text.upper() for text in PAGE],
    ],
    ids=["joined", "cut", "spaced", "capitals"],
)
def test_layout_makes_no_difference(other: list[str]) -> None:
    assert compare(stood(*PAGE), stood(*other), "en").changes == ()
    assert changed_sections(stood(*PAGE), stood(*other)) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "kind"),
    [
        ("en", PAGE[1], PAGE[1].replace("14", "7"), "deadline"),
        ("en", PAGE[2], PAGE[2].replace("460", "410"), "amount"),
        ("en", PAGE[3], PAGE[3].replace("67", "99"), "phone"),
        ("en", PAGE[0], "Everyone may not ask for asylum.", "negation"),
        ("en", PAGE[4], "You may work after 6 months only if you have a permit.", "condition"),
        ("en", "Families of refugees can come.", "Families of minors can come.", "eligibility"),
        ("en", "It ends on 3 March 2026.", "It ends on 5 April 2026.", "date"),
        ("de", "Die Frist beträgt zwei Wochen.", "Die Frist beträgt eine Woche.", "deadline"),
        ("de", "Sie erhalten 460 Euro im Monat.", "Sie erhalten 441 Euro im Monat.", "amount"),
        ("de", "Asylbewerber dürfen arbeiten.", "Asylbewerber dürfen nicht arbeiten.", "negation"),
        ("fr", "Le délai est de trois mois.", "Le délai est de six mois.", "deadline"),
        ("fr", "L'amende est de 3.000 euros.", "L'amende est de 12.500 euros.", "amount"),
        ("fr-fr", "Il expire le 5 mai 2006.", "Il expire le 14 mai 2024.", "date"),
        ("fa", "مهلت استیناف ۱۴ روز است.", "مهلت استیناف ۷ روز است.", "deadline"),
        ("fa-af", "معاش ماهانه ۴۶۰ یورو است.", "معاش ماهانه ۴۱۰ یورو است.", "amount"),
        ("fa", "شما اجازه کار دارید.", "شما اجازه کار ندارید.", "negation"),
        ("ps", "د استیناف موده ۱۴ ورځې ده.", "د استیناف موده ۷ ورځې ده.", "deadline"),
        ("ps", "مرسته ۴۶۰ یورو ده.", "مرسته ۴۱۰ یورو ده.", "amount"),
    ],
)
def test_a_reworded_sentence_is_paired_told_and_of_high_priority(
    language: str, old: str, new: str, kind: str
) -> None:
    found = compare(stood(old, "It stays."), stood("It stays.", new), language)

    [change] = found.changes
    assert (change.how, change.priority) == ("reworded", "high")
    assert kind in change.kinds


def test_old_and_new_value_are_named() -> None:
    [change] = compare(stood(PAGE[1]), stood(PAGE[1].replace("14", "7")), "en").changes

    assert [(t.kind, t.old, t.new) for t in change.touches] == [("deadline", "14 days", "7 days")]


def test_digits_of_another_set_are_no_change() -> None:
    assert compare(stood("مهلت ۱۴ روز است."), stood("مهلت 14 روز است."), "fa").changes == ()


def test_renumbered_references_are_of_low_priority() -> None:
    [change] = compare(stood("See Article 7 of the act."), stood("See Article 8 of the act."),
                       "en").changes  # fmt: skip
    assert change.priority == "low"


def test_added_and_removed_sentences_stand_alone() -> None:
    changes = compare(stood(*PAGE), stood(*PAGE[1:], "Lawyers advise you free of charge."), "en")

    assert sorted(c.how for c in changes.changes) == ["added", "removed"]


def test_a_page_that_became_another_is_flagged() -> None:
    old = stood(*(f"Old rule number {n} about visas." for n in range(20)))
    new = stood(*(f"Gardening tip {n}: water the roses." for n in range(20)))

    assert compare(old, new, "en").replaced
    assert not compare(old, old[:15], "en").replaced


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Last updated: 3 March 2026", "en"), ("12 March 2026", "en"), ("2026-03-12", None),
        ("1,204 views", "en"), ("© 2026 Ministry. All rights reserved.", "en"),
        ("Stand: 12.03.2026", "de"), ("Lesezeit: 3 Minuten", "de"), ("Seite drucken", "de"),
        ("Mis à jour le 12 mars 2026", "fr"), ("Partager sur", "fr"),
        ("آخرین به‌روزرسانی: ۱۲ حمل ۱۴۰۵", "fa-af"), ("وروستی بدلون: ۱۲ وری ۱۴۰۵", "ps"),
    ],
)  # fmt: skip
def test_furniture_is_known(line: str, language: str | None) -> None:
    assert is_furniture(line, language)


@pytest.mark.parametrize("line", PAGE)
def test_what_a_page_says_is_no_furniture(line: str) -> None:
    assert not is_furniture(line, "en")


def test_changed_sections_name_what_came_went_and_differs() -> None:
    old = [*stood("One.", anchor="a1"), *stood("Two.", anchor="a2"), *stood("Gone.", anchor="a3")]
    new = [*stood("One.", anchor="a1"), *stood("Three.", anchor="a2"), *stood("New.", anchor="a4")]

    assert changed_sections(old, new) == ["a2", "a3", "a4"]
