"""The access matrix is what the code and the database say, on the page and in the documentation."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from wayforward.conf import REPOSITORY
from wayforward.core.access.access_cli import access
from wayforward.core.access.checks import held_models
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.matrix import as_markdown, matrix
from wayforward.core.access.rules import Role
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
PAGE = REPOSITORY / "docs" / "access-matrix.md"


def test_page_of_the_documentation_is_fresh() -> None:
    with as_app_role():
        fresh = as_markdown(matrix())

    assert PAGE.read_text(encoding="utf-8") == fresh, (
        "run `wayforward access matrix --markdown > docs/access-matrix.md`"
    )


def test_every_role_and_walled_table_is_in_it() -> None:
    found = matrix()

    assert [line.role for line in found.roles] == list(Role)
    policies = {line.table: dict(line.policies) for line in found.tables}
    for model in held_models():
        assert set(policies[model._meta.db_table]) == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_enforcement_sees_no_person() -> None:
    [liaison] = [line for line in matrix().roles if line.role is Role.LIAISON_OFFICER]

    assert DataClass.PERSON not in liaison.classes
    assert DataClass.SENSITIVE not in liaison.classes


def test_command_prints_it_for_machines_and_people() -> None:
    shown = CliRunner().invoke(access, ["matrix", "--json"])
    said = CliRunner().invoke(access, ["matrix"])

    assert {"roles", "apart", "steps_apart", "classes", "tables", "allowances"} == set(
        json.loads(shown.output)
    )
    assert "core_person (person)" in said.output


def test_check_command_names_what_is_wrong() -> None:
    from django.db import connection

    with as_app_role():
        fine = CliRunner().invoke(access, ["check"])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_person NO FORCE ROW LEVEL SECURITY")
    wrong = CliRunner().invoke(access, ["check", "--json"])

    assert (fine.exit_code, fine.output) == (0, "Every wall stands.\n")
    assert wrong.exit_code == 1
    assert "core_person" in {fault["where"] for fault in json.loads(wrong.output)}


def test_keys_command_counts_what_waits() -> None:
    shown = CliRunner().invoke(access, ["keys", "--json"])

    assert json.loads(shown.output)["waiting"] == 0
