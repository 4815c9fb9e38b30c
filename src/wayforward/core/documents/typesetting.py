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

FONTS = Path(__file__).resolve().parent / "fonts"
# Setting keeps a core busy: one page at a time leaves the others for people who ask.
_one_at_a_time = threading.Lock()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def typeset(template: Path, facts: Mapping[str, Any], *, at: datetime) -> bytes:
    """A PDF, tagged for screen readers (PDF/UA-1).

    `facts` reach the template as `sys.inputs.facts`, JSON; they are data there, never code. Equal
    facts and `at` give equal bytes. Raises typst.TypstError where the template cannot be set,
    which is a defect of ours.
    """
    said = json.dumps(facts, ensure_ascii=False)
    with _one_at_a_time:
        return typst.compile(
            template.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"facts": said},
            pdf_standards="ua-1",
            timestamp=at.replace(microsecond=0),
        )
