"""Writing activities as an IATI file of version 2.03, one after the other, in constant memory.

Written is what we keep: no results, documents, telephones or e-mail addresses. An activity that
lacks what the schema demands is left out and named; nothing is made up to please a schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import BinaryIO

from lxml import etree

from wayforward.information.projects.activities import (
    Activity,
    Budget,
    Contact,
    Location,
    Money,
    Narratives,
    Organisation,
    Party,
    PlannedDisbursement,
    Recipient,
    Sector,
    Transaction,
)
from wayforward.information.projects.iati_values import Element

VERSION = "2.03"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_POSITION = "http://www.opengis.net/def/crs/EPSG/0/4326"
_DAC = "1"  # vocabulary of five-digit sectors: the one meant where none is written
_NO_ADDRESS = re.compile(r"[\s<>\"{}|\\^`%\[\]]|:.*:.*:|^[^A-Za-z/]")


@dataclass(slots=True)
class Written:
    """How many activities were written, and the identifiers of those left out with the reason."""

    activities: int = 0
    left_out: dict[str, str] = field(default_factory=dict)


def write(activities: Iterable[Activity], file: BinaryIO, generated: datetime) -> Written:
    """Write an `iati-activities` file; it passes the schema of 2.03 whatever is handed in."""
    done = Written()
    moment = generated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with etree.xmlfile(file, encoding="utf-8") as out:
        out.write_declaration()
        attributes = {"version": VERSION, "generated-datetime": moment}
        with out.element("iati-activities", attributes):
            for activity in activities:
                if lack := lacking(activity):
                    done.left_out[activity.identifier] = lack
                else:
                    out.write(element_of(activity), pretty_print=True)
                    done.activities += 1
    return done


def lacking(activity: Activity) -> str:
    """The first thing that the schema demands and an activity does not tell; "" if nothing."""
    reporter = activity.reporter
    there = {
        "identifier": activity.identifier,
        "reporting organisation with reference, kind and name": reporter
        and reporter.reference and reporter.kind and reporter.names,
        "title": activity.titles,
        "description": any(one.narratives for one in activity.descriptions),
        "organisation with a role": any(one.role for one in activity.participants),
        "status": activity.status,
        "date": any(one.day and one.kind for one in activity.dates),
    }  # fmt: skip
    return next((what for what, told in there.items() if not told), "")


def element_of(activity: Activity) -> Element:
    """One activity as an element, its parts in the order of the schema."""
    root = etree.Element("iati-activity", _of_activity(activity))
    _add(root, "iati-identifier").text = activity.identifier
    _who_and_what(root, activity)
    _when(root, activity)
    for contact in activity.contacts:
        _contact(root, contact)
    _where(root, activity)
    _money(root, activity)
    for related in activity.related:
        if related.identifier and related.kind:
            _add(root, "related-activity", ref=related.identifier, type=related.kind)
    return root


def _who_and_what(root: Element, activity: Activity) -> None:
    if activity.reporter:
        reporter = _organisation(root, "reporting-org", activity.reporter)
        if activity.secondary_reporter:
            reporter.set("secondary-reporter", "1")
    _narrated(root, "title", activity.titles)
    for one in activity.descriptions:
        _narrated(root, "description", one.narratives, type=one.kind)
    for part in activity.participants:
        if part.role:
            organisation = _organisation(root, "participating-org", part.organisation)
            organisation.attrib.update(_given(role=part.role, **{"activity-id": part.activity}))


def _when(root: Element, activity: Activity) -> None:
    _add(root, "activity-status", code=activity.status or "")
    for day in activity.dates:
        if day.day and day.kind:
            _add(root, "activity-date", **{"type": day.kind, "iso-date": _iso(day.day)})


def _money(root: Element, activity: Activity) -> None:
    for budget in activity.budgets:
        _budget(root, budget)
    for plan in activity.planned:
        _planned(root, plan)
    for transaction in activity.transactions:
        _transaction(root, transaction)


def _of_activity(activity: Activity) -> dict[str, str]:
    updated, given = activity.last_updated, {"default-currency": activity.default_currency}
    if updated:
        given["last-updated-datetime"] = updated.isoformat()
    if activity.hierarchy is not None:
        given["hierarchy"] = str(activity.hierarchy)
    if activity.humanitarian:
        given["humanitarian"] = "1"
    return _given(**given) | _language(activity.language)


def _where(root: Element, activity: Activity) -> None:
    for country in activity.countries:
        _recipient(root, "recipient-country", country)
    for region in activity.regions:
        _recipient(root, "recipient-region", region)
    for location in activity.locations:
        _location(root, location)
    for sector in activity.sectors:
        _sector(root, sector)


def _recipient(parent: Element, tag: str, one: Recipient) -> None:
    if one.code:
        share = _number(one.percentage)
        _add(parent, tag, code=one.code, vocabulary=one.vocabulary, percentage=share)


def _sector(parent: Element, one: Sector, *, share: bool = True) -> None:
    if one.code:
        percentage = _number(one.percentage) if share else ""
        vocabulary = one.vocabulary or _DAC
        _narrated(parent, "sector", one.names, vocabulary=vocabulary, code=one.code,
                  percentage=percentage, empty=True)  # fmt: skip


def _contact(parent: Element, one: Contact) -> None:
    contact = _add(parent, "contact-info")
    _narrated(contact, "organisation", one.organisations)
    for website in one.websites:
        if not _NO_ADDRESS.search(website):
            _add(contact, "website").text = website


def _location(parent: Element, one: Location) -> None:
    location = _add(parent, "location", ref=one.reference)
    areas = [area for area in one.areas if area.code and area.vocabulary]
    for area in areas:
        if area.level is None:
            _add(location, "location-id", vocabulary=area.vocabulary, code=area.code)
    _narrated(location, "name", one.names)
    _narrated(location, "description", one.descriptions)
    _narrated(location, "activity-description", one.activity_descriptions)
    for area in areas:
        if area.level is not None:
            named = {"vocabulary": area.vocabulary, "code": area.code}
            _add(location, "administrative", level=str(area.level), **named)
    if one.point:
        point = _add(location, "point", srsName=_POSITION)
        _add(point, "pos").text = f"{one.point[0]} {one.point[1]}"
    if one.exact is not None:
        _add(location, "exactness", code="1" if one.exact else "2")


def _budget(parent: Element, one: Budget) -> None:
    if one.start and one.end and one.money.amount is not None:
        kind, status = "2" if one.revised else "1", "2" if one.committed else "1"
        budget = _add(parent, "budget", type=kind, status=status)
        _period(budget, one.start, one.end)
        _value(budget, one.money, one.start)


def _planned(parent: Element, one: PlannedDisbursement) -> None:
    if one.start and one.money.amount is not None:
        planned = _add(parent, "planned-disbursement")
        _period(planned, one.start, one.end)
        _value(planned, one.money, one.start)
        _parties(planned, one.provider, one.receiver)


def _transaction(parent: Element, one: Transaction) -> None:
    if not (one.kind and one.day and one.money.amount is not None):
        return
    transaction = _add(parent, "transaction", ref=one.reference)
    _add(transaction, "transaction-type", code=one.kind)
    _add(transaction, "transaction-date", **{"iso-date": _iso(one.day)})
    _value(transaction, one.money, one.day)
    _narrated(transaction, "description", one.descriptions)
    _parties(transaction, one.provider, one.receiver)
    for sector in one.sectors:
        _sector(transaction, sector, share=False)
    # The schema takes one of each, without a share.
    for country in one.countries[:1]:
        _add(transaction, "recipient-country", code=country.code)
    for region in one.regions[:1]:
        _add(transaction, "recipient-region", code=region.code, vocabulary=region.vocabulary)


def _parties(parent: Element, provider: Party | None, receiver: Party | None) -> None:
    for tag, party in (("provider", provider), ("receiver", receiver)):
        if party:
            named = {"ref": party.reference, f"{tag}-activity-id": party.activity}
            _narrated(parent, f"{tag}-org", party.names, empty=True, **named)


def _period(parent: Element, start: date, end: date | None) -> None:
    _add(parent, "period-start", **{"iso-date": _iso(start)})
    if end:
        _add(parent, "period-end", **{"iso-date": _iso(end)})


def _value(parent: Element, money: Money, otherwise: date) -> None:
    """The day a value is of must stand there; where nobody said, it is that of what was paid."""
    day = {"value-date": _iso(money.value_date or otherwise)}
    _add(parent, "value", currency=money.currency, **day).text = _number(money.amount)


def _organisation(parent: Element, tag: str, one: Organisation) -> Element:
    return _narrated(parent, tag, one.names, empty=True, ref=one.reference, type=one.kind)


def _narrated(
    parent: Element, tag: str, texts: Narratives, *, empty: bool = False, **attributes: str
) -> Element:
    """An element with a narrative for each text; without texts only where it may be `empty`."""
    if not texts and not empty:
        return None
    element = _add(parent, tag, **attributes)
    for one in texts:
        narrative = etree.SubElement(element, "narrative", _language(one.language))
        narrative.text = one.text
    return element


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, tag, _given(**attributes))


def _given(**attributes: str) -> dict[str, str]:
    """Attributes that say something."""
    return {name: value for name, value in attributes.items() if value}


def _language(tag: str) -> dict[str, str]:
    """The attribute for a language; what is no tag of a language is not written."""
    parts = tag.split("-")
    good = parts[0].isalpha() and all(len(one) <= 8 and one.isalnum() for one in parts)
    return {_LANG: tag} if good and tag.isascii() else {}


def _iso(day: date) -> str:
    return day.isoformat()


def _number(number: object) -> str:
    return "" if number is None else f"{number:f}"
