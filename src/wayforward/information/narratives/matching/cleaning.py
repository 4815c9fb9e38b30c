"""A report as it is compared: without what messengers put around what is said. Pure.

Dari and Pashto typed with Latin letters are put into their own script. For finding only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wayforward.core.language.detection import detect
from wayforward.core.language.romanised import to_own_script

_LINK = re.compile(r"(?:https?://|h..ps?://|www\.|pic\.twitter\.com/|t\.(?:co|me)/)\S+", re.I)
_FORWARDED = re.compile(r"^\s*(?:RT\b|FW:|Forwarded(?: many times)?:?)\s*", re.I)
# The line under a quoted post: a dash, who wrote it, an account in brackets, perhaps a day.
_SIGNED = re.compile(r"\s[—–-]{1,2}\s[^—–\n]{1,60}\(@\w{1,30}\).{0,30}$")
_ACCOUNT = re.compile(r"@\w{1,30}:?")
_TAG = re.compile(r"#(\w+)")
_INNER_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells: `said` in its own script; `language` as detected, None where unsure."""

    said: str
    language: str | None


def told(report: str) -> Told:
    """A report ready to be compared."""
    said = without_wrapping(report)
    found = detect(said)
    if found.romanised and found.language is not None:
        return Told(to_own_script(said, found.language), found.language)
    return Told(said, found.language)


def without_wrapping(report: str) -> str:
    """The text without links, accounts and marks of forwarding; a tag becomes its words.

    Where nothing else is left the report stays as it is.
    """
    text = " ".join(report.split())
    while (bare := _unwrapped(text)) != text and any(map(str.isalnum, bare)):
        text = bare  # a report that was passed on twice is wrapped twice
    return text


def _unwrapped(text: str) -> str:
    bare = _SIGNED.sub(" ", _LINK.sub(" ", text))
    bare = _ACCOUNT.sub(" ", _FORWARDED.sub("", bare))
    return " ".join(_TAG.sub(_words_of_tag, bare).split())


def _words_of_tag(tag: re.Match[str]) -> str:
    return _INNER_CAPITAL.sub(" ", tag.group(1).replace("_", " "))
