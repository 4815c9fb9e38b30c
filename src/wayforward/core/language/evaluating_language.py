"""Figures of language identification on parallel sentences, beside py3langid alone.

A file holds one JSON record a line with the fields en, prs (Dari), fa (Iranian Persian) and ps. A
file `neighbours.jsonl` beside it (fields language, text) says what must not be taken for these.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
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
    tagged = {
        column: _Tagged.of([r[column] for r in records if r.get(column)], tag)
        for names in COLUMNS.values()
        for column in names
    }
    by_column = {c: tagged[c].share({language}) for language, cs in COLUMNS.items() for c in cs}
    pooled = {
        language: _Tagged.joined([tagged[column] for column in columns]).share({language})
        for language, columns in COLUMNS.items()
    }
    return (
        {language: share for language, share in pooled.items() if share}
        | {"by_column": {column: share for column, share in by_column.items() if share}}
        | {"rejected": _rejected(neighbours, tag)}
    )


def _rejected(neighbours: list[dict[str, str]], tag: Tagger) -> dict[str, Share]:
    rejected: dict[str, Share] = {}
    for language in sorted({record["language"] for record in neighbours}):
        texts = [r["text"] for r in neighbours if r["language"] == language]
        taken = _Tagged.of(texts, tag).share(READER_LANGUAGES)
        rejected[language] = {kind: round(1 - share, 4) for kind, share in taken.items()}
    return rejected


@dataclass(frozen=True, slots=True)
class _Tagged:
    """The tags given to some texts, whole and cut to their first five words."""

    full: tuple[str | None, ...]
    five_words: tuple[str | None, ...]

    @classmethod
    def of(cls, texts: list[str], tag: Tagger) -> "_Tagged":
        cut = [" ".join(text.split()[:FEW_WORDS]) for text in texts]
        return cls(tuple(map(tag, texts)), tuple(map(tag, cut)))

    @classmethod
    def joined(cls, several: list["_Tagged"]) -> "_Tagged":
        full = tuple(tag for one in several for tag in one.full)
        return cls(full, tuple(tag for one in several for tag in one.five_words))

    def share(self, wanted: Collection[str]) -> Share:
        """Return the shares of tags in `wanted`; empty without texts."""
        if not self.full:
            return {}
        return {
            kind: round(sum(tag in wanted for tag in tags) / len(tags), 4)
            for kind, tags in (("full", self.full), ("five_words", self.five_words))
        }


def _peer() -> Tagger:
    """Return py3langid 0.4 limited to the eight languages that matter, as its manual advises."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(PEER_LANGUAGES)
    return lambda text: str(identifier.classify(text)[0])


def _row(name: str, ours: Share | None, peer: Share | None) -> str:
    kinds = ("full", "five_words")
    cells = [shares[kind] if shares else 0.0 for shares in (ours, peer) for kind in kinds]
    return f"{name:<20}" + "".join(f"{100 * cell:>11.2f}" for cell in cells)


def _records(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        raise ValueError(f"{path.name} is not one JSON record a line: {error}") from error
