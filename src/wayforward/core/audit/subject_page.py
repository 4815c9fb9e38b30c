"""The pages of the report for one person: what they say, in the reader's language and calendars.

What is in it: subject.py. What things are called: report_wording.py. How a page is set:
print/subject.typ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.disclosing.forms import field_name, party_name
from wayforward.core.access.wording import PURPOSES
from wayforward.core.audit.event_wording import EVENTS, FACTS
from wayforward.core.audit.report_wording import FIELDS, MACHINERY, NOT_PRINTED, TABLES, value_words
from wayforward.core.audit.subject import ANOTHER, State, SubjectReport, Table, Told
from wayforward.core.clocks.rules import Length, Unit
from wayforward.core.clocks.wording import length_in_words
from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import to_reader
from wayforward.core.language.direction import is_right_to_left, isolated
from wayforward.core.parties.models import Party

TEMPLATE = Path(__file__).resolve().parent / "print" / "subject.typ"
_CLASSES = {
    DataClass.PARTY: lazy("The party's own notes"),
    DataClass.PERSON: lazy("About you"),
    DataClass.SENSITIVE: lazy("About you, under special protection"),
}
_VERBS = {"insert": lazy("written"), "update": lazy("changed"), "delete": lazy("removed")}
_OF_THE_ROW = frozenset({"id", "party"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\S*")
Pairs = list[tuple[str, str]]


def as_pdf(report: SubjectReport, language: str) -> bytes:
    """The report to read, in English, Dari (fa-af) or Pashto (ps)."""
    with translation.override(language):
        return typeset(TEMPLATE, _facts(report, language), language=language, at=report.made_at)


@dataclass(frozen=True, slots=True)
class _Page:
    """What setting the words of a page needs."""

    language: str
    reference: str
    mark: Callable[[str], str]


def _facts(report: SubjectReport, language: str) -> dict[str, Any]:
    mark = _whole if is_right_to_left(language) else str
    page = _Page(language, report.reference, mark)
    return {
        "brand": _("Way forward"),
        "title": _("What is held about you"),
        "about": _about(report, page),
        "intro": _(
            "This is everything that this party holds about you in this system, every state in"
            " which it was written, and when somebody looked at it and what for. If something is"
            " wrong you can ask for it to be corrected. What only the program itself needs stands"
            " in a second file, which you can ask for."
        ),
        "times": _(
            "Times are universal time (UTC); clocks in Afghanistan are four and a half hours ahead"
            " of it."
        ),
        "unnamed": _("Other people whom a record is about as well are not named here."),
        "empty": _("Nothing."),
        "tables": [
            _printed(table, page) for table in report.tables if table.label not in NOT_PRINTED
        ],
        "sections": _sections(report, page),
    }


def _about(report: SubjectReport, page: _Page) -> Pairs:
    return [
        (_("Your reference"), page.mark(report.reference)),
        (_("Who holds it"), page.mark(party_name(report.party))),
        (_("As of"), _moment(report.made_at, page.language)),
    ]


def _sections(report: SubjectReport, page: _Page) -> list[dict[str, Any]]:
    return [
        _section(_("Who was told"), _disclosed(report, page)),
        _section(_("When it was looked at"), _told(report.reads, page)),
        _section(_("What else was done"), _told(report.events, page)),
        _section(_("How it was written and changed"), _states(report, page)),
    ]


def _printed(table: Table, page: _Page) -> dict[str, Any]:
    kind = _CLASSES.get(DataClass(table.data_class)) if table.data_class else ""
    return {
        "title": page.mark(_title(table)),
        "class": str(kind or ""),
        "rows": [_pairs(row, table, page) for row in table.rows],
    }


def _title(table: Table) -> str:
    return str(TABLES.get(table.label) or _upper(table.title))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _pairs(row: dict[str, Any], table: Table | None, page: _Page) -> Pairs:
    """Names and values of a row. What is empty, or says only whose row it is, is in the JSON."""
    return [
        (page.mark(_field(name, table)), page.mark(_chosen(name, value, table, page)))
        for name, value in _with_length(row, page).items()
        if value not in (None, "", [], {}, page.reference) and name not in _OF_THE_ROW | MACHINERY
    ]


def _with_length(row: dict[str, Any], page: _Page) -> dict[str, Any]:
    """A length of time in words, where a row has one."""
    amount, unit = row.get("amount"), row.get("unit")
    if not isinstance(amount, int) or unit not in set(Unit):
        return row
    return {**row, "amount": length_in_words(Length(amount, Unit(unit)), page.language), "unit": ""}


def _field(name: str, table: Table | None) -> str:
    return str(FIELDS.get(name) or (table.titles.get(name, name) if table else name))


def _chosen(name: str, value: Any, table: Table | None, page: _Page) -> str:
    """A value of a closed set by its words, any other as it is."""
    label = table.choices.get(name, {}).get(str(value)) if table else None
    if isinstance(value, list):
        return _(", ").join(_chosen(name, one, table, page) for one in value)
    of = table.label if table else ""
    return value_words(of, name, value, label, page.language) or _said(value, page)


def _said(value: Any, page: _Page) -> str:
    if value == ANOTHER:
        return _("another person")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return _("; ").join(
            f"{field_name(name, page.language)}: {_said(held, page)}"
            for name, held in value.items()
        )
    if isinstance(value, list):
        return _(", ").join(_said(held, page) for held in value)
    return _dated(value, page) if isinstance(value, str) else to_reader(str(value), page.language)


def _dated(text: str, page: _Page) -> str:
    """A day or moment in both calendars, any other text as it is."""
    try:
        if _MOMENT.fullmatch(text):
            return _moment(datetime.fromisoformat(text), page.language)
        return (
            both_calendars(date.fromisoformat(text), page.language)
            if _DAY.fullmatch(text)
            else text
        )
    except ValueError:  # no day of one of the calendars
        return text


def _section(title: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "lines": lines}


def _disclosed(report: SubjectReport, page: _Page) -> list[dict[str, Any]]:
    """From the ledger of disclosures, which is a table like others: to whom, when, which fields."""
    tables = [table for table in report.tables if table.label == "core.Disclosure"]
    parties = {party.pk: party_name(party) for party in Party.objects.all()}
    lines = []
    for table, row in ((one, row) for one in tables for row in one.rows):
        whom = parties.get(row.get("recipient") or 0, str(row.get("recipient")))
        at = _said(row.get("made_at") or "", page)
        lines.append({"head": f"{page.mark(whom)} · {at}", "rest": _listed(row, table, page)})
    return lines


def _listed(row: dict[str, Any], table: Table, page: _Page) -> str:
    wanted = ("fields", "purpose", "ground", "provision")
    held = [(name, row[name]) for name in wanted if row.get(name)]
    return " · ".join(page.mark(_chosen(name, value, table, page)) for name, value in held)


def _told(events: list[Told], page: _Page) -> list[dict[str, Any]]:
    return [
        {
            "head": f"{_moment(one.at, page.language)} · {page.mark(_event_name(one.name))}",
            "rest": " · ".join(
                page.mark(part)
                for part in (_purpose(one.purpose), one.reason, _told_facts(one, page), one.by)
                if part
            ),
        }
        for one in events
    ]


def _told_facts(one: Told, page: _Page) -> str:
    return _("; ").join(
        f"{FACTS.get(name, name)}: {_fact(name, value, page)}"
        for name, value in one.facts.items()
        if value not in (None, "", [], {})
    )


def _fact(name: str, value: Any, page: _Page) -> str:
    """Tables, fields and purposes that an event names are called as they are elsewhere here."""
    if isinstance(value, list):
        return _(", ").join(_fact(name, one, page) for one in value)
    if isinstance(value, str) and value in TABLES:
        return str(TABLES[value])
    return value_words("", name, value, None, page.language) or _said(value, page)


def _event_name(name: str) -> str:
    return str(EVENTS.get(name, name[:1].upper() + name[1:]))


def _whole(text: str) -> str:
    """Among Arabic script: text without a letter of it runs from left to right as one piece."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return isolated(text)
    return f"\u2066{text}\u2069"


def _purpose(purpose: str) -> str:
    return str(PURPOSES.get(purpose, purpose))


def _states(report: SubjectReport, page: _Page) -> list[dict[str, Any]]:
    """Every state; of one that followed another on paper what changed alone."""
    tables = {table.label: table for table in report.tables}
    before: dict[tuple[str, str], dict[str, Any]] = {}
    lines = []
    for one in report.history:
        known = before.get((one.label, one.row), {})
        before[one.label, one.row] = one.values
        lines.append(_state(one, known, tables.get(one.label), page))
    return lines


def _state(one: State, known: dict[str, Any], table: Table | None, page: _Page) -> dict[str, Any]:
    title = _title(table) if table else one.label
    changed = {name: held for name, held in one.values.items() if known.get(name) != held}
    parts = (
        _moment(one.at, page.language),
        page.mark(f"{title} {one.row}"),
        str(_VERBS.get(one.verb, one.verb)),
        _purpose(one.purpose),
        page.mark(one.reason) if one.reason else "",
    )
    pairs = _pairs(changed, table, page)
    return {
        "head": " · ".join(part for part in parts if part),
        "rest": _("; ").join(f"{name}: {value}" for name, value in pairs),
    }


def _moment(at: datetime, language: str) -> str:
    at = at.astimezone(UTC)
    day, clock = both_calendars(at.date(), language), to_reader(f"{at:%H:%M}", language)
    return _("%(day)s, %(time)s UTC") % {"day": day, "time": clock}
