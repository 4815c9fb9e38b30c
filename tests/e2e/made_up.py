"""What pages of the desk show beside the demonstration's people: a letter, a deadline, a consent, a
judgement that waits, a contact point. All made up, all by the actions that people use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from wayforward.core.access.consenting.actions import record_consent
from wayforward.core.access.consenting.rules import GivenBy, Proof
from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.disclosing.queries import sent
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.clocks.actions import Subject, start
from wayforward.core.clocks.rules import Length, Unit
from wayforward.core.clocks.sweeping import sweep
from wayforward.core.demonstration.staging import account, party
from wayforward.core.documents.letters.actions import write_letter
from wayforward.core.parties.contact_actions import Contact, set_contact_point
from wayforward.core.persons.adjudication import judge
from wayforward.core.persons.models import Person, Verdict
from wayforward.testing.letters import EXAMPLES
from wayforward.testing.staff import add_app, hire

LETTER = "data-request-acknowledgement"
OFFICE = "demo-secretariat"


@dataclass(frozen=True, slots=True)
class Shown:
    """What addresses of the pages name."""

    person: str
    other: str
    consuls_person: str
    disclosure: str
    letter: int
    clock: str
    consulate: int


@contextmanager
def _as(name: str, purpose: Purpose) -> Iterator[list[Person]]:
    """The persons that somebody of the demonstration sees."""
    with acting_as(account(name), purpose=purpose):
        yield list(Person.objects.order_by("pk"))


def furnish() -> Shown:
    """Put it all in place, on the stage that is set."""
    with _as("demo-case-officer", Purpose.RETURN_CASE) as (person, *_):
        letter = write_letter(
            kind=LETTER, language="ps", fields=EXAMPLES[LETTER], data_class=DataClass.PERSON,
            person=person,
        )  # fmt: skip
        clock = start(
            kind_key="voluntary-departure", subject=Subject("return_case", person.reference),
            triggered=timezone.localdate() - timedelta(days=10), person=person,
            length=Length(14, Unit.CALENDAR_DAYS),
        )  # fmt: skip
        _consent(person)
        disclosure = sent()[0].reference
    sweep()
    with _as("demo-adjudicator", Purpose.IDENTIFICATION) as (one, other, *_):
        judge(one=one, other=other, verdict=Verdict.SAME, reason="Father, year and province agree.")
    with _as("demo-consul", Purpose.IDENTIFICATION) as (theirs,):
        pass
    _contact()
    return Shown(
        person.reference, other.reference, theirs.reference, disclosure, letter.pk,
        clock.reference, party("consulate-of-the-mountains").pk,
    )  # fmt: skip


def _consent(person: Person) -> None:
    record_consent(
        person=person,
        recipient=party("consulate-of-the-mountains"),
        purpose=Purpose.REINTEGRATION,
        groups=["contact"],
        given_by=GivenBy.PERSON,
        language="fa-af",
        read_by="Parwin, interpreter",
        proof_kind=Proof.WITNESS,
        proof="a colleague of the interpreter",
        expires_at=timezone.now() + timedelta(days=90),
    )


def _contact() -> None:
    """An office keeps how it is reached; the demonstration has nobody who may."""
    add_app(hire(Role.SECRETARIAT, name=OFFICE, party=party("consulate-of-the-mountains")))
    with _as(OFFICE, Purpose.ADMINISTRATION):
        office = Contact(
            task="identification",
            name="Duty desk",
            email="desk@mountains.example",
            phone="+93 20 000 0000",
            languages=("en", "fa-AF"),
            shared=True,
        )
        set_contact_point(contact=office)
