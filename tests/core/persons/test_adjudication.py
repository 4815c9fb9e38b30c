"""Two people judge, merges can be undone, and the database holds it where Python is passed by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import DatabaseError

from wayforward.core.access import context
from wayforward.core.access.context import Acting, acting_as, acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Actor, NotAllowedError, Role
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.parties.models import Party
from wayforward.core.persons import actions, adjudication, queries, rules
from wayforward.core.persons.matching.comparing import Known
from wayforward.core.persons.models import Judgement, Merge, MergeUndone, Person, Verdict
from wayforward.database.cluster import APP
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class House:
    """A party with an officer and two adjudicators, and another party."""

    here: Party
    there: Party
    officer: Account
    first: Account
    second: Account


@pytest.fixture
def house() -> Iterator[House]:
    here, there = two_parties()
    found = House(
        here, there, member_of(here, Role.RETURN_CASE_OFFICER, name="officer"),
        member_of(here, Role.IDENTITY_ADJUDICATOR, name="first"),
        member_of(here, Role.IDENTITY_ADJUDICATOR, name="second"),
    )  # fmt: skip
    with as_app_role():
        yield found


def _as(account: Account) -> AbstractContextManager[Acting]:
    return acting_as(account, purpose=Purpose.IDENTIFICATION)


def _person(house: House, *names: str, father: str = "", born: str = "") -> Person:
    with _as(house.officer):
        person = actions.add_person()
        for name in names:
            actions.add_name(person=person, written=name, source="interview")
        if father:
            kind = actions.NameKind.FATHER
            actions.add_name(person=person, written=father, source="interview", kind=kind)
        if born:
            actions.add_birth(person=person, written=born, source="interview")
        return person


@contextmanager
def _refused_by_database() -> Iterator[None]:
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


def test_one_judges_another_confirms_then_merged_then_undone(house: House) -> None:
    one = _person(house, "Mohammad Karim", father="Abdul Rahman", born="1375")
    other = _person(house, "محمد کریم", father="عبدالرحمن", born="1996-01-01")

    with _as(house.first):
        assert [c.person.pk for c in queries.suggestions(one)] == [other.pk]
        judgement = adjudication.judge(
            one=other, other=one, verdict=Verdict.SAME, reason="same tazkira"
        )
        assert judgement.score is not None
        assert judgement.score > 0.95
        with pytest.raises(rules.SecondPersonNeededError):
            adjudication.confirm(judgement=judgement)
        with pytest.raises(rules.NotOnePersonError):
            adjudication.merge(merged=other, into=one)
    with _as(house.second):
        assert list(queries.to_confirm()) == [judgement]
        adjudication.confirm(judgement=judgement)
        with pytest.raises(rules.ConfirmedAlreadyError):
            adjudication.confirm(judgement=judgement)
        merged = adjudication.merge(merged=other, into=one)
        assert queries.head_of(other) == one
        assert queries.records_of(other) == [one, other]
        with pytest.raises(rules.MergedAlreadyError):
            adjudication.merge(merged=one, into=other)
        with pytest.raises(rules.ReasonMissingError):
            adjudication.undo_merge(merge=merged, reason=" ")
        adjudication.undo_merge(merge=merged, reason="the father says otherwise")
        assert queries.head_of(other) == other
        assert Merge.objects.get() == merged
        with pytest.raises(rules.UndoneAlreadyError):
            adjudication.undo_merge(merge=merged, reason="again")
        names = set(Event.objects.filter(stream="persons").values_list("name", flat=True))
        tables = set(RowHistory.objects.values_list("table", flat=True))
    assert {
        "identity judged",
        "identity judgement confirmed",
        "records merged",
        "merge undone",
    } <= names
    assert {"core_judgement", "core_merge", "core_mergeundone", "core_personname"} <= tables
    assert "core_namekey" not in tables


def test_two_persons_once_confirmed_are_never_suggested_again(house: House) -> None:
    one, other = _person(house, "Jawid Noori"), _person(house, "جاوید نوری")

    with _as(house.first):
        judgement = adjudication.judge(
            one=one, other=other, verdict=Verdict.DIFFERENT, reason="brothers"
        )
        assert [c.person.pk for c in queries.suggestions(one)] == [other.pk]
    with _as(house.second):
        adjudication.confirm(judgement=judgement)
        assert queries.suggestions(one) == queries.suggestions(other) == []
    with _as(house.first):
        adjudication.judge(one=one, other=other, verdict=Verdict.SAME, reason="on second thought")
        assert queries.suggestions(one) == []


def test_an_outdated_judgement_is_not_confirmed(house: House) -> None:
    one, other = _person(house, "Jawid"), _person(house, "جاوید")

    with _as(house.first):
        early = adjudication.judge(one=one, other=other, verdict=Verdict.SAME, reason="looks so")
        adjudication.judge(one=one, other=other, verdict=Verdict.UNSURE, reason="photo differs")
    with _as(house.second), pytest.raises(rules.OutdatedError):
        adjudication.confirm(judgement=early)


def test_the_database_refuses_one_person_in_two_roles(house: House) -> None:
    one, other = sorted((_person(house, "Jawid"), _person(house, "جاوید")), key=lambda p: p.pk)
    told = {"party": house.here, "one": one, "other": other, "verdict": "same", "reason": "r"}

    with _as(house.first):
        with _refused_by_database():  # in another's name
            Judgement.objects.create(**told, by=house.second)
        judgement = Judgement.objects.create(**told, by=house.first)
        with _refused_by_database():  # confirmed by oneself
            Judgement.objects.filter(pk=judgement.pk).update(
                confirmed_by=house.first, confirmed_at=judgement.at
            )
        with _refused_by_database():  # confirmed in another's name
            Judgement.objects.filter(pk=judgement.pk).update(
                confirmed_by=house.second, confirmed_at=judgement.at
            )
        with _refused_by_database():  # merged on one's own
            Merge.objects.create(
                party=house.here, merged=other, into=one, judgement=judgement, by=house.first
            )
    with _as(house.second):
        adjudication.confirm(judgement=judgement)
        with _refused_by_database():  # rewritten
            Judgement.objects.filter(pk=judgement.pk).update(verdict="different")
        merged = adjudication.merge(merged=other, into=one)
        with _refused_by_database():
            Merge.objects.filter(pk=merged.pk).update(into=other)
        with _refused_by_database():  # merged twice
            Merge.objects.create(
                party=house.here, merged=other, into=one, judgement=judgement, by=house.second
            )


def test_who_may_not_adjudicate_does_not_and_not_for_another_purpose(house: House) -> None:
    one, other = _person(house, "Jawid"), _person(house, "جاوید")

    with _as(house.officer), pytest.raises(NotAllowedError):
        adjudication.judge(one=one, other=other, verdict=Verdict.SAME, reason="r")
    with _as(house.first), pytest.raises(NotAllowedError):
        actions.add_person()
    acting = Acting(Actor("first", house.first.held), house.here.pk, Purpose.RETURN_CASE)
    with context._as(acting), pytest.raises(rules.WrongPurposeError):
        adjudication.judge(one=one, other=other, verdict=Verdict.SAME, reason="r")
    with _as(house.first), pytest.raises(rules.OnePersonOnlyError):
        adjudication.judge(one=one, other=one, verdict=Verdict.SAME, reason="r")


def test_another_party_finds_nothing_and_writes_nothing_about_them(house: House) -> None:
    one, other = _person(house, "Jawid Noori"), _person(house, "جاوید نوری")
    stranger = member_of_there(house)

    with _as(stranger):
        assert queries.candidates(Known(names=("Jawid Noori",))) == []
        mine = actions.add_person()
        with pytest.raises(ProgrammingError), transaction.atomic():
            actions.add_name(person=one, written="Jawid", source="guess")
        one.party = mine.party
        with pytest.raises(ProgrammingError), transaction.atomic():
            actions.add_name(person=one, written="Jawid", source="guess")
        with pytest.raises(ProgrammingError), transaction.atomic():
            Judgement.objects.create(
                party=house.there, one=one, other=other, verdict="same", reason="r", by=stranger
            )
    assert MergeUndone.objects.count() == 0


def member_of_there(house: House) -> Account:
    """Somebody of the other party in every role that touches persons; hired by the owner."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    found = member_of(
        house.there, Role.CONSULAR_OFFICER, Role.IDENTITY_ADJUDICATOR, name="stranger"
    )
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{APP}"')
    return found


def test_work_that_runs_by_itself_judges_nothing(house: House) -> None:
    one, other = _person(house, "Jawid"), _person(house, "جاوید")
    roles = [Role.IDENTITY_ADJUDICATOR]

    with (
        acting_for(house.here, purpose=Purpose.IDENTIFICATION, roles=roles),
        pytest.raises(rules.NobodyJudgesError),
    ):
        adjudication.judge(one=one, other=other, verdict=Verdict.SAME, reason="r")
