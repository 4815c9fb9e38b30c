"""Letters and small words that give a language away. The lists are `data/function_words.yaml`."""

import re
from collections import Counter
from functools import cache

from wayforward.core.language.data_files import load_yaml

PASHTO_LETTERS = frozenset("ټډړږښڼېۍګځڅ")
# Letters another language of the same script has and neither Dari nor Pashto writes.
FOREIGN_LETTERS = {
    "ur": frozenset("ٹڈڑںےہھۂ"),
    "ug": frozenset("ۇۈۋڭ"),
    "ku": frozenset("ڕڵێۆ"),
}
LIGHT_FOLD = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": None, "أ": "ا", "إ": "ا", "آ": "ا"}
    | dict.fromkeys(map(chr, range(0x064B, 0x0653)))
)

# Weights of Latin-typed words, and what their sum and share must reach. Set so that no sentence of
# English, German, French, Turkish and eleven other languages in our test data passes.
STRONG, VERB, WEAK = 1.0, 0.8, 0.35
ROMANISED_SUM = 1.3
ROMANISED_SHARE = 0.4
FEWEST_ROMANISED = 2
ROMANISED_SHORT_SUM = 1.0
ROMANISED_SHORT_SHARE = 0.5
# mekonam, namedanem, mitarsand: present tense with its prefix and ending.
DARI_VERB = re.compile(r"(?:na?|ne)?m[ei][a-z]{2,9}(?:am|om|an|and|im)")
DOUBLED = re.compile(r"([a-z])\1+")


def has_pashto_letter(words: list[str]) -> bool:
    """Return whether a letter stands in `words` that, of our languages, only Pashto writes."""
    return any(not PASHTO_LETTERS.isdisjoint(word) for word in words)


def foreign_letters(words: list[str]) -> Counter[str]:
    """Return for each other language of the script how many words carry one of its own letters."""
    counts: Counter[str] = Counter()
    for language, letters in FOREIGN_LETTERS.items():
        counts[language] = sum(not letters.isdisjoint(word) for word in words)
    return counts


def function_word_hits(words: list[str], script: str) -> Counter[str]:
    """Return how many of `words` are small words of each language listed for `script`."""
    lists = _word_lists(f"{script}_script")
    folded = [word.lower().translate(LIGHT_FOLD) for word in words]
    return Counter({language: sum(w in known for w in folded) for language, known in lists.items()})


def romanised_language(words: list[str]) -> str | None:
    """Return fa or ps when Latin-typed `words` are clearly Dari or Pashto, otherwise None."""
    folded = [fold_romanised(word) for word in words]
    evidence = {language: _romanised_evidence(folded, language) for language in ("fa", "ps")}
    language, (total, share) = max(evidence.items(), key=lambda item: item[1])
    clear = total >= ROMANISED_SUM and share >= ROMANISED_SHARE
    short = total >= ROMANISED_SHORT_SUM and share >= ROMANISED_SHORT_SHARE
    if len(words) < FEWEST_ROMANISED or not (clear or short):
        return None
    others = function_word_hits(words, "latin")
    return None if max(others.values()) > share * len(words) else language


def fold_romanised(word: str) -> str:
    """Return one spelling for the many ways a sound is typed in Latin letters."""
    lowered = word.lower().replace("'", "").replace("’", "")
    lowered = lowered.replace("ee", "i").replace("oo", "u").replace("ou", "u")
    return DOUBLED.sub(r"\1", lowered).replace("w", "v")


def _romanised_evidence(folded: list[str], language: str) -> tuple[float, float]:
    """Return (sum of weights, share of words known); nothing without at least one strong word."""
    strong, weak = _romanised_lists(language)
    weights = [_romanised_weight(word, strong, weak, language) for word in folded]
    if not folded or max(weights) < VERB:
        return 0.0, 0.0
    return sum(weights), sum(weight > 0 for weight in weights) / len(folded)


def _romanised_weight(
    word: str, strong: frozenset[str], weak: frozenset[str], language: str
) -> float:
    if word in strong:
        return STRONG
    if language == "fa" and DARI_VERB.fullmatch(word):
        return VERB
    return WEAK if word in weak else 0.0


@cache
def _word_lists(section: str) -> dict[str, frozenset[str]]:
    lists = load_yaml("function_words").get(section, {})
    return {
        language: frozenset(w.lower().translate(LIGHT_FOLD) for w in words)
        for language, words in lists.items()
    }


@cache
def _romanised_lists(language: str) -> tuple[frozenset[str], frozenset[str]]:
    lists = load_yaml("function_words")["romanised"][language]
    strong = frozenset(map(fold_romanised, lists["strong"]))
    return strong, frozenset(map(fold_romanised, lists["weak"])) - strong
