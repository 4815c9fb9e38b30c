"""`wayforward campaigns print`: every material of a campaign ready to print, into a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.utils import timezone

from wayforward.core.command_line import one_sentence
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns import public_queries
from wayforward.information.campaigns.materials import forms, material_text, of_placement
from wayforward.information.campaigns.models import Material, Placement
from wayforward.information.campaigns.public_queries import Given
from wayforward.information.materials.files import FILES
from wayforward.information.materials.refusals import MaterialRefusalError
from wayforward.information.materials.setting import set_material
from wayforward.information.materials.texts import Picture
from wayforward.progress import counted, progress_bar


@dataclass(frozen=True, slots=True)
class _Order:
    """One file to write: a material in a form, for a placement that has a link or for none."""

    given: Given
    file: str
    place: Placement | None

    @property
    def name(self) -> str:
        """Unlike any other of the campaign."""
        material = self.given.material
        code = f"-{self.place.link}" if self.place else ""
        return f"{material.key}-{material.language}{code}-{self.file}"


@click.command("print")
@click.argument("key")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@one_sentence(OSError)
def print_materials(key: str, out: Path, as_json: bool) -> None:
    """Write the materials of a campaign into a folder, one file for each short link.

    What is not signed by both sides is marked as a draft, what is in doubt as under review.
    """
    orders = list(_orders(key))
    if not orders:
        raise click.ClickException(
            f"There is nothing to print for {key!r}: see `wayforward campaigns materials`."
        )
    out.mkdir(parents=True, exist_ok=True)
    on = timezone.now().date()
    written: list[str] = []
    refused: dict[str, str] = {}
    with progress_bar("Materials", len(orders)) as advance:
        for order in counted(orders, len(orders), advance):
            try:
                _write(order, out, on)
                written.append(order.name)
            except (MaterialRefusalError, RuleSetError) as refusal:
                refused[order.name] = str(refusal)
    _tell(out, written, refused, as_json=as_json)


def _orders(key: str) -> Iterator[_Order]:
    rows = Material.objects.filter(
        message__campaign__key=key, withdrawn_at=None, message__withdrawn_at=None
    ).select_related("message__campaign", "message__claim", "published")
    for given in public_queries.shown(list(rows)):
        linked = given.material.placements.exclude(link="").filter(withdrawn_at=None)
        placed: list[Placement | None] = [*linked] or [None]
        for file, (kind, picture) in FILES.items():
            if kind in forms(given) and picture is Picture.PNG:
                yield from (_Order(given, file, place) for place in placed)


def _write(order: _Order, out: Path, on: date) -> None:
    kind, picture = FILES[order.file]
    text = material_text(order.given, on=on, address=of_placement(order.place))
    (out / order.name).write_bytes(set_material(kind, text, picture=picture).content)


def _tell(out: Path, written: list[str], refused: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"written": written, "refused": refused}, ensure_ascii=False))
        return
    click.echo(f"{len(written)} files in {out}.")
    for name, why in refused.items():
        click.echo(f"Not made: {name}: {why}")
