"""Reads the rules of segregation.py from data/duties.yaml."""

from __future__ import annotations

from functools import cache
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.access.segregation import Apart, Duties, Place, StepsApart
from wayforward.core.yaml_files import read_yaml

FILE = PACKAGE / "data" / "duties.yaml"


@cache
def duties() -> Duties:
    """The rules as shipped. Raises KeyError or ValueError when the file is not whole."""
    given = read_yaml(FILE)
    places = {Role(row["role"]): _place(row) for row in given["roles"]}
    return Duties(
        places,
        tuple(_apart(row) for row in given["never_together"]),
        {
            workflow: tuple(StepsApart(**{**row, "steps": frozenset(row["steps"])}) for row in rows)
            for workflow, rows in given["by_two_people"].items()
        },
    )


def open_to(role: Role) -> frozenset[Purpose]:
    """What somebody in this role may act for. Sweeps are the product's own: nobody states them."""
    return frozenset({*duties().places[role].purposes, Purpose.ADMINISTRATION})


def _place(row: dict[str, Any]) -> Place:
    purposes = tuple(Purpose(one) for one in row.get("purposes", ()))
    return Place(frozenset(row["party_kinds"]), purposes)


def _apart(row: dict[str, Any]) -> Apart:
    return Apart(frozenset(row["roles"]), row["reason"], row["citation"], row["verified"])
