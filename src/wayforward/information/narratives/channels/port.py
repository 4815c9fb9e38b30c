"""What every messenger looks like from inside: messages that come, replies that go.

A chat's address lives in a `Message` for as long as it is answered, and nowhere else: it is in no
`repr`, no error and no log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.rules import Channel as ToldOn

LARGEST_BODY = 256 * 1024  # bytes of one delivery
LONGEST_REPLY = 4000  # characters; Telegram and WhatsApp take 4096
# How JSON fails that is not what a messenger documents, whoever wrote it.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


class Kind(StrEnum):
    """What a message is to us."""

    TEXT = "text"
    START = "start"  # somebody opens the chat
    UNREADABLE = "unreadable"  # voice, picture, file: there is no text in it
    ADDED = "added"  # somebody put us into a group


@dataclass(frozen=True, slots=True)
class Message:
    """A message for as long as it is answered. `delivery` is the same where it is sent again."""

    kind: Kind
    delivery: str = field(repr=False)
    chat: str = field(repr=False)
    text: str = field(default="", repr=False)
    group: bool = False
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; with `leave` we leave the group after saying it."""

    text: str
    leave: bool = False


class UnreadableDeliveryError(ValueError):
    """What was delivered is not what the messenger documents."""


class NotSentError(RuntimeError):
    """A reply did not go out; says the messenger and its status, never the chat."""

    def __init__(self, messenger: str, what: str, *, closed: bool = False) -> None:
        """Names the messenger and what it said; `closed`: the chat takes nothing from us."""
        self.closed = closed
        super().__init__(f"{messenger} did not take a reply ({what}).")


class Messenger(Protocol):
    """A messenger: whether a delivery is genuine, what it says, how a reply goes out."""

    intake: Intake
    told_on: ToldOn
    may_write_first: bool  # long after somebody wrote to us

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the messenger itself sent it; compared in constant time."""
        ...

    def read(self, body: bytes) -> list[Message]:
        """The messages of a delivery that are ours to answer. Raises UnreadableDeliveryError."""
        ...

    def send(self, chat: str, text: str) -> None:
        """Send a reply. Raises NotSentError."""
        ...

    def leave(self, chat: str) -> None:
        """Leave a group, where the messenger lets us. Raises NotSentError."""
        ...
