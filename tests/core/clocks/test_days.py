"""A party decides about its own days: foreseen first, recorded once, withdrawn, at desk and
terminal.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.core.clocks.conftest import NOW
from tests.core.clocks.test_actions import CASE, travel_document
from tests.core.clocks.test_cli import WHERE, run
from tests.core.clocks.test_desk import stored

from wayforward.conf import REPOSITORY
from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.audit.models import Event
from wayforward.core.clocks import actions, deciding, foreseeing, refusals
from wayforward.core.clocks.cli import clocks
from wayforward.core.clocks.days import OutsideCalendarError
from wayforward.core.clocks.models import CalendarDecision, Clock, DecisionKind
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.sweeping import sweep
from wayforward.core.parties.models import Party
from wayforward.testing.parties import member_of
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
CLOSED = {
    "what": DecisionKind.HOLIDAY,
    "since": date(2017, 4, 3),
    "names": {"en": "Moving house"},
    "citation": "Notice 4",
}
TYPED = {
    "what": "holiday",
    "since": "3 April 2017",
    "until": "",
    "why": "Moving house",
    "citation": "Notice 4",
}


@pytest.fixture
def clock(officer, kabul, monkeypatch) -> Clock:
    """A clock of Germany that ends on 3 April 2017; it is 20 March."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        return travel_document(kabul)


@pytest.fixture
def secretariat(client: Client, germany: Party, monkeypatch) -> Client:
    """The secretariat of Germany at the desk."""
    sign_in(client, Role.SECRETARIAT, party=germany)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return client


def days_page(client: Client, **typed: str) -> str:
    """The page of decisions, as it is or after something was sent."""
    address = reverse("desk-days")
    answer = client.post(address, typed, follow=True) if typed else client.get(address)
    return answer.content.decode()


def mark_of(text: str) -> str:
    """What stands in the form once it was shown what would move."""
    [found] = re.findall(r'name="seen" value="(\w+)"', text)
    return found


def foreseen(party: Party, **given) -> list[tuple[date, date]]:
    """Last days that would move, before and after."""
    found = foreseeing.foresee(party, deciding.proposed(**{**CLOSED, **given}))
    return [(one.before, one.after) for one in found.moved]


def test_what_is_foreseen_is_what_the_sweep_moves(clock, germany, officer) -> None:
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        changed = actions.start(
            kind_key="travel-document", subject=CASE, triggered=date(2017, 3, 3)
        )
        actions.suspend(reference=changed.reference, since=date(2017, 3, 8), reason=Reason.HEALTH)
        actions.resume(reference=changed.reference, resumed=date(2017, 3, 9), reason=Reason.HEALTH)
        found = foreseeing.foresee(germany, deciding.proposed(**CLOSED))
        before = {one.pk: one.due_on for one in Clock.objects.all()}
        deciding.decide_days(party=germany, **CLOSED)

    with as_app_role():
        sweep(now=NOW)

    with acting_for(germany):
        moved = {
            one.pk: (before[one.pk], one.due_on)
            for one in Clock.objects.all()
            if one.due_on != before[one.pk]
        }
    assert {one.clock.pk: (one.before, one.after) for one in found.moved} == moved
    assert moved[clock.pk] == (date(2017, 4, 3), date(2017, 4, 4))


def test_nothing_is_recorded_by_looking(clock, germany) -> None:
    with acting_for(germany, roles=[Role.SECRETARIAT]):
        assert foreseen(germany) == [(date(2017, 4, 3), date(2017, 4, 4))]
        assert foreseen(germany, since=date(2017, 6, 1)) == []
        assert foreseen(germany, until=date(2017, 4, 7)) == [(date(2017, 4, 3), date(2017, 4, 10))]

    assert not CalendarDecision.objects.exists()
    assert stored(clock).due_on == date(2017, 4, 3)


def test_a_party_foresees_its_own_deadlines_alone(clock, germany, kabul) -> None:
    with as_app_role(), acting_for(kabul, roles=[Role.SECRETARIAT]):
        assert foreseen(kabul) == []
        with pytest.raises(refusals.NotYourPartyError):
            foreseen(germany)
        decision = deciding.decide_days(party=kabul, **CLOSED)
    with as_app_role(), acting_for(germany, roles=[Role.SECRETARIAT]):
        assert foreseeing.decisions(germany) == []
        with pytest.raises(refusals.NoSuchDecisionError):
            foreseeing.decision_made(germany, decision.pk)
        with pytest.raises(refusals.NotYourPartyError):
            deciding.withdraw_decision(decision=decision)
        with pytest.raises(refusals.NotYourPartyError):
            foreseeing.foresee_withdrawal(decision)


def test_a_sensitive_deadline_is_foreseen_by_none_who_may_not_see_it(clock, germany) -> None:
    both = member_of(germany, Role.SAFEGUARD_ASSESSOR, Role.SECRETARIAT, Role.MONITOR)
    with acting_for(germany):
        Clock.objects.update(sensitive=True)

    with as_app_role(), acting_as(both, purpose=Purpose.SAFEGUARD):
        assert foreseen(germany) == []
    with as_app_role(), acting_as(both, purpose=Purpose.SAFEGUARD, reason="fear"):
        assert foreseen(germany) == [(date(2017, 4, 3), date(2017, 4, 4))]


@pytest.mark.parametrize("role", [Role.RETURN_CASE_OFFICER, Role.HEAD_OF_DELEGATION])
def test_only_who_keeps_the_party_decides(germany, role) -> None:
    with acting_for(germany, roles=[Role.SECRETARIAT]):
        decision = deciding.decide_days(party=germany, **CLOSED)
    with acting_for(germany, roles=[role]):
        with pytest.raises(NotAllowedError):
            deciding.decide_days(party=germany, **CLOSED)
        with pytest.raises(NotAllowedError):
            deciding.withdraw_decision(decision=decision)
        with pytest.raises(NotAllowedError):
            foreseen(germany)


def test_twice_and_outside_the_calendars_is_refused(germany) -> None:
    with acting_for(germany, roles=[Role.SECRETARIAT]):
        decision = deciding.decide_days(party=germany, **CLOSED)
        with pytest.raises(refusals.AlreadyDecidedError):
            deciding.decide_days(party=germany, **CLOSED)
        deciding.decide_days(party=germany, **{**CLOSED, "what": DecisionKind.WORKING})
        deciding.decide_days(party=germany, **CLOSED)  # the last one counts
        deciding.withdraw_decision(decision=decision)
        with pytest.raises(refusals.AlreadyWithdrawnError):
            deciding.withdraw_decision(decision=decision)
        with pytest.raises(OutsideCalendarError):
            deciding.decide_days(party=germany, **{**CLOSED, "since": date(1396, 1, 14)})


def test_desk_shows_what_moves_then_records_then_withdraws(secretariat, clock, germany) -> None:
    text = days_page(secretariat, **TYPED)
    assert clock.reference in text
    assert "4 April 2017" in text
    assert not CalendarDecision.objects.exists()

    text = days_page(secretariat, **TYPED, seen=mark_of(text))
    assert "Decided. Deadlines move within a minute." in text
    made = CalendarDecision.objects.get()
    assert (made.since, made.until, made.names) == (
        date(2017, 4, 3), date(2017, 4, 3), {"en": "Moving house"},
    )  # fmt: skip
    with acting_for(germany):
        told = Event.objects.get(name="working days decided")
    assert told.facts["decision"] == made.pk
    assert told.actor in text
    sweep(now=NOW)
    assert stored(clock).due_on == date(2017, 4, 4)

    one = reverse("desk-day-decision", args=[made.pk])
    assert f'href="{one}"' in text
    assert clock.reference in secretariat.get(one).content.decode()
    assert "Withdrawn." in secretariat.post(one, follow=True).content.decode()
    assert "was withdrawn already" in secretariat.post(one, follow=True).content.decode()
    assert "was withdrawn already" in secretariat.get(one).content.decode()
    sweep(now=NOW)
    assert stored(clock).due_on == date(2017, 4, 3)


def test_what_was_changed_after_looking_is_looked_at_again(secretariat, clock) -> None:
    seen = mark_of(days_page(secretariat, **TYPED))

    text = days_page(secretariat, **{**TYPED, "until": "7 April 2017"}, seen=seen)

    assert "10 April 2017" in text
    assert not CalendarDecision.objects.exists()
    assert mark_of(text) != seen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"since": "some day"}, "That is no day"),
        ({"since": "3 April 1990"}, "Our calendars reach from 2014 to 2049"),
        ({"until": "2 April 2017"}, "Say which days of the week"),
        ({"why": ""}, "errorlist"),
        ({"citation": ""}, "errorlist"),
        ({"what": "weekend"}, "Say which days of the week"),
    ],
)
def test_refused_with_what_was_typed(secretariat, typed, said) -> None:
    text = days_page(secretariat, **{**TYPED, **typed})

    assert said in text
    assert 'name="seen"' not in text
    assert "citation" in typed or 'value="Notice 4"' in text
    assert not CalendarDecision.objects.exists()


def test_sent_twice_counts_once(secretariat) -> None:
    seen = mark_of(days_page(secretariat, **TYPED))
    days_page(secretariat, **TYPED, seen=seen)

    assert "nothing was added" in days_page(secretariat, **TYPED, seen=seen)
    assert CalendarDecision.objects.count() == 1


def test_a_weekend_in_solar_days_and_pashto(secretariat) -> None:
    with translation.override("ps"):
        typed = {
            **TYPED,
            "what": "weekend",
            "weekdays": ["4", "5"],
            "since": "۱۳۹۶/۱/۱۴",
            "why": "",
        }
        text = secretariat.post(reverse("desk-days"), typed).content.decode()
        answer = secretariat.post(reverse("desk-days"), {**typed, "seen": mark_of(text)})

    assert answer.status_code == 302
    made = CalendarDecision.objects.get()
    assert (made.kind, made.since, made.until, made.weekdays) == (
        "weekend", date(2017, 4, 3), None, [4, 5],
    )  # fmt: skip


def test_who_only_reads_is_told_who_decides(client, germany) -> None:
    with acting_for(germany, roles=[Role.SECRETARIAT]):
        made = deciding.decide_days(party=germany, **CLOSED)
    sign_in(client, Role.RETURN_CASE_OFFICER, party=germany)
    one = reverse("desk-day-decision", args=[made.pk])

    text = days_page(client)
    assert "the secretariat of your party makes them" in text
    assert "Moving house" in text
    assert "the secretariat of your party makes them" in client.get(one).content.decode()
    assert client.post(one).status_code == 403
    assert client.post(reverse("desk-days"), TYPED).status_code == 403
    assert CalendarDecision.objects.filter(withdrawn_at=None).count() == 1


def test_decision_of_another_party_is_not_there(secretariat, kabul) -> None:
    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        made = deciding.decide_days(party=kabul, **CLOSED)
    one = reverse("desk-day-decision", args=[made.pk])

    assert secretariat.get(one).status_code == secretariat.post(one).status_code == 404
    assert "Moving house" not in days_page(secretariat)


def test_a_decision_is_withdrawn_also_where_the_calendar_is_missing(secretariat, germany) -> None:
    with acting_for(germany, roles=[Role.SECRETARIAT]):
        made = deciding.decide_days(party=germany, **CLOSED)
    Party.objects.filter(pk=germany.pk).update(key="somewhere", country="XX")
    one = reverse("desk-day-decision", args=[made.pk])

    assert "It cannot be counted" in secretariat.get(one).content.decode()
    assert "It cannot be counted" in days_page(secretariat, **TYPED)
    assert "Withdrawn." in secretariat.post(one, follow=True).content.decode()


def test_ways_lead_to_the_page(secretariat, client) -> None:
    for page in ("working-days", "desk-clocks"):
        assert f'href="{reverse("desk-days")}"' in client.get(reverse(page)).content.decode()


def test_a_day_that_the_moon_decides_waits_for_the_secretariat(client, kabul, monkeypatch) -> None:
    specials = foreseeing.calendar_of(kabul).specials
    first = min(day for day, one in specials.items() if one.estimated and day.year >= 2030)
    moment = datetime(first.year, first.month, first.day, 9, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    sign_in(client, Role.SECRETARIAT, party=kabul)
    assert "Days that the moon decides" in client.get(reverse("desk")).content.decode()
    near = [one.day for one in foreseeing.unsure_days(kabul)]

    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        given = {**CLOSED, "since": min(near), "until": max(near)}
        deciding.decide_days(party=kabul, **given)

    assert "Days that the moon decides" not in client.get(reverse("desk")).content.decode()


def test_terminal_decides_lists_and_withdraws(clock) -> None:
    asked = ("decide", "holiday", *WHERE, "--from", "2017-04-03", "--why", "Moving house")
    cited = (*asked, "--citation", "Notice 4")

    looked = json.loads(run(clocks, *cited, "--try", "--json"))
    assert looked["decision"] is None
    [moves] = looked["moves"]
    assert (moves["reference"], moves["before"], moves["after"]) == (
        clock.reference, "2017-04-03", "2017-04-04",
    )  # fmt: skip
    assert "nothing is recorded" in run(clocks, *cited, "--try")
    assert "decided nothing" in run(clocks, "decisions", *WHERE)

    assert "1 deadlines of this party move" in run(clocks, *cited)
    [facts] = json.loads(run(clocks, "decisions", *WHERE, "--json"))
    assert (facts["what"], facts["names"]) == ("holiday", {"en": "Moving house"})
    assert facts["by"] == "operator at the terminal"
    number = str(facts["decision"])
    assert f"{number}  holiday  2017-04-03  Moving house  Notice 4" in run(
        clocks, "decisions", *WHERE
    )
    assert json.loads(run(clocks, "withdraw", number, *WHERE, "--try", "--json"))["moves"]
    assert f"Decision {number} withdrawn" in run(clocks, "withdraw", number, *WHERE)
    assert "withdrawn already" in run(clocks, "withdraw", number, *WHERE, status=1)
    assert json.loads(run(clocks, "decisions", *WHERE, "--json"))[0]["withdrawn_by"]


def test_terminal_refuses_in_a_sentence(clock) -> None:
    elsewhere = ("--party", "joint-way-forward/iom")
    asked = ("decide", "weekend", *WHERE, "--from", "2017-04-03", "--citation", "Circular 12")

    assert "names its days of the week" in run(clocks, *asked, status=1)
    assert run(clocks, *asked, "--rest", "friday", "--rest", "saturday").startswith("")
    [facts] = json.loads(run(clocks, "decisions", *WHERE, "--json"))
    assert facts["rest"] == ["friday", "saturday"]
    said = run(clocks, "withdraw", str(facts["decision"]), *elsewhere, status=1)
    assert said == "Error: Your party made no such decision: `clocks decisions` lists them.\n"


def test_the_guide_calls_everything_by_the_words_on_the_pages(secretariat, clock) -> None:
    guide = (REPOSITORY / "docs" / "guides" / "clocks.md").read_text(encoding="utf-8")
    told = guide.split("## Deciding about the own working days\n")[1].split("\n## ")[0]
    named = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", told)}
    pages = [secretariat.get(reverse("desk-clocks")).content.decode(), days_page(secretariat)]
    pages.append(days_page(secretariat, **TYPED))
    pages.append(days_page(secretariat, **TYPED, seen=mark_of(pages[-1])))
    made = CalendarDecision.objects.get()
    one = reverse("desk-day-decision", args=[made.pk])
    pages.append(secretariat.get(one).content.decode())

    shown = {words.strip() for text in pages for words in re.split("<[^>]*>", text)}

    assert len(re.findall(r"^\d\. ", told, re.MULTILINE)) == 3
    assert named - shown == {"Look.", "Record.", "Undo.", "Days that the moon decides"}
