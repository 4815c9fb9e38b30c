"""Reading one `iati-activity` element of version 1.x or 2.x into an `Activity`.

Values are read in `iati_values.py`, files in `iati.py`.
"""

from __future__ import annotations

import re

from wayforward.information.projects import codes
from wayforward.information.projects.activities import (
    Activity,
    ActivityDate,
    Area,
    Budget,
    Contact,
    Description,
    Document,
    Location,
    Organisation,
    ParticipatingOrg,
    Party,
    PlannedDisbursement,
    ProblemKind,
    Recipient,
    RelatedActivity,
    Sector,
    Transaction,
)
from wayforward.information.projects.iati_values import (
    Element,
    Reader,
    attribute,
    first,
    language_of,
    moment_of,
    parts_of,
    text_of,
)

_TRUE = ("1", "true")
_SCOPED_REGION = "1"


def read_activity(element: Element, *, version: str, language: str = "") -> Activity:
    """What an activity element says. `version` and `language` are those of the file."""
    parts = parts_of(element)
    identifier, status, reporter = (
        first(parts[tag]) for tag in ("iati-identifier", "activity-status", "reporting-org")
    )
    reader = Reader(
        identifier=text_of(identifier),
        language=language_of(element) or language,
        currency=attribute(element, "default-currency").upper(),
        narrated=version.startswith("2"),
    )
    _look_for_missing(reader, element, parts)
    title = [one for part in parts["title"] for one in reader.narratives(part)]
    return Activity(
        identifier=reader.identifier,
        version=version,
        language=reader.language,
        default_currency=reader.currency,
        last_updated=moment_of(attribute(element, "last-updated-datetime")),
        hierarchy=reader.whole(element, "hierarchy"),
        humanitarian=attribute(element, "humanitarian") in _TRUE,
        reporter=None if reporter is None else _organisation(reader, reporter),
        secondary_reporter=attribute(reporter, "secondary-reporter") in _TRUE,
        titles=tuple(title),
        descriptions=tuple(_description(reader, part) for part in parts["description"]),
        status=None if status is None else reader.code(status, "code", codes.activity_status),
        dates=tuple(_date(reader, part) for part in parts["activity-date"]),
        participants=tuple(_participant(reader, part) for part in parts["participating-org"]),
        countries=tuple(_recipient(reader, part) for part in parts["recipient-country"]),
        regions=tuple(_recipient(reader, part) for part in parts["recipient-region"]),
        locations=tuple(_location(reader, part) for part in parts["location"]),
        sectors=tuple(_sector(reader, part) for part in parts["sector"]),
        budgets=tuple(_budget(reader, part) for part in parts["budget"]),
        planned=tuple(_planned(reader, part) for part in parts["planned-disbursement"]),
        transactions=tuple(_transaction(reader, part) for part in parts["transaction"]),
        related=tuple(_related(part) for part in parts["related-activity"]),
        contacts=tuple(_contact(reader, part) for part in parts["contact-info"]),
        documents=tuple(_document(reader, part) for part in parts["document-link"]),
        results=len(parts["result"]),
        problems=tuple(reader.problems),
    )


def _look_for_missing(reader: Reader, element: Element, parts: dict[str, list[Element]]) -> None:
    for tag in ("reporting-org", "title", "activity-status"):
        if not parts[tag]:
            reader.problem(ProblemKind.MISSING, element, f"No {tag}.", tag)
    if not reader.identifier:
        reader.problem(ProblemKind.MISSING, element, "No identifier.", "iati-identifier")


def _organisation(reader: Reader, element: Element) -> Organisation:
    return Organisation(
        attribute(element, "ref"), attribute(element, "type"), reader.narratives(element)
    )


def _description(reader: Reader, element: Element) -> Description:
    return Description(attribute(element, "type") or "1", reader.narratives(element))


def _date(reader: Reader, element: Element) -> ActivityDate:
    return ActivityDate(reader.code(element, "type", codes.date_kind), reader.day(element))


def _participant(reader: Reader, element: Element) -> ParticipatingOrg:
    return ParticipatingOrg(
        organisation=_organisation(reader, element),
        role=reader.code(element, "role", codes.role),
        activity=attribute(element, "activity-id"),
    )


def _recipient(reader: Reader, element: Element) -> Recipient:
    code = attribute(element, "code")
    if not code:
        reader.problem(ProblemKind.MISSING, element, "No code.", "code")
    region = element.tag == "recipient-region"
    vocabulary = attribute(element, "vocabulary") or _SCOPED_REGION if region else ""
    return Recipient(code.upper(), vocabulary, reader.percentage(element))


def _sector(reader: Reader, element: Element) -> Sector:
    return Sector(
        code=attribute(element, "code"),
        vocabulary=codes.sector_vocabulary(attribute(element, "vocabulary")),
        percentage=reader.percentage(element),
        names=reader.narratives(element),
    )


def _budget(reader: Reader, element: Element) -> Budget:
    return Budget(
        money=reader.money(element, element.find("value")),
        start=reader.day(element.find("period-start")),
        end=reader.day(element.find("period-end")),
        revised=attribute(element, "type").lower() in ("2", "revised"),
        committed=attribute(element, "status") == "2",
    )


def _planned(reader: Reader, element: Element) -> PlannedDisbursement:
    return PlannedDisbursement(
        money=reader.money(element, element.find("value")),
        start=reader.day(element.find("period-start")),
        end=reader.day(element.find("period-end")),
        provider=_party(reader, element.find("provider-org"), "provider-activity-id"),
        receiver=_party(reader, element.find("receiver-org"), "receiver-activity-id"),
    )


def _party(reader: Reader, element: Element | None, activity: str) -> Party | None:
    if element is None:
        return None
    return Party(
        attribute(element, "ref"), attribute(element, activity), reader.narratives(element)
    )


def _transaction(reader: Reader, element: Element) -> Transaction:
    parts = parts_of(element)
    kind, day = first(parts["transaction-type"]), first(parts["transaction-date"])
    for part, tag in ((kind, "transaction-type"), (day, "transaction-date")):
        if part is None:
            reader.problem(ProblemKind.MISSING, element, f"No {tag}.", tag)
    return Transaction(
        reference=attribute(element, "ref"),
        kind=None if kind is None else reader.code(kind, "code", codes.transaction_kind),
        day=reader.day(day),
        money=reader.money(element, first(parts["value"])),
        provider=_party(reader, first(parts["provider-org"]), "provider-activity-id"),
        receiver=_party(reader, first(parts["receiver-org"]), "receiver-activity-id"),
        countries=tuple(_recipient(reader, part) for part in parts["recipient-country"]),
        regions=tuple(_recipient(reader, part) for part in parts["recipient-region"]),
        sectors=tuple(_sector(reader, part) for part in parts["sector"]),
        descriptions=reader.narratives(first(parts["description"])),
    )


def _related(element: Element) -> RelatedActivity:
    return RelatedActivity(
        attribute(element, "type"), attribute(element, "ref") or text_of(element)
    )


def _location(reader: Reader, element: Element) -> Location:
    administrative = element.find("administrative")
    exactness = attribute(element.find("exactness"), "code")
    return Location(
        reference=attribute(element, "ref"),
        names=reader.narratives(element.find("name")),
        descriptions=reader.narratives(element.find("description")),
        activity_descriptions=reader.narratives(element.find("activity-description")),
        point=_point(reader, element),
        areas=_areas(reader, element),
        country=attribute(administrative, "country").upper(),
        exact=exactness == "1" if exactness else _exact_of_old(element),
    )


def _exact_of_old(element: Element) -> bool | None:
    """1.x: the precision of the coordinates, 1 exact, 2 to 9 ever further off."""
    precision = attribute(element.find("coordinates"), "precision")
    return precision == "1" if precision else None


def _point(reader: Reader, element: Element) -> tuple[float, float] | None:
    old = element.find("coordinates")
    if old is not None:
        return reader.point(old, attribute(old, "latitude"), attribute(old, "longitude"))
    position = element.find("point/pos")
    if position is None:
        return None
    words = re.split(r"[\s,;]+", text_of(position))
    latitude, longitude = words if len(words) == 2 else (" ".join(words), "")
    return reader.point(position, latitude, longitude)


def _areas(reader: Reader, element: Element) -> tuple[Area, ...]:
    """Places in gazetteers: `administrative` and `location-id`, and what 1.x wrote instead."""
    areas = [
        Area(attribute(one, "vocabulary"), reader.whole(one, "level"), attribute(one, "code"))
        for one in element.iterchildren("administrative", "location-id")
        if attribute(one, "code")
    ]
    for one in element.iterchildren("administrative"):
        areas += [
            Area("", level, attribute(one, f"adm{level}"))
            for level in (1, 2)
            if attribute(one, f"adm{level}")
        ]
    for one in element.iterchildren("gazetteer-entry"):
        if text_of(one):
            areas.append(Area(attribute(one, "gazetteer-ref"), None, text_of(one)))
    return tuple(areas)


def _contact(reader: Reader, element: Element) -> Contact:
    named = [*element.iterchildren("organisation", "organization")]
    return Contact(
        organisations=tuple(one for part in named for one in reader.narratives(part)),
        telephones=_texts(element, "telephone"),
        emails=_texts(element, "email"),
        websites=_texts(element, "website"),
    )


def _texts(element: Element, tag: str) -> tuple[str, ...]:
    return tuple(text for part in element.iterchildren(tag) if (text := text_of(part)))


def _document(reader: Reader, element: Element) -> Document:
    titles = [one for part in element.iterchildren("title") for one in reader.narratives(part)]
    return Document(attribute(element, "url"), tuple(titles))
