"""Checks the store: every row has its bytes, they are what was kept, nothing lies there unknown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from wayforward.core.access.context import acting_for
from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.access.keyring import KeyMissingError
from wayforward.core.access.purposes import Purpose
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.queries import content_of
from wayforward.core.documents.shelf import shelf
from wayforward.core.parties.models import Party

WHY = "check of the file store"
# Bytes are put down before their row is written: those of an upload under way are no orphans.
UNDER_WAY = timedelta(hours=1)


class Trouble(StrEnum):
    """What can be wrong with the store."""

    MISSING = "missing"  # a row without its bytes
    CHANGED = "changed"  # bytes that are not what was kept
    NO_KEY = "no_key"  # sealed with a key that is not in the ring
    NOT_ERASED = "not_erased"  # erased, yet the bytes lie there
    ORPHAN = "orphan"  # bytes that no row knows


SAID = {
    Trouble.MISSING: "its bytes are gone: bring them back from a backup",
    Trouble.CHANGED: "its bytes are not what was kept: bring them back from a backup",
    Trouble.NO_KEY: "its key is gone: bring back sealing.keys or WAYFORWARD_SEALING_KEYS",
    Trouble.NOT_ERASED: "it was erased but its bytes are there: run with --remove",
    Trouble.ORPHAN: "no row knows these bytes: run with --remove",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    trouble: Trouble
    file: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found."""

    files: int
    erased: int
    bytes: int
    not_scanned: int
    findings: tuple[Finding, ...]


def each_file(*, erased: bool = False) -> Iterator[tuple[Party, StoredFile]]:
    """Every file, party after party, each seen as its own party sees it."""
    for party in Party.objects.order_by("pk"):
        with acting_for(party, purpose=Purpose.DATA_PROTECTION, reason=WHY):
            rows = StoredFile.objects.filter(party=party).order_by("pk")
            for file in rows if erased else rows.filter(erased_at=None):
                yield party, file


def check_store(*, tell: Callable[[], None] = lambda: None) -> Report:
    """Read every file of every party; `tell` is called after each. Nothing is handed out."""
    there = dict(shelf().all())
    known: set[UUID] = set()
    findings: list[Finding] = []
    files = erased = size = not_scanned = 0
    for party, file in each_file(erased=True):
        known.add(file.uid)
        if trouble := _trouble(file):
            findings.append(Finding(trouble, str(file.uid), party.key))
        if file.erased_at:
            erased += 1
        else:
            files, size = files + 1, size + file.size
            not_scanned += file.scan == "not_scanned"
        tell()
    before = timezone.now() - UNDER_WAY
    orphans = sorted(uid for uid, since in there.items() if uid not in known and since < before)
    findings += [Finding(Trouble.ORPHAN, str(uid)) for uid in orphans]
    return Report(files, erased, size, not_scanned, tuple(findings))


def remove_leftovers(report: Report) -> int:
    """Let go of bytes that should not be there; how many."""
    wanted = [one for one in report.findings if one.trouble in {Trouble.ORPHAN, Trouble.NOT_ERASED}]
    for one in wanted:
        shelf().remove(UUID(one.file))
    return len(wanted)


def _trouble(file: StoredFile) -> Trouble | None:
    if file.erased_at is not None:
        return Trouble.NOT_ERASED if shelf().has(file.uid) else None
    try:
        return None if _is_what_was_kept(file) else Trouble.CHANGED
    except FileNotFoundError:
        return Trouble.MISSING
    except KeyMissingError:
        return Trouble.NO_KEY
    except SealBrokenError:
        return Trouble.CHANGED


def _is_what_was_kept(file: StoredFile) -> bool:
    digest, size = hashlib.sha256(), 0
    for piece in content_of(file):
        digest.update(piece)
        size += len(piece)
    return (digest.hexdigest(), size) == (file.sha256, file.size)
