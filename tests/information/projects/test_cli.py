"""`wayforward projects`: machines and people are told the same; a refusal is one sentence."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.information.projects.making import AF, KABUL, file_of, payment, written

from wayforward.conf import shared_data
from wayforward.core.audit.models import Event
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.projects.cli import projects
from wayforward.information.projects.exporting import Format, export
from wayforward.information.projects.iati import FileReport, read_file
from wayforward.information.projects.models import ExchangeRate, ProjectMoney
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.validating import Schema

pytestmark = pytest.mark.django_db
WHOLE = (AF + KABUL + '<description><narrative>Ten wells</narrative></description>'
         '<participating-org role="4"><narrative>Doer</narrative></participating-org>'
         '<activity-date type="2" iso-date="2025-01-01"/><sector code="14030"/>'
         + payment("4", 9))  # fmt: skip
RATES = "Date,USD,XDR,\n2025-05-01,1.2500,N/A,\n2025-04-30,1.2000,1.1000,\n"


@pytest.fixture(autouse=True)
def parameters(db: None) -> None:
    load_rule_sets()


def _run(*words: str) -> Result:
    return CliRunner().invoke(projects, words)


def _json(*words: str) -> Any:
    done = _run(*words, "--json", "--country", "AF")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A file with one whole project, imported."""
    path = file_of(tmp_path, written(1, WHOLE))
    assert _run("import", str(path), "--country", "AF").exit_code == 0
    return path


def test_import_tells_machines_and_people(tmp_path: Path) -> None:
    path = str(file_of(tmp_path, written(1, WHOLE)))
    told = _json("import", path)
    assert (told["activities_read"], told["kept_for_country"], told["new"]) == (1, 1, 1)
    assert "Nothing changed" in _run("import", path, "--country", "AF").output


def test_import_of_a_folder_with_a_broken_file_goes_on(tmp_path: Path) -> None:
    file_of(tmp_path, written(1), name="b.xml")
    (tmp_path / "a.xml").write_text("<x")
    done = _run("import", str(tmp_path), "--country", "AF")
    assert done.exit_code == 0
    assert "a.xml: The file breaks off" in done.stderr
    assert "1 kept for AF: 1 new" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "/nowhere"), "There is no file or folder /nowhere."),
        (("import", "ftp://a.example/x.xml"), "There is no file or folder"),
        (("import", "https://user@a.example/x"), "user name"),
        (("show", "XM-EX-404"), "No project 'XM-EX-404' is kept for AF"),
    ],
)
def test_refusals_are_one_sentence(words: tuple[str, ...], said: str) -> None:
    done = _run(*words, "--country", "AF")
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output


def test_without_an_arrangement_the_country_is_to_be_named() -> None:
    for words in (("list",), ("totals",), ("show", "x"), ("export", "--format", "csv")):
        done = _run(*words)
        assert done.exit_code == 1
        assert "name the country" in done.output


def test_a_country_that_is_no_code_is_one_sentence() -> None:
    for words in (("list",), ("totals",), ("show", "x"), ("export", "--format", "csv")):
        done = _run(*words, "--country", "Afghanistan")
        assert done.exit_code == 1
        assert "'Afghanistan' is no code of a country" in done.output


def test_a_folder_that_is_no_schema_is_one_sentence(tmp_path: Path) -> None:
    done = _run("import", str(file_of(tmp_path, written(1))), "--schema", str(tmp_path))
    assert done.exit_code == 1
    assert "Name the folder" in done.output


def test_list_and_show_tell_the_same(one: Path) -> None:
    listed = _json("list", "--province", "AF-KAB", "--lang", "fa-af")
    [line] = listed["projects"]
    whole = _json("show", "XM-EX-1", "--lang", "fa-af")
    assert {name: whole[name] for name in line} == line
    assert (listed["picture"], line["status_name"]) == ("running", "در حال اجرا")
    assert whole["file"] == "file.xml"
    [amount] = whole["money"]
    assert (amount["amount"], amount["euro"], amount["counted_as"]) == ("9", "9", "spending")
    assert whole["sectors"][0]["category_name"].startswith("آب")
    assert whole["places"][0]["province"] == "AF-KAB"


def test_list_and_show_read_for_people(one: Path) -> None:
    listed = _run("list", "--country", "AF").output
    assert "XM-EX-1: Wells" in listed
    assert "1 project. At least one published project runs here or is planned." in listed
    shown = _run("show", "XM-EX-1", "--country", "AF").output
    assert "[en] Ten wells" in shown
    assert "2025-05-01 expenditure: 9 EUR (9.00 euros)" in shown
    empty = _run("list", "--country", "AF", "--province", "AF-HER").output
    assert "something may still happen here" in empty


def test_totals_for_machines_and_people(one: Path) -> None:
    told = _json("totals")
    assert told["money"]["spending"]["total_euro"] == "9.00"
    assert told["in_words"] == _run("totals", "--country", "AF").output.splitlines()


def test_rates_of_a_file_come_before_the_shipped_ones_and_value_anew(tmp_path: Path) -> None:
    dollars = payment("4", 10).replace("<value ", '<value currency="USD" ')
    special = payment("4", 11).replace("<value ", '<value currency="XDR" ')
    _run("import", str(file_of(tmp_path, written(1, AF + dollars + special))), "--country", "AF")
    [by_year, without] = ProjectMoney.objects.order_by("position")
    assert (by_year.euro, without.unvalued) == (Decimal("9.24"), "no_rate")
    path = tmp_path / "rates.csv"
    path.write_text(RATES)

    told = json.loads(_run("rates", str(path), "--json").stdout)

    assert (told["rates"], told["currencies"], told["revalued"]) == (3, 2, 2)
    [by_day, now] = ProjectMoney.objects.order_by("position")
    assert (by_day.euro, str(by_day.rate_day), by_day.rate_source) == (8, "2025-05-01", "rates.csv")
    assert (now.euro, str(now.rate_day)) == (10, "2025-04-30")
    again = json.loads(_run("rates", str(path), "--json").stdout)
    assert (again["revalued"], ExchangeRate.objects.count()) == (0, 3)
    assert Event.objects.filter(name="exchange rates loaded").count() == 2


def test_import_with_rates_loads_them_first(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(RATES)
    special = payment("4", 11).replace("<value ", '<value currency="XDR" ')
    activities = file_of(tmp_path, written(1, AF + special))
    told = _json("import", str(activities), "--rates", str(path))
    assert (told["amounts"], told["amounts_not_in_euro"]) == (1, 0)


def test_a_file_that_holds_no_rates_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("no")
    done = _run("rates", str(path))
    assert done.exit_code == 1
    assert "rates.csv holds no exchange rates in line 1" in done.output


def test_export_as_csv_and_json_holds_every_project(one: Path) -> None:
    table = _run("export", "--format", "csv", "--country", "AF").stdout
    [row] = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert (row["identifier"], row["title"], row["provinces"]) == ("XM-EX-1", "Wells", "AF-KAB")
    [whole] = json.loads(_run("export", "--format", "json", "--country", "AF").stdout)
    assert whole == _json("show", "XM-EX-1")


def test_export_as_csv_asks_as_often_for_many_as_for_one(tmp_path: Path) -> None:
    wish, now = Wish("AF"), datetime(2025, 7, 1, tzinfo=UTC)
    counts = []
    for number in (1, 9):
        path = file_of(tmp_path, *(written(one) for one in range(number)))
        _run("import", str(path), "--country", "AF")
        with CaptureQueriesContext(connection) as said:
            export(wish, Format.CSV, io.BytesIO(), language="en", now=now)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_export_as_csv_is_no_formula_of_a_spreadsheet(tmp_path: Path) -> None:
    path = file_of(tmp_path, written(1, AF, title="=HYPERLINK(1)"))
    _run("import", str(path), "--country", "AF")
    assert "'=HYPERLINK(1)" in _run("export", "--format", "csv", "--country", "AF").stdout


def test_export_as_iati_can_be_read_again(one: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    done = _run("export", "--format", "iati", "--out", str(out), "--country", "AF")
    assert "1 project written." in done.stderr
    [back] = read_file(out)
    [was] = read_file(one)
    assert (back.titles, back.transactions, back.locations) == (
        was.titles, was.transactions, was.locations,
    )  # fmt: skip


def test_export_as_iati_names_what_it_leaves_out(tmp_path: Path) -> None:
    _run("import", str(file_of(tmp_path, written(1))), "--country", "AF")
    done = _run("export", "--format", "iati", "--country", "AF")
    assert "XM-EX-1 left out: it has no description." in done.stderr


@pytest.mark.shared
@pytest.mark.parametrize("name", ["iom-2019.xml", "unhcr-2023.xml"])
def test_real_projects_exported_as_iati_pass_the_schema(
    name: str, tmp_path: Path, shared: Path
) -> None:
    source, out = shared_data() / "iati" / "activities" / name, tmp_path / "out.xml"
    kept = _json("import", str(source))["kept_for_country"]
    _run("export", "--format", "iati", "--out", str(out), "--country", "AF")
    report = FileReport()
    back = list(read_file(out, report, schema=Schema(shared / "iati" / "schemas")))
    against = [problem for one in back for problem in one.problems if problem.kind == "schema"]
    assert (against, report.problems, report.remarks) == ([], [], [])
    assert len(back) == kept > 0
