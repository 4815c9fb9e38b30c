"""Maps of projects in the active language: what each shade and each link says.

Shapes and drawing are `core.places`'s; how many projects a place has, the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wayforward.core.language.digits import format_number
from wayforward.core.places.drawing import MapWords, PlaceFigure, PlaceMap
from wayforward.core.places.outline_maps import outline_map
from wayforward.core.places.outlines import Outlines
from wayforward.core.places.reading import districts_of, province_name, provinces
from wayforward.core.places.tiles import tile_map

# Place -> projects; None, or not in it, where nobody published a project that names the place.
Counts = Mapping[str, int | None]
Link = Callable[[str], str]  # place -> address


def map_of_provinces(counts: Counts, link: Link, outlines: Outlines | None = None) -> PlaceMap:
    """All provinces, by code: as tiles, or by real outlines where some are loaded."""
    figures = _figures(provinces(), counts, link)
    words = _words(_("Projects by province"), _how_provinces())
    if outlines and outlines.provinces:
        return outline_map(outlines, figures, words)
    return tile_map(figures, words)


def map_of_districts(province: str, counts: Counts, link: Link, outlines: Outlines) -> PlaceMap:
    """The districts of a province, by key. Raises NoOutlinesError where none has an outline."""
    figures = _figures((one.key for one in districts_of(province)), counts, link)
    title = _("Projects by district: %(province)s") % {
        "province": province_name(province, _language())
    }
    return outline_map(outlines, figures, _words(title, _how()), province)


def _figures(places: Iterable[str], counts: Counts, link: Link) -> dict[str, PlaceFigure]:
    return {place: _figure(counts.get(place), link(place)) for place in places}


def _figure(count: int | None, address: str) -> PlaceFigure:
    if count is None:
        return PlaceFigure(None, _("nothing published"), "–", address)
    shown = format_number(count, _language())
    said = ngettext("%(count)s project", "%(count)s projects", count) % {"count": shown}
    return PlaceFigure(count, said, shown, address)


def _words(title: str, description: str) -> MapWords:
    return MapWords(
        language=_language(),
        title=title,
        description=description,
        values=_("Published projects"),
        zero=_("0: none fits"),
        nothing=_("Nothing published"),
        span=_span,
    )


def _span(low: float, high: float) -> str:
    least, most = (format_number(one, _language()) for one in (low, high))
    return least if low == high else _("%(low)s to %(high)s") % {"low": least, "high": most}


def _how_provinces() -> str:
    return " ".join((_("North is at the top; every province leads to its projects."), _how()))


def _how() -> str:
    return _(
        "The thicker the lines, the more projects. A broken edge means that nothing is published;"
        " something may still happen there."
    )


def _language() -> str:
    return get_language() or "en"
