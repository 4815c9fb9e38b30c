"""How passages are put in order for a question: meaning, words, letters, the page around them.

Pure: numbers and texts in, scores out. `retrieving.py` finds the candidates; the figures behind the
weights, and how they were chosen, are in docs/decisions/retrieval.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.normalise import tokens
from wayforward.core.language.synonyms import expand

Floats = NDArray[np.float32]

_ORDINARY = Path(__file__).parent / "data" / "retrieval_ordinary.npz"
NEAR = 48  # candidates by meaning in any language
OWN = 16  # at least so many by meaning in the question's language
SAID = 24  # candidates by words

_LETTERS = 4  # letters of a piece of a word
_SHORTEST_PIECED = 5  # shorter words match whole or not at all
MOST_MATCHES = 200  # passages that the words looked up for one question may match together
_MOST_WORDS = 16
_MOST_PIECES = 32  # of a question; more cost time and tell no more


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in units of cosine."""

    ordinary: float = 0.4  # how much of what all questions have in common is taken off a question
    page: float = 0.7
    crowd: float = 0.005  # a page with many passages has many chances to look near by luck
    words: float = 0.06
    letters: float = 0.06


WEIGHTS = Weights()
# Where words grow together (Wohnsitzauflage), pieces of words say more than whole ones.
_COMPOUNDING = Weights(words=0.01, letters=0.05)
_COMPOUNDING_LANGUAGES = frozenset({"de", "nl", "sv", "da", "no", "fi", "et", "hu", "is"})
_MOST_CROWDED = 16  # passages; more are different matters rather than more chances
WHOLE_PAGE = 8  # passages; of a longer page the beginning does not speak for each of them
OWN_LANGUAGE = 0.002
ON_TOPIC = 0.005
_COMPARED = 8  # candidates among which the first must stand out
_BEFORE_TWINS = 0.001
_AGREEMENT = 0.03  # what a passage loses where e times fewer languages of its document came up


def weights_for(language: str | None) -> Weights:
    """The weights for questions in a language."""
    return _COMPOUNDING if language in _COMPOUNDING_LANGUAGES else WEIGHTS


@cache
def ordinary_direction() -> Floats:
    """The mean vector of ordinary sentences, shape (384,); made by tests/bench/fit_ordinary.py."""
    with np.load(_ORDINARY) as kept:
        return np.asarray(kept["mean"], dtype=np.float32)


def towards_meaning(vectors: Floats, weights: Weights = WEIGHTS) -> Floats:
    """Question vectors without the part that ordinary sentences share; unit length.

    Texts near that common direction (hubs) otherwise come up for every question, most of all for
    questions in languages the model knows little. Only the question is turned, so no stored vector
    and no index changes.
    """
    turned = vectors - weights.ordinary * ordinary_direction()
    return np.asarray(turned / np.linalg.norm(turned, axis=-1, keepdims=True), dtype=np.float32)


def rarity(found: NDArray[np.bool_]) -> Floats:
    """Weight of each word by how few of the candidates have it; shape (words,).

    `found` has shape (candidates, words). Measured on the candidates alone: what matters is which
    words tell these texts apart, and no statistics have to be kept.
    """
    n, having = len(found), found.sum(axis=0)
    return np.asarray(np.log1p((n - having + 0.5) / (having + 0.5)), dtype=np.float32)


def share(found: NDArray[np.bool_]) -> Floats:
    """Share of the question's words, by rarity, that each candidate has, 0..1, shape (candidates,).

    Words that no candidate has count in the whole, so that one number found in a text of another
    script is not taken for a perfect match.
    """
    weight = rarity(found)
    total = float(weight.sum())
    if total == 0.0:
        return np.zeros(len(found), dtype=np.float32)
    return np.asarray(found @ weight / total, dtype=np.float32)


def choose_words(counts: Mapping[str, float], most: float = MOST_MATCHES) -> list[str]:
    """The rarest words, as many as together match at most `most` passages, 16 at most.

    Common words would bring passages that have nothing to do with the question.
    """
    chosen: list[str] = []
    matched = 0.0
    for word in sorted(counts, key=lambda word: counts[word])[:_MOST_WORDS]:
        matched += counts[word]
        if matched > most:
            break
        chosen.append(word)
    return chosen


def pieces(words: Sequence[str]) -> list[str]:
    """Pieces of four letters of the longer words, each once, those of the longest words first.

    They find a word inside a German compound and in front of Dari and Pashto endings.
    """
    long = sorted((word for word in words if len(word) >= _SHORTEST_PIECED), key=len, reverse=True)
    found = (word[i : i + _LETTERS] for word in long for i in range(len(word) - _LETTERS + 1))
    return list(dict.fromkeys(found))[:_MOST_PIECES]


def word_share(question: str, texts: Sequence[str]) -> Floats:
    """How well each text has the question's words, 0..1; texts as `indexing.text_of_words`.

    A word counts as found where a reviewed synonym stands, in whichever language.
    """
    meanings = _meanings(question)
    if not meanings:
        return np.zeros(len(texts), dtype=np.float32)
    found = _found([f" {form} " for group in meanings for form in sorted(group)], texts)
    starts = np.cumsum([0, *(len(group) for group in meanings[:-1])])
    return share(np.logical_or.reduceat(found, starts, axis=1))


def _meanings(question: str) -> list[frozenset[str]]:
    """What may stand for each word or known phrase of the question, each once."""
    return list(dict.fromkeys(expand(tokens(question))))


def with_synonyms(words: Sequence[str], question: str) -> list[str]:
    """The question's words to look up, then the single words that may stand for one of them."""
    forms = (form for group in _meanings(question) for form in sorted(group) if " " not in form)
    return list(dict.fromkeys((*words, *forms)))


def letter_share(question: str, texts: Sequence[str]) -> Floats:
    """How well each text has the pieces of the question's words, 0..1; texts as in `word_share`."""
    return share(_found(pieces(tokens(question)), texts))


def _found(wanted: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which text holds which string, shape (texts, wanted)."""
    cells = [part in text for text in texts for part in wanted]
    return np.array(cells, dtype=bool).reshape(len(texts), len(wanted))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the candidates for one question; each of shape (candidates,)."""

    meaning: Floats  # cosine of the turned question and the passage
    page: Floats  # the same with the page as a whole
    lines: Floats  # the same with the lines of the passage, without title and headings
    siblings: NDArray[np.int_]  # how many passages the page has
    words: Floats
    letters: Floats


def score(evidence: Evidence, weights: Weights = WEIGHTS) -> Floats:
    """One number a candidate, higher is better; comparable within one question only.

    In a long page, such as a law, the lines of the passage gradually take the place of the page: an
    article must not depend on what the preamble says.
    """
    siblings = np.maximum(evidence.siblings, 1)
    part = np.minimum(1.0, WHOLE_PAGE / siblings)
    around = part * evidence.page + (1.0 - part) * evidence.lines
    return np.asarray(
        evidence.meaning
        + weights.page * around
        - weights.crowd * np.log(np.minimum(siblings, _MOST_CROWDED))
        + weights.words * evidence.words
        + weights.letters * evidence.letters,
        dtype=np.float32,
    )


def standouts(scores: Sequence[float]) -> list[float]:
    """How far each score stands out from the best eight together, in units of 0.1; best first.

    A score itself says little: its level differs from language to language. A question nobody
    wrote about has many equally distant neighbours; one that is answered has a near one.
    """
    best = scores[:_COMPARED]
    return [10 * (score - sum(best) / len(best)) for score in scores]


def bonus(own_language: NDArray[np.bool_], on_topic: NDArray[np.bool_]) -> Floats:
    """What a passage gains for being in the question's language and on the question's topic.

    Hardly more than a tie is decided: questions and passages of one language are nearer to each
    other than they should be anyway, and translations are put in order by `with_twins`.
    """
    return np.asarray(OWN_LANGUAGE * own_language + ON_TOPIC * on_topic, dtype=np.float32)


def with_twins(
    scores: Floats,
    documents: Sequence[object],
    places: Sequence[int],
    own_language: NDArray[np.bool_],
) -> Floats:
    """Scores in which versions of a document in several languages speak for each other.

    `places` holds how far a passage stands from the end of its page (additions of single versions,
    such as a preface, stand at the beginning): passages of twins with equal places are taken for
    translations of each other, and the one in the question's language takes the best of their
    scores, less if not all of them came up. Likewise a document's best passage in the question's
    language takes the best score of the document: a question in Pashto often finds the English
    page more surely than its Pashto twin, and the reader should get the Pashto one.
    """
    same = list(zip(documents, places, strict=True))
    agreed = _best_of(scores, same) + _AGREEMENT * _agreement(documents, same)
    lifted = np.where(own_language, agreed, scores)
    best = _best_of(lifted, documents)
    reached: set[object] = set()
    for i in np.argsort(-lifted, kind="stable").tolist():
        if own_language[i] and documents[i] not in reached:
            reached.add(documents[i])
            lifted[i] = best[i] + _BEFORE_TWINS
    return lifted


def _agreement(documents: Sequence[object], passages: Sequence[tuple[object, int]]) -> Floats:
    """Log share of the languages of its document each passage came up in, shape (n,); 0 for all.

    Counted against the document's most found passage, so that a document gains nothing by being
    translated more often.
    """
    found = Counter(passages)
    most: dict[object, int] = {}
    for (document, _), times in found.items():
        most[document] = max(times, most.get(document, 0))
    shares = [found[p] / most[d] for d, p in zip(documents, passages, strict=True)]
    return np.log(np.array(shares, dtype=np.float32))


def _best_of(scores: Floats, groups: Sequence[object]) -> Floats:
    """For each score the best of its group."""
    best: dict[object, float] = {}
    for value, group in zip(scores.tolist(), groups, strict=True):
        best[group] = max(value, best.get(group, value))
    return np.array([best[group] for group in groups], dtype=np.float32)
