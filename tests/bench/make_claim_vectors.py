"""Makes the vectors of the starter claims' wordings that the product ships.

    .venv/bin/python -m tests.bench.make_claim_vectors

Data: the starter claims with every way they are told.
"""

from __future__ import annotations

from wayforward.conf import start_django

start_django()

from wayforward.information.answers.embedding import indexing_embedder  # noqa: E402
from wayforward.information.cards.finding.shipped import ship  # noqa: E402
from wayforward.information.narratives.matching.embedding import VECTORS  # noqa: E402
from wayforward.information.narratives.starters import read_claims  # noqa: E402


def main() -> None:
    """Embed and write."""
    texts = [text for claim in read_claims().claims for text in claim.texts.values()]
    said = sorted({one for text in texts for one in text.wordings})
    embedder = indexing_embedder()
    ship(VECTORS, said, embedder.queries(said), embedder.name)
    print(f"{len(said)} vectors, {VECTORS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
