"""What a key of a closed set is called, and languages; other words stand with their subjects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from wayforward.core.language.tags import base_language

LANGUAGES = {
    "fa": lazy("Dari (Persian)"),
    "ps": lazy("Pashto"),
    "en": lazy("English"),
    "ar": lazy("Arabic"),
    "bg": lazy("Bulgarian"),
    "da": lazy("Danish"),
    "de": lazy("German"),
    "el": lazy("Greek"),
    "es": lazy("Spanish"),
    "fi": lazy("Finnish"),
    "fr": lazy("French"),
    "it": lazy("Italian"),
    "nl": lazy("Dutch"),
    "no": lazy("Norwegian"),
    "pl": lazy("Polish"),
    "ru": lazy("Russian"),
    "sv": lazy("Swedish"),
    "tk": lazy("Turkmen"),
    "tr": lazy("Turkish"),
    "uk": lazy("Ukrainian"),
    "ur": lazy("Urdu"),
    "uz": lazy("Uzbek"),
}


def in_words(words: Mapping[Any, object], key: str) -> str:
    """The words for a key, in the language of the moment; the key itself where there are none."""
    return str(words.get(key, key))


def language_name(code: str) -> str:
    """The language's name for the present reader; the bare code where we have no name."""
    return str(LANGUAGES.get(base_language(code), code))
