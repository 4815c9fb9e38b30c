"""What rests on a file, which files were erased, and the signed proof that one is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.queries import consents_proved_by
from wayforward.core.access.consenting.rules import Proof
from wayforward.core.access.context import acting
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.purposes import Purpose
from wayforward.core.audit.models import RowHistory
from wayforward.core.documents.erasing.rules import (
    CITATIONS,
    ErasureGround,
    NotForErasureError,
)
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.documents.shelf import shelf
from wayforward.core.documents.signing import signed

_SECRETS = ("file_key", "name")


class NotErasedError(LookupError):
    """Something of the file is still there; the message says what."""


def erased_files() -> QuerySet[StoredFile]:
    """The files that the acting party has let go of, the last one first."""
    found = StoredFile.objects.select_related("person", "erased_by__user")
    return found.filter(party=acting().party, erased_at__isnull=False).order_by("-erased_at", "-pk")


def letters_on(file: StoredFile) -> QuerySet[Letter]:
    """The letters whose print the file is."""
    return Letter.objects.filter(file=file).order_by("pk")


def letter_in_force(file: StoredFile) -> bool:
    """Whether one of them was issued and not withdrawn."""
    return letters_on(file).exclude(state="withdrawn").exists()


def consent_rests(file: StoredFile) -> bool:
    """Whether a consent that must be provable has the file for its proof.

    A consent names its proof in words: by the number of the file or the reference of a letter; for
    the same person, also somewhere in a sentence, or by the name of the file. A file kept as proof
    of consent counts for every documented consent of its person, since nothing says for which it
    does not.
    """
    return any(_must_be_provable(one) for one in _proved_by(file))


def check_for_erasure() -> None:
    """Raise NotForErasureError unless everything of the own party that counts is in sight.

    Without the purpose and a reason the walls hide rows, and nothing found would prove nothing.
    """
    one = acting()
    if one.purpose is not Purpose.DATA_PROTECTION or not one.reason.strip():
        raise NotForErasureError


def _proved_by(file: StoredFile) -> Iterator[Consent]:
    references = [str(file.uid), *letters_on(file).values_list("reference", flat=True)]
    for reference in references:
        yield from consents_proved_by(file.party, reference)
    if file.person_id is None:
        return
    named = [one.casefold() for one in (*references, file.name) if one]
    for consent in Consent.objects.filter(party=file.party, person=file.person_id):
        by_witness = consent.proof_kind == Proof.WITNESS.value
        said = consent.proof.casefold()
        if (file.kind == "consent" and not by_witness) or any(one in said for one in named):
            yield consent


def _must_be_provable(consent: Consent) -> bool:
    if consent.withdrawn_at is None and consent.expires_at > timezone.now():
        return True
    return Disclosure.objects.filter(party=consent.party, consents__contains=[consent.pk]).exists()


def erasure_proof(file_id: int) -> dict[str, Any]:
    """A signed statement that a file is gone, made only after looking everywhere it was.

    Raises NotForErasureError, or NotErasedError where its bytes, its key or its name are still
    somewhere in reach.
    """
    check_for_erasure()
    file = StoredFile.objects.select_related("erased_by__user").get(pk=file_id)
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
            "erased_by": str(file.erased_by) if file.erased_by else "",
            "ground": CITATIONS[ErasureGround(file.erasure_ground)],
            "reason": file.erasure_reason,
            "letters": list(letters_on(file).values_list("reference", flat=True)),
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
