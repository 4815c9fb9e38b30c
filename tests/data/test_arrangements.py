"""Arrangements as data: schema, links between items, spans of days, sources, three languages."""

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from tests.data.reviewed import COUNTRIES, DATA, load, problems_of_text, problems_of_texts

FOLDERS = sorted(path.name for path in (DATA / "arrangements").iterdir() if path.is_dir())
KINDS = {
    *("eu_institution", "member_state_authority", "partner_country_authority"),
    *("international_organisation", "service_provider", "oversight_body"),
}
ARRANGEMENT_FIELDS = {
    *("key", "names", "kind", "status", "legal_nature", "sides", "valid_from", "valid_to"),
    *("languages", "calendars", "cadence", "meetings", "citations", "open_points"),
}
PARAMETER_FIELDS = {
    *("key", "labels", "value", "unit", "valid_from", "valid_to", "citation", "verified"),
}
NOT_READ = ("General knowledge", "Not found")


def _arrangement(folder: str) -> dict[str, Any]:
    return load(f"arrangements/{folder}/arrangement.yaml")["arrangement"]


def _parties(folder: str) -> list[dict[str, Any]]:
    return load(f"arrangements/{folder}/parties.yaml")["parties"]


def _parameters(folder: str) -> list[dict[str, Any]]:
    return load(f"arrangements/{folder}/parameters.yaml")["parameters"]


PARTIES = [(folder, row) for folder in FOLDERS for row in _parties(folder)]
PARAMETERS = [(folder, row) for folder in FOLDERS for row in _parameters(folder)]


def test_first_arrangement_and_its_successor_are_there():
    assert {"joint-way-forward", "joint-declaration-2021"} <= set(FOLDERS)
    older, newer = _arrangement("joint-way-forward"), _arrangement("joint-declaration-2021")
    assert (older["replaced_by"], newer["replaces"]) == (newer["key"], older["key"])
    assert older["valid_to"] < newer["valid_from"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_arrangement_fields_complete(folder):
    row = _arrangement(folder)
    assert set(row) >= ARRANGEMENT_FIELDS
    assert row["key"] == folder
    assert problems_of_texts(row["names"], where="names") == []
    assert problems_of_text(row["legal_nature"], "en") == []
    assert isinstance(row["valid_from"], date)
    assert row["valid_to"] is None or row["valid_to"] > row["valid_from"]
    assert row["languages"] == ["en", "fa-af", "ps"]
    assert {side["party"] for side in row["sides"]} <= {party["key"] for party in _parties(folder)}
    assert all(
        set(citation) == {"id", "title", "note", "verified"} for citation in row["citations"]
    )


@pytest.mark.parametrize(("folder", "row"), PARTIES, ids=lambda value: str(value)[:60])
def test_party_fields_complete_and_in_three_languages(folder, row):
    assert set(row) <= {"key", "kind", "side", "country", "recognition", "names"}
    assert row["kind"] in KINDS
    assert row.get("country", "DE") in COUNTRIES - {"EU"}
    partner = row["kind"] == "partner_country_authority"
    assert ("recognition" in row) == partner
    assert row.get("recognition", "recognised") in {"recognised", "de_facto"}
    assert problems_of_texts(row["names"], where=row["key"]) == []
    if row["kind"] == "member_state_authority":
        assert row["country"]
    if (
        row["kind"] in {"oversight_body", "service_provider"}
        or row.get("recognition") == "de_facto"
    ):
        assert "side" not in row, f"{folder}: {row['key']} may not sit for a side"


@pytest.mark.parametrize("folder", FOLDERS)
def test_party_keys_unique_and_every_kind_present(folder):
    keys = [row["key"] for row in _parties(folder)]
    assert len(keys) == len(set(keys))
    assert {row["kind"] for row in _parties(folder)} == KINDS


@pytest.mark.parametrize(("folder", "row"), PARAMETERS, ids=lambda value: str(value)[:60])
def test_parameter_fields_complete_and_cited(folder, row):
    assert set(row) >= PARAMETER_FIELDS
    assert set(row) <= PARAMETER_FIELDS | {"note"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["key"])
    assert isinstance(row["verified"], bool)
    assert row["citation"].strip()
    assert problems_of_texts(row["labels"], where=row["key"]) == []
    assert row["valid_from"] >= _arrangement(folder)["valid_from"]
    assert row["valid_to"] is None or row["valid_to"] >= row["valid_from"]


@pytest.mark.parametrize(("folder", "row"), PARAMETERS, ids=lambda value: str(value)[:60])
def test_parameter_from_general_knowledge_is_never_verified(folder, row):
    if row["citation"].startswith(NOT_READ):
        assert row["verified"] is False, f"{folder}: {row['key']}"
    if row["value"] is None and row["verified"]:
        assert "on purpose" in row["note"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_parameter_spans_of_one_key_do_not_overlap(folder):
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in _parameters(folder):
        spans[row["key"]].append((row["valid_from"], row["valid_to"] or date.max))
    for key, found in spans.items():
        ordered = sorted(found)
        assert all(a[1] < b[0] for a, b in pairwise(ordered)), key


def test_caps_are_those_of_the_reports():
    def cap(folder: str, key: str) -> tuple[int, bool]:
        row = next(row for row in _parameters(folder) if row["key"] == key)
        return row["value"], row["verified"]

    assert cap("joint-way-forward", "flight-cap-non-voluntary") == (50, True)
    assert cap("joint-way-forward", "travel-document-weeks") == (4, True)
    assert cap("joint-declaration-2021", "flight-cap-non-voluntary") == (50, True)
    assert cap("joint-declaration-2021", "month-cap-non-voluntary") == (500, True)
    assert cap("joint-declaration-2021", "travel-document-weeks") == (4, False)
