"""Why a short link cannot be had, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from wayforward.information.campaigns.links.actions import (
    LinkedAlreadyError,
    LinkError,
    NoReasonError,
    NoSuchLinkError,
    NoSuchPlacementError,
    NotInThatStateError,
)

_REFUSALS: dict[type[LinkError], object] = {
    NoSuchPlacementError: lazy("This placement is not there, was withdrawn, or has a code."),
    NoSuchLinkError: lazy("There is no such code."),
    LinkedAlreadyError: lazy("This placement has a code: withdraw it before another one."),
    NoReasonError: lazy("A reason must be written down."),
    NotInThatStateError: lazy("It is not there, or somebody withdrew it or put it back meanwhile."),
}


def refusal_in_words(refusal: LinkError) -> str:
    """Why something was refused and what to do."""
    return str(_REFUSALS.get(type(refusal), refusal))
