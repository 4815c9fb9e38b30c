"""A state is changed in one place: with its version, its step and its event, or not at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.core.workflow.expected import REVIEW

from wayforward.core.access import context
from wayforward.core.access.context import Acting, acting_as, acting_for
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Actor, Role
from wayforward.core.audit.models import Event
from wayforward.core.documents.letters.actions import write_letter
from wayforward.core.documents.models import Letter
from wayforward.core.parties.models import Party
from wayforward.core.workflow import effects
from wayforward.core.workflow.actions import (
    MovedMeanwhileError,
    StepClosedError,
    begin,
    move,
    situation,
)
from wayforward.core.workflow.effects import NoHandlerError
from wayforward.core.workflow.guarding import frozen, guarded_moves
from wayforward.core.workflow.models import Moving, WorkflowStep
from wayforward.core.workflow.queries import steps_of
from wayforward.core.workflow.rules import offers
from wayforward.core.workflow.table import Effect, EffectKind
from wayforward.core.workflow.tables.document_review import DOCUMENT_REVIEW, ReviewFacts
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role
from wayforward.testing.workflows import ITSELF, wrong_moves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_log")]
WHY = ReviewFacts(reason="sent twice")


@pytest.fixture
def party() -> Party:
    return two_parties()[0]


def _officer(party: Party, name: str, role: Role = Role.RETURN_CASE_OFFICER) -> Account:
    return member_of(party, role, name=name)


def _draft(by: Account, data_class: DataClass = DataClass.PERSON, reason: str = "") -> Letter:
    purpose = Purpose.DATA_PROTECTION if reason else Purpose.RETURN_CASE
    with acting_as(by, purpose=purpose, reason=reason):
        return write_letter(kind="handover-sheet", language="en", fields={}, data_class=data_class)


def test_a_move_writes_state_version_step_and_event(party: Party) -> None:
    officer = _officer(party, "one")
    letter = _draft(officer)

    with as_app_role(), acting_as(officer, purpose=Purpose.RETURN_CASE):
        moved = move(thing=letter, step="withdraw", version=1, facts=WHY, reason="sent twice")
        steps = [(one.step, one.source, one.target, one.version) for one in steps_of(moved)]

    assert (moved.state, moved.version) == ("withdrawn", 2)
    assert steps == [("write", "", "draft", 1), ("withdraw", "draft", "withdrawn", 2)]
    event = Event.objects.filter(stream="workflow").latest("pk")
    assert event.name == "document_review withdraw"
    assert (event.facts, event.reason) == ({"before": "draft", "state": "withdrawn"}, "")


def test_a_move_at_an_old_version_writes_nothing(party: Party) -> None:
    one, two = _officer(party, "one"), _officer(party, "two")
    letter = _draft(one)
    with acting_as(one, purpose=Purpose.RETURN_CASE):
        move(thing=letter, step="withdraw", version=1, facts=WHY)

    with acting_as(two, purpose=Purpose.RETURN_CASE), pytest.raises(MovedMeanwhileError):
        move(thing=letter, step="issue", version=1, facts=ReviewFacts())

    with _as(one):
        assert WorkflowStep.objects.count() == 2


def test_a_new_thing_is_begun_by_a_step_that_begins_alone(party: Party) -> None:
    officer = _officer(party, "one")

    with acting_as(officer, purpose=Purpose.RETURN_CASE), pytest.raises(StepClosedError):
        begin(thing=Letter(party=party), step="issue", facts=ReviewFacts())

    assert not Letter.objects.exists()


def test_offers_name_the_step_the_same_person_took(party: Party) -> None:
    officer = _officer(party, "one")
    letter = _draft(officer)

    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        found = offers(DOCUMENT_REVIEW, situation(letter), WHY)

    assert {one.step.name: [why.key for why in one.why_not] for one in found} == {
        "issue": ["write"],
        "withdraw": [],
    }


def test_another_party_sees_neither_the_thing_nor_its_steps(party: Party) -> None:
    letter = _draft(_officer(party, "one"))
    there = Party.objects.exclude(pk=party.pk).get()

    with as_app_role(), acting_for(there):
        assert not WorkflowStep.objects.exists()
        assert not Letter.objects.filter(pk=letter.pk).exists()


def test_steps_of_a_sensitive_thing_are_as_closed_as_the_thing(party: Party) -> None:
    dpo = _officer(party, "dpo", Role.DATA_PROTECTION_OFFICER)
    with as_app_role():
        _draft(dpo, DataClass.SENSITIVE, reason="wound certificate")

        with acting_as(dpo, purpose=Purpose.DATA_PROTECTION):
            assert not WorkflowStep.objects.exists()
        with acting_as(dpo, purpose=Purpose.DATA_PROTECTION, reason="review"):
            assert WorkflowStep.objects.count() == 1


def test_steps_are_never_changed_nor_removed(party: Party) -> None:
    officer = _officer(party, "one")
    _draft(officer)

    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        for change in (
            lambda: WorkflowStep.objects.update(account=None),
            lambda: WorkflowStep.objects.all().delete(),
        ):
            with pytest.raises(ProgrammingError, match="only grows"), transaction.atomic():
                change()


def test_one_version_takes_one_step_alone(party: Party) -> None:
    officer = _officer(party, "one")
    _draft(officer)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        again = WorkflowStep.objects.get()
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)


def test_an_effect_that_nothing_carries_out_moves_nothing(
    party: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = _officer(party, "one"), _officer(party, "two")
    letter = _draft(one)
    monkeypatch.delitem(effects._handlers, Effect(EffectKind.ACTION, "set_in_print"))

    with pytest.raises(NoHandlerError), _as(two):
        move(thing=letter, step="issue", version=1, facts=ReviewFacts())

    with _as(one):
        assert Letter.objects.get(pk=letter.pk).state == "draft"


def test_an_effect_may_be_one_more_event(party: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Effect(EffectKind.EVENT, "recipient to be told")
    steps = tuple(
        replace(one, effects=(told,)) if one.name == "withdraw" else one
        for one in DOCUMENT_REVIEW.transitions
    )
    monkeypatch.setattr(Letter, "workflow", replace(DOCUMENT_REVIEW, transitions=steps))
    officer = _officer(party, "one")
    letter = _draft(officer)

    with _as(officer):
        move(thing=letter, step="withdraw", version=1, facts=WHY)

    names = Event.objects.filter(stream="workflow").order_by("pk").values_list("name", flat=True)
    assert list(names)[-2:] == ["document_review withdraw", "recipient to be told"]


def _as(account: Account) -> AbstractContextManager[Any]:
    return acting_as(account, purpose=Purpose.RETURN_CASE)


def test_the_check_at_start_names_effects_without_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one for one in run_checks() if str(one.id).startswith("workflow")] == []

    monkeypatch.delitem(effects._handlers, Effect(EffectKind.ACTION, "set_in_print"))

    [found] = [one for one in run_checks() if one.id == "workflow.E001"]
    assert "set_in_print of the step issue" in found.msg


def test_what_the_database_guards_is_the_table_as_it_is() -> None:
    for model in Moving.__subclasses__():
        wanted = frozen(model.workflow)
        assert guarded_moves(model._meta.db_table) == wanted, (
            f"A new migration is needed: guard_transitions({model._meta.db_table!r}, 'state', "
            f"{wanted!r}, before=...)"
        )


def test_the_database_moves_for_every_role_as_the_table_says(party: Party) -> None:
    @contextmanager
    def acting_in(role: str) -> Iterator[None]:
        if role == ITSELF:
            with acting_for(party):
                yield
            return
        actor = Actor(role, frozenset({Role(role)}))
        acting = Acting(actor, party.pk, Purpose.RETURN_CASE, account=members[role].pk)
        with context._as(acting):  # whether the role has the purpose is another wall's to say
            yield

    members = {role.value: member_of(party, role, name=role.value) for role in Role}

    found = wrong_moves("core_letter", DOCUMENT_REVIEW, REVIEW, acting_in=acting_in)

    assert found == []


def test_the_database_lets_nothing_begin_in_the_middle(party: Party) -> None:
    letter = Letter(party=party, kept_class="person", kind="x", language="en", state="issued")
    letter.content = {}

    with (
        _as(_officer(party, "one")),
        pytest.raises(IntegrityError, match='from "" to "issued"'),
        transaction.atomic(),
    ):
        letter.save()


def test_without_context_no_row_is_there_to_be_moved(party: Party) -> None:
    _draft(_officer(party, "one"))

    with as_app_role():
        assert Letter.objects.update(state="issued") == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_moves_and_the_others_are_told() -> None:
    here = two_parties()[0]
    letter = _draft(_officer(here, "writer"))
    officers = [_officer(here, f"officer-{n}") for n in range(6)]
    together = Barrier(len(officers))

    def withdraw(officer: Account) -> str:
        try:
            together.wait(timeout=20)
            with _as(officer):
                move(thing=letter, step="withdraw", version=1, facts=WHY, reason="at once")
        except MovedMeanwhileError:
            return "told"
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(len(officers)) as pool:
        outcomes = list(pool.map(withdraw, officers))

    assert sorted(outcomes) == ["moved", *["told"] * 5]
    with _as(officers[0]):
        assert [one.version for one in steps_of(letter)] == [1, 2]
