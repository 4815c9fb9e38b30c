"""Looking persons up at the desk: by name, or by the number of a paper. Each look-up is an event.

What was typed never stands in the log nor in an address. Only the own party's records answer, so
that nobody learns here whom another party cares for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from wayforward.core.access.context import Acting, acting
from wayforward.core.access.purposes import ABOUT_PERSONS
from wayforward.core.access.rules import Permission, require
from wayforward.core.access.sealed_fields import BlindIndexField, look_up
from wayforward.core.audit.actions import record
from wayforward.core.audit.reads import LOOK_UPS, PurposeNotAboutPersonsError
from wayforward.core.persons.models import Person, PersonDocument
from wayforward.core.persons.rules import require_somebody

BY_NAME, BY_NUMBER = "persons looked up by name", "persons looked up by number"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in the own party's care, and the paper with the number."""

    person: Person
    paper: PersonDocument


@transaction.atomic
def held_with(number: str) -> list[Holder]:
    """Records with a paper of this number, oldest first; blanks, dashes and scripts do not matter.

    The log names whom it found, or that it found nobody. Raises NotAllowedError,
    PurposeNotAboutPersonsError, NobodyJudgesError where nobody acts for a party.
    """
    one = _reader()
    found = _papers(number, require_somebody(one.party))
    for held in found:
        _tell(BY_NUMBER, held.person.reference, one)
    if not found:
        _tell(BY_NUMBER, one.actor.name, one, found=0)
    return found


def tell_search(found: int) -> None:
    """Tell the log that somebody was looked for by name, and how many were shown."""
    one = _reader()
    _tell(BY_NAME, one.actor.name, one, found=found)


def _tell(event: str, subject: str, one: Acting, **facts: Any) -> None:
    record(stream=LOOK_UPS, name=event, subject=subject, actor=one.actor.name, **facts)


def _reader() -> Acting:
    one = acting()
    require(one.actor, Permission.SEE_PERSONS)
    if one.purpose not in ABOUT_PERSONS:
        raise PurposeNotAboutPersonsError(
            f"Nobody is looked up for {one.purpose}: state another purpose."
        )
    return one


def _papers(number: str, party: int) -> list[Holder]:
    """One paper a person, the one recorded first."""
    index = PersonDocument._meta.get_field("number_index")
    assert isinstance(index, BlindIndexField)  # noqa: S101  # declared so in the model
    rows = PersonDocument.objects.filter(
        party_id=party, number_index__in=look_up(index, party, number)
    )
    held: dict[int, Holder] = {}
    for paper in rows.select_related("person").prefetch_related("person__names").order_by("pk"):
        held.setdefault(paper.person_id, Holder(paper.person, paper))
    return list(held.values())
