"""Parts of addresses that are more than text."""

from __future__ import annotations

from datetime import date


class IsoDate:
    """A day such as 2026-11-29."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError, which leads to no page, where there is no such day."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As it stands in the address."""
        return value.isoformat()
