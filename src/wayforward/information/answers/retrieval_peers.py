"""What our ranking is measured beside: BM25 over the same folded words. Not used for answering."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.normalise import tokens

_K1 = 1.2  # the usual values, as in Lucene
_B = 0.75


class BestWords:
    """Okapi BM25 with Lucene's inverse document frequency, over `core.language` tokens."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`."""
        words = [tokens(text) for text in texts]
        lengths = np.array([len(text) for text in words], dtype=np.float64)
        self._norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0))
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, text in enumerate(words):
            for word, count in Counter(text).items():
                places[word].append((i, count))
        self._places = {word: np.array(found).T for word, found in places.items()}
        self._n = len(texts)

    def weight(self, word: str) -> float:
        """Inverse document frequency."""
        having = len(self._places[word][0]) if word in self._places else 0
        return float(np.log1p((self._n - having + 0.5) / (having + 0.5)))

    def scores(self, question: str) -> NDArray[np.float64]:
        """Score of every text, shape (texts,)."""
        total = np.zeros(self._n)
        for word in set(tokens(question)) & self._places.keys():
            at, counts = self._places[word]
            total[at] += self.weight(word) * counts * (_K1 + 1) / (counts + self._norm[at])
        return total

    def share(self, question: str) -> float:
        """The best score as a share of the most that the question's words could earn, 0..1."""
        most = sum(self.weight(word) for word in set(tokens(question))) * (_K1 + 1)
        return float(self.scores(question).max() / most) if most else 0.0
