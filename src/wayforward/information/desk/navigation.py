"""What the information room adds to the navigation of the desk."""

from wayforward.core.access.navigation import Entry, Place
from wayforward.core.access.rules import Permission

ENTRIES = (
    Entry(Place.CARDS, "desk-cards", Permission.SEE_EDITING, "c"),
    Entry(Place.TRANSLATIONS, "desk-translations", Permission.SEE_EDITING, "t"),
    Entry(Place.NEEDS, "desk-needs", Permission.SEE_EDITING, "e"),
    Entry(Place.SOURCES, "desk-sources", Permission.SEE_EDITING, "s"),
    Entry(Place.RUMOURS, "desk-rumours", Permission.SEE_EDITING, "b"),
    Entry(Place.REPORTS, "desk-reports", Permission.SORT_REPORTS, "r"),
    Entry(Place.CAMPAIGNS, "desk-campaigns", Permission.SEE_CAMPAIGNS, "k"),
    Entry(Place.CHANGES, "desk-changes", Permission.SEE_EDITING, "h"),
)
