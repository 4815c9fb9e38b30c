"""Loading arrangements from their folders of YAML. Safe to repeat: rows follow the files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from wayforward.conf import PACKAGE
from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.audit.models import RowHistory
from wayforward.core.parties.models import Arrangement, Party
from wayforward.core.rulesets.actions import load_parameters
from wayforward.core.yaml_files import read_yaml

ARRANGEMENTS = PACKAGE / "data" / "arrangements"


class PartyInUseError(ValueError):
    """A party was taken out of the file while accounts, records or their past are of it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows the files hold."""

    arrangements: int
    parties: int
    parameters: int

    def __str__(self) -> str:
        return (
            f"Arrangements: {self.arrangements}, parties: {self.parties}, "
            f"parameters: {self.parameters}."
        )


def _read(folder: Path, name: str, key: str) -> Any:
    return read_yaml(folder / name)[key]


@transaction.atomic
def load_arrangement(*, folder: Path) -> Loaded:
    """Bring one arrangement's rows in line with its folder.

    A party that the file has no more is removed where nothing was ever of it. Raises KeyError on a
    missing field, PartyInUseError.
    """
    facts = _read(folder, "arrangement.yaml", "arrangement")
    arrangement, _ = Arrangement.objects.update_or_create(
        key=facts["key"],
        defaults={
            "names": facts["names"],
            "nature": facts["legal_nature"],
            "languages": facts["languages"],
            "valid_from": facts["valid_from"],
            "valid_to": facts.get("valid_to"),
            "facts": {
                name: facts[name] for name in ("cadence", "calendars", "citations") if name in facts
            },
        },
    )
    parties = _read(folder, "parties.yaml", "parties")
    parameters = _read(folder, "parameters.yaml", "parameters")
    _load_parties(arrangement, parties)
    _remove_parties(arrangement, kept={row["key"] for row in parties})
    load_parameters(
        key=arrangement.key, names=arrangement.names, rows=parameters, arrangement=arrangement
    )
    return Loaded(1, len(parties), len(parameters))


def _load_parties(arrangement: Arrangement, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        Party.objects.update_or_create(
            arrangement=arrangement,
            key=row["key"],
            defaults={
                "kind": row["kind"],
                "names": row["names"],
                "country": row.get("country") or "",
                "recognition": row.get("recognition") or "",
            },
        )


def _remove_parties(arrangement: Arrangement, *, kept: set[str]) -> None:
    for party in arrangement.parties.exclude(key__in=kept):
        if not _removed(party):
            raise PartyInUseError(
                f"Accounts, records or their past are of the party {party}, and it is not in the"
                " file any more: put it back. Close its accounts if nobody shall act for it."
            )


def _removed(party: Party) -> bool:
    """Whether it could go. Walls hide rows from the question; the database's own keys do not."""
    with acting_for(party, purpose=Purpose.DATA_PROTECTION, reason="removing a party"):
        if RowHistory.objects.exists():
            return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            party.delete()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except (ProtectedError, IntegrityError):
        return False
    return True


def load_arrangements(*, root: Path = ARRANGEMENTS) -> Loaded:
    """Load every arrangement folder below `root`."""
    done = [
        load_arrangement(folder=path.parent) for path in sorted(root.glob("*/arrangement.yaml"))
    ]
    return Loaded(
        sum(part.arrangements for part in done),
        sum(part.parties for part in done),
        sum(part.parameters for part in done),
    )
