"""Why a verb of measuring was refused: one class each, one sentence for readers."""

from __future__ import annotations

from collections.abc import Sequence

from wayforward.information.campaigns.measuring.rules import Fault


class MeasuringError(ValueError):
    """Something about measuring was refused; nothing was written."""


class NotThereError(MeasuringError):
    """What was asked for is not there, or was withdrawn."""

    def __init__(self, what: str) -> None:
        """Names it."""
        super().__init__(f"{what} is not there, or was withdrawn: load the page again.")


class WrongSpanError(MeasuringError):
    """A reach or its days run backwards."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("The least comes before the most, and the first day before the last.")


class OutsideError(MeasuringError):
    """Days lie outside the placement, or are still to come."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("These days lie outside the placement or are still to come.")


class NobodySaysError(MeasuringError):
    """A reach that nobody stands for."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("Write down who says so: a station, an office, a survey.")


class NoReasonError(MeasuringError):
    """What was counted is not taken back without a word."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("A reason must be written down.")


class NoPlaceError(MeasuringError):
    """A place that is neither a province nor a district."""

    def __init__(self, place: str) -> None:
        """Names it."""
        super().__init__(f"{place!r} is neither a province such as AF-HER nor a known district.")


class TakenError(MeasuringError):
    """There is one of these already."""

    def __init__(self, what: str) -> None:
        """Names it."""
        super().__init__(f"{what} is there already.")


class AnsweredError(MeasuringError):
    """What people have answered keeps its words and its place."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__(
            "People have answered this already, so it stays as it is: withdraw it and make another."
        )


class FaultyQuestionError(MeasuringError):
    """A question that cannot be asked; `faults` says why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keeps the faults, as keys of wording."""
        super().__init__(", ".join(faults))
        self.faults = tuple(faults)


class NoSuchAnswerError(MeasuringError):
    """The question has no such answer."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("Choose one of the answers.")


class BelowNoughtError(MeasuringError):
    """More would be taken back than was counted."""

    def __init__(self, there: int) -> None:
        """Says how many there are."""
        super().__init__(f"Only {there} such answers are counted: take back no more.")


class ReadBeforeError(MeasuringError):
    """The same file was read already."""

    def __init__(self, when: str) -> None:
        """Says when."""
        super().__init__(f"This very file was read on {when}: its answers are counted already.")


class AnswerFileError(MeasuringError):
    """The file as a whole cannot be read; the sentence says why and what to do."""
