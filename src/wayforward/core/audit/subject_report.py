"""The report for one person as files: JSON for programs, and pages to read and to hand over.

What is in it: subject.py. How a page is set: print/subject.typ.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.conf import environment
from wayforward.core.access.context import acting_for
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import AT_TERMINAL, Actor
from wayforward.core.audit.actions import record
from wayforward.core.audit.reads import STREAM
from wayforward.core.audit.report_wording import FIELDS, NOT_PRINTED, SEALS, TABLES, VALUES
from wayforward.core.audit.subject import ANOTHER, State, SubjectReport, Table, Told, subject_report
from wayforward.core.audit.wording import EVENTS
from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import READER_DIGITS, reads_extended_digits, to_reader
from wayforward.core.language.direction import isolated
from wayforward.core.parties.models import Party
from wayforward.core.wording import in_words
from wayforward.files import write_whole

TEMPLATE = Path(__file__).resolve().parent / "print" / "subject.typ"
KIND = "wayforward subject access report"
_CLASSES = {
    DataClass.PARTY: lazy("The party's own notes"),
    DataClass.PERSON: lazy("About you"),
    DataClass.SENSITIVE: lazy("About you, under special protection"),
}
_VERBS = {"insert": lazy("written"), "update": lazy("changed"), "delete": lazy("removed")}
_PURPOSES = {
    Purpose.ADMINISTRATION: lazy("administration"),
    Purpose.RETURN_CASE: lazy("return case"),
    Purpose.IDENTIFICATION: lazy("identification"),
    Purpose.SAFEGUARD: lazy("protection"),
    Purpose.JOURNEY: lazy("journey"),
    Purpose.OVERSIGHT: lazy("oversight"),
    Purpose.REINTEGRATION: lazy("reintegration"),
    Purpose.DATA_PROTECTION: lazy("data protection"),
    Purpose.AUDIT: lazy("audit"),
    Purpose.ENFORCEMENT: lazy("enforcement"),
    Purpose.SWEEP: lazy("done by the product itself"),
}
_OF_THE_ROW = frozenset({"id", "party"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\S*")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Written:
    """Where a report lies, and how much it says."""

    json: Path
    pdf: Path
    sha256: str
    rows: int
    states: int
    reads: int
    events: int


def write_subject_report(
    *, reference: str, party: Party, reason: str, folder: Path | None = None,
    language: str = "en", names: bool = False, actor: Actor = AT_TERMINAL,
) -> Written:  # fmt: skip
    """Write the report about a person into a folder, readable by us alone, and tell the log.

    Raises NoSuchPersonError. Without `folder` it lies in the data folder, by reference and day.
    """
    with acting_for(party, purpose=Purpose.DATA_PROTECTION, reason=reason):
        report = subject_report(reference, names=names)
        said = json.dumps(as_dict(report), ensure_ascii=False, indent=1).encode()
        made = hashlib.sha256(said).hexdigest()
        record(
            stream=STREAM, name="subject report made", subject=reference, actor=actor.name,
            sha256=made, rows=sum(len(table.rows) for table in report.tables),
        )  # fmt: skip
    target = folder or _folder(report)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    paths = target / f"subject-{reference}.json", target / f"subject-{reference}.pdf"
    write_whole(paths[0], said)
    write_whole(paths[1], as_pdf(report, language))
    return Written(
        *paths, made,
        rows=sum(len(table.rows) for table in report.tables),
        states=len(report.history), reads=len(report.reads), events=len(report.events),
    )  # fmt: skip


def _folder(report: SubjectReport) -> Path:
    name = f"{report.reference}-{report.made_at:%Y-%m-%d}"
    return environment().data / "audit" / "subjects" / name


def as_dict(report: SubjectReport) -> dict[str, Any]:
    """The report for programs."""
    return {
        "kind": KIND,
        "reference": report.reference,
        "party": f"{report.party.arrangement.key}/{report.party.key}",
        "made_at": report.made_at.isoformat(),
        "reason": report.reason,
        "held": [
            {"table": table.label, "data_class": table.data_class, "rows": table.rows}
            for table in report.tables
        ],
        "history": [{**asdict(one), "at": one.at.isoformat()} for one in report.history],
        "reads": [{**asdict(one), "at": one.at.isoformat()} for one in report.reads],
        "events": [{**asdict(one), "at": one.at.isoformat()} for one in report.events],
    }


def as_pdf(report: SubjectReport, language: str) -> bytes:
    """The report to read, in English, Dari (fa-af) or Pashto (ps)."""
    with translation.override(language):
        return typeset(TEMPLATE, _facts(report, language), at=report.made_at)


@dataclass(frozen=True, slots=True)
class _Page:
    """What setting the words of a page needs."""

    language: str
    reference: str
    mark: Callable[[str], str]


def _facts(report: SubjectReport, language: str) -> dict[str, Any]:
    right_to_left = reads_extended_digits(language)
    mark = _whole if right_to_left else str
    page = _Page(language, report.reference, mark)
    party = report.party.names.get(language) or report.party.names.get("en") or report.party.key
    return {
        "lang": language.split("-")[0],
        "direction": "rtl" if right_to_left else "ltr",
        "digits": list(READER_DIGITS),
        "brand": _("Way forward"),
        "title": _("What is held about you"),
        "about": [
            (_("Your reference"), mark(report.reference)),
            (_("Who holds it"), mark(party)),
            (_("As of"), _moment(report.made_at, language)),
        ],
        "intro": _(
            "This is everything that this party holds about you in this system, every state in"
            " which it was written, and when somebody looked at it and what for. If something is"
            " wrong you can ask for it to be corrected."
        ),
        "unnamed": _("Other people whom a record is about as well are not named here."),
        "empty": _("Nothing."),
        "tables": [
            _printed(table, page) for table in report.tables if table.label not in NOT_PRINTED
        ],
        "sections": [
            _section(_("Who was told"), _disclosed(report, page)),
            _section(_("When it was looked at"), _told(report.reads, page)),
            _section(_("What else was done"), _told(report.events, page)),
            _section(_("How it was written and changed"), _states(report, page)),
        ],
    }


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
        for name, value in row.items()
        if value not in (None, "", [], {}, page.reference) and name not in _OF_THE_ROW | SEALS
    ]


def _field(name: str, table: Table | None) -> str:
    return str(FIELDS.get(name) or (table.titles.get(name, name) if table else name))


def _chosen(name: str, value: Any, table: Table | None, page: _Page) -> str:
    """A value of a closed set by its words, any other as it is."""
    label = table.choices.get(name, {}).get(str(value)) if table else None
    return in_words(VALUES, label) if label else _said(value, page)


def _said(value: Any, page: _Page) -> str:
    if value == ANOTHER:
        return _("another person")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_said(held, page)}" for name, held in value.items())
    if isinstance(value, list):
        return ", ".join(_said(held, page) for held in value)
    return _dated(value, page) if isinstance(value, str) else str(value)


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
    parties = dict(Party.objects.values_list("pk", "names"))
    lines = []
    for row in (row for table in tables for row in table.rows):
        names = parties.get(row.get("recipient") or 0, {})
        whom = names.get(page.language) or names.get("en") or str(row.get("recipient"))
        at = _said(row.get("made_at") or "", page)
        lines.append({"head": f"{page.mark(whom)} · {at}", "rest": _listed(row, page)})
    return lines


def _listed(row: dict[str, Any], page: _Page) -> str:
    wanted = ("fields", "purpose", "ground", "provision")
    return " · ".join(page.mark(_said(row[name], page)) for name in wanted if row.get(name))


def _told(events: list[Told], page: _Page) -> list[dict[str, Any]]:
    return [
        {
            "head": f"{_moment(one.at, page.language)} · {page.mark(_event_name(one.name))}",
            "rest": " · ".join(
                page.mark(part)
                for part in (_purpose(one.purpose), one.reason, _said(one.facts, page), one.by)
                if part
            ),
        }
        for one in events
    ]


def _event_name(name: str) -> str:
    return str(EVENTS.get(name, name[:1].upper() + name[1:]))


def _whole(text: str) -> str:
    """Among Arabic script: text without a letter of it runs from left to right as one piece."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return isolated(text)
    return f"\u2066{text}\u2069"


def _purpose(purpose: str) -> str:
    return str(_PURPOSES[Purpose(purpose)]) if purpose in set(Purpose) else purpose


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
        "rest": "; ".join(f"{name}: {value}" for name, value in pairs),
    }


def _moment(at: datetime, language: str) -> str:
    at = at.astimezone(UTC)
    return f"{both_calendars(at.date(), language)}, {to_reader(f'{at:%H:%M}', language)} UTC"
