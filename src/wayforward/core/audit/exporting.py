"""Writing the log out: events as JSON lines, signed heads, and a verifier of one file.

The verifier is the code of outside/, joined; the format is in the README of the export.
Reads, writes files, changes nothing.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from wayforward import __version__
from wayforward.core.audit.checking import head_of
from wayforward.core.audit.models import LogHead
from wayforward.core.audit.outside import export as outside
from wayforward.core.audit.outside.chains import FIELDS
from wayforward.core.audit.whole_log import WholeLog, whole_log
from wayforward.core.documents.signing import public_key_text
from wayforward.core.outside.joining import one_program
from wayforward.core.outside.reading import Say
from wayforward.core.parties.models import Party
from wayforward.core.utc_days import moment
from wayforward.files import write_whole

_README = Path(__file__).parent / "data" / "export_readme.txt"
_EVERY = 5000


class LogExportRefusedError(ValueError):
    """Nothing was exported; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class LogExport:
    """What an export holds."""

    events: int
    chains: list[str]
    heads: int


def export_log(folder: Path, *, party: Party | None = None, say: Say | None = None) -> LogExport:
    """Write all events, or those of one party, into a new folder. Raises LogExportRefusedError.

    export.json is written last: a folder without it is no finished export.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LogExportRefusedError(f"{folder} is not an empty folder; name a new one.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with whole_log() as log:
        events, chains = _write_events(folder, log, party.pk if party else None, say)
    heads = _write_heads(folder, None if party is None else set(chains))
    shutil.copyfile(_README, folder / "README.txt")
    (folder / "verify.py").write_text(one_program(outside.__name__), encoding="utf-8")
    about = {
        "format": outside.FORMAT,
        "made_at": moment(timezone.now()),
        "made_by": f"wayforward/{__version__}",
        "party": party.key if party else None,
        "events": events,
        "chains": chains if party else None,
        "public_key": public_key_text(),
    }
    write_whole(folder / "export.json", json.dumps(about, indent=1).encode())
    return LogExport(events, chains, heads)


def _write_events(
    folder: Path, log: WholeLog, party: int | None, say: Say | None
) -> tuple[int, list[str]]:
    total, done = log.count(party), 0
    chains: dict[str, None] = {}
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        for row in log.events(party):
            line = dict(zip(FIELDS, row, strict=True))
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            chains[row[0]] = None
            done += 1
            if say is not None and done % _EVERY == 0:
                say(done, total)
    return done, list(chains)


def _write_heads(folder: Path, chains: set[str] | None) -> int:
    """Every head as it was published. What stands behind it goes along for the chains exported."""
    count = 0
    with (folder / "heads.jsonl").open("w", encoding="utf-8") as file:
        for row in LogHead.objects.defer("states").order_by("pk"):
            head = head_of(row)
            if chains is not None:
                head["heads"] = [one for one in row.heads if one["chain"] in chains]
            file.write(json.dumps(head, ensure_ascii=False) + "\n")
            count += 1
    return count
