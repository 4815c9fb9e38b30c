"""What a question loses when it is asked in another language than the page is written in.

    python -m tests.bench.cross_language_selection

Data: OMoS-QA development split; its questions in English, German, Arabic, French and Ukrainian,
each on the German and on the English page. Prints sentence F1 and the share of it that is lost
beside a question in the page's own language. The careful selector, as `evaluate selection` uses it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click
from rich.progress import track

from wayforward.conf import shared_data
from wayforward.information.answers.evaluating_selection import Record, read_records, summary_of
from wayforward.information.answers.selecting import get_selector

PAGES = ("de", "en")
OTHERS = ("ar", "fr", "uk")


def _questions(folder: Path) -> dict[str, dict[str, str]]:
    """Language -> id of the record -> the question in it."""
    found = {page: _native(folder, page) for page in PAGES}
    for language in OTHERS:
        lines = (folder / f"questions.{language}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        found[language] = {str(row["id"]): row["question"] for row in rows if row["split"] == "dev"}
    return found


def _native(folder: Path, page: str) -> dict[str, str]:
    return {record.id: record.question for record in read_records(folder / f"dev.{page}.jsonl")}


def _f1(records: list[Record], said: str) -> float:
    selector = get_selector()
    ordered = sorted(records, key=lambda record: record.context)
    found = {
        record.id: selector.select(record.question, record.context, careful=True)
        for record in track(ordered, description=said)
    }
    figures = summary_of(records, found)["sentence"]
    assert isinstance(figures, dict)
    return float(figures["f1"])


@click.command()
@click.option("--every", default=1, help="Only every so many-th question; the whole takes an hour.")
def main(every: int) -> None:
    """Print the table and one JSON line."""
    folder = shared_data() / "omos-qa"
    questions = _questions(folder)
    found: dict[str, dict[str, float]] = {}
    for page in PAGES:
        records = read_records(folder / f"dev.{page}.jsonl")[::every]
        for language, asked in questions.items():
            some = [replace(r, question=asked[r.id]) for r in records if r.id in asked]
            f1 = _f1(some, f"{language} on {page}")
            found.setdefault(page, {})[language] = round(f1, 4)
        for language, f1 in found[page].items():
            lost = 1 - f1 / found[page][page]
            click.echo(f"page {page}, question {language}: F1 {f1:.3f}, lost {lost:.1%}")
    click.echo(json.dumps(found))


if __name__ == "__main__":
    main()
