"""Answers kept on the reader's device: their page, and the worker that opens it without network.

What is saved stays on the device: nothing here learns of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayforward.core.language.calendar import date_words
from wayforward.core.language.digits import READER_DIGITS, reads_extended_digits
from wayforward.core.language.direction import LEFT_TO_RIGHT, is_right_to_left
from wayforward.core.language.tags import html_tag
from wayforward.core.language.topics import topic_keys
from wayforward.site import wording

_WORKER = Path(__file__).resolve().parent / "service_worker.js"
_FILES = ("site/site.css", "site/offline.js", "site/saved.js", "site/icons/mark.svg")


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """The frame of the page; the answers are put in on the device."""
    return render(request, "site/saved.html", {"words": _words(wording.reader_language())})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with the names of what it keeps; its version is made of their content."""
    pages = {code: _page_in(request, code) for code, _name in settings.LANGUAGES}
    files = [_saved_address(code) for code in pages] + [static(name) for name in _FILES]
    worker = _WORKER.read_text(encoding="utf-8")
    head = {
        "VERSION": _version([worker.encode(), *pages.values(), *map(_static_bytes, _FILES)]),
        "FILES": files,
        "LANGUAGES": list(pages),
    }
    said = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in head.items())
    response = HttpResponse(said + worker, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _page_in(request: HttpRequest, language: str) -> bytes:
    with translation.override(language):
        return saved(request).content


def _saved_address(language: str) -> str:
    with translation.override(language):
        return reverse("saved")


def _static_bytes(name: str) -> bytes:
    found = finders.find(name)
    return Path(str(found)).read_bytes()


def _version(parts: list[bytes]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[
        :16
    ]


def _words(language: str) -> dict[str, Any]:
    """What the page says where it cannot know beforehand what: see static/site/saved.js."""
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        "language": language,
        "tags": {code: html_tag(code) for code in codes},
        "rtl": [code for code in codes if is_right_to_left(code)],
        "digits": READER_DIGITS if reads_extended_digits(language) else "",
        "date": asdict(date_words(language)),
        "latin": LEFT_TO_RIGHT,
        "topics": {topic: str(wording.TOPICS[topic]) for topic in topic_keys()},
        "reasons": {reason: str(said) for reason, said in wording.DOUBTS.items()},
        "capacities": {name: str(said) for name, said in wording.CAPACITIES.items()},
        **_sentences(),
    }


def _sentences() -> dict[str, Any]:
    return {
        "trust": _("As it was on %(issued)s. To be relied on until %(expires)s."),
        "checked": {
            "good": _("Our signature is on it."),
            "unchecked": _("This browser cannot check our signature."),
        },
        "count": _("Saved answers: %(count)s."),
        "oldest": _("The oldest was saved on %(date)s."),
        "working": _("One moment, please."),
        "renewed": _("All saved answers are as they stand today."),
        "failed": _("That did not work: there may be no internet. What is saved stays as it was."),
        "gone": _("Renewed. Some answers were taken back by us and are gone from here too."),
        "removed": _("Nothing is saved on this device any more."),
        "nofile": _("This is no file of answers, or it is damaged. Nothing was saved."),
        "cannot": _(
            "This browser cannot check who made the file, so it was not opened. Nothing was saved."
        ),
        "changed": _("This file does not come from us, or somebody changed it. Nothing was saved."),
        "opened": _("The answers in the file come from us and are saved now."),
    }
