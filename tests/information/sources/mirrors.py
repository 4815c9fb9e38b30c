"""Small mirrors written for a test: a folder of pages with a manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path


def html(title: str, *paragraphs: str, language: str = "en") -> str:
    """A page with a heading and paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def write_mirror(
    folder: Path, pages: Mapping[str, str | bytes], lines: Sequence[Mapping[str, object]] = ()
) -> Path:
    """Write pages and, where no lines are given, a plain manifest naming each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    rows = lines or [line(name) for name in pages]
    manifest = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    return folder


def line(file: str, **changes: object) -> dict[str, object]:
    """A manifest line for `file`, with an address made of its name."""
    return {
        "file": file,
        "url": f"https://authority.example/{file}",
        "title": f"Page {file}",
        "language": "en",
        "publisher": "Example Authority",
        **changes,
    }
