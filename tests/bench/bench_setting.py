"""What setting a rebuttal to pass on costs, and which of the starter texts each form holds.

    .venv/bin/python -m tests.bench.bench_setting [--timed 8]

Data: the starter claims that ship with the product, in three languages, in an empty database that
is thrown away. Every text is set in every form, pictures as PNG; for the first `--timed` claims the
seconds are told as well (one process, nothing remembered: median and 95th percentile of all texts
and languages). Prints a table and one line of JSON: texts, those a form holds, and of those it
does not hold what for.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from django.utils import timezone
from rich.progress import track
from tests.bench.database import empty_database

from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.cards.loading import load_cards
from wayforward.information.materials import setting
from wayforward.information.materials.refusals import MaterialRefusalError
from wayforward.information.materials.texts import Kind, MaterialText
from wayforward.information.narratives import queries
from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.publishing.materials import material_text
from wayforward.information.sources.register_actions import load_register


@dataclass
class Made:
    """What became of one form."""

    seconds: list[float] = field(default_factory=list)
    texts: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        """The figures of the table."""
        held = self.texts - self.refused.total()
        steps = statistics.quantiles(self.seconds, n=20) if len(self.seconds) > 1 else [0.0] * 19
        return {
            "texts": self.texts,
            "held": held,
            "median": round(steps[9], 3),
            "p95": round(steps[18], 3),
            "refused": dict(self.refused),
        }


def _texts() -> Iterator[tuple[str, MaterialText]]:
    today = timezone.now().date()
    rows = [row for language in queries.LANGUAGES for row in queries.claim_texts(language)]
    for one in queries.shown(rows):
        yield one.claim.key, material_text(one, on=today)


def _set(made: Made, kind: Kind, text: MaterialText, *, timed: bool) -> None:
    made.texts += 1
    setting._drawn.cache_clear()
    began = time.perf_counter()
    try:
        setting.set_material(kind, text)
    except MaterialRefusalError as refusal:
        made.refused[type(refusal).__name__] += 1
        return
    if timed:
        made.seconds.append(time.perf_counter() - began)


def _measure(timed: int) -> dict[str, dict[str, Any]]:
    found = {kind: Made() for kind in Kind}
    texts = list(_texts())
    first = set(list(dict.fromkeys(key for key, _ in texts))[:timed])
    setting.set_material(Kind.LEAFLET, texts[0][1])  # the typesetter finds its faces once
    for key, text in track(texts, description="Setting"):
        for kind, made in found.items():
            _set(made, kind, text, timed=key in first)
    return {kind.value: made.told() for kind, made in found.items()}


@click.command()
@click.option("--timed", default=8, show_default=True, help="Claims whose setting is timed.")
def main(timed: int) -> None:
    """Measure and print."""
    with empty_database():
        load_rule_sets()
        load_register()
        load_cards()
        load_claims()
        told = _measure(timed)
    click.echo(f"{'form':12} {'texts':>6} {'held':>6} {'median':>7} {'p95':>7}")
    for kind, row in told.items():
        click.echo(
            f"{kind:12} {row['texts']:6} {row['held']:6} {row['median']:7.3f} {row['p95']:7.3f}"
            + "".join(f"  {why} {count}" for why, count in row["refused"].items())
        )
    click.echo(json.dumps(told))


if __name__ == "__main__":
    main()
