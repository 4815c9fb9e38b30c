"""Makes the vectors of the starter cards that the product ships.

    .venv/bin/python -m tests.bench.make_card_vectors

Data: the starter cards with every way of asking.
"""

from __future__ import annotations

from wayforward.conf import start_django

start_django()

from wayforward.information.answers.embedding import indexing_embedder  # noqa: E402
from wayforward.information.cards.finding.forms import form_name, whole_text  # noqa: E402
from wayforward.information.cards.finding.shipped import FILE, ship  # noqa: E402
from wayforward.information.cards.starters import read_cards  # noqa: E402


def main() -> None:
    """Embed and write."""
    said = sorted(
        {
            one
            for card in read_cards()
            for text in card.texts.values()
            for one in (text.question, *text.also, whole_text(text.question, text.answer[0]))
        }
    )
    embedder = indexing_embedder()
    vectors = embedder.queries(said)
    ship(FILE, said, vectors, form_name(embedder))
    print(f"{len(said)} vectors, {FILE.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
