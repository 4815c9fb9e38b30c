"""Why a clock cannot be changed as asked: one class for each, one sentence with what to do next."""

from __future__ import annotations

from wayforward.core.clocks.rules import Length, State
from wayforward.core.rulesets.rules import Value


class ClockRefusedError(ValueError):
    """Something cannot be done with a clock."""


class NoSuchClockError(ClockRefusedError):
    """No clock of the own party has this reference."""

    def __init__(self, reference: str) -> None:
        """Says the same whether it is another party's or nobody's."""
        super().__init__(f"Your party has no clock {reference}.")


class NoPartyError(ClockRefusedError):
    """Whoever acts belongs to no party."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("This account belongs to no party, and clocks do: use one that does.")


class LengthMissingError(ClockRefusedError):
    """The length of this kind of clock is given by a decision, and none was given."""

    def __init__(self, kind: str) -> None:
        """Names the kind."""
        super().__init__(f"The length of a clock of the kind {kind} must be given.")


class LengthFixedError(ClockRefusedError):
    """The length of this kind of clock is that of its parameter."""

    def __init__(self, kind: str, parameter: str) -> None:
        """Names both."""
        super().__init__(
            f"The length of a clock of the kind {kind} is the parameter {parameter}: leave it out, "
            "or extend or shorten the clock with a reason."
        )


class LengthOutOfBoundsError(ClockRefusedError):
    """The length given is not one that the rule set allows."""

    must_be = "one of"

    def __init__(self, given: Length, allowed: Value) -> None:
        """Says what is allowed, with its source."""
        super().__init__(
            f"{given.amount} {given.unit.value.replace('_', ' ')} is not allowed: it must be "
            f"{self.must_be} {_said(allowed)}."
        )
        self.allowed = allowed


class LengthTooShortError(LengthOutOfBoundsError):
    """The length given is shorter than the rule set allows."""

    must_be = "at least"


class LengthTooLongError(LengthOutOfBoundsError):
    """The length given is longer than the rule set allows."""

    must_be = "at most"


def _said(value: Value) -> str:
    return f"{value.value} {value.unit.replace('_', ' ')} ({value.citation})"


class NotSuspendableError(ClockRefusedError):
    """This kind of clock never stands still."""

    def __init__(self, kind: str) -> None:
        """Names the kind."""
        super().__init__(f"A clock of the kind {kind} cannot be suspended.")


class AlreadySuspendedError(ClockRefusedError):
    """It is suspended for this reason already."""

    def __init__(self, reason: str) -> None:
        """Says what to do."""
        super().__init__(
            f"It is already suspended for {reason.replace('_', ' ')}: resume it first."
        )


class NotSuspendedError(ClockRefusedError):
    """It is not suspended (for this reason)."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("It is not suspended for that reason: there is nothing to resume.")


class DayInFutureError(ClockRefusedError):
    """What people do with a clock is recorded when it happens."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("That day has not come yet: record it on the day itself or afterwards.")


class SuspendedBeforeStartError(ClockRefusedError):
    """A suspension may not begin before the clock."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("A clock cannot have been suspended before the day that started it.")


class MetBeforeStartError(ClockRefusedError):
    """What a clock waits for cannot have been done before the event that started it."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("A clock cannot have been met before the day that started it.")


class ClockSettledError(ClockRefusedError):
    """The clock was met, cancelled or has run out."""

    def __init__(self, state: State) -> None:
        """Says what it is."""
        super().__init__(f"The clock is {state}: nothing can be changed in it any more.")
        self.state = state


class NotSettledError(ClockRefusedError):
    """Nobody has met or cancelled the clock."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("The clock was neither met nor cancelled: there is nothing to take back.")


class ChangedMeanwhileError(ClockRefusedError):
    """The clock was changed after whoever acts had looked at it."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("The clock was changed meanwhile: look at it again, then decide.")


class ExtendedTooFarError(ClockRefusedError):
    """All extensions together would be longer than the rule set allows."""

    def __init__(self, allowed: Value) -> None:
        """Says what is allowed, with its source."""
        super().__init__(f"It cannot be extended as far: at most {_said(allowed)}, all together.")
        self.allowed = allowed


class NothingToChangeError(ClockRefusedError):
    """An extension or a shortening of nothing."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("The length to extend or to shorten by must be more than nothing.")


class OtherPartysPersonError(ClockRefusedError):
    """The person is not in the care of the party."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("This person is not in the care of your party.")


class SensitiveUnstatedError(ClockRefusedError):
    """That a clock of this kind runs is sensitive, and no purpose or no reason was stated."""

    def __init__(self, kind: str) -> None:
        """Names the kind."""
        super().__init__(
            f"A clock of the kind {kind} is sensitive: act for a purpose of protection, with a "
            "reason."
        )


class NotYourPartyError(ClockRefusedError):
    """A party decides about its own working days alone."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("A party decides about its own working days alone.")


class DecisionIncompleteError(ClockRefusedError):
    """A decision about days says too little."""

    def __init__(self) -> None:
        """Says what is needed."""
        super().__init__(
            "A decision on a weekend names its days of the week; one on a day names first and last "
            "day, not more than a year apart; each has its citation."
        )
