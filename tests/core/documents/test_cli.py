"""`wayforward documents`: what it writes, and what it says when it cannot."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.documents import cli, scanning
from wayforward.core.documents.actions import keep_file
from wayforward.core.documents.cli import documents
from wayforward.core.documents.models import StoredFile
from wayforward.testing.clamav import EICAR, clamd
from wayforward.testing.letters import EXAMPLES
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.shelf import MemoryShelf, files_in_memory  # noqa: F401

SHEET = "handover-sheet"


def _run(*words: str) -> Result:
    return CliRunner().invoke(documents, list(words))


def _fields(kind: str, **changed: str) -> Iterator[str]:
    for key, value in {**EXAMPLES[kind], **changed}.items():
        yield from ("--field", f"{key}={value}")


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_letter_is_written_in_each_language(tmp_path: Path, language: str) -> None:
    out = tmp_path / "sheet.pdf"

    done = _run("letter", SHEET, *_fields(SHEET), "--language", language, "--out", str(out))

    assert done.exit_code == 0, done.output
    assert len(pypdfium2.PdfDocument(BytesIO(out.read_bytes()))) == 1


def test_letter_names_what_is_missing_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"

    done = _run("letter", SHEET, "--field", "name=A", "--out", str(out))

    assert (done.exit_code, out.exists()) == (1, False)
    assert "Give a value for person, given_by" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["letter", SHEET], "--out F.pdf"),
        (["letter", SHEET, "--field", "name", "--out", "x.pdf"], "--field KEY=VALUE"),
        (["letter", "poem", "--out", "x.pdf"], "There is no letter of the kind poem"),
        (["letter", SHEET, *_fields(SHEET), "--on", "soon", "--out", "x.pdf"], "yyyy-mm-dd"),
        (["scan"], "No virus scanner is configured"),
    ],
)
def test_a_mistake_is_one_sentence(words: list[str], said: str) -> None:
    done = _run(*words)

    assert done.exit_code != 0
    assert said in done.output


def test_kinds_are_listed_for_people_and_for_machines() -> None:
    assert "day: date, Date" in _run("letter").output

    held = json.loads(_run("letter", "--json").output)

    assert set(held) == set(EXAMPLES)
    assert held[SHEET]["needs"] == {
        "type": "lines",
        "required": False,
        "label": "What this person needs now",
    }


@pytest.mark.django_db
def test_letterhead_is_that_of_a_party_or_says_there_is_none(tmp_path: Path) -> None:
    party = two_parties()[0]
    party.names = {"en": "Office of Examples"}
    party.save()
    out = tmp_path / "sheet.pdf"

    done = _run("letter", SHEET, *_fields(SHEET), "--party", party.key, "--out", str(out))
    wrong = _run("letter", SHEET, *_fields(SHEET), "--party", "nobody", "--out", str(out))

    assert done.exit_code == 0, done.output
    page = pypdfium2.PdfDocument(BytesIO(out.read_bytes()))[0]
    assert "Office of Examples" in page.get_textpage().get_text_range()
    assert "There is no party nobody" in wrong.output


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["events.svg", "events.pdf"])
def test_chart_is_written_as_picture_or_report(tmp_path: Path, name: str) -> None:
    out = tmp_path / name

    done = _run("chart", "events", "--language", "fa-af", "--out", str(out))

    assert done.exit_code == 0, done.output
    assert out.read_bytes()[:4] in {b"<svg", b"%PDF"}


def _kept(*contents: bytes) -> list[StoredFile]:
    officer = member_of(two_parties()[0], Role.RETURN_CASE_OFFICER)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        return [
            keep_file(
                source=BytesIO(content), name="a.txt", kind="other", data_class=DataClass.PERSON
            ).file
            for content in contents
        ]


@pytest.mark.django_db
def test_check_counts_and_names_what_is_wrong(files_in_memory: MemoryShelf) -> None:  # noqa: F811
    whole, gone = _kept(b"one", b"two")
    assert _run("check").exit_code == 0
    del files_in_memory.held[gone.uid]

    done = _run("check", "--json")

    held = json.loads(done.stdout)
    assert done.exit_code == 1
    assert held["files"] == held["not_scanned"] == 2
    assert held["findings"] == [
        {"trouble": "missing", "file": str(gone.uid), "party": "party-member_state_authority"}
    ]
    assert "bring them back from a backup" in _run("check").output
    assert str(whole.uid) not in _run("check").output


@pytest.mark.django_db
def test_scan_finds_what_came_in_before_there_was_a_scanner(
    files_in_memory: MemoryShelf,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _kept(b"one", b"two " + EICAR)

    with clamd() as address:
        for module in (cli, scanning):
            monkeypatch.setattr(module, "scanner", lambda: scanning.ClamAV(address))
        monkeypatch.setattr("wayforward.core.documents.actions.scanner", cli.scanner)
        done = _run("scan")

    assert "2 files scanned, 1 infected" in done.output
