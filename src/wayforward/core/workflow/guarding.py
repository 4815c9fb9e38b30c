"""The wall behind `actions.move`: the database refuses a change of state that is not in the table.

A migration freezes the moves of a table at its time (`Frozen`), as every migration does; a test
compares what stands in the database with the table as it is now, and says what a new migration
must freeze (`frozen`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection
from django.db.migrations.operations import RunSQL

from wayforward.core.workflow.table import F, Workflow

Move = tuple[str, str, tuple[str, ...], bool]  # source, target, roles, whether by itself


@dataclass(frozen=True, slots=True)
class Frozen:
    """The moves of a workflow at one time; its repr is what a migration holds."""

    workflow: str
    moves: tuple[Move, ...]

    def as_json(self) -> str:
        """As the trigger reads it."""
        names = ("source", "target", "roles", "by_itself")
        rows = [dict(zip(names, move, strict=True)) for move in self.moves]
        return json.dumps(rows, separators=(",", ":"))


def frozen(workflow: Workflow[F]) -> Frozen:
    """The moves of the table as it is now, in an order of their own."""
    moves = (
        (source, target, tuple(sorted(role.value for role in step.roles)), step.by_itself)
        for source, target, step in workflow.moves()
    )
    return Frozen(workflow.name, tuple(sorted(moves)))


def guard_transitions(
    table: str, column: str, moves: Frozen, *, before: Frozen | None = None
) -> RunSQL:
    """An operation that lets the column of a table change by these moves alone.

    `before`: the moves that an earlier migration guarded, where these replace them.
    """
    remove = f"DROP TRIGGER {_name(table)} ON {table};"
    forwards = _trigger(table, column, moves)
    if before is None:
        return RunSQL(forwards, remove)
    return RunSQL(f"{remove}{forwards}", f"{remove}{_trigger(table, column, before)}")


def guarded_moves(table: str) -> Frozen | None:
    """What stands in the database for a table now; None where nothing does."""
    asked = "SELECT tgargs FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass"
    with connection.cursor() as cursor:
        cursor.execute(asked, [_name(table), table])
        row = cursor.fetchone()
    if row is None:
        return None
    _column, workflow, moves, _end = bytes(row[0]).decode().split("\0")
    held = json.loads(moves)
    return Frozen(
        workflow,
        tuple((m["source"], m["target"], tuple(m["roles"]), m["by_itself"]) for m in held),
    )


def _name(table: str) -> str:
    return f"{table}_moves"


def _trigger(table: str, column: str, moves: Frozen) -> str:
    return f"""
        CREATE TRIGGER {_name(table)} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW
        EXECUTE FUNCTION core_guard_transition('{column}', '{moves.workflow}', '{moves.as_json()}');
    """
