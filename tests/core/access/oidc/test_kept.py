"""The walls of the tables go up and come down again with the migration."""

import importlib

import pytest
from django.db import connection


def _walls() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conname LIKE 'wayforward\\_%%'"
            " AND conrelid::regclass::text LIKE 'socialaccount\\_%%'"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_migration_goes_back_and_forth() -> None:
    found = importlib.import_module("wayforward.core.migrations.0012_organisation_ties")
    before = _walls()

    with connection.cursor() as cursor:
        cursor.execute(found.KEPT_NO_MORE)
        without = _walls()
        cursor.execute(found.KEPT)

    assert without == set()
    assert _walls() == before
    assert len(before) == 4
