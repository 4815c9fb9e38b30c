"""An activity as kept in the database and back: plain JSON, checked when it is read.

Money stands in rows of its own. Telephones and e-mail addresses stay in the file: many are those
of one person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from wayforward.information.projects.activities import (
    Activity,
    Budget,
    PlannedDisbursement,
    Transaction,
)

_SHOWN_PROBLEMS = 50
_MONEY = Budget | PlannedDisbursement | Transaction


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def pack(activity: Activity) -> dict[str, Any]:
    """What is kept of an activity beside its money, as JSON; at most 50 of its problems."""
    contacts = (replace(one, telephones=(), emails=()) for one in activity.contacts)
    kept = replace(
        activity,
        budgets=(),
        planned=(),
        transactions=(),
        contacts=tuple(one for one in contacts if one.organisations or one.websites),
        problems=activity.problems[:_SHOWN_PROBLEMS],
    )
    return _json(Activity, kept)


def unpack(
    packed: dict[str, Any],
    budgets: Sequence[dict[str, Any]] = (),
    planned: Sequence[dict[str, Any]] = (),
    transactions: Sequence[dict[str, Any]] = (),
) -> Activity:
    """The activity as kept, with the money handed in."""
    activity: Activity = _adapter(Activity).validate_python(packed)
    return replace(
        activity,
        budgets=tuple(_adapter(Budget).validate_python(one) for one in budgets),
        planned=tuple(_adapter(PlannedDisbursement).validate_python(one) for one in planned),
        transactions=tuple(_adapter(Transaction).validate_python(one) for one in transactions),
    )


def pack_money(money: _MONEY) -> dict[str, Any]:
    """A budget, plan or transaction as JSON; amounts are text, so that no digit is lost."""
    return _json(type(money), money)


def digest(*parts: Any) -> str:
    """By which a change of what is kept is told; equal for equal JSON."""
    written = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _json(kind: Any, value: Any) -> dict[str, Any]:
    packed: dict[str, Any] = _adapter(kind).dump_python(value, mode="json")
    return packed
