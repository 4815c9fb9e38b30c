"""Persian at size: PQuAD questions to their paragraph, and saying that none answers.

Used for measuring only: nothing is fitted on it. Beside ours, in the same run: BM25 over the same
folded words, and the bare model.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.sentences import split
from wayforward.information.answers.confidence import judge
from wayforward.information.answers.embedding import Embedder, Vectors
from wayforward.information.answers.ranking import standouts as standing_out
from wayforward.information.answers.ranking import weights_for
from wayforward.information.answers.retrieval_peers import BestWords
from wayforward.information.answers.selecting import get_selector
from wayforward.information.answers.shelf import Document, Shelf, make_shelf

Floats = NDArray[np.float64]

_FOUND = 8  # passages compared and passages read for their sentences, as in asking
_SELECTED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What confidence weighs of a passage that was found."""

    standout: float
    words: float


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The data: paragraphs, and questions with the number of their paragraph."""

    titles: tuple[str, ...]
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    right: NDArray[np.int_]
    answered: NDArray[np.bool_]


def read_paragraphs(path: Path) -> Paragraphs:
    """A file in the SQuAD 2 format."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    rows = [(a["title"], p["context"], p["qas"]) for a in articles for p in a["paragraphs"]]
    asked = [
        (qa["question"], i, not qa["is_impossible"])
        for i, (_, _, qas) in enumerate(rows)
        for qa in qas
    ]
    return Paragraphs(
        titles=tuple(title for title, _, _ in rows),
        texts=tuple(text for _, text, _ in rows),
        questions=tuple(question for question, _, _ in asked),
        right=np.array([i for _, i, _ in asked]),
        answered=np.array([answered for _, _, answered in asked]),
    )


def evaluate_paragraphs(path: Path, embedder: Embedder) -> tuple[list[str], dict[str, Any]]:
    """Mean reciprocal rank of the paragraph, and how well answered and unanswerable questions are
    told apart: area under the curve, and F1 of refusing at the best threshold, which each gets from
    this very data and which therefore flatters all alike. Ours is printed at its shipped threshold
    too, fitted on questions to official pages.
    """
    data = read_paragraphs(path)
    shelf = make_shelf(
        [Document(t, (((), text),)) for t, text in zip(data.titles, data.texts, strict=True)],
        embedder,
    )
    vectors = embedder.queries(data.questions)
    systems = {
        "BM25": _words(data),
        "model alone": _bare(data, vectors, embedder.passages(data.texts)),
        "ours": _ours(data, vectors, shelf, embedder),
    }
    counted = (len(data.texts), len(data.questions), int((~data.answered).sum()))
    lines = [
        "{} paragraphs, {} questions, {} without an answer".format(*counted),
        f"{'':16}MRR     MRR answered  recall@10   refusal AUC  best F1",
    ]
    summary: dict[str, Any] = {}
    for name, (ranks, sure, refused) in systems.items():
        figures = _figures(ranks, sure, refused, data.answered)
        summary[name] = figures
        lines.append(
            f"{name:16}{figures['mrr']:.4f} {figures['mrr_answered']:9.4f} "
            f"{figures['recall@10']:13.4f} {figures['refusal_auc']:12.4f} "
            f"{figures['refusal_best_f1']:11.4f}"
        )
    shipped = summary["ours"]["refusal_f1_shipped"]
    lines.append(f"ours at the shipped threshold: refusal F1 {shipped:.4f}")
    return lines, summary


# ranks, how sure an answer is, and which questions are refused as shipped
Result = tuple[NDArray[np.int_], Floats, NDArray[np.bool_] | None]


def _figures(
    ranks: NDArray[np.int_],
    sure: Floats,
    refused: NDArray[np.bool_] | None,
    answered: NDArray[np.bool_],
) -> dict[str, float]:
    best = sure < best_threshold(sure, answered)
    figures = {
        "mrr": round(float((1 / ranks).mean()), 4),
        "mrr_answered": round(float((1 / ranks[answered]).mean()), 4),
        "recall@10": round(float((ranks <= 10).mean()), 4),
        "refusal_auc": round(area_under_curve(sure[answered], sure[~answered]), 4),
        "refusal_best_f1": round(f1_of_refusing(best, ~answered), 4),
    }
    if refused is not None:
        figures["refusal_f1_shipped"] = round(f1_of_refusing(refused, ~answered), 4)
    return figures


def _words(data: Paragraphs) -> Result:
    peer = BestWords(data.texts)
    ranks = [
        1 + int((scores > scores[i]).sum())
        for scores, i in zip(map(peer.scores, data.questions), data.right, strict=True)
    ]
    return np.array(ranks), np.array([peer.share(q) for q in data.questions]), None


def _bare(data: Paragraphs, vectors: Vectors, passages: Vectors) -> Result:
    scores = vectors @ passages.T
    mine = scores[np.arange(len(scores)), data.right]
    ranks = 1 + (scores > mine[:, None]).sum(axis=1)
    return np.asarray(ranks), np.asarray(scores.max(axis=1), dtype=np.float64), None


def _ours(data: Paragraphs, vectors: Vectors, shelf: Shelf, embedder: Embedder) -> Result:
    ranks, judged = [], []
    lines = [[span.text for span in split(text, "fa")] for text in data.texts]
    read = _line_vectors(lines, embedder)
    for question, vector, right in zip(data.questions, vectors, data.right, strict=True):
        pool, evidence, scores = shelf.scored(question, vector, weights_for("fa"))
        mine = scores[pool == right]
        ranks.append(1 + int((scores > mine.max()).sum()) if len(mine) else len(data.texts))
        best = np.argsort(-scores, kind="stable")[:_FOUND]
        standouts = standing_out([float(scores[i]) for i in best])
        found = [
            Found(standout, float(evidence.words[i]))
            for standout, i in zip(standouts, best, strict=True)
        ]
        selections = [
            get_selector().select(question, lines[i], question_vector=vector, line_vectors=read[i])
            for i in pool[best[:_SELECTED]]
        ]
        judged.append(judge(found, selections, language="fa"))
    sure = np.array([judgement.confidence for judgement in judged])
    return np.array(ranks), sure, np.array([not judgement.answers for judgement in judged])


def _line_vectors(lines: Sequence[Sequence[str]], embedder: Embedder) -> list[Vectors]:
    every = embedder.passages([line for text in lines for line in text])
    return np.split(every, np.cumsum([len(text) for text in lines])[:-1])


def area_under_curve(answered: Floats, unanswered: Floats) -> float:
    """How often an answered question gets a higher value than an unanswerable one; ties half."""
    order = np.sort(unanswered)
    below = np.searchsorted(order, answered, side="left")
    upto = np.searchsorted(order, answered, side="right")
    return float((below + upto).mean() / 2 / max(len(order), 1))


def f1_of_refusing(refused: NDArray[np.bool_], unanswerable: NDArray[np.bool_]) -> float:
    """F1 of refusals against questions without an answer."""
    hits = int((refused & unanswerable).sum())
    total = int(refused.sum()) + int(unanswerable.sum())
    return 2 * hits / total if total else 0.0


def best_threshold(sure: Floats, answered: NDArray[np.bool_]) -> float:
    """The threshold with the best F1 of refusing on these very values."""
    tried = np.quantile(sure, np.linspace(0, 1, 201))
    return float(max(tried, key=lambda bar: f1_of_refusing(sure < bar, ~answered)))
