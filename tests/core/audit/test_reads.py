"""Reading a record about a person is told to the log, with purpose and reason, or not done."""

from __future__ import annotations

import pytest
from django.test import Client

from wayforward.core.access.context import NotActingError, acting_as, acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import Event
from wayforward.core.audit.reads import (
    PurposeNotAboutPersonsError,
    ReasonMissingError,
    named_read,
    record_read,
    record_refusal,
)
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@named_read("protection file", sensitive=True)
def protection_file(person: Person, part: str) -> str:
    """As a query of another room would be."""
    return f"{part} of {person.reference}"


@pytest.fixture
def here() -> Party:
    return two_parties()[0]


@pytest.fixture
def person(here: Party) -> Person:
    with acting_for(here):
        return Person.objects.create(party=here)


def test_sensitive_read_is_an_event_with_purpose_and_reason(here: Party, person: Person) -> None:
    account = member_of(here, Role.SAFEGUARD_ASSESSOR)
    with as_app_role(), acting_as(account, purpose=Purpose.SAFEGUARD, reason="fit to travel?"):
        assert protection_file(person, part="health") == f"health of {person.reference}"
        [event] = Event.objects.filter(stream="reads")

    assert (event.name, event.subject) == ("sensitive record read", person.reference)
    assert (event.purpose, event.reason) == ("safeguard", "fit to travel?")
    assert (event.account_id, event.party_id) == (account.pk, here.pk)
    assert event.facts == {"record": "protection file"}


def test_nothing_is_shown_without_a_reason(here: Party, person: Person) -> None:
    account = member_of(here, Role.SAFEGUARD_ASSESSOR)
    with acting_as(account, purpose=Purpose.SAFEGUARD), pytest.raises(ReasonMissingError):
        protection_file(person, part="health")


def test_nothing_is_shown_for_a_purpose_that_is_not_about_persons(
    here: Party, person: Person
) -> None:
    account = member_of(here, Role.RETURN_CASE_OFFICER)
    with (
        acting_as(account, purpose=Purpose.ADMINISTRATION),
        pytest.raises(PurposeNotAboutPersonsError),
    ):
        record_read(person=person, what="person")


def test_nobody_reads_who_does_not_act(person: Person) -> None:
    with pytest.raises(NotActingError):
        record_read(person=person, what="person")


def test_refusal_belongs_to_the_party_of_the_account(here: Party) -> None:
    account = member_of(here, Role.MONITOR)
    with as_app_role():
        record_refusal(account=account, permission="edit_persons", where="person")
        assert not Event.objects.filter(stream="reads").exists()
        with acting_for(here):
            [event] = Event.objects.filter(stream="reads")

    assert (event.name, event.actor) == ("access refused", account.user.get_username())
    assert event.facts["account"] == account.pk


def test_page_that_was_refused_at_the_desk_is_told(client: Client) -> None:
    user = sign_in(client, Role.EDITOR)

    assert client.get("/en/desk/unusual").status_code == 403

    [event] = Event.objects.filter(stream="reads")
    assert (event.subject, event.facts["where"]) == (user.get_username(), "desk-unusual")
    assert event.facts["account"] == Account.objects.get().pk
