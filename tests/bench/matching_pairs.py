"""Writes the development sets for `wayforward evaluate matching` from what is there.

    .venv/bin/python -m tests.bench.matching_pairs FOLDER

FOLDER/NAME.reports.jsonl and FOLDER/NAME.claims.jsonl, as docs/benchmarks.md describes:
  across    a rumour in Dari or Pashto (the starter claims' titles) to its English claim, among
            these and 1,890 other English sentences (TICO-19)
  told      a further wording of a starter claim, in its language, to the claim's title in that
            language, among all claims in all languages and the same sentences
  tico      a Dari or Pashto sentence of TICO-19 to the English one
  pquad     a Persian question that has an answer to its paragraph (PQuAD validation)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from wayforward.conf import shared_data, start_django

start_django()

from wayforward.information.narratives.starters import read_claims  # noqa: E402

Rows = list[dict[str, Any]]
MOST_PQUAD = 2000  # questions; enough to tell systems apart


def _tico() -> Rows:
    path = shared_data() / "tico-19" / "development.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _others() -> Rows:
    return [{"id": f"tico-{i}", "title": row["en"], "text": ""} for i, row in enumerate(_tico())]


def across() -> tuple[Rows, Rows]:
    """Titles in Dari and Pashto; English claims and other sentences."""
    claims = read_claims().claims
    reports = [
        {"id": f"{one.key}/{language}", "text": one.texts[language].said.title, "claim": one.key}
        for one in claims
        for language in ("fa-af", "ps")
    ]
    known = [{"id": one.key, "title": one.texts["en"].said.title, "text": ""} for one in claims]
    return reports, known + _others()


def told() -> tuple[Rows, Rows]:
    """Further wordings; every claim in every language, by its title alone."""
    texts = [
        (f"{one.key}/{language}", text)
        for one in read_claims().claims
        for language, text in one.texts.items()
    ]
    reports = [
        {"id": f"{name}/{i}", "text": said, "claim": name}
        for name, text in texts
        for i, said in enumerate(text.wordings[1:])
    ]
    known = [{"id": name, "title": text.said.title, "text": ""} for name, text in texts]
    return reports, known + _others()


def tico() -> tuple[Rows, Rows]:
    """Dari and Pashto sentences; their English ones."""
    reports = [
        {"id": f"{language}-{i}", "text": row[language], "claim": f"tico-{i}"}
        for language in ("prs", "ps")
        for i, row in enumerate(_tico())
    ]
    return reports, _others()


def pquad() -> tuple[Rows, Rows]:
    """Persian questions with an answer; all paragraphs."""
    path = shared_data() / "pquad" / "Validation.json"
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [one for article in data for one in article["paragraphs"]]
    reports = [
        {"id": question["id"], "text": question["question"], "claim": str(i)}
        for i, one in enumerate(paragraphs)
        for question in one["qas"]
        if question["answers"]
    ]
    known = [
        {"id": str(i), "title": "", "text": one["context"]} for i, one in enumerate(paragraphs)
    ]
    return reports[:: max(1, len(reports) // MOST_PQUAD)], known


SETS = {"across": across, "told": told, "tico": tico, "pquad": pquad}


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write every set."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in SETS.items():
        reports, claims = make()
        _write(folder / f"{name}.reports.jsonl", reports)
        _write(folder / f"{name}.claims.jsonl", claims)
        click.echo(f"{name}: {len(reports)} reports, {len(claims)} claims")


if __name__ == "__main__":
    main()
