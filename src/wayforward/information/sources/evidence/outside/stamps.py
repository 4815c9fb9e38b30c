"""Time stamps on the digests of days (RFC 3161): what they say, and by openssl who says it."""

from __future__ import annotations

import subprocess
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

from wayforward.core.outside.reading import DoesNotHoldError, inside
from wayforward.information.sources.evidence.outside.days import Day

_SHA256 = bytes.fromhex("608648016503040201")  # the object identifier of SHA-256 in DER
_TIME = 0x18  # the tag of GeneralizedTime in DER


class Stamp(NamedTuple):
    """What a time stamp says: the SHA-256 it was set on, and when. Nothing of its signature."""

    sha256: str
    at: datetime


class _Signatures(NamedTuple):
    """How signatures of time stamps can be checked here: both are needed."""

    openssl: str | None
    certificates: Path | None


def check_stamps(
    folder: Path,
    about: dict[str, Any],
    days: dict[str, Day],
    certificates: Path | None,
    openssl: str | None,
    holds: list[str],
    notes: list[str],
) -> None:
    """What the time stamps vouch for, as sentences into `holds` and `notes`; `openssl` is where the
    program lies, if it is there. Raises DoesNotHoldError.
    """
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
    if not (openssl and trusted):
        notes.append(_unchecked(days[covering[0]], openssl))
        return
    holds.append(f"The signatures of the time stamps hold, by {openssl} and {trusted}.")
    if certificates is None:
        notes.append(
            "The certificates came with the export: compare them with those that the time"
            " stamping authority publishes, or name your own with --certificates."
        )


def _unchecked(day: Day, openssl: str | None) -> str:
    """Why signatures were not checked, and how whoever reads this can check one."""
    why = "no certificates are at hand" if openssl else "the program openssl is not installed"
    return (
        f"The signatures of the time stamps were not checked, because {why}. To check one:\n"
        f"  openssl ts -verify -digest {day.digest} -in {day.stamp} -CAfile CERTIFICATES.pem"
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
    place = inside(folder, day.stamp)
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
