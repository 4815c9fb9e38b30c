"""Which words of a question are rare enough to be looked up, from PostgreSQL's own statistics.

Of passages, and of any other table that keeps its words in a column `search`."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from wayforward.information.answers.ranking import MOST_MATCHES, choose_words

_REMEMBERED_SECONDS = 300.0
_MUCH = 10  # a tenth of all passages new: what was counted tells little
_COMMON = """
  SELECT unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs)
  FROM pg_stats WHERE tablename = %s AND attname = 'search'
"""
_SIZE = "SELECT greatest(reltuples, 0) FROM pg_class WHERE relname = %s"
_PASSAGES = "information_passage"


@dataclass(slots=True)
class _Memory:
    until: float = 0.0
    counts: Mapping[str, float] = field(default_factory=dict)


_memories: defaultdict[str, _Memory] = defaultdict(_Memory)


def common_words(table: str = _PASSAGES) -> Mapping[str, float]:
    """The commonest words with about how many rows have them; a few minutes old at most.

    Empty before PostgreSQL has analysed the table: then every word counts as rare.
    """
    now, memory = time.monotonic(), _memories[table]
    if now >= memory.until:
        with connection.cursor() as cursor:
            cursor.execute(_SIZE, [table])
            row = cursor.fetchone()
            size = float(row[0]) if row else 0.0
            cursor.execute(_COMMON, [table])
            # The last three frequencies are the least, the greatest and that of null: no words.
            rows = [(word, share) for word, share in cursor.fetchall() if word is not None]
        memory.counts = {word: share * size for word, share in rows}
        memory.until = now + _REMEMBERED_SECONDS
    return memory.counts


def recount_after(added: int) -> None:
    """Have PostgreSQL count anew, and this process forget, where `added` passages change much.

    With the counts of other pages every word of a new language looks common, and questions in it
    are looked up by the wrong words. PostgreSQL counts by itself too, but minutes later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_passage")
        (passages,) = cursor.fetchone() or (0,)
        if added * _MUCH < passages:
            return
        cursor.execute("SELECT information_count_words()")
    _memories[_PASSAGES].until = 0.0


def telling_words(words: Sequence[str], table: str = _PASSAGES) -> list[str]:
    """The rarest of `words`, as many as together match at most about MOST_MATCHES rows."""
    counts = common_words(table)
    unknown = min(counts.values(), default=0.0) / 2
    return choose_words({word: counts.get(word, unknown) for word in words}, MOST_MATCHES)
