"""Gives the ways a claim is told their vectors: in small batches that can stop and go on."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from django.db import transaction
from django.db.models import Q

from wayforward.information.answers.embedding import (
    DIMENSIONS,
    Embedder,
    EmbedderUnavailableError,
    Vectors,
    indexing_embedder,
)
from wayforward.information.cards.finding.shipped import shipped_vector
from wayforward.information.narratives.matching.meaning import freed
from wayforward.information.narratives.models import Wording

VECTORS = Path(__file__).parent / "data" / "vectors.npz"  # of the starter claims, as embedded
_BATCH = 64  # wordings a transaction
_FORM = "2"  # how a wording is put to the embedder; a new number has every vector made anew
_log = logging.getLogger(__name__)


def made_by(embedder: Embedder) -> str:
    """What is noted beside a vector: which embedder made it, from which form of the text."""
    return f"{embedder.name}:{_FORM}"


def embed_soon() -> None:
    """Have new wordings found by meaning once the present transaction stands.

    Where the embeddings server is away they wait for the worker's next round.
    """
    transaction.on_commit(_embed_if_possible)


def _embed_if_possible() -> None:
    try:
        embed_wordings()
    except EmbedderUnavailableError as problem:
        _log.warning("Claims wait for their vectors: %s", problem)


def embed_wordings(embedder: Embedder | None = None) -> int:
    """Give every wording its vector that has none of this embedder; how many there were.

    Several processes may do this at the same time. Raises EmbedderUnavailableError; what was done
    stays done.
    """
    embedder = embedder or indexing_embedder()
    done = 0
    while batch := _embed_batch(embedder):
        done += batch
    return done


def _raw(embedder: Embedder, said: Sequence[str]) -> Vectors:
    """As the embedder gives them; those of starter claims come with the product."""
    found: list[Vectors | None] = [_shipped(one, embedder.name) for one in said]
    missing = [one for one, vector in zip(said, found, strict=True) if vector is None]
    fresh = iter(embedder.queries(missing) if missing else ())
    every = [next(fresh) if vector is None else vector for vector in found]
    return np.stack(every) if every else np.zeros((0, DIMENSIONS), dtype=np.float32)


def _shipped(said: str, embedder: str) -> Vectors | None:
    kept = shipped_vector(said, embedder, VECTORS)
    return None if kept is None else np.frombuffer(kept, dtype=np.float16).astype(np.float32)


@transaction.atomic
def _embed_batch(embedder: Embedder) -> int:
    name = made_by(embedder)
    waiting = Wording.objects.filter(~Q(embedder=name)).order_by("pk")
    locked = waiting.select_related("text").select_for_update(skip_locked=True, of=("self",))
    rows = list(locked[:_BATCH])
    vectors = freed(_raw(embedder, [row.said for row in rows]), [r.text.language for r in rows])
    for row, vector in zip(rows, vectors, strict=True):
        row.vector, row.embedder = vector.tolist(), name
    Wording.objects.bulk_update(rows, ["vector", "embedder"])
    return len(rows)
