"""Texts to pass on: for a messenger, and for SMS, where every part is paid for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wayforward.core.language.sms import sms_parts

MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Sms:
    """A text for SMS and how many parts it is sent and paid as."""

    text: str
    parts: int


def share_text(question: str, answer: Sequence[str], address: str, *, longest: int = 600) -> str:
    """A text to pass on in a message: question, as many whole sentences as fit, where it stands.

    `longest` counts characters; an address is never cut.
    """
    said = question
    for sentence in answer:
        if len(said) + len(sentence) + len(address) + 2 > longest:
            break
        said = f"{said}\n{sentence}" if said != question else f"{question}\n\n{sentence}"
    return f"{said}\n\n{address}"


def sms(question: str, answer: Sequence[str], address: str, *, most_parts: int = MOST_PARTS) -> Sms:
    """As many whole sentences of the answer as `most_parts` hold, and where it stands.

    Where not even the first fits: the question and the address, in as many parts as they need.
    """
    fitting = [
        text
        for count in range(len(answer), 0, -1)
        for text in [" ".join((*answer[:count], address))]
        if sms_parts(text) <= most_parts
    ]
    text = fitting[0] if fitting else f"{question} {address}"
    return Sms(text, sms_parts(text))
