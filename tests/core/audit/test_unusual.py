"""The digest of unusual access: from real events of a party, walled in, explained in a sentence."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone, translation
from tests.core.audit.hands import by_hand, commit

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit import unusual
from wayforward.core.audit.cli import audit
from wayforward.core.audit.models import Event
from wayforward.core.audit.reads import record_read, record_refusal
from wayforward.core.audit.rules import Kind
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties() -> tuple[Party, Party]:
    return two_parties()


@pytest.fixture
def curious(parties: tuple[Party, Party]) -> Account:
    """Somebody who looked at seven persons now and did nothing for any, and asked for more."""
    here, _there = parties
    account = member_of(here, Role.RETURN_CASE_OFFICER, name="curious-one")
    with acting_as(account, purpose=Purpose.RETURN_CASE):
        for _ in range(7):
            record_read(person=Person.objects.create(party=here), what="person")
    for _ in range(3):
        record_refusal(account=account, permission="read_sensitive", where="protection")
    commit()
    return account


def _this_week() -> date:
    today = timezone.now().astimezone(ZoneInfo("Europe/Brussels")).date()
    return today - timedelta(days=today.weekday())


def test_findings_are_about_the_own_party_alone(
    parties: tuple[Party, Party], curious: Account
) -> None:
    here, there = parties
    with as_app_role():
        with acting_for(here, purpose=Purpose.AUDIT):
            digest = unusual.unusual_access(_this_week(), here)
        with acting_for(there, purpose=Purpose.AUDIT):
            other = unusual.unusual_access(_this_week(), there)
            stolen = unusual.unusual_access(_this_week(), here)

    found = {one.finding.kind: one for one in digest.findings}
    assert {Kind.WITHOUT_STEP, Kind.REFUSED} <= set(found)
    assert found[Kind.REFUSED].account == "curious-one"
    assert (digest.accesses, digest.accounts) == (10, 1)
    assert other.accesses == stolen.accesses == 0


def test_command_prints_findings_for_people_and_for_machines(curious: Account) -> None:
    name = unusual.week_name(_this_week())

    said = CliRunner().invoke(audit, ["digest", "--week", name, "--party", curious.party.key])
    machine = CliRunner().invoke(audit, ["digest", "--week", name, "--json"])

    assert said.exit_code == 0, said.output
    assert "curious-one asked 3 times for what the account may not have." in said.output
    parsed = {one["party"]: one for one in json.loads(machine.output)}
    kinds = {one["kind"] for one in parsed[f"for-tests/{curious.party.key}"]["findings"]}
    assert {"without_step", "refused"} <= kinds
    assert parsed[None]["findings"] == []


def test_nights_and_weekends_are_those_of_the_calendar_of_the_party(
    parties: tuple[Party, Party],
) -> None:
    here, there = parties
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    for party in parties:
        with acting_as(member_of(party, Role.MONITOR), purpose=Purpose.OVERSIGHT):
            for _ in range(4):
                record_read(person=Person.objects.create(party=party), what="person")
    commit()
    by_hand("UPDATE core_event SET at = %s", friday)

    found = {}
    for party in parties:
        with acting_for(party, purpose=Purpose.AUDIT):
            digest = unusual.unusual_access(date(2026, 11, 23), party)
        found[party] = [one.finding.kind for one in digest.findings]

    assert found == {here: [], there: [Kind.OUTSIDE_HOURS]}


def test_country_without_a_calendar_is_said_and_its_hours_are_not_judged(
    client: Client, curious: Account
) -> None:
    curious.party.country = "US"
    curious.party.save()
    user = sign_in(client, Role.DATA_PROTECTION_OFFICER, name="officer")
    Account.objects.filter(user=user).update(party=curious.party)
    name = unusual.week_name(_this_week())

    page = client.get(f"/en/desk/unusual?week={name}").content.decode()
    said = CliRunner().invoke(audit, ["digest", "--week", name, "--party", curious.party.key])

    for text in (page, said.output):
        assert "there is no calendar for the country US." in text
        assert "night or on the weekend" not in text


def test_command_refuses_what_is_no_week() -> None:
    result = CliRunner().invoke(audit, ["digest", "--week", "last"])

    assert result.exit_code == 1
    assert "2026-W48" in result.output


def test_desk_shows_the_findings_and_the_reader_is_told_of(
    client: Client, curious: Account
) -> None:
    user = sign_in(client, Role.DATA_PROTECTION_OFFICER, name="officer")
    Account.objects.filter(user=user).update(party=curious.party)

    name = unusual.week_name(_this_week())
    page = client.get(f"/en/desk/unusual?week={name}").content.decode()

    assert "curious-one looked at 7 persons and did nothing else for them" in page
    with acting_for(curious.party):
        [event] = Event.objects.filter(stream="audit")
    assert (event.name, event.actor, event.subject) == ("digest read", "officer", name)


def test_desk_of_somebody_without_a_party_shows_nothing_of_any(
    client: Client, curious: Account
) -> None:
    sign_in(client, Role.AUDITOR, name="auditor")

    page = client.get("/en/desk/unusual", {"week": unusual.week_name(_this_week())})

    assert "curious-one" not in page.content.decode()


def test_weeks_are_those_of_iso_8601() -> None:
    assert unusual.week_named("2026-W48") == date(2026, 11, 23)
    assert unusual.week_named("2020-W53") == date(2020, 12, 28)
    assert unusual.week_name(date(2027, 1, 3)) == "2026-W53"
    assert unusual.week_before(date(2026, 11, 29)) == date(2026, 11, 16)
    with pytest.raises(ValueError, match="2026-W48"):
        unusual.week_named("2026-48")


def test_sentence_in_dari_has_its_digits(curious: Account) -> None:
    from wayforward.core.audit import rules, wording

    found = rules.Finding(Kind.REFUSED, 1, 12, 0.0)
    with translation.override("fa-af"):
        assert "۱۲" in wording.sentence("curious-one", found)
