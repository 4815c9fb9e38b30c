"""The four firewalls, each with markers planted on one side and searched for on the other.

A strand that is added is in these tests by its tables existing; its pages are added to `pages`.
"""

from __future__ import annotations

import logging

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.site.desk_pages import PAGES

from wayforward.core.access.checks import data_class_of, held_models
from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.disclosing.actions import disclose
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.rules import Ground
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose
from wayforward.core.access.rules import Role
from wayforward.core.access.segregation import PurposeNotForRoleError
from wayforward.core.parties.models import Party, PartyKind
from wayforward.core.persons.models import Person
from wayforward.testing.canaries import (
    Escape,
    Planted,
    new_marker,
    plant,
    search,
    search_everything,
)
from wayforward.testing.parties import everybody_of, member_of, two_parties
from wayforward.testing.rows import make_row
from wayforward.testing.staff import sign_in

ABOUT = [model for model in held_models() if data_class_of(model) is not DataClass.PARTY]


def _planted_by(party: Party, models: list = ABOUT) -> tuple[Account, list[Planted]]:
    """Everything of a party marked, by somebody who may write all of it."""
    somebody = everybody_of(party)
    with acting_as(somebody, purpose=Purpose.SAFEGUARD, reason="a test of the firewalls"):
        return somebody, plant(party, models)


def pages(client: Client) -> dict[str, object]:
    """Every page of the desk as this reader sees it."""
    return {name: client.get(reverse(name)) for name in PAGES}


def _reader(party: Party, *roles: Role) -> Client:
    client = Client()
    user = sign_in(client, *roles, name=f"reader-{party.pk}")
    Account.objects.filter(user=user).update(party=party)
    return client


def test_partner_country_authority_reaches_nothing_of_asylum_and_protection(db) -> None:
    here, there = two_parties()
    there.recognition = "recognised"
    there.save()
    officer, planted = _planted_by(here, held_models())
    told = new_marker()
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        disclose(
            person=Person.objects.create(party=here),
            recipient=there,
            purpose=Purpose.IDENTIFICATION,
            ground=Ground.PUBLIC_INTEREST,
            provision="GDPR Art. 49(1)(d)",
            fields={"full_name": told},
        )
    consul = _reader(there, Role.CONSULAR_OFFICER, Role.DATA_PROTECTION_OFFICER)

    reached = search(planted, by=everybody_of(there), texts=pages(consul))

    assert reached == []
    # the search finds what is there to be found: their own side sees it all, and what was told
    assert {one.planted for one in search(planted, by=officer)} == {one.where for one in planted}
    came = search([Planted(told, "told")], by=everybody_of(there))
    assert {one.found.split(",")[0] for one in came} == {"core.Disclosure.payload"}


def test_enforcement_reads_nothing_about_persons_even_of_its_own_party(db) -> None:
    here, _there = two_parties()
    _officer, planted = _planted_by(here)
    liaison = member_of(here, Role.LIAISON_OFFICER)

    assert search(planted, by=liaison, texts=pages(_reader(here, Role.LIAISON_OFFICER))) == []
    assert search(planted, by=everybody_of(here), purposes=[Purpose.ENFORCEMENT]) == []
    for purpose in ABOUT_PERSONS:
        with pytest.raises(PurposeNotForRoleError):
            acting_as(liaison, purpose=purpose).__enter__()


def test_public_questions_leave_nothing_of_the_asker_anywhere(
    client: Client, db, caplog: pytest.LogCaptureFixture
) -> None:
    marker = new_marker()
    asker = {
        "headers": {
            "user-agent": f"phone {marker}",
            "x-forwarded-for": marker,
            "cookie": f"desk={marker}",
            "referer": f"https://example.org/{marker}",
        },
        "REMOTE_ADDR": "192.0.2.77",
    }
    caplog.set_level(logging.DEBUG)

    for language in ("en", "fa-af", "ps"):
        for question in (f"how to apply for asylum {marker}", f"{marker} call 0700123456"):
            assert client.get(f"/{language}/ask", {"q": question}, **asker).status_code == 200
    client.post(
        "/api/v1/ask", {"question": f"return {marker}"}, content_type="application/json", **asker
    )

    kept = {"log": caplog.text, "cache": str(getattr(cache, "_cache", ""))}
    for told in (marker, "0700123456", "192.0.2.77"):
        assert search_everything([Planted(told, "the asker")], texts=kept) == []


def test_notes_of_monitors_are_closed_to_the_authority_until_forwarded(db) -> None:
    here, _there = two_parties()
    body = Party.objects.create(
        arrangement=here.arrangement, key="monitors", kind=PartyKind.OVERSIGHT_BODY
    )
    monitor, planted = _planted_by(body, held_models())
    authority = everybody_of(here)

    assert search(planted, by=authority, texts=pages(_reader(here, Role.RETURN_CASE_OFFICER))) == []

    marker = new_marker()
    with acting_as(monitor, purpose=Purpose.OVERSIGHT):
        make_row(Disclosure, body, recipient=here, payload={"incident": marker})
    forwarded = [*planted, Planted(marker, "forwarded")]
    assert {one.planted for one in search(forwarded, by=authority)} == {"forwarded"}


def test_search_names_where_a_marker_came_out(db) -> None:
    from wayforward.core.audit.actions import record

    here, there = two_parties()
    _officer, planted = _planted_by(here)
    leaked = next(one for one in planted if one.where == "core.Consent.withdrawal")
    record(stream="consents", name="consent withdrawn", subject="x", actor="y", why=leaked.marker)

    found = search(planted, by=everybody_of(there), purposes=[Purpose.IDENTIFICATION])

    assert Escape("core.Consent.withdrawal", "table core_event, for identification") in found
