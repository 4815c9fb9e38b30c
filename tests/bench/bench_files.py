"""What sealing files and drawing charts and letters cost.

    .venv/bin/python -m tests.bench.bench_files [--megabytes 64] [--files 2000]

Data: random bytes; small texts of nobody, kept by one party in a test database that is thrown away.
Compares sealing with digesting the same bytes (SHA-256, which keeping does anyway) and with AES-GCM
in one piece; the store's check is measured over all small files. Prints one JSON line.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from base64 import b64decode
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import click
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import translation
from tests.bench.database import empty_database

from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.documents.actions import keep_file
from wayforward.core.documents.charts.ready import by_day
from wayforward.core.documents.checking import check_store
from wayforward.core.documents.letters.kinds import kind_named
from wayforward.core.documents.letters.rules import read_fields
from wayforward.core.documents.letters.setting import (
    Issued,
    Letterhead,
    set_letter,
)
from wayforward.core.documents.sealing_files import new_file_key, seal, unseal
from wayforward.core.documents.shelf import use
from wayforward.testing.letters import EXAMPLES
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.shelf import MemoryShelf


def _best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest run."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def _sealing(megabytes: int) -> dict[str, float]:
    said, key = secrets.token_bytes(megabytes * 1024 * 1024), new_file_key()
    blocks = [said[at : at + 65536] for at in range(0, len(said), 65536)]
    sealed = b"".join(seal([said], key, b"bench"))
    seconds = {
        "digest": _best(lambda: hashlib.sha256(said).digest()),
        "one_piece": _best(lambda: AESGCM(b64decode(key)).encrypt(bytes(12), said, b"")),
        "seal": _best(lambda: sum(map(len, seal(blocks, key, b"bench")))),
        "unseal": _best(lambda: sum(map(len, unseal(BytesIO(sealed), key, b"bench")))),
    }
    return {f"{name}_mb_per_s": round(megabytes / took) for name, took in seconds.items()}


def _pages() -> dict[str, float]:
    kind = kind_named("handover-sheet")
    values = read_fields(kind, EXAMPLES[kind.key])
    issued = Issued("7QX4M2KDA9PB", date(2026, 11, 29))
    head = Letterhead({"en": "Example Office"})
    days = [(date(2026, 11, 29) - timedelta(days=n), float(n)) for n in range(30)]

    def letter() -> bytes:
        return set_letter(kind, values, language="ps", letterhead=head, issued=issued)

    def chart() -> object:
        with translation.override("ps"):
            return by_day(days, title="x", values="x")

    letter(), chart()
    return {"letter_ms": round(1000 * _best(letter)), "chart_ms": round(1000 * _best(chart))}


def _store(files: int) -> dict[str, float]:
    officer = member_of(two_parties()[0], Role.RETURN_CASE_OFFICER)
    begun = time.perf_counter()
    for n in range(files):
        with acting_as(officer, purpose=Purpose.RETURN_CASE):
            keep_file(
                source=BytesIO(f"text {n}".encode() * 500),
                name=f"{n}.txt",
                kind="other",
                data_class=DataClass.PERSON,
            )
    kept = time.perf_counter() - begun
    begun = time.perf_counter()
    report = check_store()
    checked = time.perf_counter() - begun
    return {
        "files": files,
        "kept_per_s": round(files / kept),
        "checked_per_s": round(files / checked),
        "wrong": len(report.findings),
    }


@click.command()
@click.option("--megabytes", default=64)
@click.option("--files", default=2000)
def main(megabytes: int, files: int) -> None:
    """Measure, print."""
    with empty_database():
        use(MemoryShelf())
        try:
            click.echo(json.dumps({**_sealing(megabytes), **_pages(), **_store(files)}))
        finally:
            use(None)


if __name__ == "__main__":
    main()
