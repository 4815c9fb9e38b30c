"""The words of the site: every text translated in both languages, compiled, and fit to stand in."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from wayforward.conf import REPOSITORY

LANGUAGES = ("fa_AF", "ps")
# Words of Iranian usage that a Dari reader would stumble over.
IRANIAN = ("دانشگاه", "دانشجو", "بهداشت", "درمان", "شماره تلفن", "رایانه", "پرونده", "گذرنامه")


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    path = REPOSITORY / "scripts" / "compile_messages.py"
    spec = importlib.util.spec_from_file_location("compile_messages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pairs(messages: ModuleType, language: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for message in messages.read(language):
        if message.id:
            many = isinstance(message.id, tuple)
            pairs += (
                zip(message.id, message.string, strict=True)
                if many
                else [(message.id, message.string)]
            )
    return pairs


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_every_text_is_translated_and_compiled(messages, language) -> None:
    assert messages.shortfalls(language, messages.collect()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_translation_keeps_markup_and_placeholders(messages, language) -> None:
    for original, translated in _pairs(messages, language):
        placeholders = re.compile(r"%\(\w+\)s|</?\w+[^>]*>")
        wanted = set(placeholders.findall(original)) - {"%(count)s"}
        assert wanted <= set(placeholders.findall(translated)), original


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_use_the_letters_of_their_language(messages, language) -> None:
    arabic_forms = "كىة" if language == "fa_AF" else "ك"
    for _original, translated in _pairs(messages, language):
        assert re.search(r"[\u0600-\u06ff]", translated)
        assert not set(translated) & set(arabic_forms), translated
        assert "ي" not in translated or language == "ps", translated


def test_messages_in_dari_are_not_iranian(messages) -> None:
    for _original, translated in _pairs(messages, "fa_AF"):
        assert not [word for word in IRANIAN if word in translated], translated


def test_messages_in_pashto_and_dari_differ(messages) -> None:
    dari = dict(_pairs(messages, "fa_AF"))
    same = [o for o, t in _pairs(messages, "ps") if t == dari[o] and len(t.split()) > 2]

    assert same == []


def test_fonts_have_every_letter_of_both_languages_named_in_the_style(messages) -> None:
    style = Path(REPOSITORY / "src/wayforward/site/static/site/site.css").read_text()
    letters = {
        c
        for lang in LANGUAGES
        for _o, t in _pairs(messages, lang)
        for c in t
        if "\u0600" <= c < "\u2000"
    }
    ranges = [
        (int(low, 16), int(high or low, 16))
        for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", style)
    ]

    missing = {c for c in letters if not any(low <= ord(c) <= high for low, high in ranges)}

    assert missing == set()
