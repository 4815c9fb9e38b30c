"""The provinces of Afghanistan: complete, unique, in three languages, in step with a gazetteer."""

import csv
import json
import re
from collections import Counter

import pytest
from tests.data.reviewed import load, problems_of_texts

PROVINCES = load("provinces.yaml")["provinces"]
# Codes follow GeoJSON files; one of the files gives a neighbour's names, so only codes compare.
_FOLDED = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": " "})


def _folded(name: str) -> str:
    return name.translate(_FOLDED).replace(" ", "")


@pytest.mark.parametrize("row", PROVINCES, ids=lambda row: row["code"])
def test_province_fields_complete_and_in_three_languages(row):
    assert set(row) - {"also"} == {"code", "pcode", "names", "centre"}
    assert re.fullmatch(r"AF-[A-Z]{3}", row["code"])
    assert re.fullmatch(r"AF[0-3][0-9]", row["pcode"])
    problems = problems_of_texts(row["names"], where="names")
    problems += problems_of_texts(row["centre"], where="centre")
    assert problems == []


def test_provinces_thirty_four_and_unique():
    assert len(PROVINCES) == 34
    for field in ("code", "pcode"):
        assert max(Counter(row[field] for row in PROVINCES).values()) == 1
    for language in ("en", "fa-af", "ps"):
        assert max(Counter(row["names"][language] for row in PROVINCES).values()) == 1
    assert {row["pcode"] for row in PROVINCES} == {f"AF{number:02}" for number in range(1, 35)}


def test_province_codes_are_those_of_the_gazetteer(shared):
    found = {
        json.loads(path.read_text(encoding="utf-8"))["properties"]["wof:concordances"]["iso:id"]
        for path in (shared / "gazetteer-af" / "wof" / "region").glob("*.geojson")
    }
    assert {row["code"] for row in PROVINCES} == found


def test_province_pcodes_carry_the_same_english_names(shared):
    with (shared / "gazetteer-af" / "pcodes_afg.csv").open(encoding="utf-8") as file:
        names = {r["P-Code"]: r["Name"] for r in csv.DictReader(file) if r["Admin Level"] == "1"}
    consonants = re.compile(r"[^bcdfgjklmnpqrstvxz]")
    different = [
        (row["names"]["en"], names[row["pcode"]])
        for row in PROVINCES
        if consonants.sub("", row["names"]["en"].lower())
        != consonants.sub("", names[row["pcode"]].lower())
    ]
    assert different == []


def test_province_dari_names_are_those_of_the_gazetteer(shared):
    table = shared / "gazetteer-af" / "openafghanistan_provinces_districts.csv"
    with table.open(encoding="utf-8") as file:
        names = {_folded(row["province_dari"]) for row in csv.DictReader(file)}
    ours = {_folded(spelling) for row in PROVINCES for spelling in row["names"].values()}
    assert names - ours <= {_folded("ميدان وردگ")}  # half Dari, half Pashto in that table
