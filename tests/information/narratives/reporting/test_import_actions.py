"""A file of reports is stored row by row; the second time nothing changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import (
    EDITOR,
    TRANSLATOR,
    Matching,
    load_rumour_rules,
)

from wayforward.core.access.rules import NotAllowedError
from wayforward.information.narratives.cli import narratives
from wayforward.information.narratives.reporting import matched
from wayforward.information.narratives.reporting.import_actions import Imported, import_reports
from wayforward.information.narratives.reporting.matched import (
    Matched,
    NoMatcherError,
    on_match,
    one_by_one,
)
from wayforward.information.narratives.reporting.models import Report

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
NO_LANGUAGE = "the language 'xx9' is none: write a code such as fa-af, ps or en."
CSV = (
    "text,language,channel,day,province\n"
    "Appeals are never read,en,tiktok,2026-05-01,Kabul\n"
    "Appeals are never read,en,tiktok,2026-05-01,Kabul\n"
    ",en,,,\n"
    "an appeal? call 0701234567,,,1405-02-11,\n"
    "The sea is warm now,xx9,,,\n"
    "0701234567,,,,\n"
    "The sea is warm now,,,,\n"
)


@pytest.fixture
def match(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Matching:
    """Knows the claim; is what the product matches with."""
    monkeypatch.setattr(matched, "_matchers", [])
    load_rumour_rules()
    load_one(import_page(tmp_path, "01", *SAID))
    found = Matching({"never read": KEY}, {"appeal": KEY})
    on_match(found)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file."""
    file = tmp_path / "reports.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def _import(path: Path, match: Matching) -> Imported:
    return import_reports(path=path, match=one_by_one(match), actor=EDITOR, today=TODAY)


def test_good_rows_are_stored_and_bad_ones_named(match: Matching, path: Path) -> None:
    done = _import(path, match)

    assert (done.rows, done.new, done.known) == (7, 4, 0)
    assert [str(bad) for bad in done.bad] == [
        "Row 4: the text is empty.",
        f"Row 6: {NO_LANGUAGE}",
        "Row 7: the text says nothing but personal data.",
    ]
    assert dict(done.decisions) == {"near_exact": 2, "suggested": 1, "new": 1}
    assert dict(done.removed) == {"phone": 1}
    row = Report.objects.get(decision="suggested")
    assert (row.text, row.day, row.came_by) == ("an appeal? call [phone]", date(2026, 5, 1), "file")
    assert set(Report.objects.values_list("province", flat=True)) == {"AF-KAB", ""}


def test_row_that_scrubbing_makes_too_long_is_left_out_and_the_others_stay(
    match: Matching, path: Path
) -> None:
    long = "Appeals are never read " + "@abc " * 790
    path.write_text(f"text\nThe sea is warm now\n{long}\nJudges burn letters\n", encoding="utf-8")

    done = _import(path, match)

    assert (len(long) < 4000, done.new) == (True, 2)
    assert [str(bad) for bad in done.bad] == [
        "Row 3: the text is longer than 4000 characters once it is scrubbed."
    ]


def test_second_time_nothing_changes_and_that_is_said(match: Matching, path: Path) -> None:
    _import(path, match)
    before, asked = list(Report.objects.order_by("pk").values()), len(match.asked)

    done = _import(path, match)

    assert (done.new, done.known, len(match.asked)) == (0, 4, asked)
    assert list(Report.objects.order_by("pk").values()) == before


def test_longer_file_adds_only_what_is_new(match: Matching, path: Path) -> None:
    _import(path, match)
    path.write_text(CSV + "Judges burn letters,en,,,\n", encoding="utf-8")

    assert (_import(path, match).new, Report.objects.count()) == (1, 5)


def test_file_read_before_to_its_last_row_is_said_in_words(match: Matching, path: Path) -> None:
    path.write_text("text\nThe sea is warm now\n", encoding="utf-8")
    _import(path, match)

    assert str(_import(path, match)) == "All 1 rows were read before: nothing was changed."


def test_who_may_not_sort_reports_imports_none(match: Matching, path: Path) -> None:
    with pytest.raises(NotAllowedError):
        import_reports(path=path, match=one_by_one(match), actor=TRANSLATOR, today=TODAY)


def test_command_prints_figures_for_machines_and_names_bad_rows_for_people(
    match: Matching, path: Path
) -> None:
    first = CliRunner().invoke(narratives, ["import", str(path), "--json"])
    second = CliRunner().invoke(narratives, ["import", str(path)])

    told = json.loads(first.stdout)
    assert told.pop("seconds") >= 0
    assert told == {
        "rows": 7, "new": 4, "known": 0,
        "bad": [{"row": 4, "why": "the text is empty."},
                {"row": 6, "why": NO_LANGUAGE},
                {"row": 7, "why": "the text says nothing but personal data."}],
        "decisions": {"near_exact": 2, "suggested": 1, "new": 1}, "removed": {"phone": 1},
    }  # fmt: skip
    assert "Row 4: the text is empty." in second.output
    assert "7 rows: 0 new (near_exact 0, suggested 0, new 0), 4 read before, 3 left out." in (
        second.output
    )


def test_command_shows_what_waits_and_how_often_a_claim_was_seen(
    match: Matching, path: Path
) -> None:
    _import(path, match)

    waiting = json.loads(CliRunner().invoke(narratives, ["reports", "--json"]).stdout)
    lines = CliRunner().invoke(narratives, ["reports"]).output
    seen = CliRunner().invoke(narratives, ["reports", "--claim", KEY]).output
    machine = json.loads(
        CliRunner().invoke(narratives, ["reports", "--claim", KEY, "--json"]).stdout
    )

    assert [(one["suggested"], one["told"], one["weight"]) for one in waiting] == [
        (None, 1, 3), (KEY, 1, 2)
    ]  # fmt: skip
    assert "new: told 1 times, at least 1 sightings, harm unknown" in lines
    assert "2 wait." in lines
    assert f"{KEY}: 2 reports, at least 1 independent sightings." in seen
    assert (machine["sightings"], machine["audience"], machine["places"]) == (1, "helpline", {})


def test_refusals_are_one_sentence(match: Matching, path: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "words.csv"
    wrong.write_text("words\nx\n", encoding="utf-8")

    assert "no column `text`" in CliRunner().invoke(narratives, ["import", str(wrong)]).output
    unknown = CliRunner().invoke(narratives, ["reports", "--claim", "none"])
    assert (unknown.exit_code, "There is no claim 'none'" in unknown.output) == (1, True)


def test_nothing_is_imported_where_nothing_matches(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matched, "_matchers", [])

    with pytest.raises(NoMatcherError):
        matched.matcher()
    assert CliRunner().invoke(narratives, ["import", str(path)]).exit_code == 1


def test_migrations_are_complete() -> None:
    call_command("makemigrations", "information", check=True, dry_run=True, verbosity=0)


def test_row_that_somebody_else_stores_meanwhile_is_stored_once(
    match: Matching, path: Path, tmp_path: Path
) -> None:
    """Another import of the same file comes between looking and storing."""

    def meanwhile(texts: Sequence[str]) -> Sequence[Matched]:
        if not Report.objects.exists():
            _import(path, match)
        return one_by_one(match)(texts)

    done = import_reports(path=path, match=meanwhile, actor=EDITOR, today=TODAY)

    assert (done.new, done.known, Report.objects.count()) == (0, 4, 4)


def test_row_that_the_database_refuses_ends_the_import(match: Matching, path: Path) -> None:
    """Not tried again and again: nobody else stored it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE information_report ADD CHECK (language <> 'en') NOT VALID")

    with pytest.raises(IntegrityError), transaction.atomic():
        _import(path, match)
