"""Writing systems: which one a text is in, and which languages each can hold. Pure tables."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# Labels as py3langid knows them. Official languages of the Union and its neighbours, languages of
# people who move along the same routes, and whatever must not be taken for Dari, Pashto, English.
_LABELS = {
    "arabic": "fa ps ar arz ary ur ug ku sdh",
    "latin": "en de fr tr es it nl pl pt ro hu sv da no nn fi cs sk sl hr bs sq et lv lt mt ga lb "
    "is ca eu ku uz uzs tk az so sw id vi ha om",
    "cyrillic": "ru uk be bg sr mk tg kk ky mn",
    "greek": "el",
    "hebrew": "he",
    "armenian": "hy",
    "georgian": "ka",
    "devanagari": "hi mr ne",
    "bengali": "bn as",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "sinhala": "si",
    "thai": "th",
    "lao": "lo",
    "myanmar": "my",
    "khmer": "km",
    "ethiopic": "am",
    "hangul": "ko",
    "hiragana": "ja",
    "katakana": "ja",
    "cjk": "zh ja",
}
SCRIPT_LANGUAGES = {script: frozenset(labels.split()) for script, labels in _LABELS.items()}
# Names, addresses and abbreviations of the host country stand in Latin letters inside Dari and
# Pashto; the other way round is rare. So a third of the letters is enough.
ARABIC_SHARE = 1 / 3
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u200c\u0610-\u061a\u064b-\u0670\u0900-\u0dff'’])*")


@lru_cache(maxsize=8192)
def script_of(character: str) -> str | None:
    """Return the script of one letter, lower-case, or None for digits, signs and marks."""
    if not character.isalpha():
        return None
    name = unicodedata.name(unicodedata.normalize("NFKC", character)[0], "").split(" ")[0].lower()
    return name if name in SCRIPT_LANGUAGES else "other"


def dominant_script(text: str) -> str | None:
    """Return the script most letters of `text` are in; None without letters we know."""
    counts = Counter(script for character in text if (script := script_of(character)))
    total = sum(counts.values())
    if not total:
        return None
    if counts["arabic"] >= ARABIC_SHARE * total:
        return "arabic"
    script = counts.most_common(1)[0][0]
    return None if script == "other" else script


def words_in_script(text: str, script: str) -> list[str]:
    """Return the words of `text` that begin with a letter of `script`, in order."""
    return [word for word in WORD.findall(text) if script_of(word[0]) == script]
