"""Disclosures and consent at the desk: each side sees its own, and a preview is what goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wayforward.core.access.consenting.forms import READ_IN
from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.offering import _OFFERS, offers
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.parties import two_parties
from wayforward.testing.rows import make_row
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties() -> tuple[Party, Party]:
    here, there = two_parties()
    there.recognition = "recognised"
    there.save()
    return here, there


def _signed_in(party: Party, *roles: Role) -> Client:
    client = Client()
    user = sign_in(client, *roles, name=f"of-{party.pk}-{len(roles)}-{roles[0]}")
    Account.objects.filter(user=user).update(party=party)
    return client


def _person(party: Party) -> Person:
    with acting_for(party):
        return Person.objects.create(party=party)


def _to(person: Person, recipient: Party, purpose: str = "identification") -> str:
    address = reverse("desk-disclose", args=[person.reference])
    return f"{address}?recipient={recipient.pk}&purpose={purpose}"


FILLED = {
    "ground": "public_interest",
    "provision": "GDPR Art. 49(1)(d)",
    "field-full_name": "Nobody At All",
    "field-birth_year": "1998",
}


def test_officer_previews_sends_and_the_other_side_reads_exactly_that(parties) -> None:
    here, there = parties
    person = _person(here)
    officer = _signed_in(here, Role.RETURN_CASE_OFFICER)
    consul = _signed_in(there, Role.CONSULAR_OFFICER)

    form = officer.get(_to(person, there)).content.decode()
    shown = officer.post(_to(person, there), {**FILLED, "do": "preview"}).content.decode()
    with acting_for(here):
        assert not Disclosure.objects.exists()
    sent = officer.post(_to(person, there), {**FILLED, "do": "send"})

    assert 'name="field-father_name"' in form
    assert "field-asylum_claim" not in form
    assert "Exactly what they would see" in shown
    assert "Nobody At All" in shown
    assert sent.status_code == 302
    assert "Nobody At All" in officer.get(sent["Location"]).content.decode()
    read = consul.get(sent["Location"]).content.decode()
    assert "Nobody At All" in read
    assert "1998" in read
    assert person.reference not in read
    assert "Full name" in consul.get(reverse("desk-disclosures")).content.decode()


def test_refusals_are_sentences_and_nothing_is_sent(parties) -> None:
    here, there = parties
    person = _person(here)
    officer = _signed_in(here, Role.RETURN_CASE_OFFICER)

    given = {**FILLED, "ground": "consent", "field-document_kind": "asylum card"}
    page = officer.post(_to(person, there), {**given, "do": "send"}).content.decode()

    assert "Identity: The person has not agreed to this" in page
    assert "Kind of document: The value gives away" in page
    with acting_for(here):
        assert not Disclosure.objects.exists()


def test_nothing_is_offered_where_nothing_is_allowed(parties) -> None:
    here, there = parties
    page = _signed_in(here, Role.RETURN_CASE_OFFICER).get(_to(_person(here), there, "safeguard"))

    assert "Nothing may be sent to this recipient" in page.content.decode()


def test_what_is_known_fills_the_form(parties) -> None:
    here, there = parties

    @offers
    def known(person: Person) -> dict[str, object]:
        return {"full_name": "Known Already", "birth_year": None}

    try:
        page = _signed_in(here, Role.RETURN_CASE_OFFICER).get(_to(_person(here), there))
    finally:
        _OFFERS.remove(known)

    assert 'value="Known Already"' in page.content.decode()


def test_recall_at_the_desk_closes_it_for_the_other_side(parties) -> None:
    here, there = parties
    with acting_for(here):
        made = make_row(Disclosure, here, recipient=there, payload={"full_name": "Nobody At All"})
    officer = _signed_in(here, Role.RETURN_CASE_OFFICER)
    consul = _signed_in(there, Role.CONSULAR_OFFICER)
    address = reverse("desk-disclosure", args=[made.reference])

    assert (
        "Acknowledged." in consul.post(address, {"do": "acknowledge"}, follow=True).content.decode()
    )
    officer.post(address, {"do": "recall", "reason": "wrong office"})
    again = officer.post(address, {"do": "recall", "reason": "x"}, follow=True).content.decode()

    read = consul.get(address).content.decode()
    assert "wrong office" in read
    assert "Nobody At All" not in read
    assert "not open any more" in again


def test_auditor_reads_the_ledger_and_not_the_values(parties) -> None:
    here, there = parties
    with acting_for(here):
        made = make_row(Disclosure, here, recipient=there, payload={"full_name": "Nobody At All"})
    auditor = _signed_in(here, Role.AUDITOR)

    page = auditor.get(reverse("desk-disclosure", args=[made.reference])).content.decode()

    assert "Full name" in page
    assert "Nobody At All" not in page


def test_third_party_finds_no_page(parties) -> None:
    here, there = parties
    with acting_for(here):
        made = make_row(Disclosure, here)
    consul = _signed_in(there, Role.CONSULAR_OFFICER)

    assert consul.get(reverse("desk-disclosure", args=[made.reference])).status_code == 404
    for page in ("desk-disclose", "desk-consents"):
        assert consul.get(reverse(page, args=[made.person.reference])).status_code == 404


def test_consent_is_recorded_and_withdrawn_at_the_desk(parties) -> None:
    here, there = parties
    person = _person(here)
    officer = _signed_in(here, Role.RETURN_CASE_OFFICER)
    address = reverse("desk-consents", args=[person.reference])
    given = {
        "recipient": there.pk,
        "purpose": "journey",
        "groups": ["identity", "journey"],
        "given_by": "person",
        "language": "ps",
        "read_by": "an interpreter",
        "proof_kind": "document",
        "proof": "form 17",
        "expires_on": (timezone.now() + timedelta(days=60)).date().isoformat(),
    }

    early = officer.post(address, {**given, "expires_on": "2020-01-01"}).content.decode()
    officer.post(address, given)
    with acting_for(here):
        consent = Consent.objects.get()
    page = officer.get(address).content.decode()
    officer.post(address, {"do": "withdraw", "consent": consent.reference, "how": "by telephone"})

    assert "Consent ends after it begins" in early
    assert "The journey" in page
    # Each language is named, not its tag.
    assert [code for code in READ_IN if f">{code}</option>" in early] == []
    assert '<option value="tk">Turkmen</option>' in early
    with acting_for(here):
        assert Consent.objects.get().withdrawal == "by telephone"
    assert "by telephone" in officer.get(address).content.decode()


def test_panel_says_who_can_see_a_person_and_why(parties) -> None:
    from django.template import Context, Template

    from wayforward.core.access.seeing import who_sees

    here, there = parties
    _signed_in(here, Role.RETURN_CASE_OFFICER)
    _signed_in(here, Role.SAFEGUARD_ASSESSOR)
    _signed_in(here, Role.SECRETARIAT)
    account = Account.objects.get(user__username__contains="return_case")
    with acting_as(account, purpose=Purpose.RETURN_CASE):
        person = Person.objects.create(party=here)
        made = make_row(Disclosure, here, person=person, recipient=there)
        make_row(Disclosure, here, person=person)
        consent = make_row(Consent, here, person=person)
        seen = who_sees(person)
        panel = Template("{% load access %}{% who_sees person %}")
        page = panel.render(Context({"person": person}))

    assert [(one.role, one.sensitive) for one in seen.roles] == [
        (Role.RETURN_CASE_OFFICER, False),
        (Role.SAFEGUARD_ASSESSOR, True),
    ]
    assert made in seen.disclosures
    assert list(seen.consents) == [consent]
    assert made.reference in page
    assert "Public task laid down in law" in page
