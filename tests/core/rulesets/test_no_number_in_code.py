"""No number of a rule stands in code where a rule set has it; no key in code is without a value.

Scanned: every `rules.py`, every module of the strands that work under the rules, and the clocks. A
whole number there that equals a parameter's value fails, written as 30, 30.0 or "30" alike, unless
it is exempt below with a reason. Lengths of columns are no rules.
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

# So common as counts, places and flags that they say nothing about a rule; in the strands, where
# the rules are at work, four weeks and five years are to be read as well.
COMMON, COMMON_IN_STRANDS = {0, 1, 2, 3, 4, 5}, {0, 1, 2}
STRANDS = ("returns", "reintegration", "enforcement", "steering")
WEEK, YEAR = "days of a week", "months of a year"
EXEMPT: dict[tuple[str, int], str] = {
    ("core/clocks/rules.py", 7): WEEK,
    ("core/clocks/rules.py", 12): YEAR,
    ("core/clocks/days.py", 7): WEEK,
    ("core/clocks/days.py", 12): YEAR,
    ("core/clocks/starting.py", 7): WEEK,
    ("core/clocks/deciding.py", 7): WEEK,
    ("core/clocks/calendars.py", 7): "the computus of Easter",
    ("core/clocks/calendars.py", 15): "the computus of Easter",
    ("core/access/disclosing/rules.py", 20): "entries of a list",
    ("core/access/disclosing/rules.py", 1000): "the first year that is taken for one",
    ("core/audit/rules.py", 8): "weeks of what is usual for an account",
    ("core/audit/rules.py", 10): "persons looked up in a week that stand out for nobody",
    ("core/clocks/calendars.py", 8): "the computus of Easter",
    ("core/clocks/waiting.py", 10): "rows that are shown",
    ("core/documents/rules.py", 10): "ports of old systems",
    ("core/audit/rules.py", 6): "the hour at which a day begins; Saturday",
    ("core/audit/rules.py", 50): "persons looked up in a week, where there is nothing to compare",
    ("core/persons/rules.py", 80): "letters of one part of a name",
    ("core/documents/letters/rules.py", 2000): "letters of a field",
    ("core/documents/rules.py", 15): "megabytes of a file",
    ("core/clocks/calendars.py", 30): "the computus of Easter",
    ("core/clocks/models.py", 12): "letters of a reference",
}
# Sizes of a picture are no rules.
PICTURES = {"core/clocks/drawing.py"}
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


PARAMETERS = {number for _key, row in _parameters() for number in _numbers(row["value"])}


def _scanned(package: Path) -> list[Path]:
    found = set(package.rglob("rules.py"))
    for folder in (*STRANDS, "core/clocks", "core/rulesets"):
        found |= set((package / folder).rglob("*.py"))
    names = {path: path.relative_to(package).as_posix() for path in found}
    return sorted(
        path
        for path, name in names.items()
        if not name.startswith(ELSEWHERE) and name not in PICTURES
    )


def _literals(path: Path) -> set[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    columns = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "max_length"
    }
    return {
        int(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in columns and _whole(node.value)
    }


def _whole(one: object) -> bool:
    if isinstance(one, str):
        return one.isascii() and one.isdecimal()
    if isinstance(one, float):
        return one.is_integer()
    return isinstance(one, int) and not isinstance(one, bool)


def _found(path: Path, package: Path = PACKAGE) -> set[int]:
    """Numbers of rules in a module that nothing exempts."""
    name = path.relative_to(package).as_posix()
    common = COMMON_IN_STRANDS if name.startswith(STRANDS) else COMMON
    ruled = _literals(path) & (PARAMETERS - common)
    return {number for number in ruled if (name, number) not in EXEMPT}


@pytest.mark.parametrize(
    "path", _scanned(PACKAGE), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_no_number_of_a_rule_stands_in_code(path: Path) -> None:
    assert _found(path) == set(), "read it by its key from the rule set"


@pytest.mark.parametrize("strand", STRANDS)
@pytest.mark.parametrize("module", ["rules.py", "models.py", "flights/actions.py"])
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("CAP_PER_MONTH = 500", 500),
        ("def late(weeks): return weeks > 4", 4),
        ("days = Decimal('30')", 30),
        ("share = 50.0", 50),
        ("def ask(limit: int = 12) -> None: ...", 12),
    ],
)
def test_a_number_put_into_a_strand_is_found(
    tmp_path: Path, strand: str, module: str, written: str, number: int
) -> None:
    path = tmp_path / strand / module
    path.parent.mkdir(parents=True)
    path.write_text(f"{written}\nname = CharField(max_length=20)\n", encoding="utf-8")

    assert _scanned(tmp_path) == [path]
    assert _found(path, tmp_path) == {number}


def test_exemptions_are_needed_and_reasoned() -> None:
    scanned = set(_scanned(PACKAGE))
    for (name, number), reason in EXEMPT.items():
        assert PACKAGE / name in scanned, name
        assert number in _literals(PACKAGE / name) & (PARAMETERS - COMMON), (name, number)
        assert reason
    for name in PICTURES:
        assert _literals(PACKAGE / name) & (PARAMETERS - COMMON), name


def _keys_in_code() -> dict[str, str]:
    """Keys that code reads by name, in calls of `value` or as constants; and those of kinds."""
    found: dict[str, str] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for key in _read_key(node):
                found[key] = path.relative_to(PACKAGE).as_posix()
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
