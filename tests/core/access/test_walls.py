"""Every walled model, run as the app role: another party's rows are not there, nor their history.

A new model gets its tests by existing. Where its rows cannot be made without help, give it a maker
(`wayforward.testing.rows`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.models.sql import InsertQuery

from wayforward.core.access.checks import NO_HISTORY, data_class_of, held_models
from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.duties import open_to
from wayforward.core.access.held import Held
from wayforward.core.access.policies import reference_policy
from wayforward.core.access.purposes import ABOUT_PERSONS, SENSITIVE_FOR, Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import RowHistory
from wayforward.core.parties.models import Party
from wayforward.testing.parties import everybody_of, two_parties
from wayforward.testing.rows import make_row, unsaved_row
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
HELD_MODELS = held_models()
OF_PERSONS = [m for m in HELD_MODELS if data_class_of(m) is not DataClass.PARTY]
SENSITIVE = [m for m in HELD_MODELS if data_class_of(m) is DataClass.SENSITIVE]
POINTING = [
    (model, field)
    for model in HELD_MODELS
    for field in model._meta.concrete_fields
    if isinstance(field, models.ForeignKey)
    and field.name != "party"
    and issubclass(field.related_model, Held)
]
# Its policy asks that name and person belong together, which a row of two parties never fulfils: it
# comes before the policy on what a row points at.
ASKS_FIRST = {"core.NameKey"}
each_model = pytest.mark.parametrize("model", HELD_MODELS, ids=lambda m: m._meta.label)


@pytest.fixture
def parties() -> tuple[Party, Party]:
    return two_parties()


@contextmanager
def _everything_for(party: Party, purpose: Purpose = Purpose.SAFEGUARD) -> Iterator[None]:
    """Acting with every role, for a purpose that opens every class, with a reason."""
    with acting_as(everybody_of(party), purpose=purpose, reason="a test of the walls"):
        yield


def _made(model: type[Held], party: Party) -> Held:
    with _everything_for(party):
        return make_row(model, party)


@each_model
def test_holder_sees_row_and_its_history(model: type[Held], parties) -> None:
    here, _there = parties
    row = _made(model, here)

    with as_app_role(), _everything_for(here):
        assert model._base_manager.filter(pk=row.pk).count() == 1
        kept = [] if model._meta.label in NO_HISTORY else ["insert"]
        assert _states(model, row) == kept


@each_model
def test_other_party_sees_neither_row_nor_history(model: type[Held], parties) -> None:
    here, there = parties
    row = _made(model, here)

    with as_app_role():
        for purpose in set(Purpose) - {Purpose.SWEEP}:
            with _everything_for(there, purpose):
                assert not model._base_manager.filter(pk=row.pk).exists(), purpose
                assert _states(model, row) == [], purpose


@each_model
def test_nobody_sees_anything_without_context(model: type[Held], parties) -> None:
    here, _there = parties
    row = _made(model, here)

    with as_app_role():
        assert not model._base_manager.exists()
        assert _states(model, row) == []


@each_model
def test_other_party_changes_and_removes_nothing(model: type[Held], parties) -> None:
    here, there = parties
    row = _made(model, here)
    table, key = model._meta.db_table, row.pk

    _without_triggers(model)
    with as_app_role(), _everything_for(there), connection.cursor() as cursor:
        # No WHERE: a statement that reads no column is held by its own policy alone.
        cursor.execute(f"UPDATE {table} SET party_id = %s", [there.pk])
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table}")
        assert cursor.rowcount == 0

    with _everything_for(here):
        assert model._base_manager.filter(pk=key, party=here).exists()


@each_model
def test_other_party_adds_nothing_in_the_holders_name(model: type[Held], parties) -> None:
    here, there = parties
    made = _made(model, here)
    row = _copy_of(model, made, here)

    _without_triggers(model)
    refused = f'row-level security policy for table "{model._meta.db_table}"'
    with as_app_role(), pytest.raises(DatabaseError, match=refused):
        _save_for(there, row)


@pytest.mark.parametrize(
    ("model", "field"),
    POINTING,
    ids=lambda one: one._meta.label if isinstance(one, type) else one.name,
)
def test_row_points_at_no_walled_row_of_another_party(model: type[Held], field, parties) -> None:
    here, there = parties
    row = _copy_of(model, _made(model, there), there)
    setattr(row, field.name, _made(field.related_model, here))
    _without_triggers(model)
    table = model._meta.db_table
    wall = f'policy "{reference_policy(table, field.column, "INSERT")}" for table "{table}"'
    if model._meta.label in ASKS_FIRST:
        wall = f'policy for table "{table}"'

    with as_app_role(), pytest.raises(DatabaseError, match=f"row-level security {wall}"):
        _save_for(there, row)


@pytest.mark.parametrize("model", OF_PERSONS, ids=lambda m: m._meta.label)
def test_data_about_persons_are_read_for_a_purpose_about_persons(model, parties) -> None:
    here, _there = parties
    row = _made(model, here)

    with as_app_role():
        for purpose in set(Purpose) - ABOUT_PERSONS:
            with _everything_for(here, purpose):
                assert not model._base_manager.filter(pk=row.pk).exists(), purpose
                assert _states(model, row) == [], purpose


@pytest.mark.parametrize("model", SENSITIVE, ids=lambda m: m._meta.label)
def test_sensitive_data_want_purpose_and_reason(model, parties) -> None:
    here, _there = parties
    row = _made(model, here)
    account = everybody_of(here)

    with as_app_role():
        with acting_as(account, purpose=Purpose.SAFEGUARD):
            assert not model._base_manager.filter(pk=row.pk).exists()
            assert _states(model, row) == []
        for purpose in ABOUT_PERSONS - SENSITIVE_FOR - {Purpose.SWEEP}:
            with _everything_for(here, purpose):
                assert not model._base_manager.filter(pk=row.pk).exists(), purpose


def test_every_purpose_but_sweeps_is_open_to_somebody() -> None:
    opened = frozenset[Purpose]().union(*(open_to(role) for role in Role))

    assert opened == set(Purpose) - {Purpose.SWEEP}


def _states(model: type[Held], row: Held) -> list[str]:
    kept = RowHistory.objects.filter(table=model._meta.db_table, row=str(row.pk))
    return list(kept.order_by("pk").values_list("verb", flat=True))


def _copy_of(model: type[Held], made: Held, party: Party) -> Held:
    """Another row of the same party that points at the same rows, not saved."""
    same = {
        field.name: getattr(made, field.name)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    }
    with _everything_for(party):
        return unsaved_row(model, party, **same)


def _without_triggers(model: type[Held]) -> None:
    """Triggers come before walls: out of the way, so that what refuses is the wall."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")


def _save_for(party: Party, row: Held) -> None:
    """Without RETURNING, which the policy on reading would refuse where that on adding does not."""
    model = type(row)
    fields = [f for f in model._meta.local_concrete_fields if not (f.generated or f.primary_key)]
    query = InsertQuery(model)
    query.insert_values(fields, [row])
    with _everything_for(party), transaction.atomic():
        query.get_compiler(connection=connection).execute_sql(returning_fields=None)
