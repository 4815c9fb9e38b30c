"""What somebody sent with an address or a form, read so that rubbish is refused.

For single values beside a form; what has a form of its own is cleaned there.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict

Kind = TypeVar("Kind", bound=Enum)
_MOST_DIGITS = 18  # that every number of a row fits into


def whole_number(sent: QueryDict, name: str, *, otherwise: int | None = None) -> int:
    """The number sent under a name, from nought on, in digits 0-9.

    What is none, or not there, is `otherwise`; without that it raises BadRequest, which the site
    shows as a page of its own.
    """
    given = sent.get(name, "")
    if given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS:
        return int(given)
    if otherwise is None:
        raise BadRequest(f"{name} is no number.")
    return otherwise


def chosen(kind: type[Kind], given: str) -> Kind:
    """The one of a closed set that was chosen. Raises BadRequest for what is none of it."""
    try:
        return kind(given)
    except ValueError:
        raise BadRequest(f"{given!r} is no {kind.__name__}.") from None


def refuse_unstorable(request: HttpRequest) -> None:
    """Raise BadRequest for NUL, which no keyboard writes and the database cannot keep."""
    for sent in (request.GET, request.POST):
        if any("\x00" in value for _name, values in sent.lists() for value in values):
            raise BadRequest("NUL in what was sent.")
