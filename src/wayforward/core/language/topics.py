"""What a question is about, from its words alone. The lists are `data/topics.yaml`."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.normalise import search_form, tokens
from wayforward.core.language.phrases import PhraseIndex

# A phrase is more telling than a word: "work permit" more than "work".
PHRASE_WEIGHT = 2


def topics(text: str) -> tuple[str, ...]:
    """Return the topics that `text` touches, the most mentioned first; empty when none.

    Topic keys are those of the register of official sources (asylum, return, ...).
    """
    counts: Counter[str] = Counter()
    for _, named in _phrases().find(text):
        counts.update(dict.fromkeys(named, PHRASE_WEIGHT))
    for word in tokens(text):
        counts.update(set(_topics_of(word)))
    order = topic_keys()
    return tuple(sorted(counts, key=lambda topic: (-counts[topic], order.index(topic))))


@cache
def topic_keys() -> tuple[str, ...]:
    """Return every topic, in the order of the reviewed list."""
    return tuple(load_yaml("topics")["topics"])


def _topics_of(word: str) -> Iterator[str]:
    exact, starts, meanings = _words()
    yield from exact.get(word, ())
    position = bisect_right(starts, word)
    # Every listed beginning of `word` sorts at or before it and shares its first letter.
    while position and starts[position - 1][:1] == word[:1]:
        position -= 1
        if word.startswith(starts[position]):
            yield from meanings[starts[position]]


def _listed() -> Iterator[tuple[str, str]]:
    for topic, languages in load_yaml("topics")["topics"].items():
        for forms in languages.values():
            yield from ((topic, form) for form in forms)


@cache
def _phrases() -> PhraseIndex[frozenset[str]]:
    phrases: dict[str, set[str]] = {}
    for topic, form in _listed():
        if len(tokens(form)) > 1:
            phrases.setdefault(search_form(form.rstrip("*")), set()).add(topic)
    return PhraseIndex({phrase: frozenset(named) for phrase, named in phrases.items()})


@cache
def _words() -> tuple[dict[str, set[str]], list[str], dict[str, set[str]]]:
    exact: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for topic, form in _listed():
        if len(tokens(form)) == 1:
            kept = beginnings if form.endswith("*") else exact
            kept.setdefault(search_form(form.rstrip("*")), set()).add(topic)
    return exact, sorted(beginnings), beginnings
