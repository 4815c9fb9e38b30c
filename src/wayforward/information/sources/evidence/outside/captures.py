"""The captures: each file holds what its line says, each line leads to the root of its day."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any

from wayforward.core.outside.reading import DoesNotHoldError, Say, canonical, inside, rows_of
from wayforward.information.sources.evidence.outside.days import Day
from wayforward.information.sources.evidence.outside.warc import document


def check_captures(
    folder: Path,
    about: dict[str, Any],
    days: dict[str, Day],
    notes: list[str],
    say: Say | None,
) -> list[str]:
    """Every line of the manifest; the sentences that hold then. Raises DoesNotHoldError."""
    places: dict[str, set[int]] = {}
    total, done, gone = about["captures"], 0, 0
    for number, row in rows_of(folder, "manifest.jsonl"):
        is_gone = bool(row.get("gone"))
        try:
            leaf = bytes.fromhex(row["leaf"]) if is_gone else _leaf(folder, row)
            day, position = _place(row, days, leaf)
        except (KeyError, TypeError, ValueError):
            raise DoesNotHoldError(f"Line {number} of manifest.jsonl is damaged.") from None
        if position in places.setdefault(day, set()):
            raise DoesNotHoldError(f"Line {number} of manifest.jsonl repeats a capture of {day}.")
        places[day].add(position)
        gone += is_gone
        done += not is_gone
        if say is not None:
            say(done, max(total, done))
    if done != total:
        raise DoesNotHoldError(
            f"The export says it holds {total} captures, and its manifest names {done}."
        )
    if gone:
        notes.append(
            f"{gone} captures of these days are no longer kept by whoever made this export: their"
            " places in the digests are known, what they held is not."
        )
    return [*_held(done), *_whole(about, days, places, notes)]


def _held(done: int) -> list[str]:
    files = "Every file holds the document that the manifest names, with its address and time"
    proofs = "Every capture stands in the digest of the day on which it was recorded"
    return [f"{files}: {done} captures.", f"{proofs}: {done} proofs."]


def _leaf(folder: Path, row: dict[str, Any]) -> bytes:
    """The leaf of a capture, once its file was found to hold what the line says."""
    name, size = str(row["warc"]), int(row["size"])
    what = f"the capture of {row['url']} recorded on {row['day']}"
    try:
        data = inside(folder, name).read_bytes()
    except OSError:
        raise DoesNotHoldError(f"The file {name} is missing: {what}.") from None
    if hashlib.sha256(data).hexdigest() != row["warc_sha256"]:
        raise DoesNotHoldError(f"The file {name} was changed since it was exported: {what}.")
    try:
        headers, body = document(data, size)
    except (EOFError, OSError, ValueError, KeyError, zlib.error):
        raise DoesNotHoldError(f"The file {name} is damaged or cut off: {what}.") from None
    return _agreeing(row, headers, body, what)


def _agreeing(row: dict[str, Any], headers: dict[str, str], body: bytes, what: str) -> bytes:
    """The leaf, once document, time and address in the file were found to be those of the line."""
    name, sha256, size = str(row["warc"]), str(row["sha256"]), int(row["size"])
    url, fetched_at = str(row["url"]), str(row["fetched_at"])
    if hashlib.sha256(body).hexdigest() != sha256 or len(body) != size:
        raise DoesNotHoldError(
            f"The file {name} does not hold the document the manifest names: {what}."
        )
    if headers.get("warc-date") != fetched_at:
        raise DoesNotHoldError(
            f"The file {name} says it was fetched at {headers.get('warc-date')}, the manifest says"
            f" {fetched_at}: {what}."
        )
    if headers.get("warc-target-uri") != url:
        raise DoesNotHoldError(
            f"The file {name} says it came from {headers.get('warc-target-uri')}: {what}."
        )
    line = canonical([str(row["source"]), url, fetched_at, sha256, size])
    return hashlib.sha256(b"\x00" + line).digest()


def _place(row: dict[str, Any], days: dict[str, Day], leaf: bytes) -> tuple[str, int]:
    """Where the capture stands, once its proof was found to lead to the root of its day."""
    day, position = str(row["day"]), int(row["position"])
    what = str(row.get("url", "a capture that is no longer kept"))
    if day not in days:
        raise DoesNotHoldError(f"There is no digest of {day}, on which {what} was recorded.")
    path = [bytes.fromhex(step) for step in row["proof"]]
    if root_from(leaf, position, days[day].captures, path) != days[day].root:
        raise DoesNotHoldError(
            f"The capture of {what} does not stand in the digest of {day}: its source, address,"
            " time, SHA-256, size or day is not the one that was recorded."
        )
    return day, position


def _whole(
    about: dict[str, Any], days: dict[str, Day], places: dict[str, set[int]], notes: list[str]
) -> list[str]:
    """That no capture of a day was left out, which only an export of all sources can show."""
    if about.get("source"):
        notes.append(
            "This export is of one source. That none of its captures was left out cannot be shown"
            " by it; an export of all sources of the same days can."
        )
        return []
    wanted = [day for name, day in days.items() if about["from"] <= name <= about["to"]]
    for day in wanted:
        missing = day.captures - len(places.get(day.day, ()))
        if missing:
            raise DoesNotHoldError(
                f"On {day.day} {day.captures} captures were recorded, and the manifest lacks"
                f" {missing} of them."
            )
    return [f"No capture recorded on these {len(wanted)} days was left out."]


def root_from(leaf: bytes, position: int, count: int, proof: list[bytes]) -> str:
    """The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); empty for no proof."""
    if not 0 <= position < count:
        return ""
    here, last, found = position, count - 1, leaf
    for step in proof:
        if last == 0:
            return ""
        if here % 2 or here == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while here and not here % 2:
                here, last = here // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        here, last = here // 2, last // 2
    return "" if last else found.hex()
