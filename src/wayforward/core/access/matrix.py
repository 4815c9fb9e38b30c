"""The access matrix, made from what the code and the database say: never written by hand.

Roles with what they may do and act for; data classes with what each is read for; tables with the
policies that stand in the open database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection

from wayforward.core.access.checks import data_class_of, every_model
from wayforward.core.access.data_classes import WALLED, DataClass
from wayforward.core.access.disclosing.rules import Allowance
from wayforward.core.access.disclosing.schemas import schemas
from wayforward.core.access.duties import duties, open_to
from wayforward.core.access.purposes import ABOUT_PERSONS, SENSITIVE_FOR, Purpose
from wayforward.core.access.rules import ALLOWED, Permission, Role
from wayforward.core.access.segregation import Apart
from wayforward.core.access.third_parties import THIRD_PARTY
from wayforward.core.workflow.registry import declared
from wayforward.core.workflow.words import Said


@dataclass(frozen=True, slots=True)
class RoleLine:
    """What somebody in a role may do, what for, and which data classes that opens."""

    role: Role
    permissions: tuple[Permission, ...]
    purposes: tuple[Purpose, ...]
    classes: tuple[DataClass, ...]
    party_kinds: tuple[str, ...]  # of the parties it acts for; none at the editorial desk


@dataclass(frozen=True, slots=True)
class StepsLine:
    """Steps of a workflow that no one person takes on the same thing, why, and after which law."""

    workflow: Said
    steps: tuple[Said, ...]
    reason: Said
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ClassLine:
    """How data of a class are walled in, and the purposes they are read for (empty: any)."""

    data_class: DataClass
    walled: bool
    purposes: tuple[Purpose, ...]
    reason_wanted: bool


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table, its class, and its policies by command: SQL over its columns."""

    table: str
    data_class: DataClass | None
    policies: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who may do and see what."""

    roles: tuple[RoleLine, ...]
    apart: tuple[Apart, ...]
    steps_apart: tuple[StepsLine, ...]
    classes: tuple[ClassLine, ...]
    tables: tuple[TableLine, ...]
    allowances: tuple[Allowance, ...]


def matrix() -> Matrix:
    """As it stands now in the code and in the open database."""
    return Matrix(
        tuple(_role_line(role) for role in Role),
        duties().never_together,
        _steps_apart(),
        tuple(_class_line(one) for one in DataClass),
        _table_lines(),
        schemas().allowances,
    )


def _role_line(role: Role) -> RoleLine:
    permissions, purposes = ALLOWED[role], open_to(role)
    opened = [DataClass.PUBLIC, DataClass.INTERNAL]
    if permissions & {Permission.SEE_PERSONS, Permission.MANAGE_PARTY, Permission.SEE_LEDGERS}:
        opened.append(DataClass.PARTY)
    if Permission.SEE_PERSONS in permissions and purposes & ABOUT_PERSONS:
        opened.append(DataClass.PERSON)
    if Permission.READ_SENSITIVE in permissions and purposes & SENSITIVE_FOR:
        opened.append(DataClass.SENSITIVE)
    return RoleLine(
        role,
        tuple(one for one in Permission if one in permissions),
        tuple(one for one in Purpose if one in purposes),
        tuple(opened),
        tuple(sorted(duties().places[role].party_kinds)),
    )


def _steps_apart() -> tuple[StepsLine, ...]:
    return tuple(
        StepsLine(
            one.words.name,
            tuple(one.words.steps[step] for step in sorted(apart.steps)),
            apart.reason,
            apart.citation,
            apart.verified,
        )
        for one in declared().values()
        for apart in one.workflow.apart
    )


def _class_line(one: DataClass) -> ClassLine:
    purposes = {DataClass.PERSON: ABOUT_PERSONS, DataClass.SENSITIVE: SENSITIVE_FOR}.get(one)
    return ClassLine(
        one,
        one in WALLED,
        tuple(p for p in Purpose if purposes and p in purposes),
        one is DataClass.SENSITIVE,
    )


def _table_lines() -> tuple[TableLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, cmd, permissive, coalesce(qual, ''), coalesce(with_check, '')"
            " FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, cmd, policyname"
        )
        policies: dict[str, list[tuple[str, str]]] = {}
        for table, command, permissive, seen, written in cursor.fetchall():
            also = "" if permissive == "PERMISSIVE" else "and "
            said = " / ".join(dict.fromkeys(_short(one) for one in (seen, written) if one))
            policies.setdefault(table, []).append((command, also + said))
    lines = [
        TableLine(
            model._meta.db_table,
            data_class_of(model),
            tuple(policies.get(model._meta.db_table, ())),
            THIRD_PARTY[model._meta.label].reason if model._meta.label in THIRD_PARTY else "",
        )
        for model in every_model()
    ]
    return tuple(sorted(lines, key=lambda line: (_rank(line.data_class), line.table)))


def _rank(one: DataClass | None) -> int:
    return -list(DataClass).index(one) if one else 1


_OWN_ROW = re.compile(
    r"\(?\((\w+\.?\w+) IS NULL\) OR \(?(?:EXISTS \( SELECT FROM (\w+) .*|core_sees\('(\w+)'.*)"
)


def _short(expression: str) -> str:
    """An expression as PostgreSQL gives it back, without what it adds for itself, and with names
    for the two lists of purposes.
    """
    said = " ".join(expression.split())
    said = re.sub(r"\( SELECT (.+?) AS \"?\w+\"?\)", r"\1", said)
    said = re.sub(r"VARIADIC ARRAY\[(.*?)\]", r"\1", said)
    said = re.sub(r"::(text|bigint|character varying|regclass)(\[\])?", "", said)
    for purposes, named in (
        (ABOUT_PERSONS, "any purpose about persons"),
        (SENSITIVE_FOR, "a sensitive purpose"),
    ):
        listed = ", ".join(f"'{one}'" for one in sorted(purposes))
        said = said.replace(f"_for({listed})", f"_for({named})")
    if points := _OWN_ROW.match(said):
        return f"{points[1].rpartition('.')[2]} points at a row of {points[2] or points[3]} it sees"
    return said


def as_markdown(found: Matrix) -> str:
    """The matrix as the page of the documentation."""
    return "\n".join((_HEAD, *_roles(found), *_classes(found), *_tables(found), *_told(found), ""))


_HEAD = """# Access matrix

Made from the code and the database by `wayforward access matrix --markdown`; a test holds it fresh.
Why it is so: [access](decisions/access.md)."""


def _roles(found: Matrix) -> list[str]:
    lines = [
        "\n## Roles",
        "| role | may | what for | sees | at a party that is |",
        f"|{'---|' * 5}",
    ]
    for one in found.roles:
        cells = (one.permissions, one.purposes, one.classes, one.party_kinds)
        lines.append(f"| {one.role} | {' | '.join(', '.join(cell) or '–' for cell in cells)} |")
    lines += [
        "\n## Roles that no one person holds together",
        "| roles | why | source |",
        "|---|---|---|",
    ]
    for apart in found.apart:
        two = ", ".join(sorted(apart.two))
        lines.append(f"| {two} | {apart.reason} | {apart.citation}{_mark(apart.verified)} |")
    lines += [
        "\n## Steps that no one person takes on the same thing",
        "| workflow | steps | why | source |",
        "|---|---|---|---|",
    ]
    return lines + [_steps_line(line) for line in found.steps_apart]


def _steps_line(line: StepsLine) -> str:
    steps = ", ".join(step["en"] for step in line.steps)
    source = line.citation + _mark(line.verified)
    return f"| {line.workflow['en']} | {steps} | {line.reason['en']} | {source} |"


def _mark(verified: bool) -> str:
    return "" if verified else " (unverified)"


def _classes(found: Matrix) -> list[str]:
    lines = ["\n## Data classes", "| class | wall | read for | reason |", "|---|---|---|---|"]
    for one in found.classes:
        wall = "by party" if one.walled else "none"
        purposes = ", ".join(one.purposes) or "anything"
        reason = "each time" if one.reason_wanted else "no"
        lines.append(f"| {one.data_class} | {wall} | {purposes} | {reason} |")
    return lines


def _tables(found: Matrix) -> list[str]:
    lines = ["\n## Tables", "| table | class | policies |", "|---|---|---|"]
    for one in found.tables:
        said = "<br>".join(f"{command}: `{rule}`" for command, rule in one.policies)
        lines.append(f"| {one.table} | {one.data_class} | {said or one.note or '–'} |")
    return lines


def _told(found: Matrix) -> list[str]:
    lines = [
        "\n## What may be disclosed",
        "| recipient, purpose | grounds | fields | citation |",
        "|---|---|---|---|",
    ]
    for one in found.allowances:
        cells = (", ".join(sorted(one.grounds)), ", ".join(sorted(one.fields)))
        lines.append(f"| {one.key} | {' | '.join(cells)} | {one.citation}{_mark(one.verified)} |")
    return lines
