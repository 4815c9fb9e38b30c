"""One serialisation of reports, for machines. Decides nothing."""

from __future__ import annotations

from typing import Any

from wayforward.information.narratives.presenting import threshold_to_dict
from wayforward.information.narratives.reporting.import_actions import Imported
from wayforward.information.narratives.reporting.queries import Seen, Waiting
from wayforward.information.narratives.rules import Decision


def waiting_to_dict(one: Waiting) -> dict[str, Any]:
    """Reports that wait together; days ISO 8601."""
    return {
        "suggested": one.suggested or None,
        "examples": [
            {"report": row.number, "text": row.text, "language": row.language, "told": row.told}
            for row in one.examples
        ],
        "languages": list(one.languages),
        "told": one.told,
        "sightings": one.sightings,
        "harm": one.harm,
        "weight": one.weight,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
    }


def seen_to_dict(one: Seen) -> dict[str, Any]:
    """How often a claim was seen; places only above the threshold."""
    return {
        "claim": one.claim,
        "reports": one.reports,
        "sightings": one.sightings,
        "audience": one.audience,
        "public_from": threshold_to_dict(one.least),
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "languages": one.languages,
        "places": one.places,
        "elsewhere": one.elsewhere,
    }


def imported_to_dict(done: Imported, seconds: float) -> dict[str, Any]:
    """What became of a file."""
    return {
        "rows": done.rows,
        "new": done.new,
        "known": done.known,
        "bad": [{"row": one.number, "why": one.why} for one in done.bad],
        "decisions": {one.value: done.decisions[one] for one in Decision},
        "removed": dict(sorted(done.removed.items())),
        "seconds": round(seconds, 3),
    }
