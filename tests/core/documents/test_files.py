"""A file is kept sealed by its party, read with an event, and gone when it is erased."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from wayforward.conf import environment
from wayforward.core.access import keyring
from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rotating import rotate_keys
from wayforward.core.access.rules import AT_TERMINAL, NotAllowedError, Role
from wayforward.core.access.sealed_fields import SealedText
from wayforward.core.access.segregation import PurposeNotForRoleError
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.audit.subject import subject_report
from wayforward.core.documents import scanning
from wayforward.core.documents.actions import (
    ErasedError,
    Kept,
    NoReasonError,
    erase_file,
    keep_file,
    read_file,
    scan_again,
)
from wayforward.core.documents.checking import Trouble, check_store, remove_leftovers
from wayforward.core.documents.letters.actions import write_letter
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.documents.queries import NotErasedError, erasure_proof, files, twins
from wayforward.core.documents.rules import (
    ClosedForVirusError,
    InfectedError,
    NotClosedEnoughError,
    PersonNotHeldError,
)
from wayforward.core.documents.shelf import FolderShelf
from wayforward.core.documents.signing import check, public_key
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.clamav import EICAR, clamd
from wayforward.testing.office_files import PDF, PNG
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.shelf import MemoryShelf, files_in_memory  # noqa: F401
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_in_memory", "whole_log")]


@pytest.fixture
def parties() -> Iterator[tuple[Party, Party]]:
    return two_parties()


@pytest.fixture
def officer(parties: tuple[Party, Party]) -> Account:
    return member_of(parties[0], Role.RETURN_CASE_OFFICER, name="officer")


def _keep(
    by: Account, content: bytes = PDF, name: str = "scan.pdf", person: Person | None = None
) -> Kept:
    with acting_as(by, purpose=Purpose.RETURN_CASE):
        return keep_file(
            source=BytesIO(content),
            name=name,
            kind="passport",
            data_class=DataClass.PERSON,
            person=person,
        )


def _read(by: Account, file: StoredFile) -> bytes:
    with acting_as(by, purpose=Purpose.RETURN_CASE):
        return b"".join(read_file(file_id=file.pk).pieces)


def _person(party: Party, by: Account) -> Person:
    with acting_as(by, purpose=Purpose.RETURN_CASE):
        return Person.objects.create(party=party)


def test_a_file_is_kept_sealed_and_read_as_it_came(
    officer: Account,
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    with as_app_role():
        kept = _keep(officer).file

        assert _read(officer, kept) == PDF
    [sealed] = files_in_memory.held.values()
    assert b"PDF" not in sealed
    assert (kept.scan, kept.size, kept.sha256) == (
        "not_scanned",
        len(PDF),
        hashlib.sha256(PDF).hexdigest(),
    )


def test_keeping_and_reading_are_events_that_name_no_person(officer: Account) -> None:
    kept = _keep(officer, name="Zarghuna Example.pdf").file
    _read(officer, kept)

    events = list(Event.objects.filter(subject=str(kept.uid)).order_by("pk"))

    assert [one.name for one in events] == ["file kept", "file read"]
    assert all("Zarghuna" not in str(one.facts) + one.reason for one in events)
    assert events[1].facts["purpose"] == "return_case"


def test_another_party_does_not_see_the_file(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    other = member_of(parties[1], Role.CONSULAR_OFFICER, name="other")
    with as_app_role():
        kept = _keep(officer).file

        with pytest.raises(StoredFile.DoesNotExist):
            _read(other, kept)
        assert not StoredFile.objects.exists()


def test_the_same_bytes_are_no_oracle_across_parties(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    other = member_of(parties[1], Role.CONSULAR_OFFICER, name="other")
    with as_app_role():
        _keep(officer)

        assert not _keep(other).already


def test_the_same_bytes_for_the_same_person_are_kept_once(
    officer: Account,
    parties: tuple[Party, Party],
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    one, two = _person(parties[0], officer), _person(parties[0], officer)

    first, again = _keep(officer, person=one), _keep(officer, name="copy.pdf", person=one)
    elsewhere = _keep(officer, person=two)

    assert (again.already, again.file) == (True, first.file)
    assert not elsewhere.already
    assert len(files_in_memory.held) == 2
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        shown = list(files())
        found = twins(shown)
        whose = {file.person_id: [other.person_id for other in found[file.pk]] for file in shown}
        assert whose == {one.pk: [two.pk], two.pk: [one.pk]}


def test_a_person_of_another_party_gets_no_file(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    other = member_of(parties[1], Role.CONSULAR_OFFICER, name="other")
    theirs = _person(parties[1], other)

    with as_app_role(), pytest.raises(PersonNotHeldError):
        _keep(officer, person=theirs)


def test_a_file_about_a_person_is_not_kept_as_one_about_none(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    person = _person(parties[0], officer)

    with acting_as(officer, purpose=Purpose.RETURN_CASE), pytest.raises(NotClosedEnoughError):
        keep_file(
            source=BytesIO(PDF), name="a", kind="x", data_class=DataClass.PARTY, person=person
        )


def test_a_sensitive_file_wants_role_purpose_and_reason(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    assessor = member_of(parties[0], Role.SAFEGUARD_ASSESSOR, name="assessor")
    with as_app_role():
        with acting_as(assessor, purpose=Purpose.SAFEGUARD, reason="fitness to travel"):
            kept = keep_file(
                source=BytesIO(PNG), name="a.png", kind="medical", data_class=DataClass.SENSITIVE
            ).file

        with acting_as(assessor, purpose=Purpose.SAFEGUARD):
            assert not StoredFile.objects.filter(pk=kept.pk).exists()
        with pytest.raises(PurposeNotForRoleError):
            acting_as(officer, purpose=Purpose.SAFEGUARD, reason="curious").__enter__()
        with acting_as(assessor, purpose=Purpose.SAFEGUARD, reason="fitness to travel"):
            assert b"".join(read_file(file_id=kept.pk).pieces) == PNG
    assert Event.objects.filter(name="file read").get().reason == "fitness to travel"


def test_a_role_without_documents_keeps_and_reads_nothing(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    monitor = member_of(parties[0], Role.MONITOR, name="monitor")
    kept = _keep(officer).file

    with pytest.raises(PermissionError):
        _keep(monitor)
    with pytest.raises(PermissionError):
        _read(monitor, kept)
    with acting_as(monitor, purpose=Purpose.OVERSIGHT), pytest.raises(NotAllowedError):
        read_file(file_id=kept.pk)


def test_an_erased_file_is_gone_and_proves_it(
    officer: Account,
    django_capture_on_commit_callbacks,
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    kept = _keep(officer).file
    with acting_as(officer, purpose=Purpose.RETURN_CASE), pytest.raises(NoReasonError):
        erase_file(file_id=kept.pk, reason=" ")
    with acting_as(officer, purpose=Purpose.RETURN_CASE), pytest.raises(NotErasedError) as before:
        erasure_proof(kept.pk)

    with (
        django_capture_on_commit_callbacks(execute=True),
        acting_as(officer, purpose=Purpose.RETURN_CASE),
    ):
        erase_file(file_id=kept.pk, reason="asked for by the person")

    assert "its bytes are on the shelf" in str(before.value)
    assert not files_in_memory.held
    with pytest.raises(ErasedError):
        _read(officer, kept)
    with acting_as(officer, purpose=Purpose.RETURN_CASE, reason="asked for by the person"):
        proof = erasure_proof(kept.pk)
    check(proof, public_key())
    assert proof["sha256"] == kept.sha256


def test_a_file_whose_bytes_stay_behind_is_not_proved_gone(officer: Account) -> None:
    kept = _keep(officer).file
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        # Nothing is committed in this test: the bytes stay, as after a crash.
        erase_file(file_id=kept.pk, reason="asked for")

        with pytest.raises(NotErasedError, match="its bytes are on the shelf"):
            erasure_proof(kept.pk)


def test_neither_key_nor_name_is_in_the_history(officer: Account) -> None:
    kept = _keep(officer, name="Zarghuna Example.pdf").file

    with acting_as(officer, purpose=Purpose.RETURN_CASE, reason="test"):
        [state] = RowHistory.objects.filter(table="core_storedfile", row=str(kept.pk))

    assert not {"name", "file_key"} & set(state.state)


def test_a_virus_is_refused_and_leaves_nothing(
    officer: Account,
    monkeypatch: pytest.MonkeyPatch,
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    with clamd() as address:
        _configured(monkeypatch, address)
        with pytest.raises(InfectedError, match="Eicar-Signature"):
            _keep(officer, b"hello " + EICAR, "a.txt")
        kept = _keep(officer).file

    assert kept.scan == "clean"
    assert len(files_in_memory.held) == 1


def test_a_file_that_came_in_without_a_scanner_is_scanned_later_and_closed(
    officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _keep(officer, b"hello " + EICAR, "a.txt").file

    with clamd() as address, acting_as(officer, purpose=Purpose.RETURN_CASE):
        _configured(monkeypatch, address)
        scan_again(file_id=kept.pk)

    with pytest.raises(ClosedForVirusError, match="nobody may open it"):
        _read(officer, kept)


def _configured(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    here = replace(environment(), clamav=address)
    monkeypatch.setattr(scanning, "environment", lambda: here)


def test_a_rotation_seals_the_keys_of_files_and_letters_anew(
    officer: Account, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = replace(environment(), data=tmp_path, sealing_keys="")
    monkeypatch.setattr(keyring, "environment", lambda: here)
    kept = _keep(officer).file
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        letter = write_letter(
            kind="handover-sheet",
            language="en",
            fields={"place": "Kabul"},
            data_class=DataClass.PERSON,
        )
    old = keyring.keyring().current.name

    with as_app_role():
        done = rotate_keys(actor=AT_TERMINAL)

    assert (done.rows, done.key != old) == (2, True)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        sealed = StoredFile.objects.get(pk=kept.pk).__dict__["file_key"]
        assert sealed.startswith(f"v1.{done.key}.")
        assert Letter.objects.get(pk=letter.pk).content == {"place": "Kabul"}
    assert _read(officer, kept) == PDF


def test_a_key_of_a_file_opens_no_other_file(officer: Account) -> None:
    one, two = _keep(officer, b"one", "1.txt").file, _keep(officer, b"two", "2.txt").file
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        sealed = StoredFile.objects.get(pk=one.pk).__dict__["file_key"]
        StoredFile.objects.filter(pk=two.pk).update(file_key=sealed)

    with pytest.raises(SealBrokenError):
        _read(officer, two)


def test_the_report_for_a_person_names_their_file_and_not_its_key(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    person = _person(parties[0], officer)
    kept = _keep(officer, person=person).file
    dpo = member_of(parties[0], Role.DATA_PROTECTION_OFFICER, name="dpo")

    with acting_as(dpo, purpose=Purpose.DATA_PROTECTION, reason="asked for"):
        said = str(subject_report(person.reference))

    assert str(kept.uid) in said
    assert kept.file_key not in said


def test_check_finds_each_kind_of_trouble(
    officer: Account,
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    whole, changed, missing, foreign, left = (
        _keep(officer, f"text {n}".encode(), f"{n}.txt").file for n in range(5)
    )
    files_in_memory.held[changed.uid] = files_in_memory.held[changed.uid][:-1] + b"x"
    del files_in_memory.held[missing.uid]
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        erase_file(file_id=left.pk, reason="asked for")
        sealed = StoredFile.objects.get(pk=foreign.pk).__dict__["file_key"]
        strange = SealedText(f"v1.deadbeef.{sealed.rpartition('.')[2]}")
        StoredFile.objects.filter(pk=foreign.pk).update(file_key=strange)
    orphan = uuid4()
    files_in_memory.held[orphan] = b"x"

    with as_app_role():
        report = check_store()

    assert {(one.trouble, one.file) for one in report.findings} == {
        (Trouble.CHANGED, str(changed.uid)),
        (Trouble.MISSING, str(missing.uid)),
        (Trouble.NO_KEY, str(foreign.uid)),
        (Trouble.NOT_ERASED, str(left.uid)),
        (Trouble.ORPHAN, str(orphan)),
    }
    assert (report.files, report.erased, report.not_scanned) == (4, 1, 4)
    assert remove_leftovers(report) == 2
    assert {one.trouble for one in check_store().findings} == {
        Trouble.CHANGED, Trouble.MISSING, Trouble.NO_KEY,
    }  # fmt: skip
    assert whole.uid in files_in_memory.held


def test_bytes_of_an_upload_under_way_are_no_orphan(
    db: None,
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    from django.utils import timezone

    files_in_memory.held[uuid4()] = b"x"
    files_in_memory.since = timezone.now()

    assert check_store().findings == ()


def test_the_folder_keeps_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    shelf, uid = FolderShelf(tmp_path), uuid4()

    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        shelf.put(uid, breaks())
    assert (shelf.has(uid), list(shelf.all())) == (False, [])
    shelf.put(uid, [b"wh", b"ole"])
    with shelf.open(uid) as file:
        assert file.read() == b"whole"
    assert [found for found, _since in shelf.all()] == [uid]
    assert (tmp_path / uid.hex[:2] / str(uid)).stat().st_mode & 0o777 == 0o600
    shelf.remove(uid)
    shelf.remove(uid)
    with pytest.raises(FileNotFoundError):
        shelf.open(uid)


def test_rows_of_files_are_forced_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname IN"
            " ('core_storedfile', 'core_letter', 'core_workflowstep') ORDER BY relname"
        )
        assert [name for (name,) in cursor.fetchall()] == [
            "core_letter",
            "core_storedfile",
            "core_workflowstep",
        ]
