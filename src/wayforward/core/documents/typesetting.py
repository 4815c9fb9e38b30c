"""Sets pages: facts and a typst template in, PDF out. What a page says is its caller's.

Runs in this process with the fonts beside this file alone, so that a page looks the same everywhere
and nothing is fetched.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from wayforward.core.language.digits import READER_DIGITS
from wayforward.core.language.direction import is_right_to_left
from wayforward.core.language.tags import base_language

_HERE = Path(__file__).resolve().parent
FONTS = _HERE / "fonts"
_PAGE = _HERE / "page.typ"  # how every template begins
# Setting keeps a core busy: one page at a time leaves the others for people who ask.
_one_at_a_time = threading.Lock()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def typeset(template: Path, facts: Mapping[str, Any], *, language: str, at: datetime) -> bytes:
    """A PDF in a language, tagged for screen readers (PDF/UA-1).

    `facts` reach the template as `sys.inputs.facts`, JSON; they are data there, never code. Equal
    facts and `at` give equal bytes. Raises typst.TypstError where the template cannot be set,
    which is a defect of ours.
    """
    said = json.dumps({**facts, **_written(language)}, ensure_ascii=False)
    with _one_at_a_time:
        return typst.compile(
            _PAGE.read_bytes() + template.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"facts": said},
            pdf_standards="ua-1",
            timestamp=at.replace(microsecond=0),
        )


def _written(language: str) -> dict[str, Any]:
    return {
        "lang": base_language(language),
        "direction": "rtl" if is_right_to_left(language) else "ltr",
        "digits": list(READER_DIGITS),
    }
