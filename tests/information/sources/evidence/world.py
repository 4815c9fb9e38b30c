"""Captures recorded on days of the tests' choosing, through the product's own import."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.information.sources.mirrors import html, line, write_mirror

from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Capture

FIRST = date(2025, 3, 10)


def day(number: int) -> date:
    """The day so many days after the first."""
    return FIRST + timedelta(days=number)


def morning(number: int) -> datetime:
    """Two in the morning of a day, when the day before it can be closed."""
    return datetime(FIRST.year, FIRST.month, FIRST.day, 2, tzinfo=UTC) + timedelta(days=number)


def record(folder: Path, number: int, *names: str) -> list[Capture]:
    """Import a page for each name and have it recorded at noon of day `number`.

    A name that comes again on another day is the same page with other words.
    """
    texts = [f"{name}-{number}.html" for name in names]
    pages = {
        text: html(name, f"Words of day {number}.") for name, text in zip(names, texts, strict=True)
    }
    lines = [
        line(
            text, url=f"https://authority.example/{name}", fetched_at=f"2025-03-01T0{number}:00:00Z"
        )
        for name, text in zip(names, texts, strict=True)
    ]
    known = set(Capture.objects.values_list("pk", flat=True))
    import_folder(path=write_mirror(folder / f"mirror-{number}", pages, lines))
    new = Capture.objects.exclude(pk__in=known)
    noon = morning(number) + timedelta(hours=10)
    new.update(recorded_at=noon)
    return list(Capture.objects.filter(recorded_at=noon).order_by("final_url"))


def _address(name: str) -> str:
    return f"https://authority.example/{name}"
