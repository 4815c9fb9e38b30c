"""Clocks of a party: started, suspended, resumed, extended, met; each step with its event."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.clocks.conftest import NOW

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.clocks import actions, refusals
from wayforward.core.clocks.actions import Subject
from wayforward.core.clocks.models import Clock, ClockAlert, ClockChange, ClockState
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.rules import OPEN, Length, State, Unit
from wayforward.core.clocks.steps import Standing, Step, why_not
from wayforward.core.clocks.sweeping import sweep
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.rules import NotInForceError, UnsetParameterError
from wayforward.testing.parties import member_of
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_log")]
CASE = Subject("return_case", "17")


def travel_document(kabul: Party, on: date | datetime = date(2017, 3, 3)) -> Clock:
    """A request for a travel document, which Kabul answers."""
    return actions.start(kind_key="travel-document", subject=CASE, triggered=on, counterpart=kabul)


def _events() -> list[str]:
    return list(Event.objects.filter(stream="clocks").order_by("pk").values_list("name", flat=True))


def test_start_takes_its_length_from_the_rule_set_and_says_where_from(at_work, kabul) -> None:
    clock = travel_document(kabul)

    # 31 March 2017 was a Friday, off in Kabul; then a weekend in Europe; then Sunday to Monday.
    assert (clock.amount, clock.unit, clock.verified) == (4, "weeks", True)
    assert "rferl.org" in clock.citation
    assert clock.due_on == date(2017, 4, 3)
    assert clock.due_at == datetime(2017, 4, 3, 19, 30, tzinfo=UTC)  # midnight in Kabul
    assert clock.state == ClockState.RUNNING
    assert _events() == ["clock started"]


def test_start_at_night_in_brussels_begins_the_next_day_in_kabul(at_work, kabul) -> None:
    clock = travel_document(kabul, datetime(2017, 3, 2, 22, 30, tzinfo=UTC))

    assert clock.triggered_on == date(2017, 3, 3)


def test_start_stops_where_the_parameter_is_not_set(at_work, kabul) -> None:
    with pytest.raises(UnsetParameterError, match="flight-notice-days"):
        actions.start(
            kind_key="flight-notice", subject=CASE, triggered=date(2017, 6, 1), counterpart=kabul
        )


def test_start_stops_where_the_parameter_was_not_in_force(at_work, kabul) -> None:
    with pytest.raises(NotInForceError, match="2016-10-02"):
        travel_document(kabul, date(2016, 9, 1))


def test_start_of_a_length_that_a_decision_gives_stays_within_the_law(at_work) -> None:
    def start(days: int | None) -> Clock:
        length = Length(days, Unit.CALENDAR_DAYS) if days is not None else None
        return actions.start(
            kind_key="voluntary-departure",
            subject=CASE,
            triggered=date(2017, 3, 1),
            length=length,
        )

    assert start(30).due_on == date(2017, 3, 31)
    for wrong in (6, 31):
        with pytest.raises(refusals.LengthOutOfBoundsError, match="2008/115"):
            start(wrong)
    with pytest.raises(refusals.LengthMissingError):
        start(None)


def test_start_of_a_follow_up_takes_one_of_the_months(at_work) -> None:
    with pytest.raises(NotInForceError):  # the programme began in 2022
        actions.start(
            kind_key="follow-up",
            subject=CASE,
            triggered=date(2017, 3, 1),
            length=Length(3, Unit.MONTHS),
        )
    clock = actions.start(
        kind_key="follow-up",
        subject=CASE,
        triggered=date(2026, 3, 1),
        length=Length(3, Unit.MONTHS),
    )

    assert clock.due_on == date(2026, 6, 1)
    with pytest.raises(refusals.LengthOutOfBoundsError):
        actions.start(
            kind_key="follow-up",
            subject=CASE,
            triggered=date(2026, 3, 1),
            length=Length(2, Unit.MONTHS),
        )


def test_length_of_a_parameter_cannot_be_given(at_work) -> None:
    with pytest.raises(refusals.LengthFixedError):
        actions.start(
            kind_key="travel-document",
            subject=CASE,
            triggered=date(2017, 3, 3),
            length=Length(2, Unit.WEEKS),
        )


def test_suspension_stops_the_end_and_resuming_moves_it(at_work, kabul) -> None:
    clock = travel_document(kabul)

    clock = actions.suspend(
        reference=clock.reference, since=date(2017, 3, 8), reason=Reason.DOCUMENTS_AWAITED
    )
    assert (clock.state, clock.due_on, clock.next_sweep_at) == (ClockState.SUSPENDED, None, None)
    clock = actions.resume(
        reference=clock.reference, resumed=date(2017, 3, 18), reason=Reason.DOCUMENTS_AWAITED
    )

    # Ten days on from 31 March is Monday 10 April, when both sides work.
    assert (clock.state, clock.due_on) == (ClockState.RUNNING, date(2017, 4, 10))
    assert _events() == ["clock started", "clock suspended", "clock resumed"]
    assert Event.objects.latest("pk").facts["due_on"] == "2017-04-10"


def test_clock_held_by_two_reasons_runs_only_when_both_are_gone(at_work, kabul) -> None:
    clock = travel_document(kabul)
    for reason, since in (
        (Reason.DOCUMENTS_AWAITED, date(2017, 3, 8)),
        (Reason.APPEAL_PENDING, date(2017, 3, 10)),
    ):
        actions.suspend(reference=clock.reference, since=since, reason=reason)

    clock = actions.resume(
        reference=clock.reference, resumed=date(2017, 3, 14), reason=Reason.DOCUMENTS_AWAITED
    )
    assert clock.state == ClockState.SUSPENDED
    clock = actions.resume(
        reference=clock.reference, resumed=date(2017, 3, 18), reason=Reason.APPEAL_PENDING
    )

    assert clock.due_on == date(2017, 4, 10)  # the days in common count once


def test_suspension_is_refused_where_it_makes_no_sense(at_work, kabul) -> None:
    clock = travel_document(kabul)
    reference = clock.reference

    with pytest.raises(refusals.DayInFutureError):
        actions.suspend(reference=reference, since=date(2017, 3, 21), reason=Reason.HEALTH)
    with pytest.raises(refusals.SuspendedBeforeStartError):
        actions.suspend(reference=reference, since=date(2017, 3, 2), reason=Reason.HEALTH)
    with pytest.raises(refusals.NotSuspendedError):
        actions.resume(reference=reference, resumed=date(2017, 3, 9), reason=Reason.HEALTH)
    actions.suspend(reference=reference, since=date(2017, 3, 8), reason=Reason.HEALTH)
    with pytest.raises(refusals.AlreadySuspendedError):
        actions.suspend(reference=reference, since=date(2017, 3, 9), reason=Reason.HEALTH)


def test_detention_is_never_suspended_and_extended_only_within_the_law(at_work) -> None:
    clock = actions.start(kind_key="detention", subject=CASE, triggered=date(2017, 1, 10))
    assert clock.due_on == date(2017, 7, 9)  # the first day counts

    with pytest.raises(refusals.NotSuspendableError):
        actions.suspend(
            reference=clock.reference, since=date(2017, 3, 1), reason=Reason.LACK_OF_COOPERATION
        )
    longer = {"reference": clock.reference, "reason": Reason.LACK_OF_COOPERATION}
    clock = actions.extend(by=Length(12, Unit.MONTHS), **longer)
    assert clock.due_on == date(2018, 7, 9)
    with pytest.raises(refusals.ExtendedTooFarError, match="all together"):
        actions.extend(by=Length(1, Unit.MONTHS), **longer)


def test_shortening_moves_the_end_forward(at_work, kabul) -> None:
    clock = travel_document(kabul)

    clock = actions.shorten(
        reference=clock.reference, by=Length(1, Unit.WEEKS), reason=Reason.PARTIES_AGREED
    )

    assert clock.due_on == date(2017, 3, 27)  # Friday 24 March is off in Kabul
    with pytest.raises(refusals.NothingToChangeError):
        actions.shorten(
            reference=clock.reference, by=Length(0, Unit.WEEKS), reason=Reason.PARTIES_AGREED
        )


def test_met_clock_closes_its_alerts_and_takes_no_more_changes(at_work, kabul) -> None:
    clock = travel_document(kabul)
    alert = ClockAlert.objects.create(
        party=clock.party, clock=clock, level="soon", reached_at=NOW, due_on=clock.due_on
    )

    clock = actions.meet(reference=clock.reference, on=date(2017, 3, 20))

    alert.refresh_from_db()
    assert (clock.state, clock.next_sweep_at) == (ClockState.MET, None)
    assert alert.closed_at == NOW
    with pytest.raises(refusals.ClockSettledError):
        actions.cancel(
            reference=clock.reference, on=date(2017, 3, 20), reason=Reason.MISTAKE_CORRECTED
        )


def test_recompute_without_a_change_leaves_no_trace(at_work, kabul) -> None:
    clock = travel_document(kabul)
    history, events = RowHistory.objects.count(), Event.objects.count()

    again = actions.recompute(reference=clock.reference)

    assert again.due_on == clock.due_on
    assert (RowHistory.objects.count(), Event.objects.count()) == (history, events)


def test_roles_without_clocks_cannot_start_one(germany, kabul) -> None:
    editor = member_of(germany, Role.EDITOR, name="editor")

    with acting_as(editor, purpose=Purpose.ADMINISTRATION), pytest.raises(NotAllowedError):
        travel_document(kabul)


def test_person_of_another_party_cannot_be_tied_to_a_clock(officer, kabul) -> None:
    with acting_for(kabul):
        stranger = Person.objects.create(party=kabul)

    with (
        acting_as(officer, purpose=Purpose.RETURN_CASE),
        pytest.raises(refusals.OtherPartysPersonError),
    ):
        actions.start(
            kind_key="detention", subject=CASE, triggered=date(2017, 1, 10), person=stranger
        )


def test_clocks_their_changes_alerts_and_history_are_the_own_partys_alone(
    officer, germany, kabul
) -> None:
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        clock = travel_document(kabul)
        actions.suspend(
            reference=clock.reference, since=date(2017, 3, 8), reason=Reason.APPEAL_PENDING
        )
        ClockAlert.objects.create(
            party=germany, clock=clock, level="soon", reached_at=NOW, due_on=clock.due_on
        )

    with as_app_role():
        for model in (Clock, ClockChange, ClockAlert):
            assert not model.objects.exists()
            with acting_for(kabul):
                assert not model.objects.exists()
            with acting_for(germany):
                assert model.objects.exists()
        with acting_for(kabul):
            assert not RowHistory.objects.exists()
        with acting_for(germany):
            states = RowHistory.objects.filter(table="core_clock")
            assert states.exists()
            assert all("kind" not in one.state for one in states)


def test_clock_that_tells_of_trafficking_wants_a_reason(germany) -> None:
    assessor = member_of(germany, Role.SAFEGUARD_ASSESSOR)
    with acting_as(assessor, purpose=Purpose.SAFEGUARD, reason="signs seen by the interviewer"):
        clock = actions.start(
            kind_key="recovery-reflection", subject=CASE, triggered=date(2017, 3, 1)
        )

    assert clock.sensitive
    with as_app_role():
        with acting_as(assessor, purpose=Purpose.RETURN_CASE):
            assert not Clock.objects.exists()
        with acting_as(assessor, purpose=Purpose.SAFEGUARD):
            assert not Clock.objects.exists()
        with acting_as(assessor, purpose=Purpose.SAFEGUARD, reason="daily round"):
            assert Clock.objects.get() == clock


def test_a_day_that_has_not_come_is_no_day_of_meeting(at_work, kabul) -> None:
    clock = travel_document(kabul)

    with pytest.raises(refusals.DayInFutureError):
        actions.meet(reference=clock.reference, on=date(2017, 3, 21))


def test_a_clock_met_by_mistake_runs_again_with_its_alerts(at_work, kabul) -> None:
    clock = travel_document(kabul)
    late = NOW.replace(day=28)
    sweep(now=late)
    assert [alert.closed_at for alert in ClockAlert.objects.all()] == [None]
    actions.meet(reference=clock.reference, on=date(2017, 3, 20))

    clock = actions.reopen(reference=clock.reference, reason=Reason.MISTAKE_CORRECTED)

    assert (clock.state, clock.settled_on, clock.due_on) == ("running", None, date(2017, 4, 3))
    assert sweep(now=late).alerts == 1
    assert [alert.closed_at for alert in ClockAlert.objects.all()] == [None]
    assert sweep(now=late).alerts == 0
    assert _events()[-1] == "clock taken up again"
    with pytest.raises(refusals.NotSettledError):
        actions.reopen(reference=clock.reference, reason=Reason.MISTAKE_CORRECTED)


def test_a_clock_that_had_run_out_has_run_out_again_and_says_so_once(at_work, kabul) -> None:
    clock = travel_document(kabul)
    sweep(now=NOW.replace(month=5))
    actions.meet(reference=clock.reference, on=date(2017, 3, 20))

    clock = actions.reopen(reference=clock.reference, reason=Reason.MISTAKE_CORRECTED)

    assert (clock.state, clock.tacit) == ("expired", "own-travel-document")
    assert sweep(now=NOW.replace(month=5)).expired == 0
    assert _events().count("tacit effect") == 1


def test_resumed_on_its_day_a_clock_alerts_as_before(at_work, kabul) -> None:
    clock, late = travel_document(kabul), NOW.replace(day=28)
    sweep(now=late)
    for step, day in ((actions.suspend, "since"), (actions.resume, "resumed")):
        step(reference=clock.reference, reason=Reason.HEALTH, **{day: date(2017, 3, 20)})

    assert sweep(now=late).alerts == 1
    assert ClockAlert.objects.get().closed_at is None


def test_a_form_that_is_sent_twice_extends_once(at_work, kabul) -> None:
    clock = travel_document(kabul)
    longer = {"by": Length(1, Unit.WEEKS), "reason": Reason.PARTIES_AGREED, "seen": 0}
    actions.extend(reference=clock.reference, **longer)

    with pytest.raises(refusals.ChangedMeanwhileError):
        actions.extend(reference=clock.reference, **longer)
    assert ClockChange.objects.count() == 1


@given(
    state=st.sampled_from(State),
    suspendable=st.booleans(),
    held=st.frozensets(st.sampled_from(Reason)),
)
def test_every_step_is_open_or_closed_with_its_reason(state, suspendable, held) -> None:
    one = Standing(state, "travel-document", suspendable, held)
    open_steps = {step for step in Step if why_not(step, one) is None}

    assert (Step.REOPEN in open_steps) == (state in {State.MET, State.CANCELLED})
    assert (Step.MEET in open_steps) != (Step.REOPEN in open_steps)
    assert open_steps >= {Step.EXTEND, Step.SHORTEN} or state not in OPEN
    assert (Step.SUSPEND in open_steps) == (state in OPEN and suspendable)
    assert (Step.RESUME in open_steps) == (state in OPEN and bool(held))
