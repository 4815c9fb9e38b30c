"""Row-level policies as declared next to the tables: a migration calls `guard` for each.

The wall stands for the owner of the tables too (FORCE), and for the history of a table as for the
table itself. Expressions may use the columns of the row and the functions of sql/acting.sql.
A row may also point only at walled rows that its writer sees: foreign keys look past walls, and
would tell that another party's row exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.models import ForeignKey

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import ABOUT_PERSONS, SENSITIVE_FOR, Purpose
from wayforward.core.audit.history import keep_history

NEVER = "false"


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rows may be seen, and which may be written; SQL over the row's own columns.

    `change` and `remove` are given where not everybody who adds a row may do that to it, or where
    somebody else may: then a trigger of the table has to say which columns.
    """

    see: str
    write: str = ""  # as `see` where empty
    change: str = ""  # as `write` where empty
    remove: str = ""  # as `write` where empty

    @property
    def may_write(self) -> str:
        """What a row that is added has to fulfil."""
        return self.write or self.see

    @property
    def may_change(self) -> str:
        """What a row has to fulfil after it was changed."""
        return self.change or self.may_write

    @property
    def may_remove(self) -> str:
        """What a row that is removed has to fulfil."""
        return self.remove or self.may_write


def for_purposes(purposes: Iterable[Purpose]) -> str:
    """True where one of these purposes was stated."""
    named = ", ".join(f"'{one}'" for one in sorted(purposes))
    return f"acting_for({named})"


def party_for(purposes: Iterable[Purpose], *, with_reason: bool = False) -> str:
    """The acting party where one of these purposes was stated, and NULL, like no row, elsewhere.

    One subselect for all that is asked: it runs once a statement and can be looked up in an index;
    several conditions would cost a half more (tests/bench/bench_walls.py).
    """
    named = ", ".join(f"'{one}'" for one in sorted(purposes))
    return f"(SELECT acting_party{'_with_reason' if with_reason else ''}_for({named}))"


HELD = Policy("party_id = (SELECT acting_party())")
PERSONAL = Policy(f"party_id = {party_for(ABOUT_PERSONS)}")
SENSITIVE = Policy(f"party_id = {party_for(SENSITIVE_FOR, with_reason=True)}")
# For a table whose rows differ: each row has its data class in the column `data_class`.
BY_CLASS = Policy(
    f"(data_class = 'party' AND {HELD.see})"
    f" OR (data_class = 'person' AND {PERSONAL.see})"
    f" OR (data_class = 'sensitive' AND {SENSITIVE.see})"
)
_OF_CLASS = {
    DataClass.PARTY: HELD,
    DataClass.PERSON: PERSONAL,
    DataClass.SENSITIVE: SENSITIVE,
}


def guard(
    table: str,
    policy: Policy | None = None,
    *,
    data_class: str,
    without: tuple[str, ...] = (),
    history: bool = True,
) -> list[Operation]:
    """Operations that wall a table in and keep its history (columns `without` left out).

    The policy is that of the data class unless another is given. Only a table that repeats what
    others hold does without a `history` of its own (checks.py lists those).
    """
    policy = policy or _OF_CLASS[DataClass(data_class)]
    return [
        RunSQL(_wall(table, policy), _no_wall(table)),
        *([keep_history(table, data_class, without=without)] if history else []),
        _own_references(table, ("INSERT",) if policy.change else ("INSERT", "UPDATE")),
    ]


def _wall(table: str, policy: Policy) -> str:
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_see ON {table} FOR SELECT USING ({policy.see});
        CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({policy.may_write});
        CREATE POLICY {table}_change ON {table} FOR UPDATE
          USING ({policy.see}) WITH CHECK ({policy.may_change});
        CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({policy.may_remove});
    """


def _no_wall(table: str) -> str:
    drops = "".join(
        f"DROP POLICY {table}_{verb} ON {table};" for verb in ("see", "add", "change", "remove")
    )
    return f"{drops} ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;"


def reference_policy(table: str, column: str, verb: str) -> str:
    """The name of the policy that holds a reference within what its writer sees."""
    return f"{table[:30]}_{column[:20]}_{verb[:3].lower()}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key from one table to another, or to itself."""

    table: str
    column: str
    target: str
    key: str

    @property
    def seen(self) -> str:
        """SQL: true where the row that is pointed at is seen by whoever writes."""
        here = f"{self.table}.{self.column}"
        if self.table == self.target:  # PostgreSQL lets no policy of a table ask the table itself
            return f"{here} IS NULL OR core_sees('{self.target}', '{self.key}', {here})"
        held = f"SELECT FROM {self.target} AS held WHERE held.{self.key} = {here}"
        return f"{here} IS NULL OR EXISTS ({held})"


_SEES = """
    CREATE OR REPLACE FUNCTION core_sees(of regclass, key text, wanted anyelement) RETURNS boolean
    LANGUAGE plpgsql STABLE AS $$
    DECLARE found boolean;
    BEGIN
      EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', of, key)
        INTO found USING wanted;
      RETURN found;
    END $$;
"""


def own_reference(one: Reference, *, verbs: Iterable[str]) -> str:
    """SQL: a row may point only at a row that whoever writes it sees."""
    policies = "".join(
        f"CREATE POLICY {reference_policy(one.table, one.column, verb)} ON {one.table}"
        f" AS RESTRICTIVE FOR {verb} WITH CHECK ({one.seen});"
        for verb in verbs
    )
    return f"{_SEES if one.table == one.target else ''} {policies}"


def _own_references(table: str, verbs: tuple[str, ...]) -> RunPython:
    """For references from this table to walled ones, and to it from tables walled in before."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for one in references(apps):
            if table in (one.table, one.target) and {one.table, one.target} <= _walled(editor):
                kept = verbs if one.table == table else _verbs(editor, one.table)
                _execute(editor, own_reference(one, verbs=kept))

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for one in references(apps):
            if table in (one.table, one.target):
                for verb in ("INSERT", "UPDATE"):
                    name = reference_policy(one.table, one.column, verb)
                    _execute(editor, f"DROP POLICY IF EXISTS {name} ON {one.table}")

    return RunPython(forwards, backwards)


def _execute(editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(statement)


def references(apps: Any) -> list[Reference]:
    """Every foreign key between the tables of these apps, as a migration or Django knows them."""
    return [
        Reference(
            model._meta.db_table,
            str(field.column),
            field.related_model._meta.db_table,
            str(field.target_field.column),
        )
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
    ]


def _walled(editor: BaseDatabaseSchemaEditor) -> set[str]:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        return {name for (name,) in cursor.fetchall()}


def _verbs(editor: BaseDatabaseSchemaEditor, table: str) -> tuple[str, ...]:
    """A table whose rows somebody else may change too holds its references when added alone."""
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT with_check) FROM pg_policies"
            " WHERE tablename = %s AND cmd IN ('INSERT', 'UPDATE') AND permissive = 'PERMISSIVE'",
            [table],
        )
        (checks,) = cursor.fetchone() or (1,)
    return ("INSERT",) if checks > 1 else ("INSERT", "UPDATE")
