"""A few weeks as a small picture: bars in the ink of the page, for screen and paper alike. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_BAR, _GAP, _HEIGHT, _FOOT = 8, 3, 28, 2


def bars(counts: Sequence[int], *, rtl: bool, said: str = "") -> str:
    """SVG of a bar a week, the last one full and the others open, so that it needs no colour.

    Time runs as the language is read. `said` is read out; where it is empty, the picture repeats
    what stands beside it and is passed over. Without counts it is empty.
    """
    width = max(len(counts) * (_BAR + _GAP) - _GAP, 1)
    most = max(counts, default=0)
    drawn = [
        _bar(width - _BAR - x if rtl else x, count / most if most else 0.0, place == len(counts))
        for place, (x, count) in enumerate(
            zip(range(0, width, _BAR + _GAP), counts, strict=False), start=1
        )
    ]
    role = f'role="img" aria-label="{_escaped(said)}"' if said else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="weeks" viewBox="0 0 {width} {_HEIGHT}"'
        f' width="{width}" height="{_HEIGHT}" {role}>{"".join(drawn)}</svg>'
    )


def _bar(x: int, share: float, last: bool) -> str:
    """Of height nought only its foot stays: a week of nothing is a week, too."""
    height = max(round((_HEIGHT - _FOOT) * share, 1), 0.0)
    foot = f'<rect x="{x}" y="{_HEIGHT - 1}" width="{_BAR}" height="1" fill="currentColor"/>'
    if not height:
        return foot
    fill = "currentColor" if last else "none"
    return foot + (
        f'<rect x="{x + 0.5}" y="{_HEIGHT - 1 - height:g}" width="{_BAR - 1}" height="{height:g}"'
        f' fill="{fill}" stroke="currentColor"/>'
    )


def _escaped(said: str) -> str:
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        said = said.replace(sign, written)
    return said
