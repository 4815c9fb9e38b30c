"""What one IATI activity says, in plain shapes; one form for versions 1.x and 2.x.

Nothing is worked out here: amounts stay in their own currency beside the day they are valued at.
Names of persons in contact details are never taken over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from wayforward.information.projects.kinds import ActivityStatus, DateKind, Role, TransactionKind


class ProblemKind(StrEnum):
    """What is wrong with a file or an activity, as counted in the report of an import."""

    BROKEN_FILE = "broken_file"
    DECLARES_ENTITIES = "declares_entities"
    TOO_LARGE = "too_large"
    NOT_ACTIVITIES = "not_activities"
    MISSING = "missing"
    NO_IDENTITY = "no_identity"
    REPEATED = "repeated"
    UNKNOWN_CODE = "unknown_code"
    UNREADABLE_AMOUNT = "unreadable_amount"
    UNREADABLE_DATE = "unreadable_date"
    UNREADABLE_NUMBER = "unreadable_number"
    UNREADABLE_POSITION = "unreadable_position"
    NO_CURRENCY = "no_currency"
    SCHEMA = "schema"
    TEXT_OUTSIDE_NARRATIVE = "text_outside_narrative"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read as it stands.

    `path` names the element from the activity down, `words` say in English what stood there,
    `line` is the line in the file (0 where unknown), `activity` the identifier ("" for the file).
    """

    kind: ProblemKind
    path: str
    words: str
    line: int = 0
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """Free text in a language: a lower-case BCP 47 tag, "" where neither text nor file says."""

    language: str
    text: str


Narratives = tuple[Narrative, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as published. `currency` is ISO 4217, the activity's default where none is given.

    `amount` is None where unreadable, `currency` is "" where nobody says it.
    """

    amount: Decimal | None
    currency: str
    value_date: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as named: reference ("" if none), code of its kind, names."""

    reference: str
    kind: str
    names: Narratives


@dataclass(frozen=True, slots=True)
class ParticipatingOrg:
    """An organisation and its part in the activity; `activity` is its own activity, if named."""

    organisation: Organisation
    role: Role | None
    activity: str


@dataclass(frozen=True, slots=True)
class Description:
    """A text about the activity; kind 1 general, 2 objectives, 3 target groups, 4 other."""

    kind: str
    narratives: Narratives


@dataclass(frozen=True, slots=True)
class ActivityDate:
    """A day in the life of the activity; `day` is None where unreadable."""

    kind: DateKind | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A country (ISO 3166-1 alpha-2, vocabulary "") or region, with its share in percent."""

    code: str
    vocabulary: str
    percentage: Decimal | None


@dataclass(frozen=True, slots=True)
class Sector:
    """What the money is for: code in a vocabulary of 2.x, and its share in percent."""

    code: str
    vocabulary: str
    percentage: Decimal | None
    names: Narratives


@dataclass(frozen=True, slots=True)
class Area:
    """A place in a gazetteer; level 0 the country, 1 the province, 2 the district, if stated."""

    vocabulary: str
    level: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the activity. `point` is latitude, longitude in degrees (WGS 84).

    `country` is stated by versions 1.x only. `exact` is None where nobody says.
    """

    reference: str
    names: Narratives
    descriptions: Narratives
    activity_descriptions: Narratives
    point: tuple[float, float] | None
    areas: tuple[Area, ...]
    country: str
    exact: bool | None


@dataclass(frozen=True, slots=True)
class Budget:
    """Money planned for a period; `revised` and `committed` as stated by the publisher."""

    money: Money
    start: date | None
    end: date | None
    revised: bool
    committed: bool


@dataclass(frozen=True, slots=True)
class Party:
    """Who gave or got a transaction; `activity` is the identifier of their own activity."""

    reference: str
    activity: str
    names: Narratives


@dataclass(frozen=True, slots=True)
class PlannedDisbursement:
    """Money that is to be passed on in a period."""

    money: Money
    start: date | None
    end: date | None
    provider: Party | None
    receiver: Party | None


@dataclass(frozen=True, slots=True)
class Transaction:
    """A promise or a payment. `kind` is None where its code is on no list (a problem says so)."""

    reference: str
    kind: TransactionKind | None
    day: date | None
    money: Money
    provider: Party | None
    receiver: Party | None
    countries: tuple[Recipient, ...]
    regions: tuple[Recipient, ...]
    sectors: tuple[Sector, ...]
    descriptions: Narratives


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Another activity; kind 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party."""

    kind: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to ask. Names and functions of persons are left in the file."""

    organisations: Narratives
    telephones: tuple[str, ...]
    emails: tuple[str, ...]
    websites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A published paper about the activity."""

    url: str
    titles: Narratives


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. `version` is that of the file, "" where it does not say.

    `results` counts the results reported; `problems` are all that was found while reading it.
    """

    identifier: str
    version: str
    language: str
    default_currency: str
    last_updated: datetime | None
    hierarchy: int | None
    humanitarian: bool
    reporter: Organisation | None
    secondary_reporter: bool
    titles: Narratives
    descriptions: tuple[Description, ...]
    status: ActivityStatus | None
    dates: tuple[ActivityDate, ...]
    participants: tuple[ParticipatingOrg, ...]
    countries: tuple[Recipient, ...]
    regions: tuple[Recipient, ...]
    locations: tuple[Location, ...]
    sectors: tuple[Sector, ...]
    budgets: tuple[Budget, ...]
    planned: tuple[PlannedDisbursement, ...]
    transactions: tuple[Transaction, ...]
    related: tuple[RelatedActivity, ...]
    contacts: tuple[Contact, ...]
    documents: tuple[Document, ...]
    results: int
    problems: tuple[Problem, ...]

    def day(self, kind: DateKind) -> date | None:
        """The first readable day of that kind."""
        return next((one.day for one in self.dates if one.kind is kind and one.day), None)
