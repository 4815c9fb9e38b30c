"""Texts to pass on: for a messenger, and for SMS, where every part is paid for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# 3GPP TS 23.038: letters of the GSM alphabet, those that take two places, and what a message holds,
# alone and as a part of several. Any other letter makes the whole text UCS-2.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
_GSM_ALONE, _GSM_PART = 160, 153
_UCS2_ALONE, _UCS2_PART = 70, 67
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


def sms_parts(text: str) -> int:
    """How many messages a text is sent as, at least 1."""
    if all(sign in _GSM or sign in _GSM_TWICE for sign in text):
        return _parts(sum(2 if sign in _GSM_TWICE else 1 for sign in text), _GSM_ALONE, _GSM_PART)
    return _parts(len(text.encode("utf-16-le")) // 2, _UCS2_ALONE, _UCS2_PART)


def _parts(length: int, alone: int, part: int) -> int:
    return 1 if length <= alone else -(-length // part)
