"""What people look at about a letter: whose draft it is, and what stands at its head."""

from __future__ import annotations

from wayforward.core.access.context import acting
from wayforward.core.documents.letters.setting import Letterhead
from wayforward.core.documents.models import Letter
from wayforward.core.parties.models import ContactPoint, Party
from wayforward.core.workflow.queries import steps_of

_OFFICE = "correspondence"  # the task of the contact point that stands on letters


def wrote(letter: Letter) -> bool:
    """Whether whoever acts wrote it."""
    writers = steps_of(letter).filter(step="write").values_list("account", flat=True)
    return writers.first() == acting().account


def letterhead_of(party: Party, language: str) -> Letterhead:
    """The head of a party's letters: its names, and its office for correspondence if it has one."""
    office = ContactPoint.objects.filter(party=party, task=_OFFICE).first()
    if office is None:
        return Letterhead(party.names)
    name = office.names.get(language) or office.names.get("en", "")
    lines = (name, office.email, office.phone)
    return Letterhead(party.names, tuple(line for line in lines if line))
