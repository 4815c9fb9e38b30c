"""Checking our own digests against what is stored: the chain, the roots, every capture's place, the
time stamps. Reads only; exports are checked by outside/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.x509 import Certificate

from wayforward.conf import environment
from wayforward.core import utc_days
from wayforward.information.sources.evidence import queries, rules, stamping
from wayforward.information.sources.evidence.models import DailyDigest, TimeStamp
from wayforward.information.sources.evidence.stamping import StampRefusedError
from wayforward.information.sources.models import Capture
from wayforward.progress import Advance, counted


@dataclass(slots=True)
class DigestReport:
    """What was found; `wrong` has one sentence for each thing that does not hold.

    `gone` counts captures of digests that are no longer stored, as when a source was deleted;
    `waiting` those whose day is not closed yet.
    """

    days: int = 0
    captures: int = 0
    stamps: int = 0
    gone: int = 0
    waiting: int = 0
    wrong: list[str] = field(default_factory=list)


def check_digests(progress: Advance | None = None) -> DigestReport:
    """Compute every digest again and look up every capture of its day."""
    report = DigestReport()
    total = DailyDigest.objects.count()
    before: DailyDigest | None = None
    certificates = _certificates(report)
    rows = DailyDigest.objects.select_related("stamp").order_by("day").iterator(50)
    for digest in counted(rows, total, progress):
        report.wrong += _faults(digest, before)
        _check_captures(digest, report)
        _check_stamp(digest, certificates, report)
        report.days += 1
        before = digest
    _count_outside(report, before)
    return report


def _faults(digest: DailyDigest, before: DailyDigest | None) -> Iterator[str]:
    leaves = queries.leaves_of(digest)
    if before is not None and digest.day != before.day + timedelta(days=1):
        yield f"The chain of days breaks: after {before.day} comes {digest.day}."
    if digest.previous != (before.digest if before else ""):
        yield f"The digest of {digest.day} does not hold that of the day before."
    if leaves != sorted(set(leaves)) or len(leaves) != digest.captures:
        yield f"The digest of {digest.day} has other leaves than the captures it counts."
    if rules.root_of(rules.tree(leaves)).hex() != digest.root:
        yield f"The root of {digest.day} is not that of its leaves."
    if rules.digest_of(queries.line_of(digest)) != digest.digest:
        yield f"The digest of {digest.day} does not fit its own date, number and root."


def _check_captures(digest: DailyDigest, report: DigestReport) -> None:
    """Every capture recorded that day must stand in its digest; those gone are counted."""
    leaves = set(queries.leaves_of(digest))
    rows = queries.captures_of(digest.day).values_list("warc", *queries.FACTS)
    found = 0
    for warc, *facts in rows.iterator(chunk_size=2000):
        if queries.leaf_of((facts[0], facts[1], facts[2], facts[3], facts[4])) in leaves:
            found += 1
        else:
            report.wrong.append(
                f"The capture {warc} does not stand in the digest of {digest.day}, on which it is"
                " said to have been recorded."
            )
    report.captures += found
    report.gone += len(leaves) - found


def _check_stamp(digest: DailyDigest, trusted: list[Certificate], report: DigestReport) -> None:
    stamp: TimeStamp | None = getattr(digest, "stamp", None)
    if stamp is None:
        return
    try:
        stamping.judge(bytes(stamp.response), queries.line_of(digest), trusted)
    except StampRefusedError as refusal:
        report.wrong.append(f"{digest.day}: {refusal}")
    else:
        report.stamps += 1


def _certificates(report: DigestReport) -> list[Certificate]:
    try:
        return stamping.read_certificates(environment().timestamp_certificates)
    except StampRefusedError as refusal:
        report.wrong.append(str(refusal))
        return []


def _count_outside(report: DigestReport, last: DailyDigest | None) -> None:
    """Captures after the last digest wait; captures before the first one cannot be."""
    if last is None:
        report.waiting = Capture.objects.count()
        return
    end = utc_days.starts_at(last.day + timedelta(days=1))
    report.waiting = Capture.objects.filter(recorded_at__gte=end).count()
    first = utc_days.starts_at(last.day - timedelta(days=report.days - 1))
    early = Capture.objects.filter(recorded_at__lt=first).count()
    if early:
        report.wrong.append(
            f"{early} captures are said to have been recorded before the first digest."
        )
