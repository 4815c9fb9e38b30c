"""Rule sets of general law as data: schema, sources, spans of days, three languages; so clocks."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from tests.data.reviewed import DATA, load, problems_of_texts

from wayforward.core.access.rules import Role
from wayforward.core.clocks.wording import LEVELS

FOLDERS = sorted(path.name for path in (DATA / "rulesets").iterdir() if path.is_dir())
FIELDS = {"key", "labels", "value", "unit", "valid_from", "valid_to", "citation", "verified"}
NOT_READ = ("General knowledge", "Not found", "general knowledge", "not adopted")
PARAMETERS = [
    (folder, row)
    for folder in FOLDERS
    for row in load(f"rulesets/{folder}/parameters.yaml")["parameters"]
]
KINDS: list[dict[str, Any]] = load("clocks/kinds.yaml")["kinds"]
CALENDARS = load("calendars/calendars.yaml")


@pytest.mark.parametrize("folder", FOLDERS)
def test_rule_set_is_named_like_its_folder_and_awaits_its_reader(folder: str) -> None:
    content = load(f"rulesets/{folder}/parameters.yaml")

    assert content["rule_set"]["key"] == folder
    assert problems_of_texts(content["rule_set"]["names"], where=folder) == []
    assert content["review"] == "awaiting_native_reader"


@pytest.mark.parametrize(("folder", "row"), PARAMETERS, ids=lambda value: str(value)[:60])
def test_parameter_fields_complete_and_cited(folder: str, row: dict[str, Any]) -> None:
    assert FIELDS <= set(row) <= FIELDS | {"note"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["key"])
    assert row["citation"].strip()
    assert problems_of_texts(row["labels"], where=row["key"]) == []
    assert isinstance(row["valid_from"], date)
    assert row["valid_to"] is None or row["valid_to"] >= row["valid_from"]


@pytest.mark.parametrize(("folder", "row"), PARAMETERS, ids=lambda value: str(value)[:60])
def test_parameter_from_general_knowledge_is_never_verified(folder: str, row: Any) -> None:
    if any(mark in row["citation"] for mark in NOT_READ):
        assert row["verified"] is False
    assert row["value"] is not None or not row["verified"]


def test_spans_of_one_key_do_not_overlap() -> None:
    keys = {(folder, row["key"]) for folder, row in PARAMETERS}
    for folder, key in keys:
        spans = sorted(
            (row["valid_from"], row["valid_to"] or date.max)
            for where, row in PARAMETERS
            if (where, row["key"]) == (folder, key)
        )
        assert all(a[1] < b[0] for a, b in pairwise(spans)), key


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row["key"])
def test_kind_of_clock_is_in_three_languages_and_tells_roles_that_exist(row: Any) -> None:
    texts = [row["names"], row["trigger"]["names"]]
    texts += [row["tacit"]["names"]] if "tacit" in row else []
    for names in texts:
        assert problems_of_texts(names, where=row["key"]) == []
    for level in row["levels"]:
        assert set(level["tell"]) <= set(Role)
        assert level["tell"]
        assert level["key"] in LEVELS


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row["key"])
def test_no_length_of_a_law_stands_in_a_kind(row: Any) -> None:
    given = {name: key for name, key in row["length"].items() if name != "given"}
    assert given
    assert all(isinstance(key, str) for key in given.values())


def test_levels_of_a_kind_come_in_their_order() -> None:
    for row in KINDS:
        order = [list(LEVELS).index(level["key"]) for level in row["levels"]]
        assert order == sorted(order), row["key"]


def test_calendars_are_cited_and_in_three_languages() -> None:
    for row in CALENDARS["calendars"]:
        assert problems_of_texts(row["names"], where=row["key"]) == []
        assert row["weekends"]
        for weekend in row["weekends"]:
            assert weekend["citation"]
            if "general knowledge" in weekend["citation"].lower():
                assert weekend["verified"] is False
    keys = {row["key"] for row in CALENDARS["calendars"]}
    assert set(CALENDARS["sides"].values()) <= keys
    assert {row["calendar"] for row in CALENDARS["authorities"]} <= keys


def test_places_of_zones_are_in_three_languages() -> None:
    rows = [*CALENDARS["calendars"], *CALENDARS["authorities"]]
    zones = {row["zone"] for row in rows if "zone" in row}
    assert zones <= set(CALENDARS["zones"])
    for zone, names in CALENDARS["zones"].items():
        assert problems_of_texts(names, where=zone) == []


def test_holidays_of_the_institutions_are_in_three_languages() -> None:
    content = load("calendars/eu-institutions.yaml")
    assert content["verified"] is False
    for row in content["pattern"]:
        assert problems_of_texts(row["names"], where=str(row)) == []


def test_authorities_with_days_of_their_own_are_parties_of_an_arrangement() -> None:
    parties = {
        row["key"]
        for path in (DATA / "arrangements").glob("*/parties.yaml")
        for row in load(path.relative_to(DATA).as_posix())["parties"]
    }
    assert {row["party"] for row in CALENDARS["authorities"]} <= parties
