"""Reading a letter: its fields, opened. Under the wall of whoever acts."""

from __future__ import annotations

import json

from wayforward.core.documents.keyring import keyring
from wayforward.core.documents.letters.setting import Letterhead
from wayforward.core.documents.models import Letter
from wayforward.core.documents.sealing_files import unseal_bytes
from wayforward.core.parties.models import ContactPoint, Party

_OFFICE = "correspondence"  # the task of the contact point that stands on letters


def fields_of(letter: Letter) -> dict[str, str]:
    """The values as they were given. Raises KeyMissingError or SealBrokenError."""
    said = unseal_bytes(bytes(letter.sealed_fields), keyring(), letter_context(letter))
    held: dict[str, str] = json.loads(said)
    return held


def letter_context(letter: Letter) -> bytes:
    """What the seal of a letter's fields is bound to."""
    return f"wayforward letter {letter.party_id} {letter.reference}".encode()


def letterhead_of(party: Party, language: str) -> Letterhead:
    """The head of a party's letters: its names, and its office for correspondence if it has one."""
    office = ContactPoint.objects.filter(party=party, task=_OFFICE).first()
    if office is None:
        return Letterhead(party.names)
    name = office.names.get(language) or office.names.get("en", "")
    lines = (name, office.email, office.phone)
    return Letterhead(party.names, tuple(line for line in lines if line))
