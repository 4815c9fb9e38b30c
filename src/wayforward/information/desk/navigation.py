"""What the information room adds to the navigation of the desk."""

from wayforward.core.access.navigation import Entry, Place
from wayforward.core.access.rules import Permission

ENTRIES = (Entry(Place.NOW, "desk", Permission.SEE_DESK, "n"),)
