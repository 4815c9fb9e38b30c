#!/usr/bin/env python3
"""Checks an export of stored copies of official pages: that every copy is the one that was
recorded, and that it was recorded on the day we say.

    python3 verify.py [FOLDER] [--certificates FILE] [--json]

Needs Python 3.9 or later and nothing else; it changes nothing and connects to nothing. Where the
program `openssl` is installed, it checks the time stamps too. This file is the one that
`wayforward sources verify FOLDER` uses. Whoever would rather trust their own program finds the
format described in README.txt beside it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "wayforward export 1"
DIGEST_FORMAT = "wayforward digest 1"
Say = Callable[[int, int], None]  # done, total
_MOST = 512 * 1024 * 1024  # bytes of one WARC record; ours are far smaller
_LONGEST_LINE = 64 * 1024
_SHA256 = bytes.fromhex("608648016503040201")  # the object identifier of SHA-256 in DER
_TIME = 0x18  # the tag of GeneralizedTime in DER


class DoesNotHoldError(Exception):
    """Something is not as the export says; the message is one sentence that names it."""


class Report(NamedTuple):
    """What was found: sentences that hold, the first thing that does not, what to know besides."""

    holds: list[str]
    fault: str
    notes: list[str]


class Stamp(NamedTuple):
    """What a time stamp says: the SHA-256 it was set on, and when. Nothing of its signature."""

    sha256: str
    at: datetime


class Day(NamedTuple):
    """A line of digests.jsonl that was checked; `line` is what the digest and the stamp are of."""

    day: str
    captures: int
    root: str
    digest: str
    line: bytes
    stamp: str | None  # the file of its time stamp


def check(
    folder: Path, certificates: Path | None = None, say: Say | None = None, openssl: str = "openssl"
) -> Report:
    """Check the export in `folder` and stop at the first thing that does not hold.

    `certificates` is a PEM file of the authorities you trust for time stamps, in place of the one
    in the export; `openssl` is the program that checks their signatures.
    """
    holds: list[str] = []
    notes: list[str] = []
    try:
        about = _about(folder)
        days = _days(folder)
        notes.append(_scope(about))
        holds.append(_chain_sentence(days))
        holds += _check_captures(folder, about, days, notes, say)
        _check_stamps(folder, about, days, certificates, shutil.which(openssl), holds, notes)
    except DoesNotHoldError as fault:
        return Report(holds, str(fault), notes)
    return Report(holds, "", notes)


# --- the files of an export -----------------------------------------------------------------------


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise DoesNotHoldError(
            f"{folder} holds no finished export: its file export.json is missing or damaged."
        ) from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise DoesNotHoldError(f"{folder} holds no export that this program knows ({FORMAT}).")
    dates, number = [about.get("from"), about.get("to")], about.get("captures")
    if not all(isinstance(day, str) for day in dates) or not isinstance(number, int):
        raise DoesNotHoldError("The file export.json lacks its days or its number of captures.")
    return about


def _lines(folder: Path, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON lines file with their line numbers."""
    try:
        with (folder / name).open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                value = json.loads(text)
                if not isinstance(value, dict) or not text.endswith("\n"):
                    raise ValueError(number)
                yield number, value
    except FileNotFoundError:
        raise DoesNotHoldError(f"The file {name} is missing.") from None
    except (OSError, ValueError, RecursionError):
        raise DoesNotHoldError(f"The file {name} is cut off or damaged.") from None


def _inside(folder: Path, name: object) -> Path:
    place = folder / str(name)
    if not place.resolve().is_relative_to(folder.resolve()):
        raise DoesNotHoldError(f"The export names a file outside itself: {name!r}.")
    return place


def _scope(about: dict[str, Any]) -> str:
    what = f"the captures of {about['source']} alone" if about.get("source") else "all captures"
    return f"This export says it holds {what} recorded from {about['from']} to {about['to']} (UTC)."


# --- the chain of days ----------------------------------------------------------------------------


def _canonical(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _days(folder: Path) -> dict[str, Day]:
    """The days by their dates, each of which must hold the day before it."""
    days: dict[str, Day] = {}
    before: Day | None = None
    for number, row in _lines(folder, "digests.jsonl"):
        before = _day(number, row, before)
        if before.day in days:
            raise DoesNotHoldError(f"The day {before.day} stands twice in digests.jsonl.")
        days[before.day] = before
    if not days:
        raise DoesNotHoldError("The file digests.jsonl is empty.")
    return days


def _day(number: int, row: dict[str, Any], before: Day | None) -> Day:
    try:
        day, captures, root = str(row["day"]), int(row["captures"]), str(row["root"])
        previous, digest = str(row["previous"]), str(row["digest"])
        expected = _next_day(before.day) if before else day
        date.fromisoformat(day)
    except (KeyError, TypeError, ValueError):
        raise DoesNotHoldError(f"Line {number} of digests.jsonl is damaged.") from None
    if day != expected:
        raise DoesNotHoldError(
            f"The chain of days breaks: {expected} should follow, but {day} stands in its place."
        )
    line = _canonical([DIGEST_FORMAT, day, captures, root, previous])
    if hashlib.sha256(line).hexdigest() != digest:
        raise DoesNotHoldError(f"The digest of {day} does not fit its own date, number and root.")
    if previous != (before.digest if before else ""):
        against = f"that of {before.day}" if before else "none, being the first day"
        raise DoesNotHoldError(
            f"The chain of days breaks at {day}: it should hold {against}, and holds another."
        )
    stamp = row.get("stamp")
    return Day(day, captures, root, digest, line, None if stamp is None else str(stamp))


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _chain_sentence(days: dict[str, Day]) -> str:
    first, last = min(days), max(days)
    return (
        f"The chain of days holds: {len(days)} days from {first} to {last}, none left out or"
        " swapped, each with the digest of the day before it. The digest of"
        f" {last} is {days[last].digest}."
    )


# --- the captures ---------------------------------------------------------------------------------


def _check_captures(
    folder: Path,
    about: dict[str, Any],
    days: dict[str, Day],
    notes: list[str],
    say: Say | None,
) -> list[str]:
    """Every line of the manifest; the sentences that hold then."""
    places: dict[str, set[int]] = {}
    total, done, gone = about["captures"], 0, 0
    for number, row in _lines(folder, "manifest.jsonl"):
        try:
            is_gone = bool(row.get("gone"))
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
    files = "Every file holds the document that the manifest names, with its address and time"
    proofs = "Every capture stands in the digest of the day on which it was recorded"
    whole = _whole(about, days, places, notes)
    return [f"{files}: {done} captures.", f"{proofs}: {done} proofs.", *whole]


def _leaf(folder: Path, row: dict[str, Any]) -> bytes:
    """The leaf of a capture, once its file was found to hold what the line says."""
    name, sha256, size = str(row["warc"]), str(row["sha256"]), int(row["size"])
    url, fetched_at = str(row["url"]), str(row["fetched_at"])
    what = f"the capture of {url} recorded on {row['day']}"
    try:
        data = _inside(folder, name).read_bytes()
    except OSError:
        raise DoesNotHoldError(f"The file {name} is missing: {what}.") from None
    if hashlib.sha256(data).hexdigest() != row["warc_sha256"]:
        raise DoesNotHoldError(f"The file {name} was changed since it was exported: {what}.")
    try:
        headers, body = document(data, size)
    except (EOFError, OSError, ValueError, KeyError, zlib.error):
        raise DoesNotHoldError(f"The file {name} is damaged or cut off: {what}.") from None
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
    line = _canonical([str(row["source"]), url, fetched_at, sha256, size])
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


# --- WARC files -----------------------------------------------------------------------------------


def document(data: bytes, size: int) -> tuple[dict[str, str], bytes]:
    """Headers and document of the first response or resource record of a WARC file, its content
    coding undone up to a little more than `size` bytes. Raises ValueError and what gzip raises.
    """
    found: tuple[dict[str, str], bytes] | None = None
    for headers, content in _records(data):
        if found is None and headers.get("warc-type") in ("response", "resource"):
            found = headers, content
    if found is None:
        raise ValueError("no document")
    headers, content = found
    if headers["warc-type"] == "resource":
        return headers, content
    head, _, body = content.partition(b"\r\n\r\n")
    codings = [
        name.strip().lower()
        for name in _headers(head.split(b"\r\n")[1:]).get("content-encoding", "").split(",")
    ]
    for coding in reversed(codings):
        body = _decoded(body, coding, size)
    return headers, body


def _records(data: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        while start := stream.readline(_LONGEST_LINE):
            if start == b"\r\n":
                continue
            if not start.startswith(b"WARC/1."):
                raise ValueError("no WARC record")
            headers = _headers(list(iter(lambda: stream.readline(_LONGEST_LINE), b"\r\n")))
            length = int(headers["content-length"])
            if not 0 <= length <= _MOST:
                raise ValueError("a record is too long")
            content = stream.read(length)
            if len(content) < length:
                raise EOFError
            yield headers, content


def _headers(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if not colon:
            raise ValueError("a damaged header")
        found.setdefault(name.strip().lower(), value.strip())
    return found


def _decoded(body: bytes, coding: str, size: int) -> bytes:
    if coding in ("", "identity"):
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, zlib.MAX_WBITS | 16, size)
    if coding != "deflate":
        raise ValueError("an unknown content coding")
    try:
        return _inflated(body, zlib.MAX_WBITS | 32, size)
    except zlib.error:
        return _inflated(body, -zlib.MAX_WBITS, size)


def _inflated(body: bytes, window: int, size: int) -> bytes:
    parts = b""
    while body and len(parts) <= size:
        engine = zlib.decompressobj(window)
        parts += engine.decompress(body, size - len(parts) + 1)
        if not engine.eof and len(parts) <= size:
            raise zlib.error("cut off")
        body = engine.unused_data.lstrip(b"\x00")
    return parts


# --- time stamps ----------------------------------------------------------------------------------


class _Signatures(NamedTuple):
    """How signatures of time stamps can be checked here: both are needed."""

    openssl: str | None
    certificates: Path | None


def _check_stamps(
    folder: Path,
    about: dict[str, Any],
    days: dict[str, Day],
    certificates: Path | None,
    openssl: str | None,
    holds: list[str],
    notes: list[str],
) -> None:
    shipped = folder / "stamps" / "certificates.pem"
    trusted = certificates or (shipped if shipped.is_file() else None)
    means = _Signatures(openssl, trusted)
    stamps = {day.day: _checked_stamp(folder, day, means) for day in days.values() if day.stamp}
    covering = [name for name in sorted(stamps) if name >= about["to"]] or sorted(stamps)[-1:]
    if not covering:
        notes.append(
            "There is no time stamp. That the captures existed on these days rests on our word, or"
            " on a digest of ours that you noted at the time and find again here."
        )
        return
    holds.append(_covered(covering[0], stamps[covering[0]], about, days, stamps))
    if covering[0] < about["to"]:
        notes.append(f"No time stamp covers the days after {covering[0]} yet.")
    if openssl and trusted:
        holds.append(f"The signatures of the time stamps hold, by {openssl} and {trusted}.")
        if certificates is None:
            notes.append(
                "The certificates came with the export: compare them with those that the time"
                " stamping authority publishes, or name your own with --certificates."
            )
        return
    why = "no certificates are at hand" if openssl else "the program openssl is not installed"
    notes.append(
        f"The signatures of the time stamps were not checked, because {why}. To check one:\n"
        f"  openssl ts -verify -digest {days[covering[0]].digest} -in"
        f" {days[covering[0]].stamp} -CAfile CERTIFICATES.pem"
    )


def _covered(
    name: str, stamp: Stamp, about: dict[str, Any], days: dict[str, Day], stamps: dict[str, Stamp]
) -> str:
    own = sum(about["from"] <= day <= about["to"] for day in stamps)
    wanted = sum(about["from"] <= day <= about["to"] for day in days)
    return (
        f"Everything recorded up to {name} existed at the latest on {stamp.at:%Y-%m-%d} at"
        f" {stamp.at:%H:%M:%S} UTC: so says the time stamp on the digest of {name}, which holds all"
        f" days before it. {own} of the {wanted} days of this export have one of their own."
    )


def _checked_stamp(folder: Path, day: Day, means: _Signatures) -> Stamp:
    place = _inside(folder, day.stamp)
    try:
        stamp = read_stamp(place.read_bytes())
    except (OSError, ValueError, IndexError):
        raise DoesNotHoldError(f"The time stamp of {day.day} is missing or damaged.") from None
    if stamp.sha256 != day.digest:
        raise DoesNotHoldError(f"The time stamp of {day.day} was set on something else.")
    if stamp.at.date().isoformat() <= day.day:
        raise DoesNotHoldError(
            f"The time stamp of {day.day} says {stamp.at:%Y-%m-%d}, before that day was over."
        )
    if means.openssl and means.certificates:
        _check_signature(means.openssl, means.certificates, day, place, stamp)
    return stamp


def _check_signature(openssl: str, certificates: Path, day: Day, place: Path, stamp: Stamp) -> None:
    """Have openssl check the signature, with the certificates as they were valid at the time."""
    at = str(int(stamp.at.timestamp()))
    done = subprocess.run(
        [openssl, "ts", "-verify", "-digest", day.digest, "-in", str(place), "-CAfile",
         str(certificates), "-attime", at],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0 and "Verification: OK" in done.stdout + done.stderr:
        return
    said = [line for line in done.stderr.splitlines() if line.strip()]
    raise DoesNotHoldError(
        f"The signature of the time stamp of {day.day} does not hold against {certificates}:"
        f" openssl says {said[-1].strip() if said else 'nothing'!r}."
    )


def read_stamp(response: bytes) -> Stamp:
    """What a time stamp says (RFC 3161, section 2.4.2): TimeStampResp in DER. Its signature is not
    looked at. Raises ValueError or IndexError where it is none, or is not over a SHA-256.
    """
    _status, token = _parts(_parts(response)[0][1])
    signed = _parts(_parts(_parts(token[1])[1][1])[0][1])
    content = _parts(signed[2][1])[1][1]
    info = _parts(_parts(_parts(content)[0][1])[0][1])
    algorithm, imprint = _parts(info[2][1])
    if _parts(algorithm[1])[0][1] != _SHA256:
        raise ValueError("another hash than SHA-256")
    said = next((value for tag, value in info if tag == _TIME), b"").decode("ascii", "replace")
    at = datetime.strptime(said.partition(".")[0].rstrip("Z"), "%Y%m%d%H%M%S")  # noqa: DTZ007
    return Stamp(imprint[1].hex(), at.replace(tzinfo=timezone.utc))


def _parts(data: bytes) -> list[tuple[int, bytes]]:
    """Tags and contents of the DER values that stand one after the other in `data`."""
    found = []
    while data:
        tag, length, start = data[0], data[1], 2
        if length > 0x7F:
            start = 2 + (length & 0x7F)
            length = int.from_bytes(data[2:start], "big")
        if start + length > len(data):
            raise ValueError("cut off")
        found.append((tag, data[start : start + length]))
        data = data[start + length :]
    return found


# --- the command ----------------------------------------------------------------------------------


def shown(report: Report) -> str:
    """The report in plain words."""
    lines = [f"holds: {sentence}" for sentence in report.holds]
    lines += [f"note:  {sentence}" for sentence in report.notes]
    lines.append(
        f"DOES NOT HOLD: {report.fault} Nothing after this was checked."
        if report.fault
        else "Everything that was checked holds."
    )
    return "\n".join(lines)


def _say(done: int, total: int) -> None:
    print(f"\r{done} of {total} captures", end="\n" if done == total else "", file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """The command; its exit status is 1 when something does not hold."""
    parser = argparse.ArgumentParser(
        description="Checks an export of stored copies of official pages."
    )
    beside = Path(__file__).resolve().parent
    parser.add_argument("folder", nargs="?", type=Path, default=beside, metavar="FOLDER")
    parser.add_argument("--certificates", type=Path, help="PEM file of authorities you trust")
    parser.add_argument("--json", action="store_true", help="for machines")
    asked = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # old consoles lack the letters of some addresses
        sys.stdout.reconfigure(errors="backslashreplace")
    report = check(asked.folder, asked.certificates, _say if sys.stderr.isatty() else None)
    as_json = json.dumps(report._asdict(), ensure_ascii=False)
    print(as_json if asked.json else shown(report))
    return 1 if report.fault else 0


if __name__ == "__main__":
    sys.exit(main())
