"""The navigation of the desk, gathered from the subjects as urls.py gathers their views."""

from wayforward.core.access.navigation import Entry, Place
from wayforward.core.access.rules import Actor, Permission
from wayforward.information.desk import navigation as information

ENTRIES: tuple[Entry, ...] = tuple(
    sorted(
        (
            *information.ENTRIES,
            Entry(Place.DOCUMENTS, "desk-documents", Permission.SEE_DOCUMENTS, "d"),
            Entry(Place.FIGURES, "desk-figures", Permission.AUDIT, "f"),
            Entry(Place.LOG, "desk-log", Permission.SEE_DESK, "l"),
            Entry(Place.ACCOUNT, "mfa_index", None, "a"),
        ),
        key=lambda entry: entry.place,
    )
)


def entries_for(actor: Actor) -> list[Entry]:
    """The entries this actor may take, in their order."""
    return [e for e in ENTRIES if e.permission is None or actor.may(e.permission)]
