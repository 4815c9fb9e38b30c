"""Gives the ways a claim is told their vectors: in small batches that can stop and go on."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Q

from wayforward.information.answers.embedding import (
    Embedder,
    EmbedderUnavailableError,
    indexing_embedder,
)
from wayforward.information.narratives.matching.meaning import freed
from wayforward.information.narratives.models import Wording

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


@transaction.atomic
def _embed_batch(embedder: Embedder) -> int:
    name = made_by(embedder)
    waiting = Wording.objects.filter(~Q(embedder=name)).order_by("pk")
    locked = waiting.select_related("text").select_for_update(skip_locked=True, of=("self",))
    rows = list(locked[:_BATCH])
    said = embedder.queries([row.said for row in rows])
    vectors = freed(said, [row.text.language for row in rows])
    for row, vector in zip(rows, vectors, strict=True):
        row.vector, row.embedder = vector.tolist(), name
    Wording.objects.bulk_update(rows, ["vector", "embedder"])
    return len(rows)
