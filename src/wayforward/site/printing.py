"""What stands on a printed card, in the reader's words. How it is set is `print/cards.typ`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _

from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.direction import is_right_to_left, isolated
from wayforward.core.language.tags import base_language
from wayforward.core.wording import in_words
from wayforward.information.cards.public_queries import CitedPage, Shown
from wayforward.site import wording

TEMPLATE = Path(__file__).resolve().parent / "print" / "cards.typ"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a language that may not be the page's."""

    words: str
    lang: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """An official page a printed card stands on."""

    publisher: str
    title: Said
    heading: Said
    address: str
    checked: str


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card on paper. `state`: sentences, the first the most important."""

    question: str
    topic: str
    dates: tuple[str, ...]
    state: tuple[str, ...]
    amber: bool
    answer: tuple[str, ...]
    next: tuple[str, ...]
    sources: tuple[PrintedSource, ...]
    address: str
    code: str  # a QR code of the address, as SVG


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card to be printed, the topic it stands under, and its public address."""

    shown: Shown
    topic: str
    address: str


def facts(sheets: Sequence[Sheet], *, title: str, on: date) -> str:
    """What the template is given, as JSON, in the language that is active.

    Everything on paper is in it: equal facts are the same paper.
    """
    said = _facts(sheets, title, on)
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=128)
def one_page(said: str, on: date) -> bytes:
    """One card as PDF; what was set once is kept in memory."""
    return _set(said, on)


@lru_cache(maxsize=8)
def booklet(said: str, on: date) -> bytes:
    """Several cards as PDF; fewer are kept, for they are large."""
    return _set(said, on)


def _set(said: str, on: date) -> bytes:
    held = json.loads(said)
    at = datetime.combine(on, time(), UTC)
    return typeset(TEMPLATE, held, language=held["language"], at=at)


def _facts(sheets: Sequence[Sheet], title: str, on: date) -> dict[str, Any]:
    language = wording.reader_language()
    mark = isolated if is_right_to_left(language) else str
    return {
        "language": language,
        "title": title,
        "brand": _("Way forward"),
        "printed": _("As of %(date)s. The address shows what is said today.")
        % {"date": both_calendars(on, language)},
        "words": {
            "about": _("Each answer stands on official pages and says which."),
            "code": _("Scan to read it as it is today."),
            "next": _("What to do next"),
            "sources": _("What this answer stands on"),
        },
        "cards": [asdict(_card(sheet, mark)) for sheet in sheets],
    }


def _card(sheet: Sheet, mark: Callable[[str], str]) -> PrintedCard:
    shown = sheet.shown
    return PrintedCard(
        question=mark(shown.text.question),
        topic=str(wording.TOPICS.get(sheet.topic, sheet.topic)),
        dates=_dates(shown),
        state=_state(shown),
        amber=shown.amber is not None,
        answer=tuple(mark(said) for said in shown.answer),
        next=tuple(mark(said) for said in shown.next),
        sources=tuple(_source(page, mark) for page in _pages(shown.cites)),
        address=sheet.address,
        code=_code(sheet.address),
    )


def _state(shown: Shown) -> tuple[str, ...]:
    """Signed by whom and when, or that it is a draft, and whether it is under review."""
    said: list[str] = []
    if shown.amber:
        since = _("Under review since %(date)s.") % {"date": _day(shown.amber.since)}
        reasons = [in_words(wording.DOUBTS, reason) for reason in shown.amber.reasons]
        compare = _(
            "Until somebody has compared this answer with it, please read the official page."
        )
        said = [since, *reasons, compare]
    if shown.text.state != "signed":
        said.append(_("Draft: a native reader and a legal reader have not signed this answer yet."))
        return (*said, _("The official pages below are what counts."))
    said.append(_("Signed."))
    for one in shown.signatures:
        name = wording.CAPACITIES.get(one.capacity, one.capacity)
        said.append(f"{name}: {isolated(one.signed_by)}, {_day(one.at)}.")
    return tuple(said)


def _dates(shown: Shown) -> tuple[str, ...]:
    """Since when the text reads as it does, and when it was last compared with its pages."""
    said = [_("In these words since %(date)s.") % {"date": _day(shown.text.updated_at)}]
    if shown.text.published.confirmed_at:
        day = _day(shown.text.published.confirmed_at)
        said.append(_("Compared with the official pages on %(date)s.") % {"date": day})
    return tuple(said)


def _pages(cites: Sequence[CitedPage]) -> list[CitedPage]:
    """Each page and part once: several of its sentences may be cited."""
    return list({(page.source.pk, page.heading): page for page in cites}.values())


def _source(page: CitedPage, mark: Callable[[str], str]) -> PrintedSource:
    source = page.source
    names = source.publisher.names
    reader = wording.reader_language()
    publisher = names.get(reader) or names.get("en") or source.publisher.key
    checked = (
        _("Last checked on %(date)s.") % {"date": _day(source.checked_at)}
        if source.checked_at
        else _("Not checked yet")
    )
    return PrintedSource(
        publisher=mark(publisher),
        title=_said(source.title or source.url, source.language),
        heading=_said(page.heading, source.language),
        address=source.url,
        checked=checked,
    )


def _said(words: str, language: str) -> Said:
    return Said(words, base_language(language), is_right_to_left(language))


def _day(value: datetime) -> str:
    return both_calendars(value.date(), wording.reader_language())


@lru_cache(maxsize=1024)
def _code(address: str) -> str:
    """A QR code that a phone's camera reads, also where the paper got a stain (a seventh lost)."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
