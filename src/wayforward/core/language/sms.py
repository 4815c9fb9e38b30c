"""How long a text is as SMS: which alphabet it needs, and how many parts it is sent as. Pure.

3GPP TS 23.038, 6.2.1: the GSM alphabet takes one septet a character, its extension two; any other
letter makes the whole text UCS-2.
"""

from __future__ import annotations

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENSION = frozenset("^{}\\[~]|€")
# What one message holds, alone and as a part of several.
_GSM_ALONE, _GSM_PART = 160, 153
UCS2_ALONE, _UCS2_PART = 70, 67


def septets(text: str) -> int | None:
    """Its length in the GSM alphabet; None where a character is not in it."""
    if set(text) <= _GSM | _GSM_EXTENSION:
        return len(text) + sum(character in _GSM_EXTENSION for character in text)
    return None


def utf16_units(text: str) -> int:
    """Its length as UCS-2: a character beyond the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sms_parts(text: str) -> int:
    """How many messages a text is sent as, at least 1."""
    short = septets(text)
    if short is not None:
        return _parts(short, _GSM_ALONE, _GSM_PART)
    return _parts(utf16_units(text), UCS2_ALONE, _UCS2_PART)


def _parts(length: int, alone: int, part: int) -> int:
    return 1 if length <= alone else -(-length // part)
