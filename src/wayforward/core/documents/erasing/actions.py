"""The verbs of erasing: let go of a file for good, and give the proof of it. By the data protection
officer alone.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.rules import Permission, require
from wayforward.core.documents.actions import ErasedError, check_open, own_party, tell
from wayforward.core.documents.erasing.queries import (
    check_for_erasure,
    consent_rests,
    erasure_proof,
    letter_in_force,
)
from wayforward.core.documents.erasing.rules import ErasureGround, check_erasure
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.shelf import shelf


@transaction.atomic
def erase_file(*, file_id: int, ground: ErasureGround, reason: str) -> StoredFile:
    """Let go of a file for good: its key goes with the transaction, its bytes right after.

    The row stays, without its name, with its digest and who erased it, when and why. Raises
    NotAllowedError, NotForErasureError, NoReasonError, StillRestsError or ErasedError.
    """
    require(acting().actor, Permission.ERASE)
    check_for_erasure()
    file = StoredFile.objects.select_for_update().get(pk=file_id, party=own_party())
    check_open(Permission.ERASE, DataClass(file.kept_class))
    if file.erased_at is not None:
        raise ErasedError("This file was erased before.")
    check_erasure(
        reason=reason,
        letter_in_force=letter_in_force(file),
        consent_rests=consent_rests(file),
    )
    file.file_key, file.name, file.scan_detail = None, "", ""
    file.erased_at, file.erased_by_id = timezone.now(), acting().account
    file.erasure_ground, file.erasure_reason = ground.value, reason.strip()
    file.save()
    tell(
        "file erased", file, why=file.erasure_reason, ground=ground.value, sha256=file.sha256,
        bytes=file.size,
    )  # fmt: skip
    transaction.on_commit(lambda: shelf().remove(file.uid))
    return file


@transaction.atomic
def prove_erasure(*, file_id: int) -> dict[str, Any]:
    """The signed proof of an erasure; that it was given out is in the log.

    Raises NotAllowedError, NotForErasureError or NotErasedError.
    """
    require(acting().actor, Permission.ERASE)
    proof = erasure_proof(file_id)
    tell("erasure proved", StoredFile.objects.get(pk=file_id), sha256=proof["sha256"])
    return proof
