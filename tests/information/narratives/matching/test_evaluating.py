"""`wayforward evaluate matching` on small files of our own, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from wayforward.information.narratives.matching.cli import evaluate
from wayforward.information.narratives.matching.evaluating import figures

CLAIMS = [
    {"id": "house", "title": "Germany gives every family a house", "text": "It is for nothing."},
    {"id": "ship", "title": "The smuggler's ship is big and safe", "text": "Life jackets for all."},
    {"id": "money", "title": "Whoever returns gets 10,000 euros", "text": ""},
]  # fmt: skip
REPORTS = [
    {"id": 1, "text": "my cousin says the ship is very big and nobody drowns", "claim": "ship"},
    {"id": 2, "text": "د جرمني حکومت هرې کورنۍ ته کور ورکوي", "claim": ["house"]},
    {"id": 3, "text": "اگر پس بروید ده هزار یورو می‌دهند", "claim": "money"},
]


def _written(folder: Path, name: str, rows: list[dict[str, object]]) -> str:
    file = folder / name
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(file)


def test_figures_beside_peers_on_the_last_line(tmp_path: Path) -> None:
    reports, claims = (_written(tmp_path, name, rows) for name, rows in
                       (("r", REPORTS), ("c", CLAIMS)))  # fmt: skip
    said = CliRunner().invoke(evaluate, ["matching", "--reports", reports, "--claims", claims])

    assert said.exit_code == 0, said.output
    summary = json.loads(said.output.strip().splitlines()[-1])
    assert {"BM25", "model alone", "both by rank", "ours"} < set(summary)
    assert summary["ours"]["recall@5"] == 1.0


def test_figures_are_those_of_the_field() -> None:
    assert figures(np.array([1, 2, 4, 9])) == {
        "MAP@1": 0.25, "MAP@3": 0.375, "MAP@5": 0.4375, "P@1": 0.25, "recall@5": 0.75,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        ([{"id": 1, "text": "x", "claim": "unknown"}], "which no claim of the file is called"),
        ([{"id": 1, "text": "x"}], "line 1 needs the fields text, claim"),
        ([], "is empty"),
    ],
)
def test_what_is_no_file_of_reports_is_one_sentence(
    tmp_path: Path, reports: list[dict[str, object]], sentence: str
) -> None:
    files = [_written(tmp_path, "r", reports), _written(tmp_path, "c", CLAIMS)]
    said = CliRunner().invoke(evaluate, ["matching", "--reports", files[0], "--claims", files[1]])
    assert said.exit_code == 1
    assert sentence in said.output


def test_claims_with_one_id_are_refused(tmp_path: Path) -> None:
    files = [_written(tmp_path, "r", REPORTS), _written(tmp_path, "c", [*CLAIMS, CLAIMS[0]])]
    said = CliRunner().invoke(evaluate, ["matching", "--reports", files[0], "--claims", files[1]])
    assert "two claims have the same id" in said.output
