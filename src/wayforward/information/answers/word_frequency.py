"""Which words of a question are rare enough to be looked up, from PostgreSQL's own statistics."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

MOST_WORDS = 8  # looked up for one question, the rarest
TOO_COMMON = 0.01  # share of all passages; such words would match too many to look at

_REMEMBERED_SECONDS = 300.0
_STATISTICS = """
  SELECT unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs)
  FROM pg_stats WHERE tablename = 'information_passage' AND attname = 'search'
"""


@dataclass(slots=True)
class _Memory:
    until: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)


_memory = _Memory()


def common_words() -> dict[str, float]:
    """The commonest words with the share of passages that have them; a few minutes old at most.

    Empty before PostgreSQL has analysed the table: then every word counts as rare.
    """
    now = time.monotonic()
    if now >= _memory.until:
        with connection.cursor() as cursor:
            cursor.execute(_STATISTICS)
            # The last three frequencies are the least, the greatest and that of null: no words.
            _memory.shares = {word: share for word, share in cursor.fetchall() if word is not None}
        _memory.until = now + _REMEMBERED_SECONDS
    return _memory.shares


def telling_words(words: Sequence[str]) -> list[str]:
    """The rarest of `words`, at most MOST_WORDS, without the ones that say nothing."""
    shares = common_words()
    rare = [word for word in words if shares.get(word, 0.0) < TOO_COMMON]
    return sorted(rare, key=lambda word: shares.get(word, 0.0))[:MOST_WORDS]
