"""`wayforward citations`: what hangs on an official page."""

from __future__ import annotations

import json

import click

from wayforward.information.sources.changes.impact import Impact, impact_of, impact_to_dict
from wayforward.information.sources.models import Source
from wayforward.information.sources.queries import keys_of


@click.group()
def citations() -> None:
    """The citation graph: what we publish and which official sentences it stands on."""


@citations.command()
@click.argument("page")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def impact(page: str, as_json: bool) -> None:
    """Show what cites a page (its address or key) and which of it is amber."""
    source = Source.objects.filter(key=keys_of([page])[0]).first()
    if source is None:
        raise click.ClickException(f"No page {page!r} is watched; see `wayforward sources list`.")
    found = impact_of(source)
    if as_json:
        click.echo(json.dumps(impact_to_dict(found), ensure_ascii=False))
    else:
        _show(found)


def _show(found: Impact) -> None:
    for one in found.dependants:
        mark = f"AMBER since {one.amber.since:%Y-%m-%d}" if one.amber else "current"
        click.echo(f"{one.text.kind} {one.text.key} [{one.text.language}] {mark}: {one.text.title}")
        for doubt in one.doubts:
            click.echo(f"    {doubt.get_reason_display()}")
            click.echo(f"    - {doubt.old}\n    + {doubt.new}")
    click.echo(f"{len(found.dependants)} texts stand on this page, {found.in_doubt} are amber.")
