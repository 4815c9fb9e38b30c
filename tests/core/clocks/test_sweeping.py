"""What happens by itself: alerts, clocks that run out, tacit effects, ends that move; done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.core.clocks.conftest import NOW, party
from tests.core.clocks.test_actions import CASE, travel_document

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.clocks import actions, deciding, queries, refusals
from wayforward.core.clocks.computing import tacit_days
from wayforward.core.clocks.definitions import kind
from wayforward.core.clocks.models import Clock, ClockAlert, ClockState, DecisionKind
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.sweeping import Swept, sweep
from wayforward.core.rulesets.models import Parameter
from wayforward.testing.walls import as_app_role, see_whole_log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_log")]


@pytest.fixture
def clock(officer, kabul, monkeypatch) -> Clock:
    """A request for a travel document that ends on 3 April 2017 in Kabul."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        return travel_document(kabul)


def at(day: date, hour: int = 12) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def counts(clock: Clock) -> tuple[int, ...]:
    """How much there is of all that a sweep may write."""
    with acting_for(clock.party):
        return (Event.objects.count(), RowHistory.objects.count(), ClockAlert.objects.count())


def stored(clock: Clock) -> Clock:
    """The clock as its party sees it now."""
    with acting_for(clock.party):
        return Clock.objects.get(pk=clock.pk)


def open_alerts(clock: Clock) -> list[str]:
    """Levels of its alerts about its first end that are not closed."""
    with acting_for(clock.party):
        found = ClockAlert.objects.filter(
            clock=clock, due_on=date(2017, 4, 3), closed_at=None
        ).order_by("reached_at")
        return list(found.values_list("level", flat=True))


def test_levels_become_alerts_as_they_are_reached_and_tell_the_declared_roles(clock) -> None:
    with as_app_role():
        # Five joint working days before: 29, 28, 27, 22 and 20 March; the 21st is Nowruz.
        assert sweep(now=at(date(2017, 3, 19))).alerts == 0
        assert sweep(now=at(date(2017, 3, 20))).alerts == 1

        with acting_for(clock.party):
            [alert] = ClockAlert.objects.all()
            assert (alert.level, alert.due_on) == ("soon", date(2017, 4, 3))
            assert alert.tell == ["consular_officer", "return_case_officer"]
    assert stored(clock).next_sweep_at == at(date(2017, 4, 2), 19) + timedelta(minutes=30)


def test_second_sweep_changes_nothing(clock) -> None:
    moment = at(date(2017, 4, 30))
    with as_app_role():
        first = sweep(now=moment)
    before = counts(clock)

    with as_app_role():
        second = sweep(now=moment)

    assert (first.looked_at, first.alerts, first.expired) == (1, 1, 1)
    assert second == Swept()
    assert counts(clock) == before


def test_levels_that_were_passed_unseen_alert_once_by_the_highest(clock) -> None:
    assert sweep(now=at(date(2017, 4, 30))).alerts == 1

    assert open_alerts(clock) == ["long_overdue"]


def test_level_after_level_each_becomes_an_alert(clock) -> None:
    for day in (date(2017, 3, 20), date(2017, 4, 3), date(2017, 4, 4), date(2017, 4, 17)):
        assert sweep(now=at(day)).alerts == 1

    assert open_alerts(clock) == ["soon", "due", "overdue", "long_overdue"]


def test_clock_that_runs_out_expires_at_midnight_in_kabul_with_its_tacit_effect(clock) -> None:
    midnight = datetime(2017, 4, 3, 19, 30, tzinfo=UTC)

    sweep(now=midnight - timedelta(seconds=1))
    clock = stored(clock)
    assert clock.state == ClockState.RUNNING
    sweep(now=midnight)
    clock = stored(clock)

    assert (clock.state, clock.tacit) == (ClockState.EXPIRED, "own-travel-document")
    told = Event.objects.filter(stream="clocks").order_by("pk").values_list("name", "actor")
    assert list(told)[1:] == [("tacit effect", "wayforward")]
    assert Event.objects.latest("pk").facts["effect"] == "own-travel-document"
    with acting_for(clock.party, roles=[Role.SECRETARIAT]):
        assert queries.tacit_effects(CASE.type, CASE.id) == ["own-travel-document"]
        assert queries.tacit_effects(CASE.type, "OTHER") == []


@pytest.mark.parametrize("last", [date(2017, 3, 2), date(2017, 3, 3)])
def test_nothing_happens_by_itself_after_the_rule_that_says_so_has_ended(clock, last) -> None:
    Parameter.objects.filter(key="travel-document-fallback").update(valid_to=last)
    effect = last >= clock.triggered_on

    sweep(now=at(date(2017, 4, 4)))

    clock = stored(clock)
    assert (clock.state, clock.tacit) == (
        ClockState.EXPIRED,
        "own-travel-document" if effect else "",
    )
    with acting_for(clock.party, roles=[Role.SECRETARIAT]):
        said = " ".join(queries.explained(clock.reference).sentences)
    assert ("If nothing is done by then" in said) is effect


def test_an_arrangement_without_the_rule_has_no_such_effect(rules_loaded) -> None:
    own, later = party("de-bamf"), party("de-bamf", "joint-declaration-2021")

    assert tacit_days(own, kind("travel-document")) == [(date(2016, 10, 2), date(2021, 4, 25))]
    assert tacit_days(later, kind("travel-document")) == []
    assert tacit_days(later, kind("detention")) == [(date.min, date.max)]
    assert tacit_days(own, kind("recovery-reflection")) == []


def test_suspended_clock_neither_alerts_nor_runs_out(clock, officer) -> None:
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        actions.suspend(
            reference=clock.reference, since=date(2017, 3, 10), reason=Reason.APPEAL_PENDING
        )

    assert sweep(now=at(date(2018, 1, 1))) == Swept()


def test_clock_met_late_keeps_what_happened_by_itself(clock, officer, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at(date(2017, 4, 10)))
    sweep()

    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        met = actions.meet(reference=clock.reference, on=date(2017, 4, 9))

    assert (met.state, met.tacit) == (ClockState.MET, "own-travel-document")
    assert Event.objects.latest("pk").facts["late"] is True
    assert open_alerts(clock) == []
    assert sweep(now=at(date(2017, 6, 1))) == Swept()


def test_holiday_that_the_other_side_decides_moves_the_end_once_with_an_event(clock, kabul) -> None:
    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        deciding.decide_days(
            party=kabul,
            what=DecisionKind.HOLIDAY,
            since=date(2017, 4, 3),
            citation="Decree of the cabinet, 1 April 2017",
        )

    with as_app_role():
        first, second = sweep(now=NOW), sweep(now=NOW)

    clock = stored(clock)
    assert (first.moved, second) == (1, Swept())
    assert clock.due_on == date(2017, 4, 4)
    event = Event.objects.latest("pk")
    assert (event.name, event.facts) == (
        "clock recomputed",
        {"before": "2017-04-03", "due_on": "2017-04-04"},
    )


def test_alert_about_an_end_that_moved_is_closed(clock, kabul) -> None:
    sweep(now=at(date(2017, 3, 29)))
    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        deciding.decide_days(
            party=kabul,
            what=DecisionKind.HOLIDAY,
            since=date(2017, 4, 3),
            until=date(2017, 4, 20),
            citation="Decree of the cabinet",
        )

    assert open_alerts(clock) == ["soon"]
    sweep(now=at(date(2017, 3, 30)))

    assert open_alerts(clock) == []


def test_weekend_that_a_party_decides_counts_from_its_day_on(clock, kabul, germany) -> None:
    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        decision = deciding.decide_days(
            party=kabul,
            what=DecisionKind.WEEKEND,
            since=date(2017, 3, 31),
            weekdays=(4, 6),  # Friday and Sunday
            citation="Circular 12",
        )
        with pytest.raises(refusals.DecisionIncompleteError):
            deciding.decide_days(
                party=kabul, what=DecisionKind.WEEKEND, since=date(2017, 4, 3), citation="x"
            )
        with pytest.raises(refusals.NotYourPartyError):
            deciding.decide_days(
                party=germany, what=DecisionKind.HOLIDAY, since=date(2017, 4, 3), citation="x"
            )

    sweep(now=NOW)
    clock = stored(clock)
    assert clock.due_on == date(2017, 4, 3)
    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        deciding.withdraw_decision(decision=decision)
    assert sweep(now=NOW).moved == 1  # back to what it was computed from before


def test_parameter_that_was_corrected_moves_running_clocks(clock) -> None:
    Parameter.objects.filter(key="travel-document-weeks").update(value=5)

    assert sweep(now=NOW).moved == 1

    clock = stored(clock)
    assert clock.due_on == date(2017, 4, 10)


def test_parameter_that_is_gone_leaves_clocks_alone_and_is_named(clock) -> None:
    Parameter.objects.filter(key="travel-document-weeks").delete()

    done = sweep(now=NOW)

    clock = stored(clock)
    assert clock.due_on == date(2017, 4, 3)
    assert "travel-document-weeks" in done.troubles[0]


def test_clock_that_ran_out_by_mistake_is_reopened_by_a_person(clock, officer, kabul) -> None:
    sweep(now=at(date(2017, 4, 4)))
    with acting_for(kabul, roles=[Role.SECRETARIAT]):
        deciding.decide_days(
            party=kabul,
            what=DecisionKind.HOLIDAY,
            since=date(2017, 4, 3),
            citation="Decree of the cabinet",
        )
    assert sweep(now=at(date(2017, 4, 4))).moved == 0  # never undone by itself

    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        again = actions.recompute(reference=clock.reference)

    assert (again.state, again.due_on, again.tacit) == (ClockState.RUNNING, date(2017, 4, 4), "")
    event = Event.objects.latest("pk")
    assert (event.name, event.facts["tacit_undone"]) == ("clock reopened", "own-travel-document")


def test_sweep_sees_each_party_with_its_own_eyes(clock, kabul) -> None:
    other = party("se-migration-agency")
    with acting_for(other, roles=[Role.RETURN_CASE_OFFICER]):
        actions.start(kind_key="detention", subject=CASE, triggered=date(2017, 1, 2))

    with as_app_role():
        done = sweep(now=at(date(2017, 12, 1)))

    assert (done.looked_at, done.expired) == (2, 2)
    with as_app_role(), acting_for(other):
        assert {alert.clock.kind for alert in ClockAlert.objects.select_related("clock")} == {
            "detention"
        }


def test_party_whose_calendar_is_missing_is_named_and_its_clocks_still_run_out(
    clock, germany
) -> None:
    germany.key, germany.country = "somewhere", "XX"
    germany.save()

    done = sweep(now=at(date(2017, 4, 4)))

    assert done.expired == 1
    assert "There is no calendar XX" in done.troubles[0]


@pytest.mark.django_db(transaction=True)
def test_sweeps_at_the_same_time_do_each_thing_once(clock) -> None:
    def one(_number: int) -> Swept:
        try:
            return sweep(now=at(date(2017, 4, 30)))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(one, range(4)))

    assert sum(each.expired for each in done) == 1
    assert sum(each.alerts for each in done) == 1
    with transaction.atomic():
        see_whole_log()
        assert Event.objects.filter(name="tacit effect").count() == 1
