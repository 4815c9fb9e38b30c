"""The short way for pages that did not change, which most visits find: one statement before the
request and one after. Called only by `actions.py`; everything else goes the long way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from wayforward.core.statements import prepared
from wayforward.information.sources import rules
from wayforward.information.sources.extracting import EXTRACTOR_VERSION
from wayforward.information.sources.fetching import Known
from wayforward.information.sources.outcomes import Fetched, NotModified, Outcome

_SQL = Path(__file__).parent / "sql"
_SPOKEN = {"fa-af": "fa-AF, fa;q=0.9"}


@dataclass(frozen=True, slots=True)
class ToVisit:
    """What a visit has to know; `was_read`: the newest capture, by the present extractor."""

    source: int
    url: str
    language: str
    etag: str
    last_modified: str
    check_interval_days: int
    read_by: str  # the extractor of the reading in use; empty without one
    capture: int | None  # the newest
    sha256: str
    was_read: bool

    @property
    def is_read_by_another(self) -> bool:
        """Whether the text in use came from another version of the extractor."""
        return self.read_by not in ("", EXTRACTOR_VERSION)

    def known(self) -> Known:
        """What to ask the server with; without validators where the bytes are needed anyway."""
        language = _SPOKEN.get(self.language, self.language)
        if not self.was_read or self.read_by != EXTRACTOR_VERSION:
            return Known(language=language)
        return Known(self.etag or None, self.last_modified or None, language)

    def is_as_we_have_it(self, outcome: Outcome) -> bool:
        """Whether the page came as our newest capture has it, from the address we asked."""
        if not self.was_read:
            return False
        if isinstance(outcome, NotModified):
            return True
        return isinstance(outcome, Fetched) and not outcome.hops and outcome.sha256 == self.sha256


def to_visit(key: str) -> ToVisit | None:
    """The source with this key, or None."""
    rows = prepared(_statement("to_visit"), {"key": key, "extractor": EXTRACTOR_VERSION})
    return ToVisit(*rows[0]) if rows else None


def note_unchanged(visit: ToVisit, outcome: Outcome, now: datetime) -> bool:
    """Note that the page is as we have it; False where a newer capture came meanwhile."""
    etag, last_modified, at = visit.etag, visit.last_modified, now
    if isinstance(outcome, Fetched):
        etag, last_modified = outcome.etag or "", outcome.last_modified or ""
        at = outcome.exchange.asked_at
    given = {
        "source": visit.source,
        "capture": visit.capture,
        "at": at,
        "next": rules.next_check(now, visit.check_interval_days, failures=0),
        "etag": etag,
        "last_modified": last_modified,
    }
    [(noted,)] = prepared(_statement("note_unchanged"), given)
    return bool(noted)


@cache
def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")
