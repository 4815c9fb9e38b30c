"""The ways of asking a card's question: written with the text, embedded in batches."""

from __future__ import annotations

import logging

import numpy as np
from django.db import transaction

from wayforward.information.answers.embedding import (
    Embedder,
    EmbedderUnavailableError,
    indexing_embedder,
)
from wayforward.information.cards.finding.shipped import shipped_vector
from wayforward.information.cards.models import CardForm, CardText

_BATCH = 200
_FORM = "1"  # how a question is put to the embedder; a new number has every vector made anew
_log = logging.getLogger(__name__)


def write_forms(text: CardText) -> None:
    """Bring a text's forms in line with its question and the other ways of asking it."""
    wanted = {said: False for said in (text.question, *text.also) if said.strip()}
    wanted[whole_of(text)] = True
    text.forms.exclude(said__in=wanted).delete()
    known = set(text.forms.values_list("said", flat=True))
    CardForm.objects.bulk_create(
        _form(text, said, whole) for said, whole in wanted.items() if said not in known
    )


def _form(text: CardText, said: str, whole: bool) -> CardForm:
    name = form_name(indexing_embedder())
    vector = shipped_vector(said, name)
    return CardForm(
        text=text, said=said, whole=whole, vector=vector, embedder=name if vector else ""
    )


def form_name(embedder: Embedder) -> str:
    """What is noted beside a vector: which embedder made it, from which form of the text."""
    return f"{embedder.name}:{_FORM}"


def whole_of(text: CardText) -> str:
    """The question with the first sentence of the answer."""
    first = text.sentences.order_by("slot__part", "slot__position").first()
    return whole_text(text.question, first.words if first else "")


def whole_text(question: str, first: str) -> str:
    """What a card is about in one text: its question and the first sentence of its answer."""
    return f"{question} {first}".strip()


def embed_soon() -> None:
    """Have new forms found by meaning once the present transaction stands.

    Where the embeddings server is away they wait for the worker's next round.
    """
    transaction.on_commit(_embed_if_possible)


def _embed_if_possible() -> None:
    try:
        embed_forms()
    except EmbedderUnavailableError as problem:
        _log.warning("Cards wait for their vectors: %s", problem)


def embed_forms(embedder: Embedder | None = None) -> int:
    """Give every form its vector that has none of this embedder; how many there were."""
    embedder = embedder or indexing_embedder()
    name = form_name(embedder)
    waiting = CardForm.objects.exclude(embedder=name).order_by("pk")
    done = 0
    while rows := list(waiting[:_BATCH]):
        vectors = embedder.queries([row.said for row in rows])
        for row, vector in zip(rows, vectors, strict=True):
            row.vector, row.embedder = vector.astype(np.float16).tobytes(), name
        CardForm.objects.bulk_update(rows, ["vector", "embedder"])
        done += len(rows)
    return done
