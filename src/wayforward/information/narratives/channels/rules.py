"""How we behave in a chat: which words agree and which stop, in which language we answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wayforward.core.language.detection import detect
from wayforward.core.language.normalise import search_form
from wayforward.core.language.tags import base_language

_AGREE = {
    "en": ("yes", "y", "ok", "okay", "agree", "i agree"),
    "fa-af": (
        "بلی",
        "بله",
        "آری",
        "هان",
        "موافقم",
        "قبول دارم",
        "درست است",
        "قبول",
        "bale",
        "bali",
    ),
    "ps": ("هو", "هوکې", "موافق یم", "منم", "سمه ده", "قبول", "ho"),
}
_STOP = {
    "en": ("stop", "end", "unsubscribe", "cancel", "quit", "/stop"),
    "fa-af": ("بس", "بس است", "توقف", "لغو", "قطع", "ختم"),
    "ps": ("بس", "بس دی", "ودروه", "بند", "بند یې کړه"),
}
# "TELL 17", as it is offered beneath an answer.
_FOLLOW_WORDS = {"tell": "en", "خبر": "fa-af", "خبرتیا": "ps"}
_FOLLOW = re.compile(rf"(?P<word>{'|'.join(_FOLLOW_WORDS)})\s*(?P<number>\d{{1,9}})")
_LANGUAGES = {"fa": "fa-af", "ps": "ps", "en": "en"}


def _languages(words: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Word as search has it -> the languages it belongs to."""
    found: dict[str, list[str]] = {}
    for language, some in words.items():
        for word in some:
            found.setdefault(search_form(word), []).append(language)
    return found


_AGREED_IN, _STOPPED_IN = _languages(_AGREE), _languages(_STOP)


def agrees(text: str) -> bool:
    """Whether a message is the word that agrees, and nothing more."""
    return _bare(text) in _AGREED_IN


def stops(text: str) -> bool:
    """Whether a message is the word that ends it, and nothing more."""
    return _bare(text) in _STOPPED_IN


def follows(text: str) -> int | None:
    """The number of the claim whose changes somebody asks to be told; None for anything else."""
    found = _FOLLOW.fullmatch(_bare(text))
    return int(found["number"]) if found else None


def _bare(text: str) -> str:
    return search_form(text).strip(" .!,؟?\"'")


def language_of(text: str) -> str:
    """Which of our languages to answer in; empty where it cannot honestly be told: then in all.

    One word tells no detector much: those of ours are told by whose they are.
    """
    word = _bare(text)
    if found := _FOLLOW.fullmatch(word):
        return _FOLLOW_WORDS[found["word"]]
    if languages := _AGREED_IN.get(word) or _STOPPED_IN.get(word):
        return languages[0] if len(languages) == 1 else ""
    told = detect(text).language
    return _LANGUAGES.get(base_language(told), "") if told else ""
