"""How well the right text is found, on stated data: `wayforward evaluate retrieval`.

Texts are ranked by the very functions that `ask` uses, on a shelf in memory instead of the
database. Formats: parallel sentences (en, prs, ps), questions that name their page, and PQuAD.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.embedding import Embedder, indexing_embedder
from wayforward.information.answers.ranking import weights_for
from wayforward.information.answers.retrieval_peers import BestWords
from wayforward.information.answers.shelf import Document, make_shelf

Lines = list[str]
Ranks = NDArray[np.int_]
Records = list[dict[str, Any]]

SENTENCE_LANGUAGES = ("prs", "ps")


def evaluate_retrieval(path: Path, pages: Path | None = None) -> tuple[Lines, dict[str, Any]]:
    """Lines to print and a summary for machines.

    `pages` is a folder of saved pages with its manifest, for questions that name their page.
    Raises ValueError when the file is of no known format.
    """
    if path.suffix == ".json":
        from wayforward.information.answers.evaluating_pquad import evaluate_paragraphs

        return evaluate_paragraphs(path, indexing_embedder())
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if records and "prs" in records[0]:
        return evaluate_sentences(records, indexing_embedder())
    if records and "page" in records[0] and pages is not None:
        return evaluate_pages(records, pages, indexing_embedder())
    raise ValueError(
        f"{path.name} holds neither parallel sentences, nor PQuAD, nor questions with their page "
        "(these need --pages FOLDER)."
    )


def reciprocal_rank(ranks: Ranks) -> float:
    """Mean of 1 / rank, ranks counted from 1."""
    return float((1 / ranks).mean())


def recall(ranks: Ranks, depth: int) -> float:
    """Share of questions whose text is among the first `depth`."""
    return float((ranks <= depth).mean())


def tied_ranks(scores: NDArray[np.floating[Any]], right: NDArray[np.int_]) -> Ranks:
    """Rank of the right text in each row, from 1; texts of equal score go before it."""
    at = scores[np.arange(len(scores)), right][:, None]
    return np.asarray((scores >= at).sum(axis=1))


def evaluate_sentences(records: Records, embedder: Embedder) -> tuple[Lines, dict[str, Any]]:
    """A Dari or Pashto sentence against all English ones: recall at 1 and at 10."""
    english = [record["en"] for record in records]
    shelf = make_shelf([Document("", (((), text),)) for text in english], embedder)
    bare = embedder.passages(english)
    right = np.arange(len(records))
    lines = [f"{'':24}recall@1  recall@10   ({len(records)} sentences)"]
    summary: dict[str, Any] = {}
    for language in SENTENCE_LANGUAGES:
        asked = [record[language] for record in records]
        vectors = embedder.queries(asked)
        ours = shelf.ranks(asked, vectors, right)
        alone = tied_ranks(vectors @ bare.T, right)
        summary[language] = {f"recall@{k}": round(recall(ours, k), 4) for k in (1, 10)}
        lines += [_row(f"{language}, model alone", alone), _row(f"{language}, ours", ours)]
    return lines, summary


def _row(name: str, ranks: Ranks) -> str:
    return f"{name:24}{recall(ranks, 1):8.4f}  {recall(ranks, 10):9.4f}"


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question and the index of its page."""

    text: str
    right: int
    answered: bool


def evaluate_pages(
    records: Records, folder: Path, embedder: Embedder
) -> tuple[Lines, dict[str, Any]]:
    """A question against all pages of its language: mean reciprocal rank of its page.

    Counted are questions not translated by a machine whose page is in the folder; those with an
    answer on it and, beside them, all.
    """
    lines: Lines = []
    summary: dict[str, Any] = {}
    for language in sorted({record["language"] for record in records}):
        numbers, documents = _pages(folder, language)
        asked = [
            PageQuestion(r["question"], numbers[r["page"]], bool(r["answers"]))
            for r in records
            if r["language"] == language and not r["machine_translated"] and r["page"] in numbers
        ]
        if asked:
            rows, summary[language] = _evaluate_pages_of(language, asked, documents, embedder)
            lines += rows
    return lines, summary


def _pages(folder: Path, language: str) -> tuple[dict[int, int], list[Document]]:
    """Page ids with their index, and the pages, of one language."""
    from wayforward.information.answers.cutting import Line
    from wayforward.information.answers.indexing import drafts
    from wayforward.information.sources.extracting import read
    from wayforward.information.sources.rules import place_sentences

    manifest = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [e for e in map(json.loads, manifest) if e["language"] == language and "page" in e]
    documents = []
    for entry in entries:
        reading = read((folder / entry["file"]).read_bytes(), None, entry["file"])
        placed = place_sentences(reading.blocks, language)
        made = drafts(
            reading.title,
            [Line(p.position, p.text, p.kind, p.heading_path, p.anchor or "") for p in placed],
        )
        documents.append(Document(reading.title, tuple((d.heading_path, d.text) for d in made)))
    return {entry["page"]: i for i, entry in enumerate(entries)}, documents


def _evaluate_pages_of(
    language: str, asked: Sequence[PageQuestion], documents: Sequence[Document], embedder: Embedder
) -> tuple[Lines, dict[str, Any]]:
    shelf = make_shelf(documents, embedder)
    texts = [question.text for question in asked]
    right = np.array([question.right for question in asked])
    answered = np.array([question.answered for question in asked])
    vectors = embedder.queries(texts)
    ranks = {
        "BM25": _by_words(texts, [d.whole for d in documents], right),
        "model alone": tied_ranks(vectors @ shelf.page_vectors.T, right),
        "ours": shelf.ranks(texts, vectors, right, weights_for(language)),
    }
    counted = (language, len(documents), int(answered.sum()), len(asked))
    lines = [
        "{}: {} pages, {} questions with an answer, {} in all".format(*counted),
        f"{'':24}MRR      recall@1  recall@10   MRR of all",
    ]
    lines += [
        f"{name:24}{reciprocal_rank(r[answered]):.4f} {recall(r[answered], 1):9.4f}"
        f" {recall(r[answered], 10):9.4f} {reciprocal_rank(r):11.4f}"
        for name, r in ranks.items()
    ]
    summary = {name: round(reciprocal_rank(r[answered]), 4) for name, r in ranks.items()}
    return lines, {"questions": int(answered.sum()), "mrr": summary}


def _by_words(asked: Iterable[str], texts: Sequence[str], right: NDArray[np.int_]) -> Ranks:
    peer = BestWords(texts)
    return tied_ranks(np.stack([peer.scores(question) for question in asked]), right)
