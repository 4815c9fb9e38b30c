"""Named reads: looking at a record about a person is an event, with purpose and reason.

Screens and queries that show such a record wear `named_read`, or call `record_read`. Attempts that
were refused are events too. The digest of unusual access (rules.py) is made from both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from wayforward.core.access.context import acting, acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose
from wayforward.core.audit.actions import record
from wayforward.core.audit.models import Event
from wayforward.core.persons.models import Person

STREAM = "reads"
LOOK_UPS = "look-ups"  # whom somebody looked for; what was opened then is a read
READ, READ_SENSITIVE, REFUSED = "record read", "sensitive record read", "access refused"
P = ParamSpec("P")
T = TypeVar("T")


class ReasonMissingError(PermissionError):
    """A sensitive record is read for a reason that is said before; none was said."""


class PurposeNotAboutPersonsError(PermissionError):
    """Data about persons are not looked at for this purpose."""


def record_read(*, person: Person, what: str, sensitive: bool = False, **facts: Any) -> Event:
    """Tell the log that whoever acts looks at `what` about a person; call it before showing it.

    Purpose and reason are those of `acting_as`. Raises NotActingError, PurposeNotAboutPersonsError
    or, for a sensitive record, ReasonMissingError: then nothing may be shown.
    """
    one = acting()
    if one.purpose not in ABOUT_PERSONS:
        raise PurposeNotAboutPersonsError(
            f"Data about persons are not looked at for {one.purpose}: state another purpose."
        )
    if sensitive and not one.reason.strip():
        raise ReasonMissingError("Say why you need to read this record: the log keeps the reason.")
    return record(
        stream=STREAM, name=READ_SENSITIVE if sensitive else READ, subject=person.reference,
        actor=one.actor.name, record=what, **facts,
    )  # fmt: skip


def named_read(
    what: str, *, sensitive: bool = False
) -> Callable[[Callable[Concatenate[Person, P], T]], Callable[Concatenate[Person, P], T]]:
    """Have a query that shows a record about a person tell the log each time it is called.

    Event and reading are one transaction: what could not be told is not shown.
    """

    def decorate(
        query: Callable[Concatenate[Person, P], T],
    ) -> Callable[Concatenate[Person, P], T]:
        @wraps(query)
        def told(person: Person, /, *args: P.args, **kwargs: P.kwargs) -> T:
            with transaction.atomic():
                record_read(person=person, what=what, sensitive=sensitive)
                return query(person, *args, **kwargs)

        return told

    return decorate


def record_refusal(*, account: Account, permission: str, where: str, subject: str = "") -> Event:
    """Tell the log that an account wanted what it may not have.

    Call it after the refusal has ended its transaction. `where` names the page or action; `subject`
    is a person's reference where the attempt was about one.
    """
    facts = {"permission": permission, "where": where}
    name = account.user.get_username()
    if account.party is None:
        return _refusal(subject, name, account, facts)
    with acting_for(account.party, purpose=Purpose.AUDIT):
        return _refusal(subject, name, account, facts)


def _refusal(subject: str, name: str, account: Account, facts: dict[str, str]) -> Event:
    return record(
        stream=STREAM,
        name=REFUSED,
        subject=subject or name,
        actor=name,
        account=account.pk,
        **facts,
    )
