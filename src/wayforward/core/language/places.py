"""Countries named in a text, in Dari, Pashto, English, German or French. Lists: `data/places.yaml`.

Words only: where a person is or comes from is never guessed.
"""

import re
from dataclasses import dataclass
from functools import cache

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.normalise import search_form, tokens
from wayforward.core.language.phrases import PhraseIndex

# Nearly everybody who asks is from there, so the word names the person, not the place asked about.
UNTOLD_PEOPLE = frozenset({"AF"})
# Dari plural, ezafe-yeh, object and possessive endings; Pashto oblique, plural and ablative ones.
PERSIAN_ENDINGS = ("ها", "های", "هایی", "ی", "یی", "را", "یها", "یهای", "یان", "یانی")
PASHTO_ENDINGS = ("ه", "ی", "ان", "انو", "یان", "یانو", "وال", "والو", "والا")
GERMAN_ENDINGS = ("e", "en", "er", "es", "em", "s")
FRENCH_ENDINGS = ("s", "es")
SHORTEST_WITH_ENDINGS = 4
# Words that an ending would turn a country into by accident.
NOT_PLACES = frozenset(
    search_form(word) for word in ("انگلیسی", "انګلیسي", "هندسه", "چینه", "مالتی")
)
# Beside these, German or آلمانی is a language, and which country is meant stays open.
LANGUAGE_WORDS = frozenset(
    search_form(word)
    for word in (
        "زبان", "لسان", "ژبه", "ژبې", "ژبو", "language", "languages", "translation", "speak",
        "speaking", "sprache", "deutschkurs", "sprechen", "langue", "parler", "ترجمه", "ژباړه",
    )
)  # fmt: skip
LANGUAGE_WINDOW = 2
CASED_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """What a form stands for: ISO 3166-1 code (EU for the region) and how it is named.

    `kind` is name, people, city or region.
    """

    code: str
    kind: str


def countries(text: str) -> tuple[str, ...]:
    """Return the ISO codes of the countries that `text` names, in order, each once.

    A city or a people counts for its country. Left out: regions, and Afghan for a person (see
    `places`). United Kingdom is GB, Kosovo XK.
    """
    found = (place for place in places(text) if place.kind != "region")
    told = (p.code for p in found if not (p.kind == "people" and p.code in UNTOLD_PEOPLE))
    return tuple(dict.fromkeys(told))


def places(text: str) -> tuple[Place, ...]:
    """Return every place that `text` names, in order; the longest form wins where two overlap."""
    words = tokens(text)
    found = [
        (at, place)
        for at, place in _index().find(text)
        if not (place.kind == "people" and _beside_language_word(words, at))
    ]
    cased = _cased_forms()
    for match in CASED_WORD.finditer(text):
        if place := cased.get(match.group()):
            found.append((len(tokens(text[: match.start()])), place))
    return tuple(place for _, place in sorted(found, key=lambda item: item[0]))


def _beside_language_word(words: list[str], at: int) -> bool:
    near = words[max(0, at - LANGUAGE_WINDOW) : at + LANGUAGE_WINDOW + 1]
    return not LANGUAGE_WORDS.isdisjoint(near)


def place_name(code: str, language: str) -> str:
    """What a country is called in a language (fa-af, ps, en, de, fr); the code where unknown."""
    entry = load_yaml("places")["countries"].get(code)
    names = entry["names"].get(language.split("-")[0]) if entry else None
    return str(names[0]) if names else code


@cache
def _cased_forms() -> dict[str, Place]:
    entries = load_yaml("places")["countries"]
    return {
        form: Place(code, "name")
        for code, entry in entries.items()
        for form in entry.get("cased", ())
    }


@cache
def _index() -> PhraseIndex[Place]:
    forms: dict[str, Place] = {}
    derived: dict[str, Place] = {}
    for code, entry in load_yaml("places")["countries"].items():
        for kind, language, form in _listed(entry):
            folded, place = search_form(form), Place(code, kind)
            forms.setdefault(folded, place)
            for variant in _inflected(folded, language, kind):
                derived.setdefault(variant, place)
    for code, entry in load_yaml("places")["regions"].items():
        forms.update((search_form(form), Place(code, "region")) for form in entry["names"])
    accidental = {form: place for form, place in derived.items() if form not in NOT_PLACES}
    return PhraseIndex(accidental | forms)


def _listed(entry: dict[str, dict[str, list[str]]]) -> list[tuple[str, str, str]]:
    """Return (kind, language, form) of every form of one country, names first."""
    listed = [("name", language, f) for language, fs in entry["names"].items() for f in fs]
    listed += [("city", "fa", form) for form in entry["cities"]]
    return listed + [("people", lang, f) for lang, fs in entry["people"].items() for f in fs]


def _inflected(form: str, language: str, kind: str) -> list[str]:
    """Return the forms a name takes in a sentence."""
    if kind == "city" or len(form) < SHORTEST_WITH_ENDINGS:
        return []
    if form.isascii():
        endings: tuple[str, ...] = GERMAN_ENDINGS if language == "de" and kind == "people" else ()
        endings = FRENCH_ENDINGS if language == "fr" and kind == "people" else endings
        return [form + ending for ending in endings]
    return [form + e for e in (PASHTO_ENDINGS if language == "ps" else PERSIAN_ENDINGS)]
