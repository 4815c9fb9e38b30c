"""The QR code of a short link, as SVG for paper and screen."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno

_QUIET_ZONE = 4  # modules around it, ISO/IEC 18004


@lru_cache(maxsize=256)
def qr_svg(address: str) -> str:
    """A QR code of an address as an SVG file, black on white; a seventh may be lost (level M)."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=_QUIET_ZONE, xmldecl=False, dark="#000", light="#fff", scale=8
    )
    return drawn.getvalue().decode()
