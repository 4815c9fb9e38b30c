"""Exchange rates: the reviewed yearly means that are shipped, and files of daily rates.

Which rate counts for an amount is in `exchange_rules.py`; loading a file is an action.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.projects.exchange_rules import Rate
from wayforward.information.projects.iati_values import number_of

_SHIPPED = PACKAGE / "data" / "exchange_rates.yaml"
_UNVERIFIED = ", not compared with the bank's own pages yet"


class RateFileError(ValueError):
    """The file holds no exchange rates; the message says what is expected."""


@cache
def shipped() -> dict[str, tuple[Rate, ...]]:
    """Currency -> means of whole years, from the reviewed file."""
    content: dict[str, Any] = read_yaml(_SHIPPED)
    source = content["source"] + ("" if content["verified"] else _UNVERIFIED)
    return {
        currency: tuple(
            Rate(currency, date(year, 1, 1), date(year, 12, 31), Decimal(per_euro), source)
            for year, per_euro in years.items()
        )
        for currency, years in content["rates"].items()
    }


def read_daily(path: Path, source: str) -> Iterator[Rate]:
    """The rates in a file as the European Central Bank gives them out (eurofxref-hist.csv).

    The first line is `Date` and currencies, each other line a day; `N/A` and empty fields are no
    rate. Raises RateFileError, OSError.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            yield from _rows(csv.reader(file), path.name, source)
        except (UnicodeDecodeError, csv.Error) as error:
            raise _refusal(path.name, 1) from error


def _rows(lines: Iterator[list[str]], name: str, source: str) -> Iterator[Rate]:
    head = [cell.strip().upper() for cell in next(lines, [])]
    if len(head) < 2 or head[0] != "DATE" or not all(_is_currency(one) for one in head[1:] if one):
        raise _refusal(name, 1)
    for number, line in enumerate(lines, start=2):
        cells = [cell.strip() for cell in line]
        if any(cells):
            yield from _rates(head, cells, _refusal(name, number), source)


def _rates(
    head: list[str], cells: list[str], refusal: RateFileError, source: str
) -> Iterator[Rate]:
    try:
        day = date.fromisoformat(cells[0])
        for currency, cell in zip(head[1:], cells[1:], strict=False):
            if not currency or cell.upper() in ("", "N/A"):
                continue
            yield Rate(currency, day, day, number_of(cell) or Decimal(0), source)
    except ValueError as error:
        raise refusal from error


def _is_currency(cell: str) -> bool:
    return len(cell) == 3 and cell.isascii() and cell.isalpha()


def _refusal(name: str, line: int) -> RateFileError:
    return RateFileError(
        f"{name} holds no exchange rates in line {line}: expected is the file eurofxref-hist.csv"
        " of the European Central Bank, a first line of Date and currencies, then one day a line."
    )
