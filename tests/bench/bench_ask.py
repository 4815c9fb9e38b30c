"""What a question costs with 100,000 passages, beside the embedding of the question alone.

    .venv/bin/python -m tests.bench.bench_ask [--passages 100000] [--data var/bench]

Data: see big_corpus.py; questions: tests/data_small/questions.jsonl, each asked once per round,
none remembered. In one process and one run: `ask` from the question to the answer, and the
embedding alone. Prints milliseconds (median, 95th percentile), their ratio, what each step costs
beside the embedding, the share of the exact ten nearest passages that the index finds, and the
memory of the process. Cards are those of the starter set.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tests.bench.kept_database import kept_database

from wayforward.conf import REPOSITORY

ROUNDS = 3
LIMIT = 1.5


def questions() -> list[tuple[str, str]]:
    """Question and reader's language."""
    path = REPOSITORY / "tests" / "data_small" / "questions.jsonl"
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(record["question"], record["language"]) for record in records]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of wall-clock time."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(asked: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Milliseconds of the embedding alone and of the whole answer, by turns."""
    from wayforward.information.answers.asking import ask
    from wayforward.information.answers.embedding import get_embedder, indexing_embedder

    alone, whole = [], []
    for _ in range(ROUNDS):
        get_embedder.cache_clear()  # nothing is remembered from the round before
        for text, language in asked:
            alone.append(timed(lambda text=text: indexing_embedder().queries([text])))
            whole.append(timed(lambda text=text, language=language: ask(text, language=language)))
    return alone, whole


def by_step(asked: list[tuple[str, str]]) -> dict[str, float]:
    """Milliseconds of each step at the median, the embedding taken out of `retrieve`."""
    from wayforward.information.answers import asking
    from wayforward.information.answers.embedding import get_embedder

    spent: dict[str, list[float]] = {step.__name__: [] for step in asking.STEPS}

    def watched(step: Callable[[asking.Context], None]) -> Callable[[asking.Context], None]:
        return lambda context: spent[step.__name__].append(timed(lambda: step(context)))

    get_embedder.cache_clear()
    for text, _ in asked:
        get_embedder().queries([text])  # remembered: what is left is the step itself
    steps, asking.STEPS = asking.STEPS, tuple(map(watched, asking.STEPS))
    try:
        for text, language in asked:
            asking.ask(text, language=language)
    finally:
        asking.STEPS = steps
    return {name: round(float(np.median(each)), 2) for name, each in spent.items() if each}


def index_recall(asked: list[tuple[str, str]], depth: int = 10) -> float:
    """Share of the exact `depth` nearest passages that the index returns."""
    from django.db import connection

    from wayforward.core.statements import vector_literal
    from wayforward.information.answers import ranking, retrieving
    from wayforward.information.answers.embedding import indexing_embedder

    nearest = "SELECT id FROM information_passage ORDER BY embedding <#> %s::halfvec(384) LIMIT %s"
    vectors = indexing_embedder().queries([text for text, _ in asked[:40]])
    found = []
    with connection.cursor() as cursor:
        cursor.execute(retrieving._SEARCH_HARD)
        for vector in ranking.towards_meaning(vectors):
            literal = vector_literal(vector)
            cursor.execute(nearest, [literal, depth])
            quick = {row[0] for row in cursor.fetchall()}
            cursor.execute("SET enable_indexscan = off")
            cursor.execute(nearest, [literal, depth])
            exact = {row[0] for row in cursor.fetchall()}
            cursor.execute("SET enable_indexscan = on")
            found.append(len(quick & exact) / depth)
    return float(np.mean(found))


def main() -> None:
    """Fill, warm up, measure, print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=REPOSITORY / "var" / "bench")
    given = parser.parse_args()
    with kept_database(given.data):
        filling = [sys.executable, "-m", "tests.bench.big_corpus", str(given.passages)]
        subprocess.run(filling, check=True, cwd=REPOSITORY)
        report(given.passages)


def report(passages: int) -> None:
    """Measure and print."""
    asked = questions()
    measure(asked[:12])
    alone, whole = measure(asked)
    at = {"median": 50, "p95": 95}
    figures: dict[str, float] = {"passages": passages, "asks": len(whole)}
    print(f"{passages} passages, {len(whole)} asks\n{'ms':>20} {'median':>8} {'p95':>8}")
    for name, values in (("embedding alone", alone), ("whole answer", whole)):
        found = {k: float(np.percentile(values, p)) for k, p in at.items()}
        print(f"{name:>20} {found['median']:8.1f} {found['p95']:8.1f}")
        figures |= {f"{name.replace(' ', '_')}_{k}_ms": round(v, 2) for k, v in found.items()}
    ratio = figures["whole_answer_p95_ms"] / figures["embedding_alone_p95_ms"]
    figures["ratio_p95"] = round(ratio, 3)
    for step, spends in by_step(asked).items():
        share = spends / figures["embedding_alone_median_ms"]
        print(f"{step:>20} {spends:8.2f}  {share:.2f} of an embedding")
        figures[f"{step}_median_ms"] = spends
    figures["index_recall@10"] = round(index_recall(asked), 4)
    figures["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(f"ratio at p95 {ratio:.2f} (at most {LIMIT}); index recall@10 "
          f"{figures['index_recall@10']}; peak memory {figures['peak_memory_mb']} MB")  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
