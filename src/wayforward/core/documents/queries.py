"""What people look at about files, under the wall of whoever acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wayforward.core.access.context import acting
from wayforward.core.access.data_classes import DataClass
from wayforward.core.audit.models import RowHistory
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.documents.rules import PersonNotHeldError
from wayforward.core.documents.sealing_files import unseal
from wayforward.core.documents.shelf import shelf
from wayforward.core.documents.signing import signed
from wayforward.core.persons.models import Person

_SECRETS = ("file_key", "name")


class NotErasedError(LookupError):
    """Something of the file is still there; the message says what."""


def person_of(reference: str) -> Person | None:
    """The person of the acting party with that reference, nobody where it is empty.

    Raises PersonNotHeldError.
    """
    if not reference.strip():
        return None
    wanted = reference.strip().upper()
    found = Person.objects.filter(reference=wanted, party=acting().party).first()
    if found is None:
        raise PersonNotHeldError
    return found


def files(person: Person | None = None) -> QuerySet[StoredFile]:
    """The files of the acting party, newest first; of one person where given."""
    found = StoredFile.objects.select_related("person").filter(party=acting().party, erased_at=None)
    return (found.filter(person=person) if person else found).order_by("-kept_at", "-pk")


def letters(person: Person | None = None) -> QuerySet[Letter]:
    """The letters of the acting party, newest first; about one person where given."""
    found = Letter.objects.select_related("person").filter(party=acting().party)
    return (found.filter(person=person) if person else found).order_by("-written_at", "-pk")


def same_content(digest: str, person: Person | None, data_class: DataClass) -> StoredFile | None:
    """The file of the acting party with these bytes for the same person, where there is one."""
    return (
        files()
        .filter(sha256=digest, person=person, kept_class=data_class.value)
        .exclude(scan="infected")
        .first()
    )


def twins(shown: Sequence[StoredFile]) -> dict[int, list[StoredFile]]:
    """By number of a file shown, the others of the acting party with the same bytes, if any.

    A passport that lies with two persons is worth a look.
    """
    same: dict[str, list[StoredFile]] = {}
    for file in files().filter(sha256__in={one.sha256 for one in shown}):
        same.setdefault(file.sha256, []).append(file)
    others = {one.pk: [file for file in same[one.sha256] if file != one] for one in shown}
    return {number: held for number, held in others.items() if held}


def file_context(file: StoredFile) -> bytes:
    """What a file's seal is bound to: its party and its number."""
    return f"wayforward file {file.party_id} {file.uid}".encode()


def content_of(file: StoredFile) -> Iterator[bytes]:
    """The bytes as they came, piece by piece. Raises KeyMissingError or SealBrokenError.

    The pieces raise FileNotFoundError, or SealBrokenError where what lies there is not the file.
    """
    return _opened(file.uid, file.file_key, file_context(file))


def _opened(uid: UUID, key: str, context: bytes) -> Iterator[bytes]:
    with shelf().open(uid) as sealed:
        yield from unseal(sealed, key, context)


def erasure_proof(file_id: int) -> dict[str, Any]:
    """A signed statement that a file is gone, made only after looking everywhere it was.

    Raises NotErasedError where its bytes, its key or its name are still somewhere in reach.
    """
    file = StoredFile.objects.get(pk=file_id)
    if left := _left_of(file):
        raise NotErasedError(f"The file is not gone: {', '.join(left)}. Erase it again.")
    assert file.erased_at is not None  # noqa: S101  # else something is left
    return signed(
        {
            "statement": "erased",
            "file": str(file.uid),
            "sha256": file.sha256,
            "bytes": file.size,
            "erased_at": file.erased_at.isoformat(),
            "looked_for": ["bytes on the shelf", "key in the row", "key and name in its history"],
        }
    )


def _left_of(file: StoredFile) -> list[str]:
    rows = StoredFile.objects.filter(pk=file.pk)
    history = RowHistory.objects.filter(table=StoredFile._meta.db_table, row=str(file.pk))
    return [
        what
        for what, there in (
            ("it was never erased", file.erased_at is None),
            ("its key is in the row", rows.filter(file_key__isnull=False).exists()),
            ("its name is in the row", bool(file.name)),
            ("its bytes are on the shelf", shelf().has(file.uid)),
            (
                "its key or name is in the history",
                history.filter(state__has_any_keys=_SECRETS).exists(),
            ),
        )
        if there
    ]
