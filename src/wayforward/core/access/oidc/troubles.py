"""Why nobody was signed in, in words for the reader. What went wrong with the server is logged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy


@dataclass(frozen=True, slots=True)
class Words:
    """A heading, one sentence that says what to do, and the status of the page."""

    title: Promise
    sentence: Promise
    status: int


class Trouble(Enum):
    """Every end of the way that is no sign-in."""

    CANCELLED = Words(
        lazy("You did not sign in"),
        lazy("The sign-in at your organisation was cancelled; nothing was passed on."),
        200,
    )
    NOT_BEGUN = Words(
        lazy("Please begin again"),
        lazy(
            "This sign-in was not begun in this browser, took longer than ten minutes, or was"
            " used already: begin again on the sign-in page."
        ),
        400,
    )
    UNKNOWN = Words(
        lazy("No account is tied to you"),
        lazy(
            "Your organisation knows you, but no account of the desk is tied to you there: ask the"
            " operator, if you need one for your work."
        ),
        403,
    )
    UNTRUSTED = Words(
        lazy("Your organisation's answer could not be verified"),
        lazy(
            "Nobody was signed in, because the answer of your organisation's server was not as it"
            " must be: tell the operator, and sign in with your password or passkey meanwhile."
        ),
        502,
    )
    SILENT = Words(
        lazy("Your organisation's server does not answer"),
        lazy("Try again in a minute, or sign in with your password or passkey."),
        504,
    )
