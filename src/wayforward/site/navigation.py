"""The navigation of the desk, gathered from the subjects as urls.py gathers their views."""

from wayforward.core.access.navigation import Entry, Place
from wayforward.core.access.rules import Actor, Permission
from wayforward.information.desk import navigation as information

ENTRIES: tuple[Entry, ...] = tuple(
    sorted(
        (
            Entry(Place.NOW, "desk", Permission.SEE_DESK, "n"),
            *information.ENTRIES,
            Entry(Place.PARTY, "desk-party", Permission.SEE_PARTY, "o"),
            Entry(Place.PERSONS, "desk-persons", Permission.SEE_PERSONS, "p"),
            Entry(Place.JUDGEMENTS, "desk-judgements", Permission.ADJUDICATE, "j"),
            Entry(Place.DISCLOSURES, "desk-disclosures", Permission.SEE_LEDGERS, "d"),
            Entry(Place.ACCESS, "desk-access", Permission.SEE_DESK, "w"),
            Entry(Place.CLOCKS, "desk-clocks", Permission.SEE_CLOCKS, "i"),
            Entry(Place.DOCUMENTS, "desk-documents", Permission.SEE_DOCUMENTS, "m"),
            Entry(Place.FIGURES, "desk-figures", Permission.AUDIT, "f"),
            Entry(Place.LOG, "desk-log", Permission.SEE_DESK, "l"),
            Entry(Place.UNUSUAL, "desk-unusual", Permission.AUDIT, "u"),
            Entry(Place.ACCOUNT, "mfa_index", None, "a"),
        ),
        key=lambda entry: entry.place,
    )
)


def entries_for(actor: Actor) -> list[Entry]:
    """The entries this actor may take, in their order."""
    return [e for e in ENTRIES if e.permission is None or actor.may(e.permission)]
