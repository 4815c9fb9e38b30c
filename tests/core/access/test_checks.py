"""The checks over models and tables: all is well as it stands, and what is missing is named."""

from __future__ import annotations

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core import checks as django_checks
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.test.utils import isolate_apps
from procrastinate.contrib.django import app as procrastinate

from wayforward.core.access.checks import (
    NO_ORACLE,
    NOT_HELD,
    database_faults,
    every_model,
    model_faults,
    role_faults,
    walled_models,
)
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.third_parties import THIRD_PARTY
from wayforward.testing.walls import as_app_role

# History is written by a trigger that runs as the owner: nobody else may put it on a table.
FORGERY = (
    "CREATE TEMP TABLE forged (id int, party_id int);"
    " CREATE TRIGGER forge AFTER INSERT ON forged FOR EACH ROW"
    " EXECUTE FUNCTION core_keep_history('person')"
)


def test_every_model_declares_its_class_and_form() -> None:
    assert [str(fault) for fault in model_faults()] == []
    assert [e for e in django_checks.run_checks() if e.id == "wayforward.E001"] == []


def test_every_wall_stands_in_the_database(db) -> None:
    with as_app_role(), connection.cursor() as cursor:
        assert [str(fault) for fault in database_faults(cursor)] == []


def test_lists_of_exceptions_name_what_exists() -> None:
    labels = {model._meta.label for model in every_model()}
    unique = {
        constraint.name for model in walled_models() for constraint in model._meta.constraints
    } | {f"{m._meta.db_table}.{f.name}" for m in walled_models() for f in m._meta.fields}

    assert set(THIRD_PARTY) | set(NOT_HELD) <= labels
    assert set(NO_ORACLE) <= unique
    assert all(one.reason for one in THIRD_PARTY.values())


@isolate_apps("wayforward.core")
def test_model_without_class_or_holder_or_party_in_its_unique_is_named() -> None:
    class Forgotten(models.Model):
        class Meta:
            app_label = "core"

        def __str__(self) -> str:
            return ""

    class Loose(models.Model):
        data_class = DataClass.PERSON
        number = models.CharField(max_length=9, unique=True)

        class Meta:
            app_label = "core"

        def __str__(self) -> str:
            return ""

    class Sound(Held):
        data_class = DataClass.PERSON
        names = ArrayField(models.CharField(max_length=9))
        number = models.CharField(max_length=9)

        class Meta:
            app_label = "core"
            constraints = (models.UniqueConstraint(fields=["party", "number"], name="sound_once"),)

        def __str__(self) -> str:
            return ""

    for model in (Forgotten, Loose, Sound):
        model.__module__ = "wayforward.core.made_up"

    assert [fault.where for fault in model_faults([Forgotten])] == ["core.Forgotten"]
    assert [fault.what.split(":")[0] for fault in model_faults([Loose])] == [
        "holds walled data and no party holds its rows",
        "the unique core_loose.number over number tells one party of another's rows",
    ]
    assert list(model_faults([Sound])) == []


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("ALTER TABLE core_person NO FORCE ROW LEVEL SECURITY", "not enabled and forced"),
        ("ALTER TABLE core_person DISABLE ROW LEVEL SECURITY", "not enabled and forced"),
        ("DROP POLICY core_person_remove ON core_person", "no policy for DELETE"),
        ("ALTER POLICY core_person_see ON core_person USING (true)", "do not ask for the party"),
        (
            "ALTER POLICY core_person_see ON core_person USING (party_id = acting_party())",
            "does not ask what person data are read for",
        ),
        ("DROP TRIGGER core_person_history ON core_person", "keeps no history"),
        ("ALTER TABLE core_person DISABLE TRIGGER core_person_history", "keeps no history"),
        ("GRANT EXECUTE ON FUNCTION core_keep_history() TO PUBLIC", "write history"),
    ],
)
def test_damaged_wall_is_named(db, damage: str, named: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(damage)

        assert any(named in str(fault) for fault in database_faults(cursor))


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE core_person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE core_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE core_person ADD COLUMN spare text",
        "ALTER TABLE core_person DISABLE TRIGGER ALL",
        "DROP POLICY core_person_see ON core_person",
        "CREATE POLICY mine ON core_person FOR SELECT USING (true)",
        "TRUNCATE core_person CASCADE",
        "TRUNCATE core_event",
        "DROP TABLE core_person CASCADE",
        "CREATE TABLE public.copied (note text)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql RETURN 1",
        "SET row_security = off; SELECT * FROM core_person",
        "UPDATE core_event SET actor = 'nobody'",
        "DELETE FROM core_rowhistory",
        FORGERY,
    ],
)
def test_app_role_takes_no_wall_down(db, attempt: str) -> None:
    from wayforward.core.audit.actions import record

    record(stream="accounts", name="test", subject="nobody", actor="nobody")
    with as_app_role(), connection.cursor() as cursor:
        assert _refused_or_nothing_touched(cursor, attempt)


def _refused_or_nothing_touched(cursor: CursorWrapper, attempt: str) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(attempt)
            return cursor.rowcount == 0
    except DatabaseError:
        return True


def test_role_that_runs_the_product_is_harmless_and_the_owner_is_not(db) -> None:
    with connection.cursor() as cursor:
        owner = [fault.what for fault in role_faults(cursor)]
        with as_app_role():
            app = list(role_faults(cursor))

    assert app == []
    assert any("an owner can take walls down" in what for what in owner)


def test_arguments_of_background_work_hold_nothing_about_a_person() -> None:
    """Jobs lie in a table of the library: an argument names a page, a claim, a language."""
    import inspect

    allowed = {
        "wayforward.information.sources.tasks.check_source": {"key"},
        "wayforward.information.narratives.channels.tasks.tell_those_who_asked": {
            "claim",
            "language",
        },
    }

    for name, task in procrastinate.tasks.items():
        if task.func.__module__.startswith("wayforward."):
            assert set(inspect.signature(task.func).parameters) <= allowed.get(name, set()), name
