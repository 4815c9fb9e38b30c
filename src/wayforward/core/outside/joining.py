"""Makes one program of a module and all it imports of ours: the verify.py of an export.

Parts are joined as text: whoever reads the program finds our words in it, comments included. They
import each other by name (`from wayforward.x import y`), and else the standard library alone.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_OURS = "wayforward"


class NotForOutsideError(ValueError):
    """A module cannot go out as part of one program; the message says why. A mistake of ours."""


@dataclass
class _Part:
    """A module: what it imports, which names it gives, and its text without either."""

    name: str
    doc: str = ""
    ours: list[str] = field(default_factory=list)
    imports: dict[str, set[str]] = field(default_factory=dict)  # module -> names; none: the module
    gives: set[str] = field(default_factory=set)
    text: str = ""


def one_program(module: str) -> str:
    """The text of a program that does what `module` does, without us. Raises NotForOutsideError."""
    parts: dict[str, _Part] = {}
    _gather(module, parts)
    _refuse_double(list(parts.values()))
    main = parts[module]
    bodies = [
        part.text if part is main else f"# --- {_first_line(part.doc)} ---\n\n\n{part.text}"
        for part in parts.values()
    ]
    head = f'#!/usr/bin/env python3\n"""{main.doc}"""\n\nfrom __future__ import annotations'
    return "\n\n\n".join([f"{head}\n\n{_imports(parts.values())}", *bodies]) + "\n"


def _gather(name: str, parts: dict[str, _Part]) -> None:
    """The parts in the order in which they can stand: each after those that it imports."""
    part = _read(name)
    for other in part.ours:
        if other not in parts:
            _gather(other, parts)
    parts[name] = part


def _read(name: str) -> _Part:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise NotForOutsideError(f"There is no module {name}.")
    source = Path(found.origin).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    part = _Part(name, ast.get_docstring(tree, clean=False) or "")
    lines = source.splitlines()
    for number, node in enumerate(tree.body):
        is_doc = number == 0 and bool(part.doc)
        if is_doc or _is_import(part, node):
            for line in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[line] = ""
        else:
            part.gives |= _names(node)
    part.text = "\n".join(lines[1 if source.startswith("#!") else 0 :]).strip("\n")
    return part


def _is_import(part: _Part, node: ast.stmt) -> bool:
    """Whether a statement imports; noted in the part if so."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            _refuse_foreign(part, alias.name, alias)
            part.imports.setdefault(alias.name, set())
        return True
    if not isinstance(node, ast.ImportFrom):
        return False
    module = node.module or ""
    for alias in node.names:
        _refuse_foreign(part, module, alias)
    if _is_ours(module):
        part.ours.append(module)
    elif module != "__future__":
        part.imports.setdefault(module, set()).update(map(ast.unparse, node.names))
    return True


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == _OURS


def _refuse_foreign(part: _Part, module: str, alias: ast.alias) -> None:
    whole = module == alias.name
    known = module.partition(".")[0] in sys.stdlib_module_names and not (whole and alias.asname)
    if not known and (not _is_ours(module) or alias.asname or whole):
        raise NotForOutsideError(
            f"{part.name} imports {alias.name} of {module}: a part of a program that goes out"
            " imports the standard library and, by their own names, what other parts give."
        )


def _names(node: ast.stmt) -> set[str]:
    """The names that a statement gives to the module."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
    return {one.id for one in targets if isinstance(one.ctx, ast.Store)}


def _refuse_double(parts: list[_Part]) -> None:
    """In one program a name can mean one thing alone."""
    meaning: dict[str, str] = {}
    for part in parts:
        whole = {module: module for module, names in part.imports.items() if not names}
        imported = {
            name.split()[-1]: module for module, names in part.imports.items() for name in names
        }
        for name, of in {**dict.fromkeys(part.gives, part.name), **imported, **whole}.items():
            if meaning.setdefault(name, of) != of:
                raise NotForOutsideError(f"{name} is of {meaning[name]} and of {of} as well.")


def _imports(parts: Iterable[_Part]) -> str:
    """One line for each module of the standard library that any part imports."""
    wanted: dict[str, set[str]] = {}
    for part in parts:
        for module, names in part.imports.items():
            wanted.setdefault(module, set()).update(names)
    return "\n".join(
        f"from {module} import {', '.join(sorted(names))}" if names else f"import {module}"
        for module, names in sorted(wanted.items(), key=lambda one: (bool(one[1]), one[0]))
    )


def _first_line(doc: str) -> str:
    return " ".join(doc.split("\n\n")[0].split()).split(". ")[0].rstrip(".")
