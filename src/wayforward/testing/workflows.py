"""The exhaustive test of a workflow: every state, every role, every step, twice written down.

A test states once more who may take which step from where (`Expected`); everything else must be
refused. `wrong_offers` asks the rules, `wrong_moves` the guard in the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction

from wayforward.core.access.rules import Role
from wayforward.core.workflow.rules import Kind, Situation, offers
from wayforward.core.workflow.table import NOWHERE, Workflow

F = TypeVar("F")
ITSELF = "by itself"  # beside the roles: the product when a time has come


@dataclass(frozen=True, slots=True)
class Expected:
    """Who may take a step, and from which states to which."""

    sources: frozenset[str]
    target: str
    who: frozenset[str]


def expect(sources: str, target: str, *who: Role | str) -> Expected:
    """`expect("draft issued", "withdrawn", Role.SECRETARIAT)`; sources "" is nowhere."""
    return Expected(frozenset(sources.split() or [NOWHERE]), target, frozenset(map(str, who)))


def everybody() -> Iterator[tuple[str, Situation]]:
    """Each role alone, nobody in particular, and the product by itself; the state is filled in."""
    for role in Role:
        yield role.value, Situation(state=NOWHERE, roles=frozenset({role}), account=1)
    yield "no role", Situation(state=NOWHERE, account=1)
    yield ITSELF, Situation(state=NOWHERE, by_itself=True)


def wrong_offers(workflow: Workflow[F], expected: Mapping[str, Expected], facts: F) -> list[str]:
    """What the rules offer or refuse otherwise than expected, with `facts` that close no guard."""
    wrong: list[str] = []
    if strange := set(expected) ^ {step.name for step in workflow.transitions}:
        wrong.append(f"other steps: {sorted(strange)}")
    for state in [NOWHERE, *(one.name for one in workflow.states)]:
        for who, now in everybody():
            seen = {
                offer.step.name: offer.step.target
                for offer in offers(workflow, _at(now, state), facts)
                if offer.open
            }
            wanted = {
                name: one.target
                for name, one in expected.items()
                if state in one.sources and who in one.who
            }
            if seen != wanted:
                wrong.append(f"{state or 'nowhere'}, {who}: {seen} instead of {wanted}")
    return wrong


def wrong_refusals(workflow: Workflow[F], facts: F) -> list[str]:
    """Closed steps that do not say who could take them."""
    return [
        f"{state.name}, {who}: {offer.step.name}"
        for state in workflow.states
        for who, now in everybody()
        for offer in offers(workflow, _at(now, state.name), facts)
        for why in offer.why_not
        if why.kind is Kind.ROLE and not why.who and not offer.step.by_itself
    ]


def wrong_moves(
    table: str,
    workflow: Workflow[Any],
    expected: Mapping[str, Expected],
    *,
    acting_in: Callable[[str], AbstractContextManager[Any]],
) -> list[str]:
    """What the guard of a table in the database allows or refuses otherwise, from state to state.

    The guard as it stands there is put onto a table of the test's own, which has a row in each
    state. `acting_in(role)` opens the context of somebody in that role alone, or of ITSELF.
    """
    names = [state.name for state in workflow.states]
    allowed = {
        (source, one.target, who)
        for one in expected.values()
        for source in one.sources
        for who in one.who
    }
    _trial_table(table, names)
    wrong: list[str] = []
    for who in [*(role.value for role in Role), ITSELF]:
        with acting_in(who):
            for before, after in product(names, names):
                done = before == after or _tried(before, after)
                if before != after and done is not ((before, after, who) in allowed):
                    wrong.append(f"{before} -> {after} as {who}: {'done' if done else 'refused'}")
    return wrong


def _trial_table(table: str, names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE trial (state text) ON COMMIT DROP")
        cursor.executemany("INSERT INTO trial VALUES (%s)", [[name] for name in names])
        asked = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s"
        cursor.execute(asked, [f"{table}_moves"])
        (said,) = cursor.fetchone() or ("",)
        cursor.execute(said.replace(f" ON public.{table} ", " ON trial "))


class _UndoneError(Exception):
    """Takes a move back that was tried."""


def _tried(before: str, after: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE trial SET state = %s WHERE state = %s", [after, before])
            raise _UndoneError
    except _UndoneError:
        return True
    except IntegrityError:
        return False


def _at(now: Situation, state: str) -> Situation:
    return Situation(
        state=state,
        roles=now.roles,
        party=now.party,
        account=now.account,
        by_itself=now.by_itself,
    )
