"""Sets a text in a form. `set_material` is the one way in; it stores nothing.

Equal texts give equal bytes. Raises MaterialRefusalError where the form cannot hold the text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

import typst

from wayforward.core.documents.typesetting import draw, typeset
from wayforward.information.materials import plain
from wayforward.information.materials.facts import facts
from wayforward.information.materials.fitting import FORMS, fitted
from wayforward.information.materials.refusals import NothingFitsError, PageFullError
from wayforward.information.materials.speaking import Pace
from wayforward.information.materials.texts import Kind, MaterialText, Picture, SetMaterial

_PRINT = Path(__file__).resolve().parent / "print"
_FEWER_SOURCES = (4, 3, 2)
_FULL = "page full"  # what the templates say where even the smallest size has no room
_PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Which template a form is set by, and whether as a picture."""

    template: str
    picture: bool = False


_SHEETS: Mapping[Kind, _Sheet] = {
    Kind.LEAFLET: _Sheet("leaflet.typ"),
    Kind.POSTER: _Sheet("poster.typ"),
    Kind.SMALL_POSTER: _Sheet("poster.typ"),
    Kind.CARD: _Sheet("card.typ", picture=True),
    Kind.TALL_CARD: _Sheet("card.typ", picture=True),
    Kind.HELPLINE: _Sheet("helpline.typ"),
}


def set_material(
    kind: Kind | str,
    text: MaterialText,
    *,
    picture: Picture = Picture.PNG,
    pace: Pace | None = None,
) -> SetMaterial:
    """A text in a form. `picture` is for the cards; `pace` for the radio, else the rule sets' own.

    Raises MaterialRefusalError, or RuleSetError where a spot's pace is not set.
    """
    form = Kind(kind)
    ending, media_type = _file_kind(form, picture)
    name = f"{text.name}-{form}-{text.language}.{ending}"
    if form in _SHEETS:
        return SetMaterial(_drawn(form, text, picture), media_type, name)
    made = plain.sms(text) if form is Kind.SMS else plain.radio(text, pace)
    return SetMaterial(made.encode(), media_type, name)


def content_mark(kind: Kind | str, text: MaterialText, picture: Picture = Picture.PNG) -> str:
    """A digest that is equal for equal materials, for caches; sets nothing."""
    said = json.dumps([Kind(kind), picture, asdict(text)], default=str, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _file_kind(kind: Kind, picture: Picture) -> tuple[str, str]:
    if kind not in _SHEETS:
        return "txt", _PLAIN
    if not _SHEETS[kind].picture:
        return "pdf", "application/pdf"
    return picture.value, "image/png" if picture is Picture.PNG else "image/svg+xml"


@lru_cache(maxsize=64)
def _drawn(kind: Kind, text: MaterialText, picture: Picture) -> bytes:
    """The bytes of a form; what was set last is kept in memory.

    Where the page is full at the smallest readable size, official pages beyond the first are left
    out, which stand behind the code as well; then one sentence after the other.
    """
    for shorter in _with_fewer_sources(kind, text):
        with suppress(PageFullError):
            return _set(kind, fitted(kind, shorter), picture)
    for fewer in range(1, FORMS[kind].sentences + 1):
        try:
            return _set(kind, fitted(kind, shorter, fewer=fewer), picture)
        except PageFullError:
            continue
        except NothingFitsError:
            break
    raise PageFullError


def _with_fewer_sources(kind: Kind, text: MaterialText) -> list[MaterialText]:
    """The text, then with four, three and two of its pages named, where the form names them."""
    most = min(FORMS[kind].sources, len(text.sources))
    counts = [most, *(count for count in _FEWER_SOURCES if count < most)]
    return [replace(text, sources=text.sources[:count]) if most else text for count in counts]


def _set(kind: Kind, text: MaterialText, picture: Picture) -> bytes:
    sheet = _SHEETS[kind]
    said = {**facts(text), "form": kind.value, "picture": sheet.picture}
    template = _PRINT / sheet.template
    try:
        if sheet.picture:
            return draw(template, said, language=text.language, form=picture.value)[0]
        at = datetime.combine(text.made_on, time(), UTC)
        return typeset(template, said, language=text.language, at=at)
    except typst.TypstError as problem:
        if _FULL in str(problem):
            raise PageFullError from problem
        raise
