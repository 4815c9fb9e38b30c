"""Finding listed phrases in folded text, whole words only, the longest first."""

from collections.abc import Iterator, Mapping, Sequence
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
        for position, _, meaning in self.spans(tokens(text)):
            yield position, meaning

    def spans(self, words: Sequence[str]) -> Iterator[tuple[int, int, Meaning]]:
        """Yield (position, number of words, meaning) for each phrase of `words`, none twice."""
        position = 0
        while position < len(words):
            length = self._length_at(words, position)
            if length:
                yield position, length, self._meanings[tuple(words[position : position + length])]
            position += length or 1

    def _length_at(self, words: Sequence[str], position: int) -> int:
        for length in range(self._longest.get(words[position], 0), 0, -1):
            if tuple(words[position : position + length]) in self._meanings:
                return length
        return 0
