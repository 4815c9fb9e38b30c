"""The doctor on walls, on the role that runs the product, and on the keys of sealed fields."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from wayforward.cli.doctor import check_keys, check_role, check_walls
from wayforward.conf import environment
from wayforward.core.access import keyring
from wayforward.testing.walls import as_app_role


def test_app_role_is_in_order_and_the_owner_is_not(db) -> None:
    owner = check_role()
    with as_app_role():
        app = check_role()

    assert app.fine
    assert not owner.fine
    assert "an owner can take walls down" in owner.seen
    assert "DATABASE_OWNER_URL" in owner.mend


@pytest.mark.parametrize("power", ["SUPERUSER", "BYPASSRLS"])
def test_role_that_no_wall_stands_before_is_named(db, power: str) -> None:
    from wayforward.core.access.checks import role_faults

    class Powerful:
        """The catalogue's answer for such a role."""

        def execute(self, *_: object) -> None: ...

        def fetchone(self) -> tuple[object, ...]:
            return ("boss", power == "SUPERUSER", power == "BYPASSRLS", False, False, 0, 0)

    [fault] = role_faults(Powerful())  # type: ignore[arg-type]

    assert fault.where == "boss"
    assert "superuser" in fault.what or "BYPASSRLS" in fault.what


def test_wall_that_is_down_is_named_with_the_way_to_mend_it(db) -> None:
    assert check_walls().fine
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_person DISABLE ROW LEVEL SECURITY")

    found = check_walls()

    assert not found.fine
    assert "core_person" in found.seen
    assert "wayforward setup" in found.mend


def test_keys_that_are_none_are_named(monkeypatch) -> None:
    assert check_keys().fine
    env = replace(environment(), sealing_keys="not a key")
    monkeypatch.setattr(keyring, "environment", lambda: env)

    assert not check_keys().fine
