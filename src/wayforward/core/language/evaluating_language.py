"""Figures of language identification on parallel sentences, beside py3langid alone.

A file holds one JSON record a line with the fields en, prs (Dari), fa (Iranian Persian) and ps. A
file `neighbours.jsonl` beside it (fields language, text) says what must not be taken for these.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from wayforward.core.language.detection import detect

READER_LANGUAGES = frozenset({"en", "fa", "ps"})
# Dari and Iranian Persian are both tagged fa and never told apart.
COLUMNS = {"en": ("en",), "fa": ("prs", "fa"), "ps": ("ps",)}
FEW_WORDS = 5
PEER_LANGUAGES = ("en", "fa", "ps", "ar", "ur", "de", "fr", "tr")

Tagger = Callable[[str], str | None]
Share = dict[str, float]


def evaluate_language(path: Path) -> dict[str, Any]:
    """Return shares of right answers (0 to 1) on the records of `path`.

    en, fa and ps each hold `full` and `five_words`; `by_column` shows Dari and Iranian Persian
    apart; `rejected` the share of Arabic and Urdu sentences not taken for en, fa or ps; `peer` the
    same figures of py3langid alone. Raises ValueError when the file has no such records.
    """
    records = _records(path)
    if not any(column in record for record in records for column in ("en", "prs", "fa", "ps")):
        raise ValueError(f"{path.name} holds no records with en, prs, fa or ps; give such a file.")
    beside = path.with_name("neighbours.jsonl")
    neighbours = _records(beside) if beside.is_file() and beside != path else []
    figures = _figures(records, neighbours, lambda text: detect(text).language)
    return figures | {"peer": {"py3langid": _figures(records, neighbours, _peer())}}


def table(summary: dict[str, Any]) -> list[str]:
    """Return the lines of a plain table of what `evaluate_language` returned, in percent."""
    ours, peer = summary, summary["peer"]["py3langid"]
    lines = ["share recognised, %     full     5 words    py3langid full   5 words"]
    for name in ("en", "fa", "ps"):
        lines.append(_row(name, ours.get(name), peer.get(name)))
    for column, shares in ours["by_column"].items():
        lines.append(_row(f"  column {column}", shares, peer["by_column"][column]))
    for language, shares in ours["rejected"].items():
        lines.append(_row(f"{language} rejected", shares, peer["rejected"][language]))
    return lines


def _figures(
    records: list[dict[str, str]], neighbours: list[dict[str, str]], tag: Tagger
) -> dict[str, Any]:
    columns = {
        column: _shares((r[column] for r in records if r.get(column)), tag, {language})
        for language, names in COLUMNS.items()
        for column in names
    }
    columns = {column: found for column, found in columns.items() if found}
    figures: dict[str, Any] = {}
    for language, names in COLUMNS.items():
        texts = [r[column] for r in records for column in names if r.get(column)]
        if texts:
            figures[language] = _shares(texts, tag, {language})
    return figures | {"by_column": columns, "rejected": _rejected(neighbours, tag)}


def _rejected(neighbours: list[dict[str, str]], tag: Tagger) -> dict[str, Share]:
    languages = sorted({record["language"] for record in neighbours})
    rejected: dict[str, Share] = {}
    for language in languages:
        texts = [r["text"] for r in neighbours if r["language"] == language]
        taken = _shares(texts, tag, READER_LANGUAGES)
        rejected[language] = {kind: round(1 - share, 4) for kind, share in taken.items()}
    return rejected


def _shares(texts: Iterable[str], tag: Tagger, wanted: Iterable[str]) -> Share:
    """Return the share of texts tagged with one of `wanted`, whole and cut to five words."""
    whole, accepted = list(texts), set(wanted)
    if not whole:
        return {}
    cut = [" ".join(text.split()[:FEW_WORDS]) for text in whole]
    return {
        kind: round(sum(tag(text) in accepted for text in given) / len(given), 4)
        for kind, given in (("full", whole), ("five_words", cut))
    }


def _peer() -> Tagger:
    """Return py3langid 0.4 limited to the eight languages that matter, as its manual advises."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(PEER_LANGUAGES)
    return lambda text: str(identifier.classify(text)[0])


def _row(name: str, ours: Share | None, peer: Share | None) -> str:
    cells = [shares.get(k, 0.0) if shares else 0.0 for shares in (ours, peer) for k in _KINDS]
    return f"{name:<20}" + "".join(f"{100 * cell:>11.2f}" for cell in cells)


_KINDS = ("full", "five_words")


def _records(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        raise ValueError(f"{path.name} is not one JSON record a line: {error}") from error
