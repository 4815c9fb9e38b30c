"""Pages of clocks, rule sets and working days; the desk shows the own party's clocks alone."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.core.clocks.conftest import NOW
from tests.core.clocks.test_actions import travel_document

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.clocks import actions
from wayforward.core.clocks.models import Clock
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.sweeping import sweep
from wayforward.core.parties.models import Party
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db


def at_desk(client: Client, party: Party, *roles: Role) -> Account:
    """Sign somebody of a party in."""
    account = sign_in(client, *roles).account
    account.party = party
    account.save(update_fields=["party"])
    return account


@pytest.fixture
def clock(officer, kabul, monkeypatch) -> Clock:
    """A clock of Germany that has reached its first level."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        found = travel_document(kabul)
        actions.suspend(
            reference=found.reference, since=date(2017, 3, 8), reason=Reason.DOCUMENTS_AWAITED
        )
        actions.resume(
            reference=found.reference, resumed=date(2017, 3, 9), reason=Reason.DOCUMENTS_AWAITED
        )
    sweep(now=NOW.replace(month=4, day=2))
    monkeypatch.undo()
    return found


def test_list_shows_what_needs_me_and_what_runs(client, clock, germany) -> None:
    at_desk(client, germany, Role.RETURN_CASE_OFFICER)

    text = client.get(reverse("desk-clocks")).content.decode()

    assert text.count(clock.reference) == 4  # needs me, running, and both links
    assert "Ends soon" in text


def test_needs_are_those_of_my_roles(client, clock, germany) -> None:
    at_desk(client, germany, Role.REINTEGRATION_COUNSELLOR)

    text = client.get(reverse("desk-clocks")).content.decode()

    assert "Ends soon" not in text
    assert text.count(clock.reference) == 2


def test_clock_is_explained_and_drawn(client, clock, germany) -> None:
    at_desk(client, germany, Role.RETURN_CASE_OFFICER)

    text = client.get(reverse("desk-clock", args=[clock.reference])).content.decode()

    assert "How this day was found" in text
    assert '<svg class="timeline"' in text
    assert "Suspended from 8 March 2017" in text
    assert "rferl.org" in text


def test_other_party_finds_no_clock(client, clock, kabul) -> None:
    at_desk(client, kabul, Role.RETURN_CASE_OFFICER)

    assert client.get(reverse("desk-clock", args=[clock.reference])).status_code == 404
    assert clock.reference not in client.get(reverse("desk-clocks")).content.decode()


def test_calendar_file_is_for_the_own_party(client, clock, germany) -> None:
    at_desk(client, germany, Role.RETURN_CASE_OFFICER)

    response = client.get(reverse("desk-clocks-file"))

    assert response["Content-Type"].startswith("text/calendar")
    assert clock.reference in response.content.decode()


def test_editor_reads_why_the_deadlines_are_closed(client, clock, germany) -> None:
    at_desk(client, germany, Role.EDITOR)

    for name, args in (("desk-clocks", []), ("desk-clock", [clock.reference])):
        assert client.get(reverse(name, args=args)).status_code == 403


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_working_days_of_a_year_in_each_language(client, db, language) -> None:
    text = client.get(f"/{language}/working-days?year=2026&with=belgium").content.decode()

    assert ("195" if language == "en" else "۱۹۵") in text
    assert text.count("<h1") == 1
    assert "style=" not in text


@pytest.mark.parametrize(("language", "year"), [("en", "2017"), ("fa-af", "1395"), ("ps", "1395")])
def test_working_days_begin_in_the_readers_own_calendar_and_lead_to_the_other(
    client, db, monkeypatch, language, year
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    text = client.get(f"/{language}/working-days").content.decode()

    assert f'<option value="{year}" selected>' in text
    assert {'value="1396"', 'value="2018"'} <= set(re.findall(r'value="\d{4}"', text))


@pytest.mark.parametrize(
    "query", ["?year=1800", "?year=1300", "?year=x&with=nowhere", "?year=9999", "?year=99999", ""]
)
def test_working_days_of_what_nobody_has_are_those_of_this_year(client, db, query) -> None:
    assert client.get(f"/en/working-days{query}").status_code == 200


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_rule_sets_show_each_source_and_mark_what_is_unverified(
    client, rules_loaded, language
) -> None:
    listed = client.get(f"/{language}/rules").content.decode()
    assert f"/{language}/rules/joint-way-forward" in listed

    text = client.get(f"/{language}/rules/joint-way-forward").content.decode()
    assert "rferl.org" in text
    assert "badge amber" in text
    assert text.count("<h1") == 1
    compared = client.get(f"/{language}/rules/joint-way-forward/and/joint-declaration-2021")
    assert compared.status_code == 200


def test_rule_set_that_is_none_is_not_found(client, db) -> None:
    assert client.get("/en/rules/nothing").status_code == 404
    assert client.get("/en/rules/nothing/and/more").status_code == 404


def test_public_pages_of_rules_tell_unset_and_unlimited_apart(client, rules_loaded) -> None:
    text = client.get("/en/rules/joint-way-forward").content.decode()

    assert "not set: what needs it stops" in text
    assert "no limit" in text


def test_account_of_no_party_reads_whom_the_deadlines_are_for(client, clock) -> None:
    sign_in(client, Role.RETURN_CASE_OFFICER)

    answer = client.get(reverse("desk-clocks"))

    assert answer.status_code == 403
    assert "For those who act for a party" in answer.content.decode()
    with acting_for(clock.party):
        assert Clock.objects.exists()


def test_a_deadline_that_needs_my_role_stands_on_the_first_page(client, clock, germany) -> None:
    at_desk(client, germany, Role.RETURN_CASE_OFFICER)

    text = client.get(reverse("desk")).content.decode()

    assert clock.reference in text
    assert "Ends soon" in text
