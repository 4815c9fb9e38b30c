"""Streaming the activities of an IATI file, however large, in constant memory.

Hardened: no network, no document type with entities, no huge trees, no activity above a size.
What one activity says is read in `iati_elements.py`; which of them concern a country is a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lxml import etree

from wayforward.information.projects.activities import Activity, Problem, ProblemKind
from wayforward.information.projects.iati_elements import read_activity
from wayforward.information.projects.iati_values import (
    Element,
    attribute,
    language_of,
    moment_of,
    shown,
)
from wayforward.information.projects.validating import Schema

_CHUNK = 1 << 16
# In bytes of the file. The tree of an activity takes at worst thirty times as much memory.
LARGEST_ACTIVITY = 16 * 1024 * 1024
_MOST_REPORTERS = 1000  # a file has one; whoever names more is not remembered


class Bytes(Protocol):
    """Whatever gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most `size` further bytes, none at the end."""


@dataclass(slots=True)
class FileReport:
    """What reading a file has come to so far; problems of the file as a whole.

    Problems of one activity stand with the activity. `version` is that of the file, "" if unsaid.
    `activities` stand in the file, `elsewhere` of them do not name the country asked for.
    `generated` is when it was written, `reporters` are the references of those who report in it.
    `problems` ended the reading; `remarks` are what the schema says against the list itself.
    """

    version: str = ""
    generated: datetime | None = None
    reporters: set[str] = field(default_factory=set)
    bytes_read: int = 0
    activities: int = 0
    elsewhere: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller wants: activities that name a country ("" all), checked by a schema."""

    country: str
    schema: Schema | None


def read_file(
    path: Path,
    report: FileReport | None = None,
    *,
    country: str = "",
    schema: Schema | None = None,
) -> Iterator[Activity]:
    """The activities of the file at `path`; OSError if it cannot be opened."""
    with path.open("rb") as file:
        yield from read_activities(file, report, country=country, schema=schema)


def read_activities(
    file: Bytes,
    report: FileReport | None = None,
    *,
    country: str = "",
    schema: Schema | None = None,
) -> Iterator[Activity]:
    """The activities in `file`, one after the other, as the file is read.

    A file that breaks off gives what stood before the break; `report` then holds the problem. A
    single `iati-activity` without the list around it is read as well. With a `country` (ISO 3166-1
    alpha-2) only activities that name it as a recipient or for a place are read out: whether they
    count for it is a rule. With a `schema` each of those is checked against it.
    """
    report = FileReport() if report is None else report
    parser, asked = _parser(), _Asked(country.upper(), schema)
    yield from _elements(parser, file, report, asked)
    if not report.problems:
        _close(parser, report, asked)


def _parser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("end",), tag="iati-activity", resolve_entities=False, load_dtd=False,
        dtd_validation=False, attribute_defaults=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip


def _elements(
    parser: etree.XMLPullParser, file: Bytes, report: FileReport, asked: _Asked
) -> Iterator[Activity]:
    since_last = 0
    while chunk := file.read(_CHUNK):
        report.bytes_read += len(chunk)
        broken = _feed(parser, chunk)
        before = report.activities
        yield from _finished(parser, report, asked)
        if report.problems:
            return
        if broken is not None:
            report.problems.append(broken)
            return
        since_last = since_last + len(chunk) if report.activities == before else 0
        if since_last > LARGEST_ACTIVITY:
            words = f"No activity ends within {LARGEST_ACTIVITY // 1024 // 1024} MB."
            report.problems.append(Problem(ProblemKind.TOO_LARGE, "", words))
            return


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> Problem | None:
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        return _broken(error)
    return None


def _finished(parser: etree.XMLPullParser, report: FileReport, asked: _Asked) -> Iterator[Activity]:
    """The activities complete so far; each is dropped from the tree when it has been read."""
    events: Iterable[tuple[str, Element]] = parser.read_events()
    for _, element in events:
        parent = element.getparent()
        if parent is not None and parent.tag != "iati-activities":
            continue  # quoted within a result or within another document
        if not report.activities and _declares_entities(element):
            words = "The file declares entities. Publish it without a document type."
            report.problems.append(Problem(ProblemKind.DECLARES_ENTITIES, "", words))
            return
        if not report.activities and asked.schema and parent is not None:
            report.remarks += asked.schema.problems_of_list(parent)
        report.activities += 1
        report.version = _version(element, parent)
        _note_reporter(element, parent, report)
        if asked.country and not _names(element, asked.country):
            report.elsewhere += 1
            _drop(element, parent)
            continue
        activity = _checked(element, parent, report, asked.schema)
        _drop(element, parent)
        yield activity


def _note_reporter(element: Element, parent: Element | None, report: FileReport) -> None:
    if report.activities == 1:
        report.generated = moment_of(attribute(parent, "generated-datetime"))
    if len(report.reporters) < _MOST_REPORTERS:
        report.reporters.add(attribute(element.find("reporting-org"), "ref"))


def _checked(
    element: Element, parent: Element | None, report: FileReport, schema: Schema | None
) -> Activity:
    activity = read_activity(element, version=report.version, language=language_of(parent))
    against = schema.problems(element, report.version) if schema else ()
    return replace(activity, problems=(*activity.problems, *against)) if against else activity


def _names(element: Element, country: str) -> bool:
    """Whether the activity names the country anywhere that `rules.claim_of` looks at."""
    codes = [part.get("code") for part in element.iter("recipient-country")]
    codes += [part.get("country") for part in element.iterfind("location/administrative")]
    return any(code is not None and code.strip().upper() == country for code in codes)


def _declares_entities(element: Element) -> bool:
    internal = element.getroottree().docinfo.internalDTD
    return internal is not None and next(internal.iterentities(), None) is not None


def _version(element: Element, parent: Element | None) -> str:
    """The version of the file; without one it is told by the form of the title."""
    stated = attribute(parent, "version") or attribute(element, "version")
    if stated:
        return stated
    return "2" if element.find("title/narrative") is not None else ""


def _drop(element: Element, parent: Element | None) -> None:
    """Free the activity and whatever stands before it, so that memory stays flat."""
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _close(parser: etree.XMLPullParser, report: FileReport, asked: _Asked) -> None:
    """Whether the file ends as it should, and what it is if there was no activity in it."""
    try:
        root = parser.close()
    except etree.XMLSyntaxError as error:
        report.problems.append(_broken(error))
        return
    if report.activities:
        return
    report.version = attribute(root, "version")
    if root.tag != "iati-activities":
        words = f"The file holds {shown(str(root.tag))}, not activities."
        report.problems.append(Problem(ProblemKind.NOT_ACTIVITIES, "", words))
    elif asked.schema:
        report.remarks += asked.schema.problems_of_list(root)


def _broken(error: etree.XMLSyntaxError) -> Problem:
    words = f"The file breaks off: {error.msg}."
    return Problem(ProblemKind.BROKEN_FILE, "", words, error.position[0] or 0)
