"""Whether the walls stand: over every model at start, and over the tables of the database.

What is wrong is a `Fault`; Django's check framework, `wayforward doctor` and a test all read the
same list. Which data a library keeps is reviewed in third_parties.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import Error, Tags, register
from django.db.backends.utils import CursorWrapper
from django.db.models import ForeignKey, Model, UniqueConstraint

from wayforward.core.access.data_classes import WALLED, DataClass
from wayforward.core.access.held import Held
from wayforward.core.access.policies import reference_policy, references
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose
from wayforward.core.access.third_parties import THIRD_PARTY

# Walled tables that are not held by a party as others are, and why.
NOT_HELD = {
    "core.RowHistory": "written by triggers alone; its states are held by the party of their row",
}
# Unique constraints that name no party, and why they tell nobody of another party's rows.
NO_ORACLE = {
    "person_reference": "references are drawn by chance from 30^12",
    "clock_reference": "references are drawn by chance from 30^12",
    "core_letter.reference": "references are drawn by chance from 30^12",
    "core_storedfile.uid": "drawn by chance from 2^122",
    "consent_reference": "references are drawn by chance from 30^12",
    "disclosure_reference": "references are drawn by chance from 30^12",
}
# Walled tables without a history of their own, and why.
NO_HISTORY = {
    "core.NameKey": "it only repeats the names, whose history is kept",
    "information.Subscription": "an address that was let go is gone, and that it was there too",
}
_NOT_ABOUT_PERSONS = frozenset(Purpose) - ABOUT_PERSONS
_POLICIES = {"a": "INSERT", "d": "DELETE", "r": "SELECT", "w": "UPDATE"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one table or role, in a sentence, with the way to mend it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def data_class_of(model: type[Model]) -> DataClass | None:
    """What the model declares, or what was reviewed for a library's; None where neither is."""
    if not model.__module__.startswith("wayforward."):
        reviewed = THIRD_PARTY.get(model._meta.label)
        return reviewed.data_class if reviewed else None
    found = getattr(model, "data_class", None)
    return found if isinstance(found, DataClass) else None


def every_model() -> list[type[Model]]:
    """Every model with a table, tables between models included."""
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def walled_models() -> list[type[Model]]:
    """Every model whose rows not everybody may see."""
    return [model for model in every_model() if data_class_of(model) in WALLED]


def held_models() -> list[type[Held]]:
    """The walled models whose rows a party holds: all but those named in NOT_HELD."""
    return [model for model in walled_models() if issubclass(model, Held)]


def model_faults(models: Sequence[type[Model]] | None = None) -> Iterator[Fault]:
    """What can be seen without a database."""
    for model in every_model() if models is None else models:
        label, found = model._meta.label, data_class_of(model)
        if found is None:
            yield Fault(
                label,
                "declares no data class: say `data_class = DataClass.…`, or review"
                " the library's table in core/access/third_parties.py.",
            )
        elif found in WALLED and label not in NOT_HELD:
            yield from _form_faults(model)


def _form_faults(model: type[Model]) -> Iterator[Fault]:
    label = model._meta.label
    if not issubclass(model, Held):
        yield Fault(label, "holds walled data and no party holds its rows: derive it from Held.")
    for name, columns in _unique(model):
        if name not in NO_ORACLE and not any(_own(model, column) for column in columns):
            what = f"the unique {name} over {', '.join(columns)} tells one party of another's rows"
            yield Fault(label, f"{what}: add the party, or give the reason in NO_ORACLE.")


def _unique(model: type[Model]) -> Iterator[tuple[str, Sequence[str]]]:
    for field in model._meta.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield f"{model._meta.db_table}.{field.name}", [field.name]
    for together in model._meta.unique_together:
        yield f"{model._meta.db_table}.{'_'.join(together)}", list(together)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield constraint.name, list(constraint.fields)


def _own(model: type[Model], name: str) -> bool:
    """Whether only rows of the own party can be alike in this field.

    A reference to a walled row counts: the wall lets nobody point at a row of another party.
    """
    if name == "party":
        return True
    field = model._meta.get_field(name)
    if not isinstance(field, ForeignKey):
        return False
    return data_class_of(field.related_model) in WALLED


def database_faults(cursor: CursorWrapper) -> Iterator[Fault]:
    """What the tables of the open database lack. Reads catalogues alone: any role may ask."""
    tables = _tables(cursor)
    for model in walled_models():
        name = model._meta.db_table
        yield from _table_faults(model, tables.get(name, _NO_TABLE))
    yield from _reference_faults(cursor)
    cursor.execute("SELECT has_function_privilege('public', 'core_keep_history()', 'EXECUTE')")
    if cursor.fetchone() == (True,):
        yield Fault(
            "core_keep_history",
            "anybody may put it on a table of theirs and so write"
            " history: REVOKE EXECUTE … FROM PUBLIC.",
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """What the catalogue says of one table."""

    enabled: bool = False
    forced: bool = False
    seen: dict[str, str] | None = None  # command -> expression
    history: str = ""


_NO_TABLE = _Table()
_CATALOGUE = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
  (SELECT jsonb_object_agg(p.polcmd, coalesce(pg_get_expr(p.polqual, p.polrelid), '')
     || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))
   FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive),
  (SELECT encode(t.tgargs, 'escape') FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
   WHERE t.tgrelid = c.oid AND f.proname = 'core_keep_history' AND t.tgenabled <> 'D' LIMIT 1)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


def _tables(cursor: CursorWrapper) -> dict[str, _Table]:
    cursor.execute(_CATALOGUE)
    return {
        name: _Table(
            enabled,
            forced,
            json.loads(policies) if isinstance(policies, str) else policies,
            (history or "").split("\\000")[0],
        )
        for name, enabled, forced, policies, history in cursor.fetchall()
    }


def _table_faults(model: type[Model], table: _Table) -> Iterator[Fault]:
    name, found = model._meta.db_table, data_class_of(model)
    mend = "end its migration with `*guard(table, data_class=…)`."
    if not (table.enabled and table.forced):
        yield Fault(name, f"row-level security is not enabled and forced: {mend}")
    if model._meta.label in NOT_HELD:
        return
    policies = table.seen or {}
    for command, verb in _POLICIES.items():
        if command not in policies:
            yield Fault(name, f"has no policy for {verb}: {mend}")
    for faulty in _loose(found, policies):
        yield Fault(name, f"{faulty}: {mend}")
    kept = found.value if found and model._meta.label not in NO_HISTORY else ""
    if table.history != kept:
        yield Fault(name, f"keeps no history as {found} data: {mend}")


def _loose(found: DataClass | None, policies: dict[str, str]) -> Iterator[str]:
    """What a policy of that class has to ask and does not."""
    read, added = policies.get("r", ""), policies.get("a", "")
    if "acting_party" not in read or "acting_party" not in added:
        yield "its policies do not ask for the party"
    asks = "_for(" in read and not any(f"'{one}'" in read for one in _NOT_ABOUT_PERSONS)
    if found is not DataClass.PARTY and not asks:
        yield f"its policy does not ask what {found} data are read for"
    if found is DataClass.SENSITIVE and "_reason" not in read:
        yield "its policy does not ask for the reason"


def _reference_faults(cursor: CursorWrapper) -> Iterator[Fault]:
    walled = {model._meta.db_table for model in walled_models()}
    cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE permissive = 'RESTRICTIVE'")
    there = set(cursor.fetchall())
    for one in references(apps):
        name = reference_policy(one.table, one.column, "INSERT")
        if {one.table, one.target} <= walled and (one.table, name) not in there:
            yield Fault(
                one.table,
                f"{one.column} may point at another party's {one.target}: a"
                " migration calls `policies.own_reference` for it.",
            )


_ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
  has_schema_privilege(r.rolname, 'public', 'CREATE'),
  (SELECT count(*) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
   AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'USAGE')),
  (SELECT count(*) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
   AND c.relkind IN ('r', 'p') AND has_table_privilege(r.oid, c.oid, 'TRUNCATE'))
FROM pg_roles r WHERE r.rolname = current_user
"""


def role_faults(cursor: CursorWrapper) -> Iterator[Fault]:
    """What the role that asks may do and the role that runs the product must not."""
    cursor.execute(_ROLE)
    name, superuser, bypasses, makes_roles, creates, owns, truncates = cursor.fetchone() or [""] * 7
    if superuser:
        yield Fault(name, "is a superuser: no wall stands before it.")
    if bypasses:
        yield Fault(name, "may bypass row-level security (BYPASSRLS).")
    if makes_roles:
        yield Fault(name, "may make roles.")
    if owns:
        yield Fault(name, f"owns {owns} tables, and an owner can take walls down.")
    elif truncates:
        yield Fault(name, f"may empty {truncates} tables past their walls (TRUNCATE).")
    if creates and not owns:
        yield Fault(name, "may create in the schema public.")


@register(Tags.security)
def check_models(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[Error]:
    """Django's check at every start: each model declares its data class and its form."""
    return [Error(str(fault), id="wayforward.E001") for fault in model_faults()]
