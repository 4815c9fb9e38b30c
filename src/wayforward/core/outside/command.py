"""What the programs that check exports share: how they are called, and how they end."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any


def arguments(what: str | None, beside: str) -> argparse.ArgumentParser:
    """A parser that knows the folder, which is that of the file `beside` unless named, and --json;
    `what` is the text of the program, whose first part is its help.
    """
    parser = argparse.ArgumentParser(description=(what or "").split("\n\n")[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(beside).resolve().parent, metavar="FOLDER"
    )
    parser.add_argument("--json", action="store_true", help="for machines")
    return parser


def show_progress(done: int, total: int) -> None:
    """How far the check has come, where somebody watches."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done} of {total}", end=end, file=sys.stderr)


def tell(report: dict[str, Any] | str, *, broken: bool) -> int:
    """Print a report, as JSON unless it is text; the exit status, 1 where something is broken."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # old consoles lack the letters of some addresses
        sys.stdout.reconfigure(errors="backslashreplace")
    print(report if isinstance(report, str) else json.dumps(report, ensure_ascii=False))
    return 1 if broken else 0
