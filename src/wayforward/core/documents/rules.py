"""Which files may be kept, how they are named and what a scan means. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
MOST_UNPACKED = 200 * MEGABYTE  # of an office file: more is a bomb, not a letter

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
# Format characters may turn a name around, so that it seems to end in something else; the two
# joiners stay, for Dari and Pashto need them.
_JOINERS = frozenset("\u200c\u200d")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


class Scan(StrEnum):
    """What is known of a file's harmlessness."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"
    INFECTED = "infected"  # found by a later scan: nobody reads it any more
    MADE_HERE = "made_here"  # set by ourselves


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file we keep."""

    mime: str
    extension: str
    largest: int  # bytes


ALLOWED: dict[str, FileType] = {
    one.mime: one
    for one in (
        FileType("application/pdf", "pdf", 25 * MEGABYTE),
        FileType("image/jpeg", "jpg", 15 * MEGABYTE),
        FileType("image/png", "png", 15 * MEGABYTE),
        FileType("image/webp", "webp", 15 * MEGABYTE),
        FileType("image/tiff", "tif", 25 * MEGABYTE),
        FileType(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            15 * MEGABYTE,
        ),
        FileType(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            15 * MEGABYTE,
        ),
        FileType("application/vnd.oasis.opendocument.text", "odt", 15 * MEGABYTE),
        FileType("application/vnd.oasis.opendocument.spreadsheet", "ods", 15 * MEGABYTE),
        FileType("audio/mpeg", "mp3", 25 * MEGABYTE),
        FileType("audio/ogg", "ogg", 25 * MEGABYTE),
        FileType("audio/mp4", "m4a", 25 * MEGABYTE),
        FileType("text/csv", "csv", 5 * MEGABYTE),
        FileType("text/plain", "txt", 5 * MEGABYTE),
    )
}
LARGEST = max(one.largest for one in ALLOWED.values())


class FileRefusedError(ValueError):
    """A file is not kept, or not handed out; the message says why and what to do.

    `facts` are the values in it, for a sentence in another language (wording.py).
    """

    def __init__(self, said: str, **facts: str | float) -> None:
        """Keeps the values."""
        super().__init__(said)
        self.facts = facts


class TypeRefusedError(FileRefusedError):
    """A file is of a type we do not keep, or is not what it says it is."""


class CutOffError(FileRefusedError):
    """A PDF without its end."""


class BrokenFileError(FileRefusedError):
    """An office file that cannot be opened."""


class UnpacksTooMuchError(FileRefusedError):
    """An office file that unpacks to more than a document can need."""


class MacrosError(FileRefusedError):
    """An office file with programs in it."""


class TooLargeError(FileRefusedError):
    """A file is larger than its type may be."""


class EmptyFileError(FileRefusedError):
    """A file with nothing in it."""


class InfectedError(FileRefusedError):
    """The virus scanner found something in a file that came in: it is not kept."""


class ClosedForVirusError(FileRefusedError):
    """A later scan found something in a file: nobody reads it any more."""


class PersonNotHeldError(LookupError):
    """The person is in no file of this party."""

    def __init__(self) -> None:
        """Says the same whether another party has the person or nobody."""
        super().__init__("There is no such person in the care of this party: check the reference.")


class NotClosedEnoughError(ValueError):
    """Something about a person is kept as if it were about none."""

    def __init__(self) -> None:
        """Names the remedy."""
        super().__init__("What is about a person is kept as such, or as sensitive.")


class NotOpenForPurposeError(ValueError):
    """What is to be kept would be closed to whoever keeps it: the wall would refuse it."""

    def __init__(self) -> None:
        """Names the remedies."""
        super().__init__(
            "What you are here for does not open this: state another purpose, for sensitive data a "
            "reason as well, or keep it less closed."
        )


def check_size(size: int, kind: FileType) -> None:
    """Raise EmptyFileError or TooLargeError for a size in bytes that the type may not have."""
    if size == 0:
        raise EmptyFileError("The file is empty: choose it again.")
    if size > kind.largest:
        raise TooLargeError(
            f"The file has {size / MEGABYTE:.1f} MB, a .{kind.extension} may have "
            f"{kind.largest // MEGABYTE}: make it smaller, or send it in parts.",
            size=size / MEGABYTE,
            type=kind.extension,
            largest=kind.largest // MEGABYTE,
        )


def safe_name(given: str, kind: FileType) -> str:
    """A name that shows and saves everywhere as what it is, with the extension of its type.

    Folders, characters that a system forbids and those that turn a name around are taken out.
    """
    stem = given.replace("\\", "/").rsplit("/", 1)[-1]
    stem = unicodedata.normalize("NFC", stem)
    # What separates is made a space first: cut out, it would glue words together.
    stem = _FORBIDDEN.sub(" ", stem)
    stem = "".join(letter for letter in stem if _shows(letter))
    stem = re.sub(" +", " ", stem)
    stem = re.sub(rf"(?i)\.({kind.extension}|jpeg|tiff|mpga)$", "", stem.strip())
    stem = stem.strip(" ._-")[: LONGEST_NAME - len(kind.extension) - 1].strip(" .")
    if not any(letter.isalnum() for letter in stem) or stem.split(".")[0].lower() in _RESERVED:
        stem = "file"
    return f"{stem}.{kind.extension}"


def _shows(letter: str) -> bool:
    return letter in _JOINERS or not unicodedata.category(letter).startswith("C")


def readable(scan: Scan) -> bool:
    """Whether a file may be handed out."""
    return scan is not Scan.INFECTED
