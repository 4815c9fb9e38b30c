"""What hangs on an official page: every text that cites it, and which of them are amber."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wayforward.core.citations.models import Doubt, PublishedText
from wayforward.core.citations.queries import Amber, ambers, citations_of, open_doubts, texts_on
from wayforward.information.sources.models import Source


@dataclass(frozen=True, slots=True)
class Dependant:
    """A published text on a page: what of the page it cites, and what is in doubt."""

    text: PublishedText
    cited: tuple[str, ...]  # words as cited; the heading, or nothing, where the whole page is
    amber: Amber | None
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """All that hangs on a page."""

    source: Source
    dependants: tuple[Dependant, ...]

    @property
    def in_doubt(self) -> int:
        """How many of the texts are amber."""
        return sum(one.amber is not None for one in self.dependants)


def impact_of(source: Source) -> Impact:
    """What hangs on a page now."""
    texts = list(texts_on(source.pk))
    amber = ambers([text.pk for text in texts])
    found = [
        Dependant(
            text=text,
            cited=tuple(
                row.words or row.heading for row in citations_of(text.pk) if row.source == source.pk
            ),
            amber=amber.get(text.pk),
            doubts=tuple(d for d in open_doubts(text.pk) if d.citation.source == source.pk),
        )
        for text in texts
    ]
    return Impact(source, tuple(found))


def impact_to_dict(impact: Impact) -> dict[str, Any]:
    """As JSON; times ISO 8601 in UTC."""
    return {
        "source": impact.source.key,
        "url": impact.source.url,
        "state": impact.source.state,
        "texts": len(impact.dependants),
        "amber": impact.in_doubt,
        "dependants": [_dependant(one) for one in impact.dependants],
    }


def _dependant(one: Dependant) -> dict[str, Any]:
    return {
        "kind": one.text.kind,
        "id": one.text.key,
        "language": one.text.language,
        "title": one.text.title,
        "address": one.text.address,
        "state": "amber" if one.amber else "current",
        "since": _moment(one.amber.since) if one.amber else None,
        "cites": list(one.cited),
        "doubts": [
            {"reason": d.reason, "since": _moment(d.since), "old": d.old, "new": d.new,
             "kinds": d.kinds}
            for d in one.doubts
        ],
    }  # fmt: skip


def _moment(value: datetime) -> str:
    return value.isoformat()
