"""What the law lets go of a file on, and what holds it back. Pure."""

from __future__ import annotations

from enum import StrEnum


class ErasureGround(StrEnum):
    """The legal ground on which a file is erased."""

    ASKED_FOR = "asked_for"  # GDPR Art. 17(1): the person asked, and the right applies
    RETENTION = "retention"  # GDPR Art. 5(1)(e): the time it may be kept is over


CITATIONS = {
    ErasureGround.ASKED_FOR: "GDPR Art. 17(1)",
    ErasureGround.RETENTION: "GDPR Art. 5(1)(e)",
}


class Rests(StrEnum):
    """What rests on a file and would be proved by nothing without it."""

    LETTER = "letter"  # one that was issued and not withdrawn
    CONSENT = "consent"  # one that stands, or that something was disclosed on (GDPR Art. 7(1))


class StillRestsError(ValueError):
    """Something rests on the file: `rests` says what."""

    def __init__(self, rests: Rests) -> None:
        """Names the remedy, where there is one."""
        super().__init__(_STILL_RESTS[rests])
        self.rests = rests


class NoReasonError(ValueError):
    """An erasure needs a reason."""

    def __init__(self) -> None:
        """Says what it is for."""
        super().__init__("Say why the file is erased: the log keeps the reason.")


class NotForErasureError(ValueError):
    """Nobody said that it is for data protection, and why: what rests may be closed to them."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("Files are erased for data protection: state that purpose, and a reason.")


_STILL_RESTS = {
    Rests.LETTER: "A letter in force rests on this file: withdraw the letter first.",
    Rests.CONSENT: "It proves a consent that stands or that something was disclosed on: it stays "
    "as long as the consent must be provable (GDPR Art. 7(1)).",
}


def check_erasure(*, reason: str, letter_in_force: bool, consent_rests: bool) -> None:
    """Nothing, or NoReasonError or StillRestsError."""
    if not reason.strip():
        raise NoReasonError
    if letter_in_force:
        raise StillRestsError(Rests.LETTER)
    if consent_rests:
        raise StillRestsError(Rests.CONSENT)
