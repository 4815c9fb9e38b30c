"""Sets pages: facts and a typst template in, PDF or pictures out. What they say is the caller's.

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

    `facts` reach the template as `sys.inputs.facts`, JSON; they are data there, never code. A
    template begins as `page.typ` does, and before that as the file `shared.typ` beside it, if
    there is one. Equal facts and `at` give equal bytes. Raises typst.TypstError where the template
    cannot be set, which is a defect of ours.
    """
    made = _compiled(
        template, facts, language, pdf_standards="ua-1", timestamp=at.replace(microsecond=0)
    )
    [pdf] = made
    return pdf


def draw(
    template: Path, facts: Mapping[str, Any], *, language: str, form: str, ppi: float = 144.0
) -> list[bytes]:
    """The pages of a template as pictures, `form` png or svg; `ppi` are dots an inch of the png.

    Letters of an SVG are outlines: it looks the same where our fonts are not. All else as typeset.
    """
    return _compiled(template, facts, language, format=form, ppi=ppi)


def _compiled(
    template: Path, facts: Mapping[str, Any], language: str, **wanted: Any
) -> list[bytes]:
    said = json.dumps({**facts, **_written(language)}, ensure_ascii=False)
    with _one_at_a_time:
        made = typst.compile(
            _source(template),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"facts": said},
            **wanted,
        )
    return made if isinstance(made, list) else [made]


def _source(template: Path) -> bytes:
    """The template with what it begins with."""
    shared = template.with_name("shared.typ")
    begins = [_PAGE, shared] if shared.exists() else [_PAGE]
    return b"\n".join(path.read_bytes() for path in (*begins, template))


def _written(language: str) -> dict[str, Any]:
    return {
        "lang": base_language(language),
        "direction": "rtl" if is_right_to_left(language) else "ltr",
        "digits": list(READER_DIGITS),
    }
