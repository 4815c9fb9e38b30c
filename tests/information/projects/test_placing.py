"""Places become provinces by code or name; what is not known stays unknown."""

import pytest
from tests.information.projects.making import activity

from wayforward.information.projects.placing import Placed, place, provinces_of


def _place(inside: str) -> Placed:
    (location,) = activity(f"<location>{inside}</location>").locations
    return place(location, "AF")


def _named(name: str) -> str:
    return _place(f"<name><narrative>{name}</narrative></name>").province


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("AF-KAB", "AF-KAB"),
        ("af-her", "AF-HER"),
        ("AF01", "AF-KAB"),
        ("AF3201", "AF-HER"),
        ("AF99", ""),
        ("1138958", ""),
        ("PK-SD", ""),
    ],
)
def test_place_by_gazetteer_code(code: str, expected: str) -> None:
    assert _place(f'<administrative vocabulary="A4" code="{code}"/>').province == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kabul", "AF-KAB"),
        ("Kabul Province", "AF-KAB"),
        ("Surobi, Kabul", "AF-KAB"),
        ("Herat, Afghanistan", "AF-HER"),
        ("ولایت بلخ", "AF-BAL"),
        ("هرات", "AF-HER"),
        ("Mazar-i-Sharif", "AF-BAL"),
        ("Jalalabad", "AF-NAN"),
        ("Kabul (FU)", "AF-KAB"),
        ("Afghanistan", ""),
        ("Country-wide", ""),
        ("Karachi", ""),
        ("Balkh District", "AF-BAL"),
        ("Qarabagh", ""),
        ("", ""),
    ],
)
def test_place_by_name(name: str, expected: str) -> None:
    assert _named(name) == expected


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Surobi, Kabul", "kab-surobi"),
        ("ولسوالی پغمان", "kab-paghman"),
        ("Mazar-i-Sharif", "bal-mazar-e-sharif"),
        ("Kabul", ""),
        ("Kohistan, Kapisa", ""),
    ],
)
def test_place_by_name_district(name: str, district: str) -> None:
    located = _place(f"<name><narrative>{name}</narrative></name>")
    assert located.district == district


def test_place_stated_in_another_country_is_nowhere() -> None:
    name = "<name><narrative>Kabul</narrative></name>"
    assert _place(name + '<administrative country="IN" code="x"/>') == Placed()


def test_place_in_a_country_whose_provinces_we_do_not_know_is_nowhere() -> None:
    (location,) = activity(
        "<location><name><narrative>Kabul</narrative></name></location>"
    ).locations
    assert place(location, "PK") == Placed()


def test_provinces_each_once_in_order() -> None:
    found = [Placed("AF-KAB"), Placed(), Placed("AF-BAL"), Placed("AF-KAB", "AF0102")]
    assert provinces_of(found) == ["AF-BAL", "AF-KAB"]
