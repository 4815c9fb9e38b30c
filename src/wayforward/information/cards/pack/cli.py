"""`wayforward cards pack` and `verify-pack`: the signed file of cards, written and checked."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.utils import timezone

from wayforward.core.command_line import one_sentence
from wayforward.core.documents.signing import (
    NotOursError,
    canonical,
    public_key,
)
from wayforward.core.outside.signatures import key_name, read_public_key
from wayforward.information.cards.pack.packing import PackError, pack, read_pack
from wayforward.information.cards.queries import LANGUAGES

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command(name="pack")
@_file
@click.option("--lang", type=click.Choice(LANGUAGES), help="Only this language.")
def write_pack(file: Path, lang: str | None) -> None:
    """Write the public cards into FILE, signed, to be used without network for 30 days."""
    made = pack((lang,) if lang else LANGUAGES, now=timezone.now())
    raw = canonical(made)
    file.write_bytes(raw)
    click.echo(
        f"{len(made['cards'])} card texts, {len(raw) // 1000} kB, in {file}; to be trusted until"
        f" {made['expires_at'][:10]}, signed with key {made['key']}."
    )


@click.command(name="verify-pack")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", default="", help="The public key from /cards/key.json; else our own.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def verify_pack(file: Path, key: str, as_json: bool) -> None:
    """Say whether FILE is as it was signed and may still be trusted; needs no network."""
    with one_sentence(PackError, NotOursError, ValueError):
        used = read_public_key(key) if key else public_key()
        facts = read_pack(file.read_bytes(), key=used, now=timezone.now())
    if as_json:
        click.echo(json.dumps({
            "cards": facts.cards,
            "languages": facts.languages,
            "issued_at": facts.issued_at.isoformat(),
            "expires_at": facts.expires_at.isoformat(),
            "key": key_name(used),
        }))  # fmt: skip
        return
    click.echo(
        f"{facts.cards} card texts in {', '.join(facts.languages)}, as signed on"
        f" {facts.issued_at:%Y-%m-%d} with key {facts.key}; to be trusted until"
        f" {facts.expires_at:%Y-%m-%d}."
    )
