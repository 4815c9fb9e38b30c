"""What the tests of reviewed data share: where it lies, its languages, its marks of script."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "src" / "wayforward" / "data"
LANGUAGES = ("en", "fa-af", "ps")
_TOPICS = """
asylum procedures appeal family children work study health housing benefits legal-routes return
reintegration smuggling-safety trafficking documents statelessness development-projects
data-protection rights
"""
_COUNTRIES = """
EU AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK
AF IR PK TR TJ UZ TM GB
"""
TOPICS = frozenset(_TOPICS.split())
COUNTRIES = frozenset(_COUNTRIES.split())

_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_ADDRESS = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
_PASHTO_ONLY = re.compile(r"[ټډړږښځڅڼېۍګ]")
_PASHTO_IN_DARI = re.compile(r"څارنوال")  # an office whose Pashto name is the official Dari one
_ARABIC_KEYBOARD = re.compile(r"[يكةى]")
# Common in Iran, not in Afghanistan; the Dari word stands in the glossary.
_IRANIAN = re.compile(
    r"دانشجو|دانشگاه|بیمارستان|پزشک|دادگاه|گذرنامه|هواپیما|بهداشت|دانش‌آموز|بلیت|بلیط|"
    r"پلیس|تلفن|خودرو|آمبولانس|فرودگاه|شهرداری|استانداری|درمانگاه|مدرسه|تجدیدنظر"
)


@cache
def load(name: str) -> Any:
    """The content of one reviewed YAML file below the data folder."""
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def problems_of_text(text: str, language: str) -> list[str]:
    """What is wrong with the script or the variety of one text; empty when nothing is."""
    if language == "en":
        return ["Arabic script in English"] if _ARABIC_SCRIPT.search(text) else []
    plain = _ADDRESS.sub("", text)
    found = [] if _ARABIC_SCRIPT.search(plain) else ["no Arabic script"]
    if _LATIN_WORD.search(plain):
        found.append("a Latin word")
    if language == "fa-af":
        found += ["a Pashto letter"] if _PASHTO_ONLY.search(_PASHTO_IN_DARI.sub("", plain)) else []
        found += ["an Arabic-keyboard letter"] if _ARABIC_KEYBOARD.search(plain) else []
        found += ["an Iranian word"] if _IRANIAN.search(plain) else []
    elif "ك" in plain or "گ" in plain:
        found.append("a letter Pashto does not write")
    return found


def problems_of_texts(texts: Any, *, where: str) -> list[str]:
    """Missing languages and wrong scripts of one text given in the three languages."""
    if not isinstance(texts, dict):
        return [f"{where}: not a mapping of languages"]
    found = [f"{where}: languages {sorted(texts)}"] if set(texts) != set(LANGUAGES) else []
    for language, text in texts.items():
        if not isinstance(text, str) or not text.strip() or text != text.strip():
            found.append(f"{where}.{language}: empty or untrimmed")
            continue
        found += [f"{where}.{language}: {problem}" for problem in problems_of_text(text, language)]
    return found
