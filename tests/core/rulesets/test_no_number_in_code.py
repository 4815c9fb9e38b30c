"""No number of a rule stands in code where a rule set has it; no key in code is without a value.

Scanned: every `rules.py`, every module of the strands that work under the rules, and the clocks. A
whole number there that equals a parameter's value fails, unless it is exempt below with a reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.data.reviewed import DATA, load

from wayforward.conf import PACKAGE
from wayforward.core.clocks.definitions import kinds

# So common as counts, places and flags that they say nothing about a rule.
COMMON = {0, 1, 2, 3, 4, 5}
STRANDS = ("returns", "reintegration", "enforcement", "steering")
WEEK, YEAR = "days of a week", "months of a year"
EXEMPT: dict[tuple[str, int], str] = {
    ("core/clocks/rules.py", 7): WEEK,
    ("core/clocks/rules.py", 12): YEAR,
    ("core/clocks/days.py", 7): WEEK,
    ("core/clocks/days.py", 12): YEAR,
    ("core/clocks/starting.py", 7): WEEK,
    ("core/clocks/deciding.py", 7): WEEK,
    ("core/clocks/queries.py", 12): YEAR,
    ("core/clocks/calendars.py", 7): "the computus of Easter",
    ("core/clocks/calendars.py", 15): "the computus of Easter",
    ("core/access/disclosing/rules.py", 20): "entries of a list",
    ("core/access/disclosing/rules.py", 1000): "letters of a value",
    ("core/audit/rules.py", 6): "the hour at which a night ends",
    ("core/audit/rules.py", 7): WEEK,
    ("core/audit/rules.py", 50): "look-ups, what a bound never exceeds",
    ("core/documents/letters/rules.py", 2000): "letters of a field",
    ("core/documents/rules.py", 15): "megabytes of a file",
    ("core/clocks/calendars.py", 30): "the computus of Easter",
}
# Sizes of columns and of pictures are no rules.
SIZES = {"models.py", "drawing.py"}
# Folders whose numbers are of language and pages: no parameter of a rule set governs them.
ELSEWHERE = ("information/", "site/")


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    for one in value if isinstance(value, list) else ():
        yield from _numbers(one)


def _files() -> list[str]:
    return [
        path.relative_to(DATA).as_posix()
        for folder in ("arrangements", "rulesets")
        for path in sorted((DATA / folder).glob("*/parameters.yaml"))
    ]


def _parameters() -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name in _files() for row in load(name)["parameters"]]


RULED = {number for _name, row in _parameters() for number in _numbers(row["value"])} - COMMON


def _modules() -> list[Path]:
    found = set(PACKAGE.rglob("rules.py"))
    for folder in (*STRANDS, "core/clocks", "core/rulesets"):
        found |= set((PACKAGE / folder).rglob("*.py"))
    return sorted(found)


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _literals(path: Path) -> set[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) is int
    }


SCANNED = [
    path for path in _modules() if not _name(path).startswith(ELSEWHERE) and path.name not in SIZES
]


@pytest.mark.parametrize("path", SCANNED, ids=_name)
def test_no_number_of_a_rule_stands_in_code(path: Path) -> None:
    found = {n for n in _literals(path) & RULED if (_name(path), n) not in EXEMPT}

    assert found == set(), "read it by its key from the rule set"


def test_scan_finds_a_number_that_is_put_there(tmp_path: Path) -> None:
    module = tmp_path / "rules.py"
    module.write_text("CAP_PER_MONTH = 500\n", encoding="utf-8")

    assert _literals(module) & RULED == {500}


def test_exemptions_are_used_and_reasoned() -> None:
    for (name, number), reason in EXEMPT.items():
        assert number in _literals(PACKAGE / name), name
        assert reason


def _keys_in_code() -> dict[str, str]:
    """Keys that code reads by name, in calls of `value` or as constants; and those of kinds."""
    found: dict[str, str] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for key in _read_key(node):
                found[key] = _name(path)
    for one in kinds().values():
        named = [*one.length.keys, one.extension_most, one.tacit.parameter if one.tacit else ""]
        found |= {key: f"kind {one.key}" for key in named if key}
    return found


def _read_key(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "value":
        for one in node.args:
            if isinstance(one, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(one.value)):
                yield str(one.value)
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        text = str(node.value.value)
        if text in KNOWN:
            yield text


KNOWN = {row["key"] for _name_, row in _parameters()}
ARRANGEMENTS = sorted(
    path.parent.name for path in (DATA / "arrangements").glob("*/parameters.yaml")
)
# Reading these outside the arrangement that has them raises NoSuchParameterError, which is meant.
GUARDED = {"travel-document-fallback": "tacit effect, named only where the arrangement has one"}


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_keys_that_code_reads_exist_in_every_arrangement(arrangement: str) -> None:
    general = {row["key"] for name, row in _parameters() if name.startswith("rulesets/")}
    own = {row["key"] for row in load(f"arrangements/{arrangement}/parameters.yaml")["parameters"]}

    missing = {
        k: where for k, where in _keys_in_code().items() if k not in general | own | set(GUARDED)
    }

    assert missing == {}


def test_keys_in_code_are_found_at_all() -> None:
    assert {"period-least-working-days", "travel-document-weeks"} <= set(_keys_in_code())


def test_a_key_stands_either_in_arrangements_or_in_general_law() -> None:
    general = {row["key"] for name, row in _parameters() if name.startswith("rulesets/")}
    own = {row["key"] for name, row in _parameters() if name.startswith("arrangements/")}

    assert general & own == set()
