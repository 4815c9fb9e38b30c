"""Somebody found by the number of a paper: exactly, within the own party, and the log says so."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.access.sealed_fields import look_up
from wayforward.core.audit.models import Event
from wayforward.core.audit.reads import LOOK_UPS, PurposeNotAboutPersonsError
from wayforward.core.parties.models import Party
from wayforward.core.persons import actions
from wayforward.core.persons.looking_up import held_with
from wayforward.core.persons.models import DocumentKind, Person, PersonDocument
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
NUMBER = "1400-0000-12345"
NOBODY = "Nobody in the care of our party has a paper with this number."
HELD = "Our party has a paper with this number already."


def _signed_in(role: Role, party: Party, name: str) -> Client:
    client = Client()
    sign_in(client, role, name=name, party=party)
    return client


def _officer(party: Party, name: str = "officer", role: Role = Role.RETURN_CASE_OFFICER) -> Account:
    return member_of(party, role, name=name)


def _with_paper(officer: Account, number: str = NUMBER, name: str = "Karim") -> Person:
    with acting_as(officer, purpose=Purpose.IDENTIFICATION):
        person = actions.add_person()
        actions.add_name(person=person, written=name, source="told")
        actions.add_document(
            person=person, kind=DocumentKind.TAZKIRA_ELECTRONIC, source="seen", number=number
        )
    return person


def _asked(client: Client, number: str) -> str:
    page = client.post(reverse("desk-persons"), {"by": "number", "number": number})
    assert page.status_code == 200
    return page.content.decode()


def _look_ups(party: Party) -> list[Event]:
    with acting_for(party, purpose=Purpose.AUDIT):
        return list(Event.objects.filter(stream=LOOK_UPS).order_by("pk"))


@pytest.mark.parametrize(
    "typed",
    [NUMBER, "1400 0000 12345", "1400/0000/12345", "1400000012345",
     "۱۴۰۰-۰۰۰۰-۱۲۳۴۵", "١٤٠٠.٠٠٠٠.١٢٣٤٥"],
)  # fmt: skip
def test_number_is_found_in_any_digits_whatever_separates_them(typed: str) -> None:
    here, _there = two_parties()
    officer = _officer(here)
    person = _with_paper(officer)

    with acting_as(officer, purpose=Purpose.IDENTIFICATION):
        found = held_with(typed)

    assert [one.person for one in found] == [person]
    assert found[0].paper.number == NUMBER


@pytest.mark.parametrize("typed", ["1400-0000-12346", "1400-0000-1234", "0000", "-", "", "—"])
def test_a_number_is_found_whole_or_not_at_all(typed: str) -> None:
    here, _there = two_parties()
    officer = _officer(here)
    _with_paper(officer)
    _with_paper(officer, number="—", name="Rahim")

    with acting_as(officer, purpose=Purpose.IDENTIFICATION):
        assert held_with(typed) == []


def test_the_desk_says_that_somebody_was_found_by_number() -> None:
    here, _there = two_parties()
    person = _with_paper(_officer(here))

    text = _asked(_signed_in(Role.MONITOR, here, "monitor"), "۱۴۰۰۰۰۰۰۱۲۳۴۵")

    assert "Found by number" in text
    assert person.reference in text
    assert NUMBER in text


def test_an_unknown_number_and_one_of_another_party_are_answered_alike() -> None:
    here, there = two_parties()
    person = _with_paper(_officer(here))
    consul = _signed_in(Role.CONSULAR_OFFICER, there, "consul")

    theirs, nobodys = _asked(consul, NUMBER), _asked(consul, "9400-0000-12345")

    assert NOBODY in theirs
    assert NOBODY in nobodys
    assert person.reference not in theirs
    assert [(one.subject, one.facts) for one in _look_ups(there)] == [("consul", {"found": 0})] * 2
    assert _look_ups(here) == []


def test_two_records_with_one_number_are_both_shown() -> None:
    here, _there = two_parties()
    officer = _officer(here)
    both = {_with_paper(officer).reference, _with_paper(officer, name="Rahim").reference}

    text = _asked(_signed_in(Role.MONITOR, here, "monitor"), NUMBER)

    assert all(reference in text for reference in both)
    assert {one.subject for one in _look_ups(here)} == both


def test_a_look_up_is_an_event_with_its_purpose_and_without_what_was_typed() -> None:
    here, _there = two_parties()
    person = _with_paper(_officer(here), name="Torialai")
    client = _signed_in(Role.IDENTITY_ADJUDICATOR, here, "adjudicator")

    _asked(client, NUMBER)
    client.post(reverse("desk-persons"), {"by": "name", "name": "Torialai"})

    by_number, by_name = _look_ups(here)
    assert (by_number.name, by_number.subject, by_number.actor, by_number.purpose) == (
        "persons looked up by number", person.reference, "adjudicator", "identification",
    )  # fmt: skip
    assert (by_name.name, by_name.subject, by_name.facts) == (
        "persons looked up by name", "adjudicator", {"found": 1},
    )  # fmt: skip
    told = str([vars(one) for one in (by_number, by_name)])
    assert NUMBER not in told
    assert "Torialai" not in told
    page = client.get(reverse("desk-person", args=[person.reference])).content.decode()
    assert "Somebody looked for by the number of a paper" in page


def test_nothing_is_looked_up_by_an_address() -> None:
    here, _there = two_parties()
    person = _with_paper(_officer(here))
    client = _signed_in(Role.MONITOR, here, "monitor")

    for asked in ({"name": "Karim"}, {"by": "number", "number": NUMBER}):
        text = client.get(reverse("desk-persons"), asked).content.decode()
        assert "May be meant" not in text
        assert "Found by number" not in text

    assert _look_ups(here) == []
    forms = client.get(reverse("desk-persons")).content.decode()
    assert 'method="get"' not in forms.partition("<main")[2]
    assert person.reference in forms  # among those opened last


def test_a_number_needs_a_digit() -> None:
    here, _there = two_parties()
    client = _signed_in(Role.MONITOR, here, "monitor")

    assert "A number has at least one digit." in _asked(client, " - ")
    assert _look_ups(here) == []


def test_whoever_may_not_see_persons_looks_nobody_up() -> None:
    here, _there = two_parties()
    _with_paper(_officer(here))

    with (
        acting_as(_officer(here, "auditor", Role.AUDITOR), purpose=Purpose.AUDIT),
        pytest.raises(NotAllowedError),
    ):
        held_with(NUMBER)


def test_nobody_is_looked_up_for_a_purpose_that_is_not_about_persons() -> None:
    here, _there = two_parties()
    officer = _officer(here)
    _with_paper(officer)

    with (
        acting_as(officer, purpose=Purpose.ADMINISTRATION),
        pytest.raises(PurposeNotAboutPersonsError),
    ):
        held_with(NUMBER)


def test_a_held_number_is_shown_before_it_is_recorded_and_then_recorded_all_the_same() -> None:
    here, _there = two_parties()
    first = _with_paper(_officer(here))
    client = _signed_in(Role.RETURN_CASE_OFFICER, here, "second")
    reference = client.post(reverse("desk-person-open"))["Location"].rsplit("/", 1)[-1]
    page = reverse("desk-person", args=[reference])
    paper = {
        "fact": "document", "document-kind": "passport", "document-number": "1400000012345",
        "document-source": "seen",
    }  # fmt: skip

    told = client.post(page, paper).content.decode()
    other = client.post(page, {**paper, "seen": "ANOTHERONE22"}).content.decode()

    assert HELD in told
    assert HELD in other
    assert reverse("desk-person", args=[first.reference]) in told
    assert 'value="1400000012345"' in told
    with acting_for(here, purpose=Purpose.IDENTIFICATION):
        assert PersonDocument.objects.count() == 1
    assert client.post(page, {**paper, "seen": f"{first.reference} "}).status_code == 302
    with acting_for(here, purpose=Purpose.IDENTIFICATION):
        assert PersonDocument.objects.count() == 2
    again = client.post(page, paper).content.decode()
    assert "This is the record you are in." in again


def test_a_number_another_party_holds_is_recorded_without_a_word() -> None:
    here, there = two_parties()
    _with_paper(_officer(here))
    consul = _signed_in(Role.CONSULAR_OFFICER, there, "consul")
    page = consul.post(reverse("desk-person-open"))["Location"]

    done = consul.post(
        page,
        {"fact": "document", "document-kind": "passport", "document-number": NUMBER,
         "document-source": "seen"},
    )  # fmt: skip

    assert done.status_code == 302


def test_the_look_up_is_answered_from_the_index_behind_the_walls() -> None:
    here, _there = two_parties()
    officer = _officer(here)
    _with_paper(officer)
    field = PersonDocument._meta.get_field("number_index")

    with as_app_role(), acting_as(officer, purpose=Purpose.IDENTIFICATION):
        rows = PersonDocument.objects.filter(
            party_id=here.pk, number_index__in=look_up(field, here.pk, NUMBER)
        )
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.order_by().explain()
        assert len(held_with(NUMBER)) == 1

    assert "document_by_number" in plan
    assert "number_index" in plan.partition("Index Cond")[2].partition("\n")[0]
