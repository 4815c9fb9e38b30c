"""The verbs of files: keep, read, erase, scan again. Letters have their own beside them.

Each asks permission, checks the rules, writes and tells the log in the transaction of `acting_as`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import opens
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.documents import rules, sniffing
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.queries import content_of, file_context, same_content
from wayforward.core.documents.rules import (
    ClosedForVirusError,
    InfectedError,
    NotClosedEnoughError,
    NotOpenForPurposeError,
    PersonNotHeldError,
    Scan,
)
from wayforward.core.documents.scanning import Verdict, scanner
from wayforward.core.documents.sealing_files import new_file_key, seal
from wayforward.core.documents.shelf import shelf
from wayforward.core.persons.models import Person

STREAM = "documents"
_BLOCK = 64 * 1024


class ErasedError(LookupError):
    """The file was erased: that there was one is all that is left."""


class NoPartyError(PermissionError):
    """Whoever acts does so for no party."""


class NoReasonError(ValueError):
    """An erasure needs a reason."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept; `already`: the same bytes were kept for the same person before."""

    file: StoredFile
    already: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A file handed out: what it is, and its bytes piece by piece."""

    file: StoredFile
    pieces: Iterator[bytes]


@transaction.atomic
def keep_file(
    *, source: BinaryIO, name: str, kind: str, data_class: DataClass, person: Person | None = None
) -> Kept:
    """Keep a file for the acting party, sealed. `source` can be read from its beginning again.

    Raises NotAllowedError, NotOpenForPurposeError, PersonNotHeldError, NotClosedEnoughError,
    ScannerSilentError, or a FileRefusedError that says what to do.
    """
    check_open(Permission.WRITE_DOCUMENTS, data_class)
    check_person(person, data_class)
    found = sniffing.type_of(source, name)
    size, digest = _measured(source)
    rules.check_size(size, found)
    if before := same_content(digest, person, data_class):
        return Kept(before, already=True)
    verdict = _judged(source)
    file = StoredFile(
        kept_class=data_class.value,
        person=person,
        kind=kind,
        name=rules.safe_name(name, found),
        mime=found.mime,
        size=size,
        sha256=digest,
        scan=verdict.scan.value,
        scanned_at=None if verdict.scan is Scan.NOT_SCANNED else timezone.now(),
    )
    return Kept(_put(file, _blocks(source)), already=False)


@transaction.atomic
def keep_made(
    *, made: bytes, name: str, kind: str, data_class: DataClass, person: Person | None = None
) -> StoredFile:
    """Keep a PDF that we have set ourselves."""
    check_open(Permission.WRITE_DOCUMENTS, data_class)
    file = StoredFile(
        kept_class=data_class.value,
        person=person,
        kind=kind,
        name=name,
        mime="application/pdf",
        size=len(made),
        sha256=hashlib.sha256(made).hexdigest(),
        scan=Scan.MADE_HERE.value,
    )
    return _put(file, [made])


def _put(file: StoredFile, pieces: Iterable[bytes]) -> StoredFile:
    """Seal the bytes onto the shelf, then the row: a row never stands without its bytes."""
    one = acting()
    file.party_id = own_party()
    file.purpose, file.kept_by_id = one.purpose.value, one.account
    file.file_key = key = new_file_key()
    shelf().put(file.uid, seal(pieces, key, file_context(file)))
    file.save(force_insert=True)
    _tell("file kept", file, kind=file.kind, bytes=file.size, scan=file.scan)
    return file


@transaction.atomic
def read_file(*, file_id: int) -> Reading:
    """Hand out a file; that it was read, by whom and what for, is in the log.

    Raises NotAllowedError, ErasedError, ClosedForVirusError, KeyMissingError or FileNotFoundError;
    the pieces may raise SealBrokenError.
    """
    file = StoredFile.objects.get(pk=file_id)
    check_open(Permission.SEE_DOCUMENTS, DataClass(file.kept_class))
    _check_readable(file)
    pieces = content_of(file)
    if not shelf().has(file.uid):
        raise FileNotFoundError(f"The bytes of the file {file.uid} are gone: tell the operator.")
    _tell("file read", file, kind=file.kind)
    return Reading(file, pieces)


@transaction.atomic
def erase_file(*, file_id: int, reason: str) -> StoredFile:
    """Let go of a file for good: its key goes with the transaction, its bytes right after.

    The row stays, without its name. `queries.erasure_proof` proves it afterwards. Raises
    NotAllowedError, NoReasonError or ErasedError.
    """
    file = StoredFile.objects.select_for_update().get(pk=file_id)
    check_open(Permission.WRITE_DOCUMENTS, DataClass(file.kept_class))
    if not reason.strip():
        raise NoReasonError("Say why the file is erased: the log keeps the reason.")
    if file.erased_at is not None:
        raise ErasedError("This file was erased before.")
    file.file_key, file.name, file.scan_detail = None, "", ""
    file.erased_at = timezone.now()
    file.save()
    _tell("file erased", file, why=reason, sha256=file.sha256, bytes=file.size)
    transaction.on_commit(lambda: shelf().remove(file.uid))
    return file


@transaction.atomic
def scan_again(*, file_id: int) -> StoredFile:
    """Have a file scanned that came in without, or before its virus was known.

    An infected one stays where it is, sealed, and is handed out no more. Without a scanner nothing
    changes. Raises ScannerSilentError.
    """
    file = StoredFile.objects.select_for_update().get(pk=file_id)
    verdict = scanner().scan(content_of(file))
    if verdict.scan is Scan.NOT_SCANNED:
        return file
    file.scan, file.scan_detail = verdict.scan.value, verdict.detail[:200]
    file.scanned_at = timezone.now()
    file.save(update_fields=["scan", "scan_detail", "scanned_at"])
    _tell("file scanned", file, scan=file.scan)
    return file


def own_party() -> int:
    """The party that is acted for. Raises NoPartyError."""
    party = acting().party
    if party is None:
        raise NoPartyError("Files belong to a party: this account acts for none.")
    return party


def check_open(permission: Permission, data_class: DataClass) -> None:
    """Raise NotAllowedError, or NotOpenForPurposeError before the wall refuses the row."""
    one = acting()
    require(one.actor, permission)
    if data_class is DataClass.SENSITIVE:
        require(one.actor, Permission.READ_SENSITIVE)
    if not opens(data_class, one.purpose, one.reason):
        raise NotOpenForPurposeError


def check_person(person: Person | None, data_class: DataClass) -> None:
    """Raise PersonNotHeldError unless the acting party holds the person, NotClosedEnoughError for
    a class of rows that are about none.

    The wall shows only persons of the own party; a foreign key alone would not ask it.
    """
    if person is None:
        return
    if not Person.objects.filter(pk=person.pk, party=own_party()).exists():
        raise PersonNotHeldError
    if data_class is DataClass.PARTY:
        raise NotClosedEnoughError


def _check_readable(file: StoredFile) -> None:
    if file.erased_at is not None:
        raise ErasedError("This file was erased: that there was one is all that is left.")
    if not rules.readable(Scan(file.scan)):
        raise ClosedForVirusError(
            "The virus scanner found something in this file: nobody may open it."
        )


def _measured(source: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for block in _blocks(source):
        digest.update(block)
        size += len(block)
        if size > rules.LARGEST:
            break
    return size, digest.hexdigest()


def _judged(source: BinaryIO) -> Verdict:
    verdict = scanner().scan(_blocks(source))
    if verdict.scan is Scan.INFECTED:
        raise InfectedError(
            f"The virus scanner found {verdict.detail} in this file: it is not kept. Tell whoever "
            "sent it.",
            virus=verdict.detail,
        )
    return verdict


def _blocks(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    while block := source.read(_BLOCK):
        yield block


def _tell(name: str, file: StoredFile, *, why: str = "", **facts: object) -> None:
    one = acting()
    record(
        stream=STREAM,
        name=name,
        subject=str(file.uid),
        actor=one.actor.name,
        reason=why or one.reason,
        purpose=one.purpose.value,
        **facts,
    )
