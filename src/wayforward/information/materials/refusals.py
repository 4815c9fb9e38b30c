"""Why a text cannot be set in a form: one class a reason, one sentence for the reader. Pure.

`message` holds places in braces and goes through the catalogues in `wording.py`.
"""

from __future__ import annotations

from typing import ClassVar


class MaterialRefusalError(ValueError):
    """A form cannot hold a text as it stands; nothing was set."""

    message: ClassVar[str] = ""

    def __init__(self, **facts: int | str) -> None:
        """`facts` fill the places of the message."""
        self.facts = facts
        super().__init__(self.message.format(**facts))


class TitleTooLongError(MaterialRefusalError):
    """The headline alone is more than the form holds."""

    message = (
        "The headline has {length} characters and this form holds {most}: shorten it, "
        "or take a larger form."
    )


class RumourTooLongError(MaterialRefusalError):
    """What is being said is more than the form holds."""

    message = (
        "What is being said has {length} characters and this form holds {most}: shorten it, "
        "or take a larger form."
    )


class AddressTooLongError(MaterialRefusalError):
    """A code of this address would be too fine to be read from paper."""

    message = (
        "The address has {length} characters and a code that phones can read holds {most}: "
        "use a short address."
    )


class NothingFitsError(MaterialRefusalError):
    """Beside the headline not one whole sentence has room."""

    message = (
        "Not one whole sentence has room beside the headline: shorten the first sentence to "
        "{most} characters, or take a larger form."
    )


class NothingToSayError(MaterialRefusalError):
    """There is a headline and nothing else."""

    message = "The text has no sentence: write at least one."


class SmsTooLongError(MaterialRefusalError):
    """Not one whole sentence fits one message."""

    message = (
        "The message needs {length} characters and one SMS in this script holds {most}: "
        "write a shorter one."
    )


class RadioTooLongError(MaterialRefusalError):
    """Read aloud it takes longer than a spot lasts."""

    message = "Read aloud this takes {length} seconds and a spot has {most}: shorten it."


class PageFullError(MaterialRefusalError):
    """At the smallest size that is readable it still runs over its pages."""

    message = "The text runs over its pages at the smallest readable size: shorten it."
