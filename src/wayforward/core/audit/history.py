"""Row history by triggers: a migration calls `keep_history` for each walled table.

One table, `core_rowhistory`, holds every state of every walled row and has a wall of its own: a
state may be seen by the party that holds it, under the terms of its data class. Why not a table
each: docs/decisions/access.md.
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL


def keep_history(table: str, data_class: str, *, without: tuple[str, ...] = ()) -> RunSQL:
    """Keep the states of a table's rows; `without` names columns that only repeat others."""
    left_out = "".join(f", '{column}'" for column in without)
    return RunSQL(
        f"""
        CREATE TRIGGER {table}_history AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION core_keep_history('{data_class}'{left_out});
        """,
        f"DROP TRIGGER {table}_history ON {table};",
    )
