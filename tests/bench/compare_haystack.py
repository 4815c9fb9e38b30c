"""What a user would pick instead: Haystack with an in-memory store and the same model, beside us.

    make bench
    .venv/bin/python -m tests.bench.compare_haystack [--data var/bench]

Both search the same passages with the same question vectors on the same machine in one run: for
Haystack `InMemoryEmbeddingRetriever` and `InMemoryBM25Retriever` joined by reciprocal rank, as its
hybrid tutorial does; for us the two SQL statements and the ranking of `retrieving.py`. Recall is
the share of the ten passages exactly nearest in meaning that are among the candidates. Time is
without the embedding of the question, which is the same for both. Run `bench_ask` first: it fills
the database.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tests.bench.kept_database import kept_database

from wayforward.conf import REPOSITORY

DEPTH = 10
ASKED = 40


def passages_with_vectors() -> tuple[list[int], list[str], np.ndarray]:
    """Ids, texts and vectors of all passages, out of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, text, embedding::text FROM information_passage ORDER BY id")
        rows = cursor.fetchall()
    vectors = np.array([json.loads(vector) for _, _, vector in rows], dtype=np.float32)
    return [row[0] for row in rows], [row[1] for row in rows], vectors


def haystack_search(
    ids: Sequence[int], texts: Sequence[str], vectors: np.ndarray
) -> dict[str, Callable[[str, np.ndarray], list[int]]]:
    """Haystack's two retrievers and their union, each from question and vector to passage ids."""
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import (
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    store.write_documents(
        [
            Document(id=str(i), content=text, embedding=vector.tolist())
            for i, text, vector in zip(ids, texts, vectors, strict=True)
        ]
    )
    near = InMemoryEmbeddingRetriever(store, top_k=60)
    said = InMemoryBM25Retriever(store, top_k=30)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def meaning(_: str, vector: np.ndarray) -> list[int]:
        found = near.run(query_embedding=vector.tolist())["documents"]
        return [int(document.id) for document in found]

    def both(question: str, vector: np.ndarray) -> list[int]:
        lists: list[Any] = [
            near.run(query_embedding=vector.tolist())["documents"],
            said.run(query=question)["documents"],
        ]
        return [int(document.id) for document in joiner.run(documents=lists)["documents"]]

    return {"Haystack, meaning": meaning, "Haystack, meaning and words": both}


def ours(question: str, vector: np.ndarray) -> list[int]:
    """Our candidates in order, and the fetching of those that `ask` reads."""
    from wayforward.information.answers import asking, retrieving

    ranked = retrieving.rank_passages(question, vector, language="ps")
    retrieving._shown(ranked, asking.PASSAGES_READ, "ps")
    return [found.id for found in ranked]


def main() -> None:
    """Measure both, print a table; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=REPOSITORY / "var" / "bench")
    given = parser.parse_args()
    with kept_database(given.data):
        compare()


def compare() -> None:
    """Ask everyone the same."""
    from tests.bench.bench_ask import questions

    from wayforward.information.answers import ranking
    from wayforward.information.answers.embedding import indexing_embedder

    asked = [text for text, _ in questions()[:ASKED]]
    bare = indexing_embedder().queries(asked)
    ids, texts, vectors = passages_with_vectors()
    place = {id_: i for i, id_ in enumerate(ids)}
    searches = {"wayforward": ours, **haystack_search(ids, texts, vectors)}
    figures: dict[str, dict[str, float]] = {}
    for name, search in searches.items():
        turned = ranking.towards_meaning(bare) if name == "wayforward" else bare
        figures[name] = _measure(search, asked, bare, vectors @ turned.T, place)
    print(f"{len(ids)} passages\n{'':30}{'median ms':>10}{'p95 ms':>10}{'recall@10':>11}")
    for name, row in figures.items():
        print(f"{name:30}{row['median_ms']:10.1f}{row['p95_ms']:10.1f}{row['recall@10']:11.3f}")
    print(json.dumps(figures))


def _measure(
    search: Callable[[str, np.ndarray], list[int]],
    asked: Sequence[str],
    vectors: np.ndarray,
    exact: np.ndarray,
    place: dict[int, int],
) -> dict[str, float]:
    """Milliseconds a question, and recall of the exactly nearest DEPTH in what was found."""
    for i, question in enumerate(asked):  # warm, as a running service is
        search(question, vectors[i])
    times, recalls = [], []
    for i, question in enumerate(asked):
        start = time.perf_counter()
        found = search(question, vectors[i])
        times.append((time.perf_counter() - start) * 1000)
        best = set(np.argsort(-exact[:, i])[:DEPTH].tolist())
        recalls.append(len(best & {place[id_] for id_ in found}) / DEPTH)
    return {
        "median_ms": round(float(np.median(times)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "recall@10": round(float(np.mean(recalls)), 4),
    }


if __name__ == "__main__":
    main()
