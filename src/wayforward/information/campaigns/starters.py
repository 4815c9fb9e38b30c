"""Reads starter campaigns: reviewed YAML in `data/campaigns/`, see docs/data.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.campaigns.rules import (
    Audience,
    Channel,
    Line,
    MaterialKind,
    Plan,
    Spot,
    plan_faults,
    spot_faults,
)

FOLDER = PACKAGE / "data" / "campaigns"


class CampaignFileError(ValueError):
    """A file of campaigns cannot be used; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class StarterMaterial:
    """One kind of material in some languages; its words are those of the rebuttal."""

    kind: MaterialKind
    languages: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class StarterMessage:
    """A message as the file has it; `says` is language -> words."""

    says: Mapping[str, str]
    claim: str
    cards: tuple[str, ...]
    materials: tuple[StarterMaterial, ...]


@dataclass(frozen=True, slots=True)
class StarterOutcome:
    """What is to change; `what` is language -> words."""

    what: Mapping[str, str]
    indicator: str
    unit: str
    target: Decimal
    due: date


@dataclass(frozen=True, slots=True)
class StarterCampaign:
    """A campaign as the file has it, a draft that nobody signs for."""

    key: str
    arrangement: str
    plan: Plan
    messages: tuple[StarterMessage, ...]
    outcomes: tuple[StarterOutcome, ...]


def read_campaigns(folder: Path = FOLDER) -> tuple[StarterCampaign, ...]:
    """All starter campaigns. Raises CampaignFileError."""
    return tuple(one for path in sorted(folder.glob("*.yaml")) for one in read_file(path))


def read_file(path: Path) -> tuple[StarterCampaign, ...]:
    """The campaigns of one file. Raises CampaignFileError."""
    try:
        content = read_yaml(path)
        return tuple(_campaign(row) for row in content["campaigns"])
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, ArithmeticError) as wrong:
        raise CampaignFileError(
            f"{path.name} is no file of campaigns ({wrong}); mend it."
        ) from wrong


def _campaign(row: Mapping[str, Any]) -> StarterCampaign:
    plan = _plan(row)
    if faults := plan_faults(plan):
        raise ValueError(f"{row['key']}: {faults}")
    return StarterCampaign(
        key=row["key"],
        arrangement=row["arrangement"],
        plan=plan,
        messages=tuple(_message(one, plan) for one in row["messages"]),
        outcomes=tuple(_outcome(one) for one in row["outcomes"]),
    )


def _plan(row: Mapping[str, Any]) -> Plan:
    return Plan(
        names=row["names"],
        objective=row["objective"],
        audience=Audience(
            row["who"], tuple(row["languages"]), tuple(row.get("provinces", ())),
            tuple(row.get("countries", ())),
        ),
        first_day=row["first_day"],
        last_day=row["last_day"],
        currency=row["currency"],
        budget=tuple(Line(one["what"], Decimal(str(one["amount"]))) for one in row["budget"]),
    )  # fmt: skip


def _message(row: Mapping[str, Any], plan: Plan) -> StarterMessage:
    return StarterMessage(
        says=row["says"],
        claim=row.get("claim", ""),
        cards=tuple(row["cards"]),
        materials=tuple(_material(one, plan) for one in row["materials"]),
    )


def _material(row: Mapping[str, Any], plan: Plan) -> StarterMaterial:
    kind = MaterialKind(row["kind"])
    spots = tuple(_spot(one, plan) for one in row.get("placements", ()))
    for spot in spots:
        if faults := spot_faults(spot, kind, plan.first_day, plan.last_day):
            raise ValueError(f"{kind} at {spot.province or spot.country}: {faults}")
    return StarterMaterial(kind, tuple(row["languages"]), spots)


def _spot(row: Mapping[str, Any], plan: Plan) -> Spot:
    given = {"currency": plan.currency, **row}
    given["cost"] = Decimal(str(given.get("cost", 0)))
    return Spot(**given | {"channel": Channel(row["channel"])})


def _outcome(row: Mapping[str, Any]) -> StarterOutcome:
    return StarterOutcome(
        row["what"], row["indicator"], row["unit"], Decimal(str(row["target"])), row["due"]
    )
