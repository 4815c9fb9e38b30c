"""Which language a text is in. *Unsure* is an answer: then ask the person.

Script first, then py3langid limited to that script's languages, then our own letters and function
words. Dari and Iranian Persian are both `fa`: on short questions nothing tells them apart reliably.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from wayforward.core.language.scripts import SCRIPT_LANGUAGES, dominant_script, words_in_script
from wayforward.core.language.word_evidence import (
    foreign_letters,
    function_word_hits,
    has_pashto_letter,
    romanised_language,
)

# Weights of the evidence, in log odds. Chosen on a grid over the first one, two and three words of
# every third TICO-19 development sentence and of migration questions in de, fr, ar, uk: this point
# has the confidence closest to the share of right answers (mean gap 0.04) at few wrong ones.
MODEL_WEIGHT = 2.0
WORD_WEIGHT = 2.0
READER_PRIOR = 0.7
MIN_CONFIDENCE = 0.6
# Small words decide short texts; in long ones the model knows better (que is French and Spanish).
MOST_HITS = 5
PASHTO_LETTER_WEIGHT = 8.0
FOREIGN_LETTER_WEIGHT = 3.0
# py3langid knows no Sorani; its own letters in a sixth of the words are proof enough.
SORANI_SHARE = 0.16
SORANI_WEIGHT = 60.0
MIN_LETTERS = 2
ROMANISED_CONFIDENCE = 0.9
PROBABILITY_FLOOR = 1e-7
LONGEST_READ = 1000
SHOWN_CANDIDATES = 3

NOT_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\b\w+\.(?:org|com|eu|de|gov)\b\S*")
# Varieties that the model knows apart and a reader of our pages does not.
PERSIAN_LETTERS = str.maketrans("يىك", "ییک")
READERS = ("fa", "ps", "en")
MERGED = {"arz": "ar", "ary": "ar", "sdh": "ku", "uzs": "uz", "nn": "no"}


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of a text.

    `language` is an ISO 639-1 code or None when unsure; `confidence` runs from 0 to 1; `script` is
    a lower-case script name; `candidates` are (language, probability), best first. `romanised` says
    that Dari or Pashto was typed with Latin letters.
    """

    language: str | None
    confidence: float
    script: str
    candidates: tuple[tuple[str, float], ...]
    romanised: bool = False


def detect(text: str) -> Detection:
    """Return the language of `text`, or `language=None` when it cannot honestly be told."""
    cleaned = NOT_LANGUAGE.sub(" ", text[:LONGEST_READ])
    script = dominant_script(cleaned)
    if script is None:
        return Detection(None, 0.0, "none", ())
    words = words_in_script(cleaned, script)
    if script == "latin" and (typed := romanised_language(words)):
        return Detection(
            typed, ROMANISED_CONFIDENCE, script, ((typed, ROMANISED_CONFIDENCE),), romanised=True
        )
    ranked = _ranked(words, script)
    language, confidence = ranked[0]
    sure = confidence >= MIN_CONFIDENCE and sum(map(len, words)) >= MIN_LETTERS
    return Detection(language if sure else None, confidence, script, ranked[:SHOWN_CANDIDATES])


def _ranked(words: list[str], script: str) -> tuple[tuple[str, float], ...]:
    hits = function_word_hits(words, script)
    scores = _model_scores(_as_the_model_expects(words, hits), script)
    for language, count in hits.items():
        scores[language] += WORD_WEIGHT * min(count, MOST_HITS)
    for language in READERS:
        if language in scores:
            scores[language] += READER_PRIOR
    if script == "arabic":
        _add_letter_evidence(scores, words)
    return _probabilities(scores)


def _as_the_model_expects(words: list[str], hits: Counter[str]) -> str:
    """Join `words`; Dari typed on an Arabic keyboard (ي ك for ی ک) gets its own letters back."""
    text = " ".join(words)
    if hits["fa"] < 2 + max(hits["ar"], hits["ur"], hits["ps"]) or has_pashto_letter(words):
        return text
    return text.translate(PERSIAN_LETTERS)


def _model_scores(text: str, script: str) -> dict[str, float]:
    floor = MODEL_WEIGHT * math.log(PROBABILITY_FLOOR)
    scores = {MERGED.get(label, label): floor for label in SCRIPT_LANGUAGES[script]}
    for label, probability in _identifier().rank(text):
        language = MERGED.get(label, label)
        if language in scores and probability > PROBABILITY_FLOOR:
            scores[language] = max(scores[language], MODEL_WEIGHT * math.log(probability))
    return scores


def _add_letter_evidence(scores: dict[str, float], words: list[str]) -> None:
    foreign = foreign_letters(words)
    for language, count in foreign.items():
        scores[language] += FOREIGN_LETTER_WEIGHT * min(count, MOST_HITS)
    if foreign["ku"] >= SORANI_SHARE * len(words) and foreign["ku"] > foreign["ug"]:
        scores["ku"] += SORANI_WEIGHT
    elif has_pashto_letter(words) and not foreign["ug"]:
        scores["ps"] += PASHTO_LETTER_WEIGHT


def _probabilities(scores: dict[str, float]) -> tuple[tuple[str, float], ...]:
    best = max(scores.values())
    weights = {language: math.exp(score - best) for language, score in scores.items()}
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple((language, weight / total) for language, weight in ranked)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once, keeping only the columns of our languages (a third less memory)."""
    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    wanted = set().union(*SCRIPT_LANGUAGES.values())
    columns = [i for i, label in enumerate(full.nb_classes) if label in wanted]
    return LanguageIdentifier(
        full.nb_ptc[:, columns].copy(),
        full.nb_pc[columns],
        [full.nb_classes[i] for i in columns],
        full.tk_nextmove,
        full.tk_output,
        norm_probs=True,
        tk_row=full.tk_row,
    )
