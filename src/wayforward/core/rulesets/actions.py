"""Loading rule sets from their files. Safe to repeat: rows follow the files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from wayforward.conf import PACKAGE
from wayforward.core.access.rules import ITSELF, Actor
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Arrangement
from wayforward.core.rulesets.models import Parameter, RuleSet
from wayforward.core.yaml_files import read_yaml

RULE_SETS = PACKAGE / "data" / "rulesets"
_AS_THEY_ARE = ("value", "citation", "verified")


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """How many rows the files hold."""

    rule_sets: int
    parameters: int

    def __str__(self) -> str:
        return f"Rule sets of general law: {self.rule_sets}, parameters: {self.parameters}."


@transaction.atomic
def load_parameters(
    *,
    key: str,
    names: dict[str, str],
    rows: list[dict[str, Any]],
    arrangement: Arrangement | None = None,
    actor: Actor = ITSELF,
) -> RuleSet:
    """Bring a rule set in line with rows of YAML; what is gone from them is taken out.

    Every difference is an event and stays in the history. Raises KeyError on a missing field.
    """
    found, _made = RuleSet.objects.update_or_create(
        key=key, defaults={"names": names, "arrangement": arrangement}
    )
    stored = {(one.key, one.valid_from): one for one in found.parameters.all()}
    for row in rows:
        before = stored.pop((row["key"], row["valid_from"]), None)
        _bring_in_line(found, row, before, actor)
    for gone in stored.values():
        _tell(found, "parameter taken out", gone.key, actor, before=_facts(gone))
        gone.delete()
    return found


def _bring_in_line(
    found: RuleSet, row: dict[str, Any], before: Parameter | None, actor: Actor
) -> None:
    wanted = {name: row[name] for name in _AS_THEY_ARE}
    wanted |= {"unit": row.get("unit") or "", "note": row.get("note") or ""}
    wanted |= {"labels": row.get("labels") or {}, "valid_to": row.get("valid_to")}
    if before is None:
        made = Parameter.objects.create(
            rule_set=found, key=row["key"], valid_from=row["valid_from"], **wanted
        )
        _tell(found, "parameter added", made.key, actor, after=_facts(made))
        return
    was = _facts(before)
    if all(getattr(before, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(before, name, value)
    before.save()
    _tell(found, "parameter changed", before.key, actor, before=was, after=_facts(before))


def _facts(one: Parameter) -> dict[str, Any]:
    return {
        "value": one.value,
        "unit": one.unit,
        "from": one.valid_from.isoformat(),
        "to": one.valid_to.isoformat() if one.valid_to else None,
        "citation": one.citation,
        "verified": one.verified,
    }


def _tell(found: RuleSet, name: str, key: str, actor: Actor, **facts: Any) -> None:
    subject = f"{found.key} {key}"
    record(stream="rules", name=name, subject=subject, actor=actor.name, **facts)


def load_rule_sets(*, root: Path = RULE_SETS) -> LoadedRules:
    """Load every rule set of general law and programmes below `root`."""
    done = [_load_file(path) for path in sorted(root.glob("*/parameters.yaml"))]
    return LoadedRules(len(done), sum(done))


def _load_file(path: Path) -> int:
    content = read_yaml(path)
    facts, rows = content["rule_set"], content["parameters"]
    load_parameters(key=facts["key"], names=facts["names"], rows=rows)
    return len(rows)
