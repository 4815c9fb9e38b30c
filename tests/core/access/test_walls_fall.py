"""The tests of the walls see a wall that is missing: each is run where the owner took one down.

What falls, falls inside the transaction of the test. A test of the walls that passes without the
wall it stands for fails here.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection
from tests.core.access import test_walls as walls

from wayforward.core.access.checks import NO_HISTORY
from wayforward.core.access.held import Held
from wayforward.core.access.policies import HELD, PERSONAL, reference_policy
from wayforward.core.parties.models import Party
from wayforward.database.cluster import APP
from wayforward.testing.parties import two_parties

pytestmark = pytest.mark.django_db
WITH_HISTORY = [m for m in walls.HELD_MODELS if m._meta.label not in NO_HISTORY]


@pytest.fixture
def parties() -> tuple[Party, Party]:
    return two_parties()


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _open(*verbs: str, to: str = "true") -> Callable[[type[Held]], None]:
    """Policies of the table that let through whatever `to` does."""

    def fall(model: type[Held]) -> None:
        table = model._meta.db_table
        for verb in verbs:
            clauses = {
                "see": f"USING ({to})", "add": f"WITH CHECK ({to})", "remove": f"USING ({to})",
                "change": f"USING ({to}) WITH CHECK ({to})",
            }  # fmt: skip
            _execute(f"ALTER POLICY {table}_{verb} ON {table} {clauses[verb]}")

    return fall


def _open_history(to: str = "true") -> Callable[[type[Held]], None]:
    return lambda _: _execute(f"ALTER POLICY rowhistory_see ON core_rowhistory USING ({to})")


def _disable(model: type[Held]) -> None:
    _execute(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")


def _keep_no_history(model: type[Held]) -> None:
    _execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")


def _hide(model: type[Held]) -> None:
    """From the role the product runs as; whoever makes the row in the test has to see it."""
    _open("see", to=f"current_user <> '{APP}'")(model)


HIS_PARTY = "party_id = (SELECT acting_party())"
FALLS = {
    "the holder does not see the row": (walls.test_holder_sees_row_and_its_history, _hide),
    "its history is not kept": (walls.test_holder_sees_row_and_its_history, _keep_no_history),
    "anybody sees": (walls.test_other_party_sees_neither_row_nor_history, _open("see")),
    "no wall at all": (walls.test_other_party_sees_neither_row_nor_history, _disable),
    "anybody sees the history": (
        walls.test_other_party_sees_neither_row_nor_history,
        _open_history(),
    ),
    "nobody in particular sees": (walls.test_nobody_sees_anything_without_context, _open("see")),
    "nobody in particular sees the history": (
        walls.test_nobody_sees_anything_without_context,
        _open_history(),
    ),
    "anybody changes": (walls.test_other_party_changes_and_removes_nothing, _open("change")),
    "anybody removes": (walls.test_other_party_changes_and_removes_nothing, _open("remove")),
    "anybody adds": (walls.test_other_party_adds_nothing_in_the_holders_name, _open("add")),
}
OF_PERSONS = {
    "the party is asked for alone": _open("see", to=HELD.see),
    "in the history the party is asked for alone": _open_history(HIS_PARTY),
}
OF_SENSITIVE = {
    "any purpose about persons will do": _open("see", to=PERSONAL.see),
    "in the history no reason is wanted": _open_history(HIS_PARTY),
}


def _fails(test: Callable[..., None], *given: object) -> None:
    """The test fails by what it asserts: an error of another kind would prove nothing.

    A change that reaches another party's row and stops at the next policy counts: it got there.
    """
    with pytest.raises((AssertionError, pytest.fail.Exception, ProgrammingError)) as failed:
        test(*given)
    assert not isinstance(failed.value, ProgrammingError) or "_upd" in str(failed.value)


def _names(model: type[Held]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", WITH_HISTORY, ids=_names)
@pytest.mark.parametrize("what", FALLS)
def test_a_wall_that_fell_is_seen(model: type[Held], what: str, parties) -> None:
    test, fall = FALLS[what]
    fall(model)

    _fails(test, model, parties)


@pytest.mark.parametrize(("model", "field"), walls.POINTING)
def test_a_reference_that_may_point_anywhere_is_seen(model: type[Held], field, parties) -> None:
    table = model._meta.db_table
    _execute(f"DROP POLICY {reference_policy(table, field.column, 'INSERT')} ON {table}")
    _open("add")(model)

    _fails(walls.test_row_points_at_no_walled_row_of_another_party, model, field, parties)


@pytest.mark.parametrize("what", OF_PERSONS)
def test_a_purpose_that_is_not_asked_for_is_seen(what: str, parties) -> None:
    for model in walls.OF_PERSONS:
        if model in WITH_HISTORY:
            OF_PERSONS[what](model)
            _fails(
                walls.test_data_about_persons_are_read_for_a_purpose_about_persons, model, parties
            )


@pytest.mark.parametrize("what", OF_SENSITIVE)
@pytest.mark.parametrize("model", walls.SENSITIVE, ids=_names)
def test_a_reason_that_is_not_asked_for_is_seen(model: type[Held], what: str, parties) -> None:
    OF_SENSITIVE[what](model)

    _fails(walls.test_sensitive_data_want_purpose_and_reason, model, parties)
