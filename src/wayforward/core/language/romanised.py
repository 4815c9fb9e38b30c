"""Dari and Pashto typed with Latin letters, put into their own script word by word.

Known words only, from `data/romanised.yaml`; the rest stays as typed. Good enough to find pages and
topics by, never shown as the person's own words. Whether text is Latin-typed is `detection`'s say.
"""

import re
from functools import cache

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.word_evidence import fold_romanised

LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def to_own_script(text: str, language: str) -> str:
    """Return `text` with its known Latin-typed words in Arabic script.

    `language` is fa or ps, as detected; any other raises KeyError.
    """
    words = _words(language)
    return LATIN_WORD.sub(
        lambda found: words.get(fold_romanised(found.group()), found.group()), text
    )


@cache
def _words(language: str) -> dict[str, str]:
    listed = {code: load_yaml("romanised")[code] for code in ("fa", "ps")}[language]
    return {
        fold_romanised(spelling): written
        for spellings, written in listed.items()
        for spelling in str(spellings).split()
    }
