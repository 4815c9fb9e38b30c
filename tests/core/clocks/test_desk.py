"""Deadlines changed at the desk: steps open or closed with a reason, nothing typed is lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.core.clocks.conftest import NOW
from tests.core.clocks.test_actions import travel_document

from wayforward.conf import REPOSITORY
from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.clocks import refusals
from wayforward.core.clocks.computing import REFUSALS
from wayforward.core.clocks.models import Clock
from wayforward.core.clocks.rules import Length, State, Unit
from wayforward.core.clocks.steps import Step
from wayforward.core.clocks.sweeping import sweep
from wayforward.core.clocks.wording import REFUSALS as WORDS
from wayforward.core.clocks.wording import refusal_in_words
from wayforward.core.parties.models import Party
from wayforward.core.persons.actions import add_person
from wayforward.core.rulesets import wording as rulesets
from wayforward.core.rulesets.queries import value
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db
LENGTH = {"amount": "1", "unit": "weeks", "reason": "parties_agreed", "seen": "0"}


@pytest.fixture
def clock(officer, kabul) -> Clock:
    """A clock of Germany that ran from 3 March 2017, kept at the desk on 20 March."""
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        return travel_document(kabul)


@pytest.fixture
def desk(client: Client, germany: Party, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A case officer at the desk; the day of deadlines is 20 March 2017."""
    sign_in(client, Role.RETURN_CASE_OFFICER, party=germany)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return client


def page(clock: Clock) -> str:
    """The address of a clock."""
    return reverse("desk-clock", args=[clock.reference])


def take(desk: Client, clock: Clock, step: str, **given: str) -> str:
    """What is read after a step was sent, whether it was taken or not."""
    sent = {f"{step}-{name}": text for name, text in given.items()}
    return desk.post(page(clock), {"step": step, **sent}, follow=True).content.decode()


def stored(clock: Clock) -> Clock:
    """The clock as its party sees it now."""
    with acting_for(clock.party):
        return Clock.objects.get(pk=clock.pk)


def test_suspended_resumed_extended_shortened(desk, clock) -> None:
    said = take(desk, clock, "suspend", since="8 March 2017", reason="health", note="seen ill")
    assert "Recorded: Let it stand still" in said
    assert "seen ill" in said
    assert stored(clock).state == State.SUSPENDED

    take(desk, clock, "resume", reason="health", resumed="۱۳۹۵/۱۲/۲۸")  # 18 March
    assert stored(clock).due_on == date(2017, 4, 10)
    take(desk, clock, "extend", **{**LENGTH, "seen": "1"})
    assert stored(clock).due_on == date(2017, 4, 18)  # the 17th is Easter Monday
    take(desk, clock, "shorten", **{**LENGTH, "seen": "2"})
    assert stored(clock).due_on == date(2017, 4, 10)


def test_met_by_mistake_is_taken_back_and_cancelled(desk, clock) -> None:
    assert "Recorded" in take(desk, clock, "meet", on="2017-03-20")
    assert stored(clock).state == State.MET
    assert "Recorded" in take(desk, clock, "reopen", reason="mistake_corrected")
    assert stored(clock).state == State.RUNNING
    assert "Recorded" in take(desk, clock, "cancel", on="2017-03-19", reason="court_order")
    assert stored(clock).state == State.CANCELLED


def test_what_was_typed_stays_when_a_step_is_refused(desk, clock) -> None:
    text = take(desk, clock, "meet", on="21 March 2017")
    assert "That day has not come yet" in text
    assert 'value="21 March 2017"' in text
    assert '<li id="meet"><details open>' in text
    assert text.count("<details open") == 1
    assert "this deadline had not started yet" in take(desk, clock, "meet", on="20 March 2016")
    assert stored(clock).state == State.RUNNING

    text = take(desk, clock, "suspend", since="some day", reason="health", note="kept as typed")
    assert "That is no day" in text
    assert 'value="some day"' in text
    assert 'value="kept as typed"' in text


def test_what_was_typed_stays_when_somebody_closed_the_step_meanwhile(desk, clock) -> None:
    take(desk, clock, "meet", on="2017-03-20")

    text = take(desk, clock, "extend", **LENGTH, note="long words")

    assert "This deadline is over (Met)" in text
    assert 'value="long words"' in text
    assert stored(clock).due_on == date(2017, 4, 3)


def test_a_form_sent_twice_extends_once(desk, clock) -> None:
    take(desk, clock, "extend", **LENGTH)

    assert "Somebody changed this deadline meanwhile" in take(desk, clock, "extend", **LENGTH)
    assert stored(clock).due_on == date(2017, 4, 10)


def closed(text: str) -> set[str]:
    """Steps whose button is closed, each of which says why."""
    found = set(re.findall(r'disabled aria-describedby="why-(\w+)"', text))
    assert found == set(re.findall(r'id="why-(\w+)">[^<]+<', text))
    return found


def test_every_closed_button_says_why(desk, clock) -> None:
    assert closed(desk.get(page(clock)).content.decode()) == {"resume", "reopen"}

    take(desk, clock, "meet", on="2017-03-20")

    assert closed(desk.get(page(clock)).content.decode()) == set(Step) - {"reopen"}


def test_a_clock_that_ran_out_can_be_met_cancelled_and_computed_anew(desk, clock) -> None:
    sweep(now=datetime(2017, 5, 1, tzinfo=UTC))

    shut = closed(desk.get(page(clock)).content.decode())

    assert set(Step) - shut == {"meet", "cancel", "recompute"}
    assert "Recorded" in take(desk, clock, "recompute")


def test_a_reader_without_the_permission_changes_nothing(client, clock, germany) -> None:
    sign_in(client, Role.MONITOR, party=germany)

    text = client.get(page(clock)).content.decode()

    assert closed(text) == set(Step)
    assert "Your roles see deadlines and change none." in text
    assert client.post(page(clock), {"step": "meet", "meet-on": "2017-03-20"}).status_code == 403
    assert "Start a deadline" not in client.get(reverse("desk-clocks")).content.decode()
    assert client.get(reverse("desk-clock-new")).status_code == 403


def test_a_step_that_is_none_is_not_found(desk, clock) -> None:
    assert desk.post(page(clock), {"step": "burn"}).status_code == 404


def begin(desk: Client, **given: object) -> str:
    """What is read after a new deadline was sent."""
    sent = {
        "kind": "travel-document",
        "triggered": "3 March 2017",
        "about": "travel_document_request",
        "reference": "TD-17",
        **given,
    }
    return desk.post(reverse("desk-clock-new"), sent, follow=True).content.decode()


def test_a_deadline_about_a_thing_is_started(desk, clock, kabul) -> None:
    assert "The deadline runs." in begin(desk, counterpart=kabul.pk)

    with acting_for(clock.party):
        made = Clock.objects.latest("pk")
    assert (made.subject_type, made.subject_id) == ("travel_document_request", "TD-17")
    assert (made.counterpart, made.due_on) == (kabul, date(2017, 4, 3))


def test_a_deadline_about_a_person_is_started_from_their_page(desk, officer) -> None:
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        person = add_person()
    shown = desk.get(reverse("desk-person", args=[person.reference])).content.decode()
    way = f"{reverse('desk-clock-new')}?person={person.reference}"
    assert way in shown
    assert f'value="{person.reference}"' in desk.get(way).content.decode()

    about = {"about": "person", "reference": person.reference}
    length = {"amount": "30", "unit": "calendar_days"}
    said = begin(desk, kind="voluntary-departure", triggered="1 March 2017", **about, **length)

    assert "The deadline runs." in said
    with acting_for(officer.party, purpose=Purpose.RETURN_CASE):
        made = Clock.objects.get()
    assert (made.person_id, made.due_on) == (person.pk, date(2017, 3, 31))
    shown = desk.get(reverse("desk-person", args=[person.reference])).content.decode()
    assert page(made) in shown


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "flight-notice"}, "This is not set yet"),
        ({"triggered": "1 September 2016"}, "On 1 September 2016"),
        ({"kind": "entry-ban", "amount": "6", "unit": "years"}, "at most 5 years"),
        ({"kind": "voluntary-departure"}, "A decision gives the length"),
        ({"amount": "2", "unit": "weeks"}, "The rule set gives the length"),
        ({"amount": "2"}, "Say a number and what it counts"),
        ({"kind": "recovery-reflection"}, "It tells of trafficking or health"),
        ({"kind": "detention", "triggered": "1 March 1990"}, "was not in force"),
        ({"person": "NOBODY"}, "No person in the care of your party"),
        ({"about": "person"}, "No person in the care of your party"),
        ({"kind": "nothing"}, "Choose one of these"),
    ],
)
def test_a_start_that_is_refused_says_why_and_keeps_what_was_typed(desk, given, words) -> None:
    text = begin(desk, **given)

    assert words in text
    assert "TD-17" in text
    assert not Clock.objects.exists()


def classes(of: type[Exception]) -> set[type[Exception]]:
    """Every refusal of a family that can be raised."""
    below = of.__subclasses__()
    return {of, *(one for each in below for one in classes(each))}


def test_the_guide_calls_everything_by_the_words_on_the_pages(desk, clock) -> None:
    guide = (REPOSITORY / "docs" / "guides" / "clocks.md").read_text(encoding="utf-8")
    told = guide.split("## Keeping a deadline at the desk\n")[1].split("\n## ")[0]
    named = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", told)}
    steps = re.findall(r"^\d\. \*\*", told, re.MULTILINE)
    pages = [desk.get(reverse("desk-clocks")), desk.get(reverse("desk-clock-new"))]
    pages.append(desk.get(page(clock)))
    take(desk, clock, "suspend", since="8 March 2017", reason="health")
    pages.append(desk.get(page(clock)))
    take(desk, clock, "meet", on="2017-03-20")
    pages.append(desk.get(page(clock)))

    shown = {words.strip() for one in pages for words in re.split("<[^>]*>", one.content.decode())}

    assert len(steps) == 5
    assert named - shown == {"Start.", "Suspend.", "Extend.", "Meet.", "A slip."}


def test_every_refusal_has_words() -> None:
    bases = {refusals.ClockRefusedError, RuleSetError, *REFUSALS}
    every = {one for base in bases for one in classes(base)}
    ours = {one for one in every if one.__module__.startswith("wayforward.")}
    families = {one for one in ours if one.__subclasses__() and one not in WORDS}

    assert ours - families == {*WORDS, *rulesets.REFUSALS}
    assert {one.__name__ for one in families} == {"ClockRefusedError", "ClockError", "RuleSetError"}


@pytest.mark.parametrize(("language", "years"), [("en", "5"), ("fa-af", "۵"), ("ps", "۵")])
def test_words_of_a_bound_are_in_the_readers_language(rules_loaded, language, years) -> None:
    bound = value("joint-way-forward", "entry-ban-most-years", on=date(2017, 3, 1))
    problem = refusals.LengthTooLongError(Length(6, Unit.YEARS), bound)

    with translation.override(language):
        words = refusal_in_words(problem, language)

    assert years in words
    assert bound.citation in words
