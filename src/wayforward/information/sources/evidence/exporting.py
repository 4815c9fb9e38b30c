"""Writing an export: stored copies with everything that lets anybody check them without us.

Its verifier is the code of outside/, joined; the format stands in docs/guides/evidence.md. Reads
the database, writes files, changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from wayforward import __version__
from wayforward.conf import environment
from wayforward.core import utc_days
from wayforward.core.outside.joining import one_program
from wayforward.files import write_whole
from wayforward.information.sources.evidence import queries, rules
from wayforward.information.sources.evidence.models import DailyDigest, TimeStamp
from wayforward.information.sources.evidence.outside import export as outside
from wayforward.information.sources.models import Capture, Source
from wayforward.progress import Advance

_README = Path(__file__).parent / "data" / "export_readme.txt"


class ExportRefusedError(ValueError):
    """Nothing was exported; the message says why and what to do."""


@dataclass(slots=True)
class ExportReport:
    """What an export holds; `problems` name captures that are not in it though they should be."""

    first: date
    last: date
    captures: int = 0
    gone: int = 0
    stamps: int = 0
    without_digest: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to export; None means without a bound."""

    first: date | None = None
    last: date | None = None
    source: str | None = None


def export(folder: Path, wish: Wish, progress: Advance | None = None) -> ExportReport:
    """Write the captures recorded on the days of `wish` that are closed. Raises ExportRefusedError.

    export.json is written last: a folder without it is no finished export.
    """
    chosen = _chosen(folder, wish)
    report = ExportReport(chosen[0].day, chosen[-1].day)
    report.without_digest = _waiting(wish)
    folder.mkdir(parents=True, exist_ok=True)
    total = sum(_captures(digest.day, wish).count() for digest in chosen)
    with (folder / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for digest in chosen:
            _write_day(folder, manifest, digest, wish, report, progress, total)
    report.stamps = _write_digests(folder, chosen)
    shutil.copyfile(_README, folder / "README.txt")
    (folder / "verify.py").write_text(one_program(outside.__name__), encoding="utf-8")
    write_whole(folder / "export.json", json.dumps(_about(report, wish), indent=1).encode())
    return report


def _chosen(folder: Path, wish: Wish) -> list[DailyDigest]:
    """The digests of the days to export, once nothing stands against it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportRefusedError(f"{folder} is not an empty folder; name a new one.")
    if wish.source is not None and not Source.objects.filter(key=wish.source).exists():
        raise ExportRefusedError(
            f"There is no source {wish.source!r}; see `wayforward sources list`."
        )
    found = queries.digests()
    if wish.first is not None:
        found = found.filter(day__gte=wish.first)
    if wish.last is not None:
        found = found.filter(day__lte=wish.last)
    if not (chosen := list(found)):
        raise ExportRefusedError(
            "No digest was made for these days: `wayforward sources digest` makes those of days"
            " that are over."
        )
    return chosen


def _captures(day: date, wish: Wish) -> QuerySet[Capture]:
    found = queries.captures_of(day).select_related("source__publisher").order_by("pk")
    return found if wish.source is None else found.filter(source__key=wish.source)


def _waiting(wish: Wish) -> int:
    """How many captures were recorded after the last digest, within the bounds of the wish."""
    last = queries.last_digest()
    found = Capture.objects.all()
    if last is not None:
        found = found.filter(recorded_at__gte=utc_days.starts_at(last.day + timedelta(days=1)))
    if wish.last is not None:
        found = found.filter(recorded_at__lt=utc_days.starts_at(wish.last + timedelta(days=1)))
    return found.filter(source__key=wish.source).count() if wish.source else found.count()


def _write_day(
    folder: Path,
    manifest: IO[str],
    digest: DailyDigest,
    wish: Wish,
    report: ExportReport,
    progress: Advance | None,
    total: int,
) -> None:
    """The captures of one day: their lines with proofs, their files."""
    leaves = queries.leaves_of(digest)
    levels = rules.tree(leaves)
    left = set(range(len(leaves))) if wish.source is None else set()
    for capture in _captures(digest.day, wish).iterator(chunk_size=500):
        position = rules.position_of(queries.leaf_of(queries.facts_of(capture)), leaves)
        if position is None:
            report.problems.append(
                f"{capture.source.key}: the capture recorded on {digest.day} does not stand in the"
                " digest of that day and was left out."
            )
            continue
        left.discard(position)
        proof = _place(digest, position, levels)
        _write_line(manifest, {**proof, **_line(capture), **_copy(folder, capture, report)})
        report.captures += 1
        if progress is not None:
            progress(report.captures, total)
    for position in sorted(left):
        gone = {"gone": True, "leaf": leaves[position].hex()}
        _write_line(manifest, {**_place(digest, position, levels), **gone})
    report.gone += len(left)


def _place(digest: DailyDigest, position: int, levels: list[list[bytes]]) -> dict[str, Any]:
    proof = [step.hex() for step in rules.proof(levels, position)]
    return {"day": digest.day.isoformat(), "position": position, "proof": proof}


def _line(capture: Capture) -> dict[str, Any]:
    """What the digest holds of a capture, and below it what helps people and is not proved."""
    source = capture.source
    return {
        "source": source.key,
        "url": capture.final_url,
        "fetched_at": utc_days.moment(capture.fetched_at),
        "sha256": capture.sha256,
        "size": capture.size,
        "recorded_at": utc_days.moment(capture.recorded_at),
        "asked_for": capture.url,
        "media_type": capture.media_type,
        "publisher": source.publisher.names.get("en", source.publisher.key),
        "title": source.title,
    }


def _copy(folder: Path, capture: Capture, report: ExportReport) -> dict[str, str]:
    """Copy a capture's file; its name and fingerprint in the export."""
    name = f"captures/{capture.warc}"
    try:
        data = (Path(settings.CAPTURES) / capture.warc).read_bytes()
    except OSError:
        report.problems.append(f"The file of capture {capture.warc} is missing.")
        return {"warc": name, "warc_sha256": ""}
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return {"warc": name, "warc_sha256": hashlib.sha256(data).hexdigest()}


def _write_digests(folder: Path, chosen: list[DailyDigest]) -> int:
    """Every digest from the first day on, and the time stamps that cover the chosen days."""
    wanted = {digest.day for digest in chosen}
    covering = queries.covering_stamp(chosen[-1].day)
    if covering is not None:
        wanted.add(covering.digest.day)
    stamps = 0
    with (folder / "digests.jsonl").open("w", encoding="utf-8") as file:
        for digest in queries.digests().iterator(chunk_size=500):
            name = _write_stamp(folder, digest) if digest.day in wanted else None
            stamps += name is not None
            _write_line(file, _day(digest, name))
    certificates = environment().timestamp_certificates
    if stamps and certificates is not None and certificates.is_file():
        shutil.copyfile(certificates, folder / "stamps" / "certificates.pem")
    return stamps


def _day(digest: DailyDigest, stamp: str | None) -> dict[str, Any]:
    return {
        "day": digest.day.isoformat(),
        "captures": digest.captures,
        "root": digest.root,
        "previous": digest.previous,
        "digest": digest.digest,
        "made_at": utc_days.moment(digest.made_at),
        "stamp": stamp,
    }


def _write_stamp(folder: Path, digest: DailyDigest) -> str | None:
    stamp = TimeStamp.objects.filter(digest=digest).first()
    if stamp is None:
        return None
    name = f"stamps/{digest.day}.tsr"
    (folder / "stamps").mkdir(exist_ok=True)
    (folder / name).write_bytes(bytes(stamp.response))
    return name


def _about(report: ExportReport, wish: Wish) -> dict[str, Any]:
    return {
        "format": outside.FORMAT,
        "made_at": utc_days.moment(timezone.now()),
        "made_by": f"wayforward/{__version__}",
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "source": wish.source,
        "captures": report.captures,
        "gone": report.gone,
    }


def _write_line(file: IO[str], value: dict[str, Any]) -> None:
    file.write(json.dumps(value, ensure_ascii=False) + "\n")
