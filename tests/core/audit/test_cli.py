"""`wayforward audit`: what people and machines read, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.core.audit.hands import by_hand, tell
from tests.core.audit.test_heads import TODAY

from wayforward.core.audit import head_actions
from wayforward.core.audit.cli import audit
from wayforward.testing.parties import two_parties

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(head_actions, "heads_folder", lambda: tmp_path / "heads")
    monkeypatch.setattr("wayforward.core.audit.checking.heads_folder", lambda: tmp_path / "heads")
    return tmp_path


def test_verify_of_a_whole_log_ends_well() -> None:
    tell(3)

    result = CliRunner().invoke(audit, ["verify"])

    assert result.exit_code == 0
    assert "cards: 3 events, unbroken up to number 3" in result.output
    assert "3 events, 0 heads; 3 events wait for a head." in result.output


def test_verify_names_the_first_broken_place_and_fails() -> None:
    made = tell(3)
    by_hand("UPDATE core_event SET actor = 'b' WHERE id = %s", made[1].pk)

    said = CliRunner().invoke(audit, ["verify"])
    machine = CliRunner().invoke(audit, ["verify", "--json"])

    assert said.exit_code == machine.exit_code == 1
    assert said.output.startswith(
        f"cards: event 2 was changed after it was written (number {made[1].pk} in the log)."
    )
    parsed = json.loads(machine.output)
    assert parsed["whole"] is False
    assert parsed["first_fault"]["event"] == made[1].pk
    assert parsed["chains"][0]["unbroken_to"] == 1


def test_export_and_verify_of_it(folder: Path) -> None:
    tell(3)

    exported = CliRunner().invoke(audit, ["export", str(folder / "out"), "--json"])
    verified = CliRunner().invoke(audit, ["verify", str(folder / "out"), "--json"])
    again = CliRunner().invoke(audit, ["export", str(folder / "out")])

    assert json.loads(exported.output) == {"events": 3, "chains": ["cards"], "heads": 0}
    assert (verified.exit_code, json.loads(verified.output)["whole"]) == (0, True)
    assert (again.exit_code, "name a new one" in again.output) == (1, True)


def test_party_that_does_not_exist_or_is_not_one_is_refused(folder: Path) -> None:
    party, _other = two_parties()
    found = CliRunner().invoke(audit, ["export", str(folder / "a"), "--party", party.key])
    full = f"{party.arrangement.key}/{party.key}"
    exactly = CliRunner().invoke(audit, ["export", str(folder / "b"), "--party", full])
    missing = CliRunner().invoke(audit, ["export", str(folder / "c"), "--party", "nobody"])

    assert (found.exit_code, exactly.exit_code, missing.exit_code) == (0, 0, 1)
    assert "There is no party 'nobody'" in missing.output


def test_heads_of_what_is_not_signed_are_made_once() -> None:
    tell(1)

    made = CliRunner().invoke(audit, ["heads", "--json"])
    again = CliRunner().invoke(audit, ["heads", "--json"])

    assert [one["name"][:11] for one in json.loads(made.output)] == [f"{TODAY}T"]
    assert (again.exit_code, json.loads(again.output)) == (0, [])
