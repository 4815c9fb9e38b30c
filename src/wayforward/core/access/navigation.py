"""Entries of the desk's navigation. Each subject names its own; the site gathers them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from wayforward.core.access.rules import Permission


class Place(IntEnum):
    """Where an entry stands; the site has the words for each."""

    NOW = 1
    CARDS = 2
    TRANSLATIONS = 3
    NEEDS = 4
    SOURCES = 5
    CHANGES = 6
    RUMOURS = 7
    REPORTS = 8
    WEEKLY = 9
    CAMPAIGNS = 10
    PERSONS = 11
    JUDGEMENTS = 12
    CLOCKS = 15
    DISCLOSURES = 20
    DOCUMENTS = 25
    FIGURES = 28
    ACCESS = 30
    PARTY = 80
    LOG = 90
    UNUSUAL = 91
    ACCOUNT = 99


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A way into a part of the desk: the name of its address and who may take it.

    `key` is the letter that opens it after `g`; permission None means everybody at the desk.
    """

    place: Place
    address: str
    permission: Permission | None
    key: str
