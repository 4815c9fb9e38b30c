"""Row-level policies as declared next to the tables: a migration calls `guard` for each.

The wall stands for the owner of the tables too (FORCE), and for the history of a table as for the
table itself. Expressions may use the columns of the row and the functions of sql/acting.sql.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.migrations.operations import RunSQL

from wayforward.core.audit.history import keep_history


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rows may be seen, and which may be written; SQL over the row's own columns."""

    see: str
    write: str = ""  # as `see` where empty

    @property
    def may_write(self) -> str:
        """What a row that is written has to fulfil."""
        return self.write or self.see


HELD = Policy("party_id = (SELECT acting_party())")
_SENSITIVE_READ = " AND ".join(
    (
        "party_id = (SELECT acting_party())",
        "(SELECT acting_for('safeguard', 'data_protection', 'oversight'))",
        "(SELECT acting_reason() <> '')",
    )
)
SENSITIVE = Policy(_SENSITIVE_READ)
# For a table whose rows differ: each row has its data class in the column `data_class`.
BY_CLASS = Policy(f"{HELD.see} AND (data_class <> 'sensitive' OR ({_SENSITIVE_READ}))")


def guard(
    table: str, policy: Policy = HELD, *, data_class: str, without: tuple[str, ...] = ()
) -> list[RunSQL]:
    """Operations that wall a table in and keep its history (columns `without` left out)."""
    wall = RunSQL(_wall(table, policy), _no_wall(table))
    return [wall, keep_history(table, data_class, without=without)]


def _wall(table: str, policy: Policy) -> str:
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_see ON {table} FOR SELECT USING ({policy.see});
        CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({policy.may_write});
        CREATE POLICY {table}_change ON {table} FOR UPDATE
          USING ({policy.see}) WITH CHECK ({policy.may_write});
        CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({policy.may_write});
    """


def _no_wall(table: str) -> str:
    drops = "".join(
        f"DROP POLICY {table}_{verb} ON {table};" for verb in ("see", "add", "change", "remove")
    )
    return f"{drops} ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;"
