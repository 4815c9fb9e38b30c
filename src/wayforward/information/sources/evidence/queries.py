"""What people look at of the evidence: digests, the seal on a capture, the proof of its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import Min, OuterRef, QuerySet, Subquery

from wayforward.core import utc_days
from wayforward.information.sources.evidence import rules
from wayforward.information.sources.evidence.models import DailyDigest, TimeStamp
from wayforward.information.sources.models import Capture

_POSITIONS = (Path(__file__).parent / "sql" / "positions.sql").read_text(encoding="utf-8")
CaptureFacts = tuple[str, str, datetime, str, int]  # what a capture's line is made of
FACTS = ("source__key", "final_url", "fetched_at", "sha256", "size")


@dataclass(frozen=True, slots=True)
class Seal:
    """What holds a capture fast. `digest` is None until its day is closed; `position` is None where
    the capture is not among that day's; `stamp` is the nearest on that day or a later one.
    """

    day: date
    digest: DailyDigest | None
    position: int | None
    stamp: TimeStamp | None

    @property
    def sealed(self) -> bool:
        """Whether the capture stands in the digest of its day."""
        return self.position is not None

    @property
    def stamp_server(self) -> str:
        """The host that set the time stamp; empty where there is none."""
        return (urlsplit(self.stamp.server).hostname or "") if self.stamp else ""


@dataclass(frozen=True, slots=True)
class SealedCapture:
    """A capture with its seal."""

    capture: Capture
    seal: Seal


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """The way from a capture's line to the digest of its day (RFC 9162, section 2.1.3)."""

    line: str
    leaf: str
    position: int
    path: tuple[str, ...]
    digest: DailyDigest
    digest_line: str
    stamp: TimeStamp | None


def digests() -> QuerySet[DailyDigest]:
    """The digests by day, without their leaves."""
    return DailyDigest.objects.select_related("stamp").defer("leaves").order_by("day")


def last_digest() -> DailyDigest | None:
    """The newest digest, without its leaves."""
    return digests().last()


def without_stamp() -> QuerySet[DailyDigest]:
    """Digests that wait for a time stamp, the newest first: it covers all before it."""
    return digests().filter(stamp=None).order_by("-day")


def days_due(now: datetime) -> list[date]:
    """Days that are over and have no digest yet."""
    last = last_digest()
    begun = None if last else Capture.objects.aggregate(first=Min("recorded_at"))["first"]
    return utc_days.days_due(last.day if last else None, begun, now)


def captures_of(day: date) -> QuerySet[Capture]:
    """The captures recorded on a UTC day."""
    start = utc_days.starts_at(day)
    return Capture.objects.filter(recorded_at__gte=start, recorded_at__lt=start + timedelta(days=1))


def leaf_of(facts: CaptureFacts) -> bytes:
    """The leaf of a capture, from the values of `FACTS`."""
    return rules.leaf_of(rules.capture_line(*facts))


def facts_of(capture: Capture) -> CaptureFacts:
    """The values of `FACTS` of a capture."""
    return (
        capture.source.key,
        capture.final_url,
        capture.fetched_at,
        capture.sha256,
        capture.size,
    )


def line_of(digest: DailyDigest) -> bytes:
    """The line that a digest is of, and a time stamp with it."""
    root = bytes.fromhex(digest.root)
    return rules.digest_line(digest.day, digest.captures, root, digest.previous)


def seals_of(captures: Iterable[Capture]) -> dict[int, Seal]:
    """The seal of each capture, by its id."""
    asked = [
        (capture.pk, utc_days.day_of(capture.recorded_at), facts_of(capture))
        for capture in captures
    ]
    days = [day for _id, day, _facts in asked]
    standing = _positions(days, [leaf_of(facts) for _id, _day, facts in asked])
    made = {digest.pk: digest for digest in digests().filter(day__in=set(days))}
    stamps = _covering(set(days))
    seals = {}
    for number, (capture_id, day, _facts) in enumerate(asked):
        digest_id, position = standing.get(number, (None, None))
        digest = None if digest_id is None else made[digest_id]
        seals[capture_id] = Seal(day, digest, position, stamps.get(day) if digest else None)
    return seals


def with_seals(captures: Iterable[Capture]) -> list[SealedCapture]:
    """The captures, each with its seal, in the same order."""
    rows = list(captures)
    seals = seals_of(rows)
    return [SealedCapture(capture, seals[capture.pk]) for capture in rows]


def proof_of(capture: Capture) -> InclusionProof | None:
    """The proof of a capture's place; None where it is not in the digest of its day, or not yet."""
    seal = seals_of([capture])[capture.pk]
    if seal.digest is None or seal.position is None:
        return None
    levels = rules.tree(leaves_of(seal.digest))
    line = rules.capture_line(*facts_of(capture))
    return InclusionProof(
        line=line.decode(),
        leaf=rules.leaf_of(line).hex(),
        position=seal.position,
        path=tuple(step.hex() for step in rules.proof(levels, seal.position)),
        digest=seal.digest,
        digest_line=line_of(seal.digest).decode(),
        stamp=seal.stamp,
    )


def leaves_of(digest: DailyDigest) -> list[bytes]:
    """A day's leaves in the order of the tree."""
    return rules.split(bytes(digest.leaves))


def covering_stamp(day: date) -> TimeStamp | None:
    """The nearest time stamp on the digest of `day` or of a later day, which holds it."""
    return _covering({day}).get(day)


def _covering(days: Collection[date]) -> dict[date, TimeStamp]:
    """The nearest stamp on each day's digest or a later one, of the days that have a digest."""
    later = TimeStamp.objects.filter(digest__day__gte=OuterRef("day")).order_by("digest__day")
    nearest = Subquery(later.values("pk")[:1])
    rows = digests().filter(day__in=days).annotate(nearest=nearest).values_list("day", "nearest")
    chosen = {day: pk for day, pk in rows if pk is not None}
    stamps = TimeStamp.objects.select_related("digest").defer("digest__leaves", "response")
    found = stamps.in_bulk(set(chosen.values()))
    return {day: found[pk] for day, pk in chosen.items()}


def _positions(days: Sequence[date], leaves: Sequence[bytes]) -> dict[int, tuple[int, int | None]]:
    """Digest and position by number in the lists, where there is a digest."""
    if not days:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_POSITIONS, {"days": list(days), "leaves": list(leaves)})
        rows = cursor.fetchall()
    return {
        number - 1: (digest, (byte - 1) // rules.HASH_SIZE if byte else None)
        for number, digest, byte in rows
    }
