"""QR codes of addresses, as vectors: black on white with the quiet zone the standard asks for."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from urllib.parse import urlsplit

import segno

QUIET_ZONE = 4  # modules, ISO/IEC 18004


def code_of(address: str) -> segno.QRCode:
    """The code; a seventh of it may be lost to stains and folds (level M)."""
    return segno.make_qr(address, error="m")


@lru_cache(maxsize=512)
def code_as_svg(address: str, scale: int = 1) -> str:
    """The code as SVG, one path; a module is `scale` units wide."""
    drawn = BytesIO()
    code_of(address).save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        xmldecl=False,
        dark="#000",
        light="#fff",
        scale=scale,
    )
    return drawn.getvalue().decode()


def typed(address: str) -> str:
    """The address as somebody without a camera types it: no scheme, no last slash."""
    parts = urlsplit(address)
    if not parts.netloc:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc}{parts.path}{query}".rstrip("/")
