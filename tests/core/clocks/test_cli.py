"""`wayforward clocks` and `wayforward rules`: words for people, JSON for machines, one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner
from tests.core.clocks.test_actions import travel_document

from wayforward.core.access.context import acting_as
from wayforward.core.access.purposes import Purpose
from wayforward.core.clocks.cli import clocks
from wayforward.core.clocks.models import Clock
from wayforward.core.rulesets.cli import rules

pytestmark = pytest.mark.django_db
WHERE = ("--party", "joint-way-forward/de-bamf")
KABUL = ("--with", "joint-way-forward/af-foreign-affairs")


def run(command: Command, *args: str, status: int = 0) -> str:
    """What a command prints."""
    done = CliRunner().invoke(command, args)
    assert done.exit_code == status, done.output
    return done.output


@pytest.fixture
def clock(officer, kabul) -> Clock:
    """A clock of Germany."""
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        return travel_document(kabul)


def test_list_and_explain_in_words_and_as_json(clock, tmp_path: Path) -> None:
    assert clock.reference in run(clocks, "list", *WHERE)
    [facts] = json.loads(run(clocks, "list", *WHERE, "--json"))
    assert (facts["due_on"], facts["kind"]) == ("2017-04-03", "travel-document")
    assert "4 weeks lead to" in run(clocks, "explain", clock.reference, *WHERE)
    told = json.loads(run(clocks, "explain", clock.reference, *WHERE, "--json"))
    assert told["steps"][0]["kind"] == "started"
    out = tmp_path / "clocks.ics"
    run(clocks, "export", *WHERE, "--out", str(out))
    assert clock.reference in out.read_text(encoding="utf-8")
    assert "BEGIN:VCALENDAR" in run(clocks, "export", *WHERE)
    assert json.loads(run(clocks, "export", *WHERE, "--json"))[0]["reference"] == clock.reference


def test_clock_of_another_party_is_refused_in_a_sentence(clock) -> None:
    said = run(clocks, "explain", clock.reference, "--party", "joint-way-forward/iom", status=1)

    assert said == f"Error: Your party has no clock {clock.reference}.\n"


def test_try_shows_an_end_without_starting_anything(rules_loaded) -> None:
    asked = ("travel-document", *WHERE, *KABUL, "--from", "2017-03-03")

    said = run(clocks, "try", *asked, "--suspend", "2017-03-10:2017-03-20")
    facts = json.loads(run(clocks, "try", *asked, "--json"))

    assert "It stood still from 10 March 2017" in said
    assert facts["due_on"] == "2017-04-03"
    assert not Clock.objects.exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("flight-notice", "--from", "2017-03-03"), "flight-notice-days"),
        (("nothing", "--from", "2017-03-03"), "There is no kind of clock nothing"),
        (("detention", "--from", "1990-03-03"), "was not in force"),
        (("entry-ban", "--from", "2017-03-03", "--length", "x"), "A length reads like"),
        (("entry-ban", "--from", "2017-03-03", "--length", "6:years"), "at most 5 years"),
        (("detention", "--from", "2017-03-03", "--suspend", "x"), "A suspension reads like"),
    ],
)
def test_try_of_what_cannot_be_is_one_sentence(rules_loaded, args, said) -> None:
    shown = run(clocks, "try", *args, *WHERE, status=1)

    assert said in shown
    assert "Traceback" not in shown


def test_days_of_a_year_and_kinds(db) -> None:
    found = json.loads(run(clocks, "days", "2026", "--european", "belgium", "--json"))

    assert found["joint"] == 195
    assert sum(month["joint"] for month in found["months"]) == 195
    assert "195 working days of both sides in 2026" in run(
        clocks, "days", "2026", "--european", "belgium"
    )
    assert "1403-12  both" in run(clocks, "days", "1403")
    assert "outside the calendars" in run(clocks, "days", "1300", status=1)
    assert "There is no calendar mars" in run(
        clocks, "days", "2026", "--european", "mars", status=1
    )
    assert "travel-document" in run(clocks, "kinds")
    assert json.loads(run(clocks, "kinds", "--json"))[0]["key"] == "travel-document"


def test_sweep_prints_what_it_did(clock) -> None:
    assert json.loads(run(clocks, "sweep", "--json"))["expired"] == 1
    assert run(clocks, "sweep").startswith("0 clocks looked at")


def test_rules_show_changes_diff_and_history(rules_loaded) -> None:
    shelves = json.loads(run(rules, "show", "--json"))
    assert {"eu-law", "joint-way-forward"} <= {one["key"] for one in shelves}
    assert "joint-way-forward" in run(rules, "show")
    assert "(unverified)" in run(rules, "show", "joint-way-forward")
    on = json.loads(run(rules, "show", "joint-way-forward", "--on", "2018-01-01", "--json"))
    assert "flight-cap-non-voluntary" not in {one["key"] for one in on}
    assert "counterpart-recognised changed: true -> false" in run(
        rules, "changes", "joint-declaration-2021", "--since", "2021-08-01"
    )
    assert json.loads(run(rules, "changes", "joint-way-forward", "--json"))
    two = ("joint-way-forward", "joint-declaration-2021")
    assert "! month-cap-non-voluntary: - | 500 persons_per_month" in run(rules, "diff", *two)
    assert json.loads(run(rules, "diff", *two, "--json"))
    assert "insert travel-document-weeks: 4" in run(
        rules, "history", "joint-way-forward", "travel-document-weeks"
    )
    assert json.loads(run(rules, "history", "joint-way-forward", "--json"))
    assert "There is no rule set x" in run(rules, "show", "x", status=1)
