"""Consents found by their proof, by whoever keeps the ledgers of the own party."""

import pytest
from django.test import Client
from django.urls import reverse

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.queries import tell_proved_by
from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.audit.models import Event
from wayforward.core.parties.models import Party
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.rows import make_row
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db
NOTHING = "No consent given to our party rests on this."


def _consent(party: Party, proof: str) -> Consent:
    with acting_for(party):
        return make_row(Consent, party, proof=proof, groups=["identity"], language="fa-af")


def _asked(role: Role, party: Party, proof: str) -> str:
    client = Client()
    sign_in(client, role, name=f"{role}-{party.pk}", party=party)
    page = client.post(reverse("desk-consents-proved"), {"proof": proof})
    assert page.status_code == 200
    return page.content.decode()


def test_the_data_protection_officer_finds_what_rests_on_a_proof() -> None:
    here, there = two_parties()
    one, other = _consent(here, "form 17/2026"), _consent(here, "form 18/2026")
    theirs = _consent(there, "form 17/2026")

    text = _asked(Role.DATA_PROTECTION_OFFICER, here, " FORM 17/2026")

    assert one.reference in text
    assert reverse("desk-person", args=[one.person.reference]) in text
    assert other.reference not in text
    assert theirs.reference not in text


def test_nothing_rests_on_an_unknown_proof_and_the_log_has_no_word_of_it() -> None:
    here, _there = two_parties()

    text = _asked(Role.DATA_PROTECTION_OFFICER, here, "form 404")

    assert NOTHING in text
    with acting_for(here, purpose=Purpose.AUDIT):
        event = Event.objects.get(name="consents looked up by proof")
    assert event.facts == {"found": 0}
    said = {name: value for name, value in vars(event).items() if name not in {"_state", "at"}}
    assert "404" not in str(said)  # a moment may have any digits


def test_an_auditor_sees_the_consent_and_no_way_to_the_person() -> None:
    here, _there = two_parties()
    one = _consent(here, "form 17/2026")

    text = _asked(Role.AUDITOR, here, "form 17/2026")

    assert one.reference in text
    assert reverse("desk-person", args=[one.person.reference]) not in text


def test_a_proof_in_the_address_is_not_looked_up() -> None:
    here, _there = two_parties()
    one = _consent(here, "form 17/2026")
    client = Client()
    sign_in(client, Role.DATA_PROTECTION_OFFICER, name="officer", party=here)

    page = client.get(reverse("desk-consents-proved"), {"proof": "form 17/2026"})

    assert one.reference not in page.content.decode()


def test_whoever_does_not_keep_the_ledgers_asks_in_vain() -> None:
    here, _there = two_parties()
    monitor = member_of(here, Role.MONITOR)

    with acting_as(monitor, purpose=Purpose.OVERSIGHT), pytest.raises(NotAllowedError):
        tell_proved_by(here, "form 17/2026")
