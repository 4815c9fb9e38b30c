"""What a report costs with 100,000 claims, beside the embedding of the report alone.

    .venv/bin/python -m tests.bench.bench_matching [--claims 100000] [--data var/bench-matching]

Claims are the starter claims and real sentences of big_corpus.py, one wording each, with vectors
spread like real ones. Reports: the starter claims' own wordings in three languages. In one process
and one run: `match` of one report and its embedding alone, by turns; then a stream of reports in
batches, in reports a second beside what the embedder alone does with the same. The last line
is JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from tests.bench.kept_database import kept_database

from wayforward.conf import REPOSITORY

LIMIT, RATE = 1.3, 200
REPORTS, BATCH = 300, 64
_STORY = "bench"
_INDEXES = {
    "claim_words": "CREATE INDEX claim_words ON information_claimtext USING gin (search)",
    "claim_meaning": """CREATE INDEX claim_meaning ON information_wording
       USING hnsw (vector halfvec_ip_ops) WITH (m = 16, ef_construction = 200)""",
}


def reports() -> list[str]:
    """Wordings of the starter claims, languages by turns."""
    from wayforward.information.narratives.starters import read_claims

    texts = [text for claim in read_claims().claims for text in claim.texts.values()]
    said = [one for turn in range(6) for text in texts for one in text.wordings[turn : turn + 1]]
    return said[:REPORTS]


def fill(count: int) -> None:
    """Add `count` claims to the starter claims and build the indexes, unless they are there."""
    from django.db import connection
    from tests.bench.big_corpus import distinct, vectors_for

    from wayforward.core.citations.models import PublishedText
    from wayforward.information.narratives.models import Claim, Narrative

    added = Claim.objects.filter(narrative__key=_STORY)
    if added.count() == count:
        return
    rows = distinct(count)
    vectors = vectors_for(rows)
    added.delete()
    PublishedText.objects.filter(key__startswith=_STORY).delete()
    with connection.cursor() as cursor:
        for name in _INDEXES:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
    story, _ = Narrative.objects.get_or_create(key=_STORY)
    claims = Claim.objects.bulk_create(
        [
            Claim(key=f"{_STORY}-{i}", narrative=story, verdict="false", harm=1)
            for i in range(count)
        ],
        batch_size=5000,
    )
    published = PublishedText.objects.bulk_create(
        [
            PublishedText(kind="rebuttal", key=claim.key, language="en", title="", published=False)
            for claim in claims
        ],
        batch_size=5000,
    )
    _write(rows, vectors, claims, published)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for statement in _INDEXES.values():
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def _write(
    rows: Sequence[tuple[str, str]], vectors: np.ndarray, claims: Sequence, published: Sequence
) -> None:
    from django.db.models import Func, Value

    from wayforward.information.answers.embedding import indexing_embedder
    from wayforward.information.answers.indexing import words_of
    from wayforward.information.narratives.matching.embedding import made_by
    from wayforward.information.narratives.matching.meaning import freed
    from wayforward.information.narratives.matching.scoring import document
    from wayforward.information.narratives.models import ClaimText, Wording

    name = made_by(indexing_embedder())
    placed = freed(vectors, [language for language, _ in rows])
    every = iter(zip(rows, placed, claims, published, strict=True))
    while some := list(islice(every, 2000)):
        texts = []
        for (language, said), _, claim, page in some:
            known = document([said])
            texts.append(
                ClaimText(
                    claim=claim, language=language, title=said, sms="", radio="", published=page,
                    words=known.words, bones=known.bones, updated_by="bench",
                    search=Func(Value(list(words_of(said))), function="array_to_tsvector"),
                )
            )  # fmt: skip
        ClaimText.objects.bulk_create(texts)
        Wording.objects.bulk_create(
            Wording(text=text, said=text.title, vector=vector.tolist(), embedder=name)
            for text, (_, vector, _, _) in zip(texts, some, strict=True)
        )


def one_by_one(said: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of the embedding alone and of the whole match, by turns."""
    from wayforward.information.answers.embedding import indexing_embedder
    from wayforward.information.narratives.matching.matching import match

    alone, whole = [], []
    for one in said:
        start = time.perf_counter()
        indexing_embedder().queries([one])
        middle = time.perf_counter()
        match(one)
        alone.append((middle - start) * 1000)
        whole.append((time.perf_counter() - middle) * 1000)
    return alone, whole


def stream(said: Sequence[str]) -> tuple[float, float]:
    """Reports a second: matched in batches, and only embedded in the same batches."""
    from wayforward.information.answers.embedding import get_embedder, indexing_embedder
    from wayforward.information.narratives.matching.matching import match_all

    batches = [said[at : at + BATCH] for at in range(0, len(said), BATCH)]
    get_embedder.cache_clear()
    start = time.perf_counter()
    for batch in batches:
        match_all(batch)
    middle = time.perf_counter()
    for batch in batches:
        indexing_embedder().queries(batch)
    return len(said) / (middle - start), len(said) / (time.perf_counter() - middle)


def main() -> None:
    """Fill, warm up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=REPOSITORY / "var" / "bench-matching")
    given = parser.parse_args()
    with kept_database(given.data):
        fill(given.claims)
        report(given.claims)


def report(claims: int) -> None:
    """Measure and print."""
    said = reports()
    one_by_one(said[:20])
    alone, whole = one_by_one(said)
    figures: dict[str, float] = {"claims": claims, "reports": len(said)}
    print(f"{claims} claims, {len(said)} reports\n{'':20}{'median':>9}{'p95':>9}")
    for name, values in (("embedding alone", alone), ("whole match", whole)):
        median, p95 = (float(np.percentile(values, at)) for at in (50, 95))
        print(f"{name:20}{median:>8.1f} {p95:>8.1f}  ms")
        figures |= {f"{name} median_ms": round(median, 2), f"{name} p95_ms": round(p95, 2)}
    for at in ("median", "p95"):
        ratio = figures[f"whole match {at}_ms"] / figures[f"embedding alone {at}_ms"]
        figures[f"ratio_{at}"] = round(ratio, 3)
        print(f"ratio at {at}: {ratio:.2f} (at most {LIMIT})")
    matched, embedded = stream(said)
    figures |= {"matched_a_second": round(matched), "embedded_a_second": round(embedded)}
    print(f"stream: {matched:.0f} reports a second (asked: {RATE}); "
          f"the embedder alone {embedded:.0f}")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["peak_memory_mb"] = round(peak)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
