"""The districts of Afghanistan: complete, unique, in three scripts, in step with a gazetteer."""

import csv
import re
from collections import Counter

import pytest
from rapidfuzz import fuzz
from tests.data.reviewed import LANGUAGES, load, problems_of_texts

PROVINCES = {row["code"]: row for row in load("provinces.yaml")["provinces"]}
DISTRICTS = load("districts.yaml")["districts"]
ROWS = [(code, row) for code, rows in DISTRICTS.items() for row in rows]
FIELDS = {"key", "pcode", "centre", "names", "also"}
_BLANK = re.compile(r"[\s\u200c'’-]")
_SCRIPTS = {
    "en": re.compile(r"[A-Za-z][A-Za-z' -]*"),
    "fa-af": re.compile(r"[اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئء\u0654\u200c ]+"),
    "ps": re.compile(r"[اآبپتټثجچځڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیيېۍئء ]+"),
}
_FOLDED = str.maketrans({"ي": "ی", "ك": "ک", "ە": "ه", "آ": "ا", "ۀ": "ه", "\u0654": None})
# Another district than ours, no district at all, or a town, in that table.
_NOT_OURS = frozenset({"موجود نیست", "تورغندی", "بغلان", "مرکز کاپیسا", ""})


def _plain(name: str) -> str:
    return _BLANK.sub("", name.lower().translate(_FOLDED))


def _alike(one: str, other: str) -> float:
    return fuzz.ratio(_plain(one), _plain(other)) / 100


def _spellings(row) -> list[str]:
    return [*row["names"].values(), *row.get("also", ())]


def test_districts_every_province_has_some_and_one_centre():
    assert set(DISTRICTS) == set(PROVINCES)
    centres = {
        code: sum(row.get("centre", False) for row in rows) for code, rows in DISTRICTS.items()
    }
    assert centres == dict.fromkeys(PROVINCES, 1)


def test_district_centre_is_that_of_its_province():
    different = [
        (row["names"][language], PROVINCES[code]["centre"][language])
        for code, row in ROWS
        if row.get("centre")
        for language in LANGUAGES
        if _plain(row["names"][language]) not in _plain(PROVINCES[code]["centre"][language])
    ]
    assert different == []


@pytest.mark.parametrize("code", DISTRICTS)
def test_district_fields_complete_and_in_three_languages(code):
    problems = [
        f"{row['key']}: {problem}"
        for row in DISTRICTS[code]
        for problem in problems_of_texts(row["names"], where="names")
    ]
    assert problems == []
    assert [row for row in DISTRICTS[code] if not {"key", "names"} <= set(row) <= FIELDS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_district_names_have_only_letters_of_their_script(language):
    names = [row["names"][language] for _, row in ROWS]
    assert [name for name in names if not _SCRIPTS[language].fullmatch(name)] == []


def test_district_keys_are_unique_and_begin_with_their_province():
    keys = [row["key"] for _, row in ROWS]
    assert max(Counter(keys).values()) == 1
    begins = {code: code.removeprefix("AF-").lower() for code in PROVINCES}
    shaped = [
        key
        for (code, row) in ROWS
        if not re.fullmatch(rf"{begins[code]}(-[a-z]+)+", key := row["key"])
    ]
    assert shaped == []


def test_district_pcodes_are_unique_and_begin_with_that_of_their_province():
    coded = [(code, row["pcode"]) for code, row in ROWS if "pcode" in row]
    assert max(Counter(pcode for _, pcode in coded).values()) == 1
    assert [p for code, p in coded if not re.fullmatch(PROVINCES[code]["pcode"] + r"\d\d", p)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", DISTRICTS)
def test_district_name_no_name_twice_in_a_province(code, language):
    counted = Counter(_plain(row["names"][language]) for row in DISTRICTS[code])
    assert [name for name, times in counted.items() if times > 1] == []


def test_district_spellings_say_something_that_the_names_do_not():
    repeated = [
        (row["key"], spelling)
        for _, row in ROWS
        for spelling in row.get("also", ())
        if spelling in row["names"].values() or row["also"].count(spelling) > 1
    ]
    assert repeated == []


def test_district_pcodes_are_those_of_the_gazetteer_with_recognisable_names(shared):
    with (shared / "gazetteer-af" / "pcodes_afg.csv").open(encoding="utf-8") as file:
        told = {r["P-Code"]: r for r in csv.DictReader(file) if r["Admin Level"] == "2"}
    ours = {row["pcode"]: (code, row) for code, row in ROWS if "pcode" in row}
    assert set(ours) == set(told)
    assert {p: PROVINCES[code]["pcode"] for p, (code, _) in ours.items()} == {
        pcode: row["Parent P-Code"] for pcode, row in told.items()
    }
    strange = [
        (pcode, row["names"]["en"], told[pcode]["Name"])
        for pcode, (_, row) in ours.items()
        if max(_alike(one, told[pcode]["Name"]) for one in _spellings(row)) < 0.75
    ]
    assert strange == []


def test_district_dari_names_are_found_in_another_table(shared):
    """Its spelling is careless, so most must be recognisable, not all."""
    table = shared / "gazetteer-af" / "openafghanistan_provinces_districts.csv"
    with table.open(encoding="utf-8") as file:
        names = [row["district_dari"].strip() for row in csv.DictReader(file)]
    ours = {spelling for _, row in ROWS for spelling in _spellings(row)}
    asked = [name for name in names if name not in _NOT_OURS]
    strange = [name for name in asked if max(_alike(name, one) for one in ours) < 0.75]
    assert len(strange) < len(asked) / 50
