"""The page of the own party: its secretariat keeps contact points, others see what is shared."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import Role
from wayforward.core.audit.queries import events_of
from wayforward.core.parties.models import Arrangement, ContactPoint, Party, PartyKind
from wayforward.testing.parties import two_parties
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
OFFICE = {"task": "travel_documents", "name": "Returns desk", "email": "desk@example.org",
          "phone": "+49 30 5550100", "languages": ["en", "fa-af"], "shared": "on"}  # fmt: skip


def _sides() -> tuple[Party, Party]:
    here, there = two_parties()
    here.kind = PartyKind.EU_INSTITUTION
    here.names = {"en": "The Institution"}
    here.save()
    return here, there


def test_secretariat_keeps_a_contact_point_and_others_see_it_when_shared(client: Client) -> None:
    here, there = _sides()
    sign_in(client, Role.SECRETARIAT, party=here)

    said = client.post(reverse("desk-party"), OFFICE, follow=True).content.decode()

    assert "Returns desk" in said
    assert "+49 30 5550100" in said
    other = Client()
    sign_in(other, Role.CONSULAR_OFFICER, name="consul", party=there)
    seen = other.get(reverse("desk-party")).content.decode()
    assert "Returns desk" in seen
    assert "The Institution" in seen
    with acting_for(here):
        [event] = events_of("parties", f"{here.arrangement}/{here}/travel_documents")
    assert event.name == "contact point kept"


def test_a_contact_point_kept_for_ourselves_is_not_seen_by_others(client: Client) -> None:
    here, there = _sides()
    sign_in(client, Role.SECRETARIAT, party=here)
    client.post(reverse("desk-party"), {**OFFICE, "shared": ""})

    other = Client()
    sign_in(other, Role.CONSULAR_OFFICER, name="consul", party=there)

    assert "Returns desk" not in other.get(reverse("desk-party")).content.decode()


def test_what_is_shared_is_shared_within_the_arrangement_alone() -> None:
    here, there = two_parties()
    with acting_for(here):
        ContactPoint.objects.create(
            party=here, task="journeys", phone="+49 30 5550100", shared=True
        )
    abroad = Party.objects.create(
        arrangement=Arrangement.objects.create(key="another", valid_from=date(2021, 4, 26)),
        key="abroad", kind=PartyKind.PARTNER_COUNTRY_AUTHORITY,
    )  # fmt: skip

    with as_app_role():
        for party, seen in ((here, 1), (there, 1), (abroad, 0)):
            with acting_for(party):
                assert ContactPoint.objects.count() == seen, party


def test_nothing_is_lost_when_something_is_wrong(client: Client) -> None:
    here, _there = _sides()
    sign_in(client, Role.SECRETARIAT, party=here)

    said = client.post(reverse("desk-party"), {**OFFICE, "email": "", "phone": ""}).content.decode()

    assert "Give a telephone number or an e-mail address." in said
    assert 'value="Returns desk"' in said


def test_removed_by_hand_its_history_stays(client: Client) -> None:
    from wayforward.core.audit.models import RowHistory

    here, _there = _sides()
    sign_in(client, Role.SECRETARIAT, party=here)
    client.post(reverse("desk-party"), OFFICE)

    client.post(reverse("desk-contact-remove", args=["travel_documents"]))

    with acting_for(here):
        assert not ContactPoint.objects.exists()
        verbs = RowHistory.objects.filter(table="core_contactpoint").order_by("id")
        assert list(verbs.values_list("verb", flat=True)) == ["insert", "delete"]


def test_others_of_the_party_see_but_do_not_keep(client: Client) -> None:
    here, _there = _sides()
    sign_in(client, Role.HEAD_OF_DELEGATION, party=here)

    assert client.get(reverse("desk-party")).status_code == 200
    assert client.post(reverse("desk-party"), OFFICE).status_code == 403
    assert client.post(reverse("desk-contact-remove", args=["meetings"])).status_code == 403


def test_purpose_is_kept_only_where_a_role_has_it(client: Client) -> None:
    _here, there = _sides()
    sign_in(client, Role.CONSULAR_OFFICER, party=there)

    for purpose, kept in (("return_case", True), ("safeguard", False), ("nonsense", False)):
        client.post(reverse("desk-purpose"), {"purpose": purpose, "reason": "asked by the embassy"})
        assert (client.session.get("purpose") == purpose) is kept
