"""An export is checked by its own program alone, outside the product, and a hand in it is named."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.core.audit.hands import tell
from tests.core.audit.test_heads import NIGHT

from wayforward.core.access.context import acting_for
from wayforward.core.audit import head_actions
from wayforward.core.audit.exporting import LogExportRefusedError, export_log
from wayforward.core.audit.outside.export import check
from wayforward.core.audit.outside.heads import check_heads
from wayforward.core.documents.signing import public_key_text
from wayforward.core.outside.reading import DoesNotHoldError
from wayforward.core.outside.signatures import signed_with
from wayforward.core.parties.models import Party
from wayforward.testing.parties import two_parties


@pytest.fixture
def party(db: None) -> Party:
    return two_parties()[0]


@pytest.fixture
def exported(party: Party, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(head_actions, "heads_folder", lambda: tmp_path / "heads")
    tell(4, words="پښتو", number=2.5)
    with acting_for(party):
        tell(3, stream="persons")
    head_actions.make_heads(now=NIGHT + timedelta(days=1))
    tell(1)
    export_log(tmp_path / "export")
    return tmp_path / "export"


def _run(folder: Path, *more: str) -> tuple[int, dict[str, object]]:
    """The verifier as somebody outside runs it: the file alone, without our packages."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), "--json", *more],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout) if done.stdout else {"said": done.stderr}


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_export_holds_without_the_product(exported: Path, party: Party) -> None:
    kept = str(exported.parent / "heads")
    status, said = _run(exported, "--key", public_key_text(), "--heads", kept)

    assert (status, said["whole"], said["events"], said["heads"]) == (0, True, 8, 2)
    assert {one["chain"]: one["unbroken_to"] for one in said["chains"]} == {  # type: ignore[attr-defined]
        "cards": 5,
        f"persons/{party.pk}": 3,
    }
    assert said["notes"] == []


def test_changed_line_is_named(exported: Path) -> None:
    _change(exported / "events.jsonl", '"card 2"', '"card 9"')

    status, said = _run(exported)

    assert status == 1
    first = said["first_fault"]
    assert (first["what"], first["chain"], first["sequence"]) == ("altered", "cards", 3)  # type: ignore[index]


def test_line_left_out_is_named(exported: Path) -> None:
    lines = (exported / "events.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (exported / "events.jsonl").write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")

    report = check(exported, public_key_text())

    assert [one.what for one in report.faults] == ["missing", "missing"]  # in the chain, of eight
    assert (report.faults[0].chain, report.faults[0].sequence) == ("cards", 2)


def test_head_of_another_signer_does_not_count(exported: Path) -> None:
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    assert {one.what for one in check_heads(
        [json.loads(line) for line in (exported / "heads.jsonl").read_text("utf-8").splitlines()],
        signed_with(key),
    )[1]} == {"head_unsigned"}  # fmt: skip


def test_head_kept_outside_that_is_another_is_told(exported: Path) -> None:
    heads = exported.parent / "heads"
    [first, _second] = sorted(heads.iterdir())
    _change(first, '"streams":[', '"streams":[ ')  # the same to a program
    assert _run(exported, "--heads", str(heads))[0] == 0

    _change(first, '"states":"', '"states":"0')

    status, said = _run(exported, "--heads", str(heads))
    assert (status, said["first_fault"]["what"]) == (1, "head_altered")  # type: ignore[index]


def test_party_takes_its_own_chains_along_and_can_hold_them_to_the_heads(
    exported: Path, party: Party, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    export_log(own, party=party)

    status, said = _run(own)

    assert (status, said["events"]) == (0, 3)
    assert '"cards"' not in (own / "events.jsonl").read_text(encoding="utf-8")
    lines = (own / "events.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (own / "events.jsonl").write_text("".join(lines[:2]), encoding="utf-8")
    assert "truncated" in {one["what"] for one in _run(own)[1]["faults"]}  # type: ignore[attr-defined]


def test_export_goes_into_a_new_folder_only(exported: Path) -> None:
    with pytest.raises(LogExportRefusedError, match="name a new one"):
        export_log(exported)


def test_folder_that_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DoesNotHoldError, match="no finished export"):
        check(tmp_path)
