"""Everything that stands on a material, in words, as the templates in `print/` take it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from wayforward.core.language.digits import to_ascii
from wayforward.core.language.direction import is_right_to_left
from wayforward.core.language.tags import base_language
from wayforward.information.materials.codes import code_as_svg, typed
from wayforward.information.materials.texts import Contact, MaterialSource, MaterialText, Section
from wayforward.information.materials.words import day, marked, short_day, word

_PLAIN = ("said", "draft", "doubt_why", "scan", "or_type", "sources", "help", "free")


@dataclass(frozen=True, slots=True)
class _Source:
    publisher: str
    title: str
    lang: str
    rtl: bool
    address: str
    checked: str


def facts(text: MaterialText) -> dict[str, Any]:
    """A text that was fitted to its form, as JSON would hold it."""
    language = text.language
    return {
        "name": text.name,
        "title": marked(text.title, language),
        "rumour": _rumour(text),
        "sections": [_section(one, language) for one in text.sections],
        "sources": [asdict(_source(one, language)) for one in text.sources],
        "publishers": _publishers(text),
        "contacts": [_contact(one, language) for one in text.contacts],
        "publisher": marked(text.publisher, language),
        "address": text.address,
        "typed": typed(text.address),
        "code": code_as_svg(text.address),
        "compared": _compared(text),
        "made": word("made", language, day=short_day(text.made_on, language)),
        "doubt": _doubt(text),
        "draft": not text.signed,
        "words": {key: word(key, language) for key in _PLAIN},
    }


def _rumour(text: MaterialText) -> dict[str, str] | None:
    if text.rumour is None:
        return None
    quoted = f"«{text.rumour.said}»" if is_right_to_left(text.language) else f"“{text.rumour.said}”"
    return {"said": marked(quoted, text.language), "verdict": text.rumour.verdict}


def _section(one: Section, language: str) -> dict[str, Any]:
    said = [marked(sentence, language) for sentence in one.sentences]
    return {"heading": one.heading, "sentences": said, "steps": one.steps}


def _source(one: MaterialSource, language: str) -> _Source:
    checked = word("checked", language, day=day(one.checked, language)) if one.checked else ""
    return _Source(
        marked(one.publisher, language),
        one.title,
        base_language(one.language),
        is_right_to_left(one.language),
        typed(one.address),
        checked,
    )


def _publishers(text: MaterialText) -> str:
    """Who says so, each once, for forms without room for pages."""
    names = dict.fromkeys(marked(one.publisher, text.language) for one in text.sources)
    return " · ".join(list(names)[:3])


def _contact(one: Contact, language: str) -> dict[str, str]:
    """A number that the name says already is not said again."""
    phone = "" if one.phone in to_ascii(one.name) else one.phone
    return {"name": marked(one.name, language), "phone": phone, "address": typed(one.address)}


def _compared(text: MaterialText) -> str:
    if text.compared_on is None:
        return word("not_compared", text.language)
    return word("compared", text.language, day=day(text.compared_on, text.language))


def _doubt(text: MaterialText) -> str:
    """The sentence of the amber band; empty where nothing is in doubt."""
    if text.doubt is None:
        return ""
    return word("doubt", text.language, day=day(text.doubt, text.language))
