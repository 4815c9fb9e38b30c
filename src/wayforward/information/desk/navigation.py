"""What the information room adds to the navigation of the desk."""

from wayforward.core.access.navigation import Entry, Place
from wayforward.core.access.rules import Permission

ENTRIES = (
    Entry(Place.NOW, "desk", Permission.SEE_DESK, "n"),
    Entry(Place.CARDS, "desk-cards", Permission.SEE_DESK, "c"),
    Entry(Place.TRANSLATIONS, "desk-translations", Permission.SEE_DESK, "t"),
    Entry(Place.NEEDS, "desk-needs", Permission.SEE_DESK, "e"),
    Entry(Place.SOURCES, "desk-sources", Permission.SEE_DESK, "s"),
    Entry(Place.CHANGES, "desk-changes", Permission.SEE_DESK, "h"),
)
