"""What stands at the head of a party's letters."""

from __future__ import annotations

from wayforward.core.documents.letters.setting import Letterhead
from wayforward.core.parties.models import ContactPoint, Party

_OFFICE = "correspondence"  # the task of the contact point that stands on letters


def letterhead_of(party: Party, language: str) -> Letterhead:
    """The head of a party's letters: its names, and its office for correspondence if it has one."""
    office = ContactPoint.objects.filter(party=party, task=_OFFICE).first()
    if office is None:
        return Letterhead(party.names)
    name = office.names.get(language) or office.names.get("en", "")
    lines = (name, office.email, office.phone)
    return Letterhead(party.names, tuple(line for line in lines if line))
