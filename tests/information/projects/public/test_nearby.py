"""From a question to the projects of the place that it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from tests.information.projects.making import AF, KABUL, PAGHMAN, import_these, written

from wayforward.core.places import finding
from wayforward.core.places.finding import find_place, place_asked_for
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.projects.public.nearby import Home, home_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two(tmp_path: Path, db: None) -> None:
    load_rule_sets()
    import_these(tmp_path, written(1, AF + KABUL), written(2, AF + PAGHMAN), written(3, AF))


def _home(question: str, language: str = "en", topics: tuple[str, ...] = ("return",)) -> Home:
    with translation.override(language):
        found = home_for(topics, question)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Which help is there in Paghman?", "en",
         [("Paghman, Kabul", "/en/projects/district/kab-paghman", 1)]),
        ("Can I get help if I go back to Kabul?", "en",
         [("Kabul", "/en/projects/province/AF-KAB", 2)]),
        ("اگر به هرات برگردم چه کمک است؟", "fa-af",
         [("هرات", "/fa-af/projects/province/AF-HER", 0)]),
        ("که زه بېرته ننګرهار ته لاړ شم څه مرسته شته؟", "ps",
         [("ننګرهار", "/ps/projects/province/AF-NAN", 0)]),
    ],
)  # fmt: skip
def test_a_place_named_leads_to_its_page_with_the_number_of_projects(
    question: str, language: str, expected: list[tuple[str, str, int]]
) -> None:
    found = _home(question, language)
    assert [(one.name, one.address, one.here.projects) for one in found.places] == expected


def test_what_runs_is_told_from_what_is_only_published(tmp_path: Path) -> None:
    import_these(tmp_path, written(9, AF + KABUL, status="4"), name="more.xml")
    [kabul] = _home("I go back to Kabul").places
    assert (kabul.here.projects, kabul.here.live) == (3, 2)


def test_a_name_that_two_districts_share_leads_to_both() -> None:
    found = _home("What projects are in Qarabagh?")
    assert {one.name for one in found.places} == {"Qarabagh, Kabul", "Qarabagh, Ghazni"}


def test_a_question_without_a_place_leads_to_the_map() -> None:
    found = _home("What help is there after return?")
    assert (found.address, found.places) == ("/en/projects", ())


def test_who_names_many_places_is_led_to_the_map() -> None:
    assert _home("Kabul, Herat, Balkh, Kandahar").places == ()


def test_a_card_on_return_leads_to_the_map_and_one_on_asylum_nowhere() -> None:
    assert home_for(("return", "reintegration")) is not None
    assert home_for(("asylum",)) is None


def test_nothing_of_a_question_is_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def heard(*_: object) -> None:
        raise AssertionError("A reader's words are not looked for by sound: that is remembered.")

    monkeypatch.setattr(finding, "sounded", heard)
    before = find_place.cache_info().currsize

    place_asked_for("Zebra Zarghun near Paghmun")
    _home("I go back to Kabul, zebra")

    assert find_place.cache_info().currsize == before
