"""Persons at the desk: found in any script, recorded with a source, judged by two people."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import Event
from wayforward.core.parties.models import Party
from wayforward.core.persons.desk.timeline import timeline
from wayforward.core.persons.desk.wording import REFUSALS
from wayforward.core.persons.models import Judgement, Merge, Person
from wayforward.core.persons.rules import IdentityRefusedError
from wayforward.testing.parties import two_parties
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db


def _signed_in(role: Role, party: Party, name: str) -> Client:
    client = Client()
    sign_in(client, role, name=name, party=party)
    return client


def _recorded(client: Client, written: str, source: str = "told by the person") -> str:
    opened = client.post(reverse("desk-person-open"))
    reference = opened["Location"].rstrip("/").rsplit("/", 1)[-1]
    said = client.post(
        reverse("desk-person", args=[reference]),
        {"fact": "name", "name-written": written, "name-kind": "own", "name-source": source},
        follow=True,
    )
    assert written in said.content.decode()
    return reference


def test_a_person_is_found_by_a_name_in_another_script() -> None:
    here, _there = two_parties()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    reference = _recorded(officer, "Abdurrahman Karimi")

    text = officer.get(reverse("desk-persons"), {"name": "عبدالرحمن کریمی"}).content.decode()

    assert reference in text
    assert "Abdurrahman Karimi" in text
    assert " %" in text


def test_another_party_finds_nobody_and_opens_nothing() -> None:
    here, there = two_parties()
    reference = _recorded(_signed_in(Role.RETURN_CASE_OFFICER, here, "officer"), "Abdurrahman")
    consul = _signed_in(Role.CONSULAR_OFFICER, there, "consul")

    found = consul.get(reverse("desk-persons"), {"name": "Abdurrahman"}).content.decode()

    assert reference not in found
    assert consul.get(reverse("desk-person", args=[reference])).status_code == 404


def test_every_fact_is_recorded_and_what_is_wrong_is_said_and_kept() -> None:
    here, _there = two_parties()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    page = reverse("desk-person", args=[_recorded(officer, "Karim")])
    facts = (
        {"fact": "birth", "birth-written": "about 1375", "birth-source": "the person"},
        {"fact": "origin", "origin-province": "AF-KAB", "origin-source": "tazkira"},
        {"fact": "document", "document-kind": "passport", "document-number": "P0000000",
         "document-source": "seen"},
    )  # fmt: skip

    for fact in facts:
        assert officer.post(page, fact).status_code == 302
    wrong = officer.post(
        page, {"fact": "birth", "birth-written": "some day", "birth-source": "the person"}
    ).content.decode()

    long = officer.post(
        page, {"fact": "name", "name-written": "x" * 81, "name-kind": "own", "name-source": "seen"}
    ).content.decode()

    assert "no date of birth" in wrong
    assert "One word is too long for a name" in long
    assert 'value="some day"' in wrong
    shown = officer.get(page).content.decode()
    assert "about 1375" in shown
    assert "P0000000" in shown
    assert "Kabul" in shown


def test_what_is_recorded_fills_the_form_of_a_disclosure() -> None:
    here, there = two_parties()
    there.recognition = "recognised"
    there.save()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    reference = _recorded(officer, "Abdurrahman Karimi")

    page = officer.get(
        reverse("desk-disclose", args=[reference]),
        {"recipient": there.pk, "purpose": "identification"},
    ).content.decode()

    assert 'value="Abdurrahman Karimi"' in page


def test_opening_a_record_is_an_event_with_its_purpose() -> None:
    here, _there = two_parties()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    reference = _recorded(officer, "Karim")
    officer.post(reverse("desk-purpose"), {"purpose": "identification", "reason": ""})

    officer.get(reverse("desk-person", args=[reference]))

    with acting_for(here, purpose=Purpose.AUDIT):
        last = Event.objects.filter(stream="reads", subject=reference).latest("pk")
    assert (last.actor, last.purpose) == ("officer", "identification")
    shown = officer.get(reverse("desk-person", args=[reference])).content.decode()
    assert "Record about a person read" in shown


def test_reads_between_what_was_done_are_one_line_a_reader_and_all_stay_in_the_log() -> None:
    here, _there = two_parties()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    page = reverse("desk-person", args=[_recorded(officer, "Karim")])
    reader = _signed_in(Role.IDENTITY_ADJUDICATOR, here, "reader")
    for _ in range(3):
        reader.get(page)
    officer.get(page)
    officer.post(page, {"fact": "birth", "birth-written": "1375", "birth-source": "the person"})

    with acting_for(here, purpose=Purpose.IDENTIFICATION):
        person = Person.objects.get()
        told = [(one.event.name, one.event.actor, one.count) for one in timeline(person)]
        reads = Event.objects.filter(stream="reads", subject=person.reference).count()

    assert told == [
        ("birth recorded", "officer", 1),
        ("record read", "officer", 2),
        ("record read", "reader", 3),
        ("name recorded", "officer", 1),
        ("person recorded", "officer", 1),
    ]
    assert reads == 5
    assert "3 ×" in officer.get(page).content.decode()


def test_search_leaves_out_whom_too_little_speaks_for_and_says_how_many() -> None:
    here, _there = two_parties()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    near = _recorded(officer, "توریالی پوپل")
    far = [_recorded(officer, f"Torialai {name}") for name in ("Wardak", "Homayun")]

    page = officer.get(reverse("desk-persons"), {"name": "Torialai Popal"})

    text = page.content.decode()
    assert near in text
    assert not any(reference in text for reference in far)
    assert "too little speaks for them: 2." in text


def test_two_adjudicators_judge_confirm_merge_and_take_back() -> None:
    here, _there = two_parties()
    officer = _signed_in(Role.RETURN_CASE_OFFICER, here, "officer")
    one, other = _recorded(officer, "Najibullah Rahimi"), _recorded(officer, "نجیب‌الله رحیمی")
    first = _signed_in(Role.IDENTITY_ADJUDICATOR, here, "first")
    second = _signed_in(Role.IDENTITY_ADJUDICATOR, here, "second")
    page = reverse("desk-pair", args=[one, other])

    assert other in first.get(reverse("desk-person", args=[one])).content.decode()
    first.post(page, {"do": "judge", "verdict": "same", "reason": "same papers"})
    own = first.post(page, {"do": "confirm"}).content.decode()
    assert "Nobody confirms their own judgement" in own
    assert "judgements wait for a second person" in second.get(reverse("desk")).content.decode()
    assert "same papers" in second.get(reverse("desk-judgements")).content.decode()
    second.post(page, {"do": "confirm"})
    second.post(page, {"do": "merge"})

    with acting_for(here, purpose=Purpose.IDENTIFICATION):
        assert Judgement.objects.get().confirmed_by is not None
        assert Merge.objects.get(undone=None)
    text = officer.get(reverse("desk-person", args=[other])).content.decode()
    assert re.search(r"taken for another one:</?.*" + one, text) or one in text
    second.post(page, {"do": "undo", "reason": "two brothers"})
    with acting_for(here, purpose=Purpose.IDENTIFICATION):
        assert not Merge.objects.filter(undone=None).exists()
        assert Person.objects.count() == 2


def test_a_reader_without_the_permission_records_nothing() -> None:
    here, _there = two_parties()
    reference = _recorded(_signed_in(Role.RETURN_CASE_OFFICER, here, "officer"), "Karim")
    reader = _signed_in(Role.IDENTITY_ADJUDICATOR, here, "reader")

    refused = reader.post(
        reverse("desk-person", args=[reference]),
        {"fact": "name", "name-written": "X", "name-kind": "own", "name-source": "y"},
    )

    assert refused.status_code == 403
    assert reader.post(reverse("desk-person-open")).status_code == 403


def test_every_refusal_of_judging_has_words_of_the_readers_language() -> None:
    made_elsewhere = {"NoNameError", "LongNameError", "UnknownOriginError"}  # by forms

    refusals = {one.__name__ for one in IdentityRefusedError.__subclasses__()}

    assert set(REFUSALS) == refusals - made_elsewhere
