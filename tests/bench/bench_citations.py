"""One changed page among 10,000 cards on 50,000 official sentences: who turns amber, how soon.

    .venv/bin/python -m tests.bench.bench_citations [--cards 10000] [--pages 1000]

Data: synthetic pages of 50 sentences and cards that cite five sentences of one page each, in a
test database that is thrown away. The page is changed by importing a second state; exactly the
cards that cite a changed sentence must turn amber, and the public page of one must say so on the
next request. Prints one JSON line.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.bench.database import empty_database

from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.information.cards.models import Card, CardSentence, CardSlot, CardText
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Sentence, Source

SENTENCES = 50
CITED = 5


def _write(folder: Path, pages: int, day: int, changed: int | None = None) -> Path:
    """A mirror of pages as of a day; one of them with another amount wherever it names one."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for page in range(pages) if changed is None else [changed]:
        amount = 410 if page == changed else 460
        said = [f"Family {page} gets {amount} euros a month in year {n}." if n % CITED == 0
                else f"Rule {n} of office {page} is that letter {n * 7 + page} is answered."
                for n in range(SENTENCES)]  # fmt: skip
        body = "".join(f"<p>{one}</p>" for one in said)
        html = (
            f"<html lang='en'><head><title>P{page}</title></head><body><main>{body}</main></body>"
        )
        (folder / f"{page}.html").write_text(html, encoding="utf-8")
        lines.append(
            {"file": f"{page}.html", "url": f"https://office.example/{page}", "language": "en",
             "title": f"P{page}", "publisher": "Office",
             "fetched_at": f"2026-03-{day:02}T00:00:00Z"}
        )  # fmt: skip
    manifest = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    return folder


def _fill(cards: int) -> None:
    """Cards that cite five sentences of one page each, so that all sentences are cited."""
    sources = list(Source.objects.order_by("pk"))
    said = {
        source.pk: list(Sentence.objects.filter(source=source).order_by("pk")) for source in sources
    }
    now = timezone.now()
    texts = PublishedText.objects.bulk_create(
        PublishedText(kind="card", key=f"c{n}", language="en", title=f"Card {n}?",
                      address=f"/en/cards/c{n}")
        for n in range(cards)
    )  # fmt: skip
    rows = Card.objects.bulk_create(Card(key=f"c{n}") for n in range(cards))
    written = CardText.objects.bulk_create(
        CardText(card=card, language="en", question=text.title, published=text, updated_by="bench")
        for card, text in zip(rows, texts, strict=True)
    )
    slots = CardSlot.objects.bulk_create(
        CardSlot(card=card, part="answer", name="answer-1", position=1, led_by="en")
        for card in rows
    )
    CardSentence.objects.bulk_create(
        CardSentence(text=text, slot=slot, words="It is so.")
        for text, slot in zip(written, slots, strict=True)
    )
    Citation.objects.bulk_create(
        [
            Citation(text=text, position=i, source=source.pk, source_key=source.key,
                     sentence=one.identity, words=one.text, cited_at=now)
            for n, text in enumerate(texts)
            for source in (sources[n % len(sources)],)
            for i in range(CITED)
            for one in (said[source.pk][((n // len(sources)) * CITED + i) % len(said[source.pk])],)
        ],
        batch_size=5000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure(cards: int, pages: int, folder: Path) -> dict[str, object]:
    import_folder(path=_write(folder / "one", pages, 1))
    _fill(cards)
    changed = Source.objects.get(url="https://office.example/7")
    said = Sentence.objects.filter(source=changed, text__startswith="Family 7 gets")
    citing = Citation.objects.filter(source=changed.pk, sentence__in=said.values("identity"))
    wanted = set(citing.values_list("text", flat=True))
    second = _write(folder / "two", pages, 5, changed=7)
    begun = time.perf_counter()
    import_folder(path=second)
    took = time.perf_counter() - begun
    amber = set(Doubt.objects.filter(cleared_at=None).values_list("citation__text", flat=True))
    key = PublishedText.objects.get(pk=min(wanted)).key
    begun = time.perf_counter()
    shown = Client().get(f"/en/cards/{key}").content.decode()
    request = time.perf_counter() - begun
    return {
        "cards": cards,
        "citations": Citation.objects.count(),
        "sentences_cited": Citation.objects.values("source", "sentence").distinct().count(),
        "dependants": len(wanted),
        "marked": len(amber),
        "exactly_those": amber == wanted,
        "read_and_mark_ms": round(1000 * took, 1),
        "public_page_says_so": "Under review" in shown,
        "public_page_ms": round(1000 * request, 1),
    }


@click.command()
@click.option("--cards", default=10_000)
@click.option("--pages", default=1_000)
def main(cards: int, pages: int) -> None:
    """Fill, change one page, print."""
    with empty_database(), TemporaryDirectory() as folder:
        click.echo(json.dumps(_measure(cards, pages, Path(folder))))


if __name__ == "__main__":
    main()
