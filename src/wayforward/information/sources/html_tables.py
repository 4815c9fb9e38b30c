"""Tables as rows of "header: cell", and telling data tables from tables used for layout."""

from __future__ import annotations

from wayforward.information.sources.html_tree import Element, Size, squeeze, texts
from wayforward.information.sources.reading import UnreadableError

_LARGEST_SPAN = 50
_MOST_CELLS = 200_000


def is_data_table(table: Element, size: Size) -> bool:
    """Whether rows and columns mean something: two columns, two rows, no document inside."""
    if table.get("role") in ("presentation", "none") or size.parts > 0:
        return False
    rows = _rows(table)
    widest = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or widest < 2:
        return False
    if table.find(".//th") is not None or table.find(".//caption") is not None:
        return True
    paragraphs = len(table.findall(".//p"))
    # Legal texts set lists as tables of marker and text; those have no header and long cells.
    longest = max((len(_text(cell)) for row in rows for cell in row), default=0)
    return longest < 200 and paragraphs <= widest * len(rows)


def table_rows(table: Element) -> list[str]:
    """Each row below the header as "header: cell; header: cell"; no header, cells with " | "."""
    grid = _grid(_rows(table))
    if not grid:
        return []
    header = _header(table, grid)
    body = grid[1:] if header else grid
    lines = [_line(header, row) for row in body]
    return [line for line in lines if line]


def caption(table: Element) -> str:
    """The caption, or an empty text."""
    found = table.find("caption")
    return "" if found is None else _text(found)


def _rows(table: Element) -> list[list[Element]]:
    """The cells of each row; data tables have no tables inside."""
    rows = ([cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr"))
    return [cells for cells in rows if cells]


def _grid(rows: list[list[Element]]) -> list[list[str]]:
    """Cell texts with spans filled in, so that every column keeps its place."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in rows:
        line: list[str] = []
        for cell in row:
            _fill(line, hanging)
            text = _text(cell)
            for _ in range(_span(cell, "colspan")):
                hanging[len(line)] = (_span(cell, "rowspan"), text)
                _fill(line, hanging, own=text)
        _fill(line, hanging)
        grid.append(line)
        cells += len(line)
        if cells > _MOST_CELLS:
            raise UnreadableError("A table on the page is larger than any we watch.")
    return grid


def _fill(line: list[str], hanging: dict[int, tuple[int, str]], own: str | None = None) -> None:
    """Put what hangs down from earlier rows into the next places of `line`."""
    while len(line) in hanging:
        place = len(line)
        left, text = hanging.pop(place)
        if left > 1:
            hanging[place] = (left - 1, text)
        line.append(text)
        if own is not None:
            return


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), _LARGEST_SPAN) if value.isdecimal() and int(value) > 0 else 1


def _header(table: Element, grid: list[list[str]]) -> list[str]:
    first = _rows(table)[0]
    in_head = any(up.tag == "thead" for up in first[0].iterancestors())
    if in_head or (len(grid) > 1 and all(cell.tag == "th" for cell in first)):
        return grid[0]
    # A first row of bold cells is a header in all but name.
    bold = all(
        cell.find(".//strong") is not None or cell.find(".//b") is not None for cell in first
    )
    return grid[0] if bold and len(grid) > 1 else []


def _line(header: list[str], row: list[str]) -> str:
    if not header:
        return " | ".join(dict.fromkeys(cell for cell in row if cell))
    pairs = []
    for number, cell in enumerate(row):
        name = header[number] if number < len(header) else ""
        if cell:
            pairs.append(f"{name.rstrip(':')}: {cell}" if name and name != cell else cell)
    return "; ".join(dict.fromkeys(pairs))


def _text(element: Element) -> str:
    return squeeze(" ".join(texts(element)))
