"""Issuing sets a letter in print: the effect `set_in_print` of the workflow of documents."""

from __future__ import annotations

from django.utils import timezone

from wayforward.core.access.data_classes import DataClass
from wayforward.core.documents.actions import keep_made
from wayforward.core.documents.letters.kinds import kind_named
from wayforward.core.documents.letters.queries import letterhead_of
from wayforward.core.documents.letters.rules import read_fields
from wayforward.core.documents.letters.setting import Issued, set_letter
from wayforward.core.documents.models import Letter
from wayforward.core.workflow.effects import handles
from wayforward.core.workflow.models import Moving
from wayforward.core.workflow.table import EffectKind


@handles(EffectKind.ACTION, "set_in_print")
def set_in_print(thing: Moving) -> None:
    """Date a letter and keep it as a file, in the transaction that issues it."""
    assert isinstance(thing, Letter)  # noqa: S101  # the table is that of letters
    thing.dated = timezone.now().date()
    thing.file = keep_made(
        made=printed(thing),
        name=f"{thing.kind}-{thing.reference}.pdf",
        kind="letter",
        data_class=DataClass(thing.kept_class),
        person=thing.person,
    )
    thing.save(update_fields=["dated", "file"])


def printed(letter: Letter) -> bytes:
    """A letter as PDF; a draft says across the page that it is one. Its fields must be complete."""
    kind = kind_named(letter.kind)
    on = letter.dated or timezone.now().date()
    return set_letter(
        kind,
        read_fields(kind, letter.content),
        language=letter.language,
        letterhead=letterhead_of(letter.party, letter.language),
        issued=Issued(letter.reference, on, draft=letter.state == "draft"),
    )
