"""Finding listed phrases in folded text, whole words only, the longest first."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from wayforward.core.language.normalise import tokens

Meaning = TypeVar("Meaning")


class PhraseIndex(Generic[Meaning]):
    """Phrases of one or more words, each with what it means."""

    def __init__(self, phrases: Mapping[str, Meaning]) -> None:
        """Take phrases in search form; a phrase without any word is dropped."""
        split = {tuple(tokens(phrase)): meaning for phrase, meaning in phrases.items()}
        split.pop((), None)
        self._meanings = split
        self._longest: dict[str, int] = {}
        for words in split:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def __len__(self) -> int:
        """Return how many phrases are known."""
        return len(self._meanings)

    def find(self, text: str) -> Iterator[tuple[int, Meaning]]:
        """Yield (number of the word, meaning) for each phrase of `text`, from left to right."""
        words = tokens(text)
        position = 0
        while position < len(words):
            for length in range(self._longest.get(words[position], 0), 0, -1):
                phrase = tuple(words[position : position + length])
                if phrase in self._meanings:
                    yield position, self._meanings[phrase]
                    position += length - 1
                    break
            position += 1
