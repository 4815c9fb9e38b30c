"""A corpus of any size for the benchmarks, in a data folder of its own, filled once.

Texts are real (Pashto news, Persian, German and English official pages, laws); a sample of them is
embedded, and every other vector is a mixture of two of its language in the sample, with noise.
Vectors spread like real ones at a fiftieth of the cost; which text of the language a vector belongs
to does not matter for timing.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice, product
from pathlib import Path

import numpy as np
from django.db import connection

from wayforward.conf import shared_data, start_django
from wayforward.core.language.sentences import split
from wayforward.information.answers.embedding import Vectors, indexing_embedder, unit
from wayforward.information.answers.indexing import (
    made_by,
    pack,
    passage_vectors,
    text_of_words,
    words_of,
)

SAMPLE = 2000
PASSAGES_A_PAGE = 8
LINES_A_PASSAGE = 5  # about what real pages have
_NOISE = 0.012
_INDEXES = (
    "CREATE INDEX passage_words ON information_passage USING gin (search)",
    "CREATE INDEX passage_letters ON information_passage USING gin (search_text gin_trgm_ops)",
    """CREATE INDEX passage_meaning ON information_passage
       USING hnsw (embedding halfvec_ip_ops) WITH (m = 16, ef_construction = 200)""",
)


def _persian(data: Path) -> Iterator[tuple[str, str]]:
    pquad = json.loads((data / "pquad" / "Validation.json").read_text(encoding="utf-8"))["data"]
    for paragraph in (p for article in pquad for p in article["paragraphs"]):
        yield "fa", paragraph["context"]
        for span in split(paragraph["context"], "fa"):
            yield "fa", span.text


def _counselling(data: Path) -> Iterator[tuple[str, str]]:
    for name, language in product(("train", "dev"), ("en", "de")):
        lines = (data / "omos-qa" / f"{name}.{language}.jsonl").read_text(encoding="utf-8")
        for context in (json.loads(line)["context"] for line in lines.splitlines()):
            for i in range(0, len(context), 3):
                yield language, " ".join(context[i : i + 4])


def _german_law(data: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((data / "law-de").glob("*.md")):
        for paragraph in file.read_text(encoding="utf-8").split("\n\n"):
            yield "de", paragraph


def _pashto(data: Path) -> Iterator[tuple[str, str]]:
    with (data / "pashto-sentences" / "news-2020.txt").open(encoding="utf-8") as lines:
        said = [line.rstrip("\n").split("\t")[-1] for line in lines]
    for length in (1, 2, 3):
        for i in range(0, len(said), length):
            yield "ps", " ".join(said[i : i + length])


def texts() -> Iterator[tuple[str, str]]:
    """Language and text, in the order of the files; several sentences may make one text."""
    data = shared_data()
    return chain(_persian(data), _counselling(data), _german_law(data), _pashto(data))


def distinct(count: int) -> list[tuple[str, str]]:
    """The first `count` different texts of ten characters or more."""
    seen = dict.fromkeys((lang, text) for lang, text in texts() if len(text) >= 10)
    return list(islice(seen, count))


def vectors_for(rows: Sequence[tuple[str, str]], seed: int = 7) -> Vectors:
    """A vector for each row: real for SAMPLE of them, else a mixture of two of its language."""
    generator = np.random.default_rng(seed)
    chosen = generator.choice(len(rows), min(SAMPLE, len(rows)), replace=False)
    real = passage_vectors(indexing_embedder(), [rows[i][1] for i in chosen])
    spoken = np.array([language for language, _ in rows])
    mixed = np.zeros((len(rows), real.shape[1]), dtype=np.float32)
    for language in np.unique(spoken):
        at = np.flatnonzero(spoken == language)
        known = np.flatnonzero(spoken[chosen] == language)
        first, second = generator.choice(known, (2, len(at)))
        part = generator.uniform(0.5, 1, (len(at), 1)).astype(np.float32)
        noise = generator.normal(0, _NOISE, (len(at), real.shape[1])).astype(np.float32)
        mixed[at] = unit(real[first] * part + real[second] * (1 - part) + noise)
    mixed[chosen] = real
    return mixed


def fill(count: int) -> None:
    """Fill the database with `count` passages and build the indexes, unless it has as many."""
    from wayforward.information.answers.models import Passage

    if Passage.objects.count() == count:
        return
    rows = distinct(count)
    if len(rows) < count:
        raise ValueError(f"The shared data gives {len(rows)} different texts, not {count}.")
    rows.sort()  # pages are of one language
    vectors = vectors_for(rows)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE information_publisher CASCADE")
        for name in ("passage_words", "passage_letters", "passage_meaning"):
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
    readings = _pages(rows)
    _copy_passages(rows, vectors, readings)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for statement in _INDEXES:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE information_passage")
        cursor.execute("ANALYZE")


def _pages(rows: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """A source with one reading for each PASSAGES_A_PAGE rows; ids of source and reading."""
    from wayforward.information.sources.models import Capture, Publisher, Reading, Source

    now = datetime.now(UTC)
    publisher = Publisher.objects.create(
        key="bench", country="DE", tier="local", names={"en": "Benchmark"}
    )
    sources = [
        Source(
            key=f"bench-{i}", publisher=publisher, url=f"https://example.org/{i}",
            title=f"Page {i}", language=rows[start][0], tier="local", origin="import",
            checked_at=now, changed_at=now,
        )
        for i, start in enumerate(range(0, len(rows), PASSAGES_A_PAGE))
    ]  # fmt: skip
    Source.objects.bulk_create(sources, batch_size=2000)
    captures = [
        Capture(
            source=source, url=source.url, final_url=source.url, fetched_at=now,
            sha256="0" * 64, size=1, media_type="text/html", warc="none",
        )
        for source in sources
    ]  # fmt: skip
    Capture.objects.bulk_create(captures, batch_size=2000)
    readings = [
        Reading(
            capture=capture, source=source, extractor="bench", language=source.language,
            title=source.title, text_sha256="0" * 64, current=True,
        )
        for source, capture in zip(sources, captures, strict=True)
    ]  # fmt: skip
    Reading.objects.bulk_create(readings, batch_size=2000)
    return [(s.pk, r.pk) for s, r in zip(sources, readings, strict=True)]


def _copy_passages(
    rows: Sequence[tuple[str, str]], vectors: Vectors, readings: Sequence[tuple[int, int]]
) -> None:
    columns = (
        "source_id, reading_id, identity, position, first, last, language, title, heading_path, "
        "anchor, text, lines, search_text, search, embedder, embedding, lines_embedding, "
        "line_vectors, topics, countries, tier"
    )
    name = made_by(indexing_embedder())
    connection.ensure_connection()
    raw = connection.connection
    with (
        raw.cursor() as cursor,
        cursor.copy(f"COPY information_passage ({columns}) FROM STDIN") as copy,
    ):
        for i, ((language, text), vector) in enumerate(zip(rows, vectors, strict=True)):
            source, reading = readings[i // PASSAGES_A_PAGE]
            lines = _lines(text)
            copy.write_row(
                (
                    source, reading, hashlib.blake2b(f"{i}".encode(), digest_size=16).hexdigest(),
                    i % PASSAGES_A_PAGE, 0, 0, language, f"Page {source}", [], "", text, lines,
                    text_of_words(text), " ".join(f"'{word}'" for word in words_of(text)), name,
                    _halves(vector), _halves(vector),
                    pack(np.roll(np.tile(vector, (len(lines), 1)), 1, axis=0)),
                    [], [], "local",
                )
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO information_pagemeaning (source_id, passages, said, embedder, embedding) "
            "SELECT DISTINCT ON (source_id) source_id, %s, title, embedder, embedding "
            "FROM information_passage",
            [PASSAGES_A_PAGE],
        )


def _lines(text: str) -> list[str]:
    """The text in LINES_A_PASSAGE lines of like length."""
    words = text.split()
    step = max(1, -(-len(words) // LINES_A_PASSAGE))
    return [" ".join(words[i : i + step]) for i in range(0, len(words), step)]


def _halves(vector: Vectors) -> str:
    return "[" + ",".join(f"{number:.5f}" for number in vector) + "]"


if __name__ == "__main__":  # a process of its own, so that its memory is not counted as asking's
    start_django()
    fill(int(sys.argv[1]))
