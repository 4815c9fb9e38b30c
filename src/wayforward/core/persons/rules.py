"""Rules of judging whether two records are one person. Pure.

A score is never enough: one person judges, another confirms, and only then may records be merged.
"""

from __future__ import annotations

LONGEST_WORD = 80  # letters of one part of a name


class IdentityRefusedError(ValueError):
    """A step in adjudication that may not be taken; the message says what to do instead."""


class OnePersonOnlyError(IdentityRefusedError):
    """A record is compared with itself."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("These are one record already: choose two records.")


class ReasonMissingError(IdentityRefusedError):
    """A judgement or its undoing without a reason."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("Say why, so that the next reader can follow: a reason is needed.")


class SecondPersonNeededError(IdentityRefusedError):
    """Somebody confirms their own judgement."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("Nobody confirms their own judgement: ask another adjudicator.")


class ConfirmedAlreadyError(IdentityRefusedError):
    """A judgement that two people share is confirmed again."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("This judgement is confirmed already: judge anew to change it.")


class OutdatedError(IdentityRefusedError):
    """A judgement that a later one has replaced."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("There is a later judgement of these two records: go by that one.")


class NotOnePersonError(IdentityRefusedError):
    """Records to be merged that two people have not judged to be one person."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__(
            "Records are merged after one adjudicator judged them to be one person and another "
            "confirmed it: that is still missing."
        )


class MergedAlreadyError(IdentityRefusedError):
    """One of the records is merged into another."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__(
            "One of these records is merged already: undo that first, or use its head."
        )


class UndoneAlreadyError(IdentityRefusedError):
    """A merge is undone twice."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("This merge is undone already: nothing is left to do.")


class WrongPurposeError(IdentityRefusedError):
    """Adjudication for another purpose than identification."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("Records are compared for identification only: state that purpose.")


class NobodyJudgesError(IdentityRefusedError):
    """Work that runs by itself, or an account without a party, wants to decide about persons."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("Only an account of a party decides about persons: sign in as one.")


class NoNameError(IdentityRefusedError):
    """A name without a letter."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("A name needs at least one letter; leave it away where it is unknown.")


class LongNameError(IdentityRefusedError):
    """A word that is longer than any name."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__(
            f"A word of a name has at most {LONGEST_WORD} letters: put blanks between."
        )


class UnknownOriginError(IdentityRefusedError):
    """A province code that is not in data/provinces.yaml."""

    def __init__(self, province: str) -> None:
        """Names the remedy."""
        super().__init__(f"“{province}” is no province: give a code such as AF-KAB.")


def require_somebody(number: int | None) -> int:
    """The account or party that acts. Raises NobodyJudgesError where there is none."""
    if number is None:
        raise NobodyJudgesError
    return number


def in_order(one: int, other: int) -> tuple[int, int]:
    """Two records in the order a pair is kept in. Raises OnePersonOnlyError."""
    if one == other:
        raise OnePersonOnlyError
    return min(one, other), max(one, other)


def require_reason(reason: str) -> str:
    """The reason without blanks around it. Raises ReasonMissingError."""
    if not reason.strip():
        raise ReasonMissingError
    return reason.strip()


def may_confirm(*, judged_by: int, confirmer: int, confirmed: bool, latest: bool) -> None:
    """Do nothing, or say why this account may not confirm."""
    if confirmed:
        raise ConfirmedAlreadyError
    if not latest:
        raise OutdatedError
    if judged_by == confirmer:
        raise SecondPersonNeededError


def may_merge(*, agreed: bool, merged: bool) -> None:
    """Do nothing, or say why these two records may not be merged.

    `agreed`: the latest judgement is that they are one person, and a second person confirmed it.
    """
    if not agreed:
        raise NotOnePersonError
    if merged:
        raise MergedAlreadyError
