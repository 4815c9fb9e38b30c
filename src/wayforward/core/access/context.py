"""Acting as somebody: opens the transaction and tells the database who looks, and what for.

Row-level policies read what is set here (sql/acting.sql). Without it no walled row is visible; it
ends with the transaction, so that a connection never carries one reader's rights to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from wayforward.core.access.duties import duties
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import ITSELF, Actor, Role
from wayforward.core.access.segregation import check_purpose
from wayforward.core.parties.models import Party

_SET = "SELECT " + ", ".join(
    f"set_config('wayforward.{name}', %s, true)"
    for name in ("account", "party", "roles", "purpose", "reason")
)


class NotActingError(PermissionError):
    """Somebody wanted to work on walled data without saying who they are and what for."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, for which party, in which roles, and what for."""

    actor: Actor
    party: int | None
    purpose: Purpose
    reason: str = ""
    account: int | None = None

    @property
    def holder(self) -> int:
        """The party acted for, which holds what is written. Raises NotActingError without one."""
        if self.party is None:
            raise NotActingError("This account acts for no party.")
        return self.party

    def settings(self) -> list[str]:
        """As the database is told, in the order of _SET."""
        roles = ",".join(sorted(self.actor.roles))
        numbers = ("" if one is None else str(one) for one in (self.account, self.party))
        return [*numbers, roles, self.purpose.value, self.reason]


_NOBODY = ["", "", "", "", ""]
_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting() -> Acting:
    """Who acts now. Raises NotActingError outside `acting_as`."""
    found = _current.get()
    if found is None:
        raise NotActingError("Nobody acts here: open `acting_as(account, purpose=...)` first.")
    return found


@contextmanager
def acting_as(account: Account, *, purpose: Purpose, reason: str = "") -> Iterator[Acting]:
    """Act as an account for its party, in one transaction.

    Raises NotActingError for a closed account and PurposeNotForRoleError where no role of it looks
    at data for that. A sensitive read needs a `reason` as well.
    """
    if account.closed_at is not None:
        raise NotActingError("This account is closed.")
    check_purpose(duties(), account.held, purpose)
    actor = Actor(account.user.get_username(), account.held)
    with _as(Acting(actor, account.party_id, purpose, reason, account.pk)) as found:
        yield found


@contextmanager
def acting_for(
    party: Party,
    *,
    purpose: Purpose = Purpose.SWEEP,
    roles: Iterable[Role] = (),
    reason: str = "",
) -> Iterator[Acting]:
    """Act by itself for one party, as scheduled work does: party after party, never for all."""
    actor = Actor(ITSELF.name, frozenset(roles))
    with _as(Acting(actor, party.pk, purpose, reason)) as found:
        yield found


@contextmanager
def _as(one: Acting) -> Iterator[Acting]:
    before = _current.get()
    with transaction.atomic():
        _tell(one.settings())
        token = _current.set(one)
        try:
            yield one
        finally:
            _current.reset(token)
        # After an error the rollback takes the settings back by itself.
        _tell(before.settings() if before else _NOBODY)


def _tell(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)
