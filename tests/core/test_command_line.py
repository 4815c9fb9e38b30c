"""Refusals at the command line: one sentence and status 1; defects keep their traceback."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import click
import pytest
from click.testing import CliRunner

from wayforward.conf import PACKAGE
from wayforward.core.command_line import one_sentence, print_json


@click.command()
@click.argument("number", type=int)
@one_sentence(LookupError)
def above(number: int) -> None:
    """Refuse by what stands above the command."""
    raise [KeyError, ZeroDivisionError][number]("There is none.")


@click.command()
@click.argument("number", type=int)
def within(number: int) -> None:
    """Refuse by what stands around a part of it."""
    with one_sentence(LookupError, OSError):
        raise [IndexError, ZeroDivisionError][number]("There is none.")


@pytest.mark.parametrize("command", [above, within])
def test_a_refusal_is_one_sentence_every_time_and_a_defect_is_not(command: click.Command) -> None:
    for _again in range(2):
        done = CliRunner().invoke(command, ["0"])
        assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
        assert done.output.startswith("Error: ")
        assert "There is none." in done.output
    assert isinstance(CliRunner().invoke(command, ["1"]).exception, ZeroDivisionError)


def test_no_command_group_turns_refusals_into_sentences_by_itself() -> None:
    own = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "ClickException(str(" in path.read_text(encoding="utf-8")
    ]

    assert own == ["core/command_line.py"]


def test_json_keeps_letters_and_writes_days_and_moments_as_iso_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = {"name": "کابل", "day": date(2026, 5, 4), "sum": Decimal("1.50"),
            "at": datetime(2026, 5, 4, 12, tzinfo=UTC)}  # fmt: skip
    print_json(said)
    printed = capsys.readouterr().out

    assert "کابل" in printed
    assert printed.count("\n") == 1
    assert json.loads(printed) == {
        "name": "کابل", "day": "2026-05-04", "sum": "1.50", "at": "2026-05-04T12:00:00+00:00",
    }  # fmt: skip


def test_no_command_group_has_a_printer_of_json_of_its_own() -> None:
    own = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"indent=2|def _?print_json", path.read_text(encoding="utf-8"))
        and "click.echo(json" in path.read_text(encoding="utf-8")
    ]

    assert own == ["core/command_line.py"]
