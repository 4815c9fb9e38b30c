"""A text as one SMS. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from wayforward.core.language.sms import UCS2_ALONE, sms_parts, utf16_units
from wayforward.information.materials.refusals import NothingToSayError, SmsTooLongError


def one_message(wishes: Sequence[str]) -> str:
    """The first of the wordings that one message holds.

    Raises SmsTooLongError, which speaks of the last and shortest, or NothingToSayError.
    """
    given = [wish for wish in wishes if wish.strip()]
    if not given:
        raise NothingToSayError
    for wish in given:
        if sms_parts(wish) == 1:
            return wish
    raise SmsTooLongError(length=utf16_units(given[-1]), most=UCS2_ALONE)


def from_sentences(title: str, sentences: Sequence[str], address: str) -> list[str]:
    """Wordings to choose from, the fullest first: headline, whole sentences, where it stands."""
    said = [title, *sentences]
    whole = [" ".join(said[:count]) for count in range(len(said), 0, -1)]
    return [*(f"{one} {address}" for one in whole), title]
