"""`wayforward persons` without a database: comparing, linking, one sentence for a wrong file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wayforward.core.persons.cli import persons

_PEOPLE = """id,name,father,born,province
a,Mohammad Karim,Abdul Rahman,1375,Ghasni
b,محمد کریم,عبدالرحمن,1996-01-01,غزنی
c,Hussain Ali,,,
d,Hassan Ali,,,
e,Torialai Homayun,,,
f,"=توریالی همایون",,,
"""


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(persons, list(arguments))


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(_PEOPLE, encoding="utf-8")
    return path


def test_compare_gives_score_and_reasons() -> None:
    done = _run(
        "compare", "Najibullah", "نجیب‌الله", "--born-a", "1375", "--born-b", "1996", "--json"
    )

    told = json.loads(done.output)
    assert done.exit_code == 0
    assert 0.9 < told["score"] < 1
    assert told["bits"] == pytest.approx(sum(reason["bits"] for reason in told["reasons"]))
    assert [(r["feature"], r["reason"]) for r in told["reasons"]] == [
        ("name", "same"), ("father", "unknown"), ("grandfather", "unknown"),
        ("birth", "same_year"), ("place", "unknown"),
    ]  # fmt: skip


def test_compare_speaks_to_people_in_their_language() -> None:
    done = _run("compare", "Hassan", "Hussain", "--language", "fa-af")

    assert done.output.startswith("0.00\n")
    assert "دو نام‌اند" in done.output


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--born-a", "long ago", "“long ago” is no date of birth"),
        ("--province-b", "Atlantis", "“Atlantis” is no province of Afghanistan"),
    ],
)
def test_compare_refuses_what_it_cannot_read(option: str, value: str, sentence: str) -> None:
    done = _run("compare", "A B", "C D", option, value)

    assert done.exit_code == 1
    assert sentence in done.output


def test_match_links_and_groups_a_file(people: Path) -> None:
    done = _run("match", "--file", str(people), "--json")

    told = json.loads(done.stdout)
    assert {(pair["a"], pair["b"]) for pair in told["pairs"]} == {("a", "b"), ("e", "f")}
    assert told["groups"] == [
        {"members": ["a", "b"], "agreed": True},
        {"members": ["e", "f"], "agreed": True},
    ]


def test_match_writes_pairs_that_no_spreadsheet_runs(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"

    done = _run("match", "--file", str(people), "--out", str(out))

    assert "6 records, 2 pairs, 2 groups." in done.stdout
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {(row["one"], row["other"]) for row in rows} == {("a", "b"), ("e", "f")}
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id,father\n1,x\n", "no column “name”"),
        ("name,nmae\nx,y\n", "“nmae” is no column we know"),
        ("", "no column “name”"),
        ("name,born\nAli,soon\n", "Line 2: “soon” is no date of birth"),
        ("name,province\nAli,Oz\n", "Line 2: “Oz” is no province"),
    ],
)
def test_match_says_in_one_sentence_what_is_wrong(
    tmp_path: Path, content: str, sentence: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(content, encoding="utf-8")

    done = _run("match", "--file", str(path))

    assert done.exit_code == 1
    assert sentence in done.output


def test_match_refuses_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes("name\nمحمد\n".encode("utf-16"))

    done = _run("match", "--file", str(path))

    assert done.exit_code == 1
    assert "UTF-8" in done.output
