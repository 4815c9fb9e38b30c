"""Makes data/retrieval_ordinary.npz: the mean meaning of ordinary sentences, as questions.

Data: the first 300 sentences of pashto-sentences/news-2020.txt in the shared data folder (CC BY,
Leipzig Corpora). Only their mean, 384 numbers, is kept. Run from the repository:
    .venv/bin/python tests/bench/fit_ordinary.py
"""

from pathlib import Path

import numpy as np

from wayforward.conf import PACKAGE, shared_data
from wayforward.information.answers.embedding import indexing_embedder

SENTENCES = 300
TARGET = PACKAGE / "information" / "answers" / "data" / "retrieval_ordinary.npz"


def sentences(path: Path) -> list[str]:
    """The first SENTENCES of a Leipzig sentence file, without their line numbers."""
    with path.open(encoding="utf-8") as lines:
        return [next(lines).rstrip("\n").split("\t")[-1] for _ in range(SENTENCES)]


def main() -> None:
    """Embed, average, write."""
    texts = sentences(shared_data() / "pashto-sentences" / "news-2020.txt")
    mean = indexing_embedder().queries(texts).mean(axis=0)
    np.savez(TARGET, mean=mean.astype(np.float16))
    print(f"{TARGET.name}: mean of {len(texts)} sentences, length {np.linalg.norm(mean):.4f}")


if __name__ == "__main__":
    main()
