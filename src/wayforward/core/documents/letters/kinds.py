"""The kinds of letters: reviewed YAML in `kinds/`, checked when read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from wayforward.core.documents.letters.rules import (
    Block,
    FieldType,
    LetterError,
    LetterField,
    LetterKind,
    faults,
)
from wayforward.core.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parent / "kinds"
LANGUAGES = ("en", "fa-af", "ps")


class UnknownKindError(LetterError):
    """There is no such kind of letter."""


class FaultyKindError(ValueError):
    """A declared kind that cannot be right; the message names everything wrong with it."""


@cache
def kinds() -> dict[str, LetterKind]:
    """Every kind by its key. Raises FaultyKindError."""
    return {path.stem: read_kind(path) for path in sorted(FOLDER.glob("*.yaml"))}


def kind_named(key: str) -> LetterKind:
    """The kind. Raises UnknownKindError, which says which ones there are."""
    try:
        return kinds()[key]
    except KeyError:
        raise UnknownKindError(
            f"There is no letter of the kind {key}: there is {', '.join(kinds())}."
        ) from None


def read_kind(path: Path) -> LetterKind:
    """A kind from its file. Raises FaultyKindError."""
    held: dict[str, Any] = read_yaml(path)
    kind = LetterKind(
        key=path.stem,
        title=held["title"],
        fields=tuple(_field(one) for one in held["fields"]),
        body=tuple(_block(one) for one in held["body"]),
        code=held.get("code", ""),
    )
    if found := faults(kind, LANGUAGES):
        raise FaultyKindError(f"{path.name}: {'; '.join(found)}.")
    return kind


def _field(held: dict[str, Any]) -> LetterField:
    return LetterField(
        key=held["key"],
        type=FieldType(held["type"]),
        label=held["label"],
        required=held.get("required", True),
        choices=held.get("choices"),
    )


def _block(held: dict[str, Any]) -> Block:
    return Block(
        text=held.get("text"),
        points=tuple(held.get("points", ())),
        facts=tuple(held.get("facts", ())),
        signatures=tuple(held.get("signatures", ())),
        when=held.get("when", ""),
    )
