"""`wayforward narratives material`: one text against a rumour as a leaflet, a picture, a spot."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.utils import timezone

from wayforward.core.command_line import one_sentence
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.materials.refusals import MaterialRefusalError
from wayforward.information.materials.setting import set_material
from wayforward.information.materials.texts import Kind, MaterialText, Picture, SetMaterial
from wayforward.information.narratives import queries
from wayforward.information.narratives.publishing.materials import material_text

_KINDS = click.Choice([kind.value for kind in Kind])


@click.command()
@click.argument("key")
@click.option("--lang", default="en", type=click.Choice(queries.LANGUAGES))
@click.option("--kind", required=True, type=_KINDS, help="The form to make.")
@click.option("--svg", is_flag=True, help="Pictures as SVG instead of PNG.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Else a name of its own, here."
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def material(key: str, lang: str, kind: str, svg: bool, out: Path | None, as_json: bool) -> None:
    """Make a form to pass on; a draft is marked as one, and so is what is under review."""
    text = _text(key, lang)
    picture = Picture.SVG if svg else Picture.PNG
    with one_sentence(MaterialRefusalError, RuleSetError):
        made = set_material(kind, text, picture=picture)
    file = out or Path(made.file_name)
    with one_sentence(OSError):
        file.write_bytes(made.content)
    _tell(file, made, text, as_json=as_json)


def _text(key: str, lang: str) -> MaterialText:
    row = queries.text_of(key, lang)
    if row is None:
        said = f"There is no claim {key!r}; see `wayforward narratives list`."
        raise click.ClickException(said)
    [shown] = queries.shown([row])
    return material_text(shown, on=timezone.now().date())


def _tell(file: Path, made: SetMaterial, text: MaterialText, *, as_json: bool) -> None:
    if as_json:
        facts = {
            "file": str(file),
            "media_type": made.media_type,
            "bytes": len(made.content),
            "draft": not text.signed,
            "under_review_since": text.doubt.isoformat() if text.doubt else None,
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    mark = "" if text.signed else ", marked as a draft"
    mark += f", marked as under review since {text.doubt}" if text.doubt else ""
    click.echo(f"Made {file} ({len(made.content):,} bytes{mark}).")
