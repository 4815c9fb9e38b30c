"""What people look at about arrangements."""

from typing import Any

from django.db.models import QuerySet

from wayforward.core.parties.models import Arrangement, ContactPoint, Party
from wayforward.core.rulesets.models import Parameter


class NoSuchPartyError(LookupError):
    """No party has this key, or several have; the message says which."""


def all_parties() -> QuerySet[Party]:
    """Every party, by arrangement and key."""
    return Party.objects.select_related("arrangement").order_by("arrangement__valid_from", "key")


def contact_points(party: Party, *, of_others: bool = False) -> QuerySet[ContactPoint]:
    """Contact points of a party by task, or those the other parties of its arrangement share."""
    rows = ContactPoint.objects.select_related("party").order_by("party__key", "task")
    if not of_others:
        return rows.filter(party=party)
    return rows.filter(party__arrangement=party.arrangement_id).exclude(party=party)


def arrangements() -> list[dict[str, Any]]:
    """Every arrangement with its parameters, oldest first, ready for JSON."""
    return [
        {
            "key": arrangement.key,
            "names": arrangement.names,
            "nature": arrangement.nature,
            "valid_from": arrangement.valid_from,
            "valid_to": arrangement.valid_to,
            "parties": list(arrangement.parties.order_by("key").values_list("key", flat=True)),
            "parameters": list(
                Parameter.objects.filter(rule_set__arrangement=arrangement)
                .order_by("key", "valid_from")
                .values("key", "value", "unit", "valid_from", "valid_to", "citation", "verified")
            ),
        }
        for arrangement in Arrangement.objects.order_by("valid_from")
    ]


def party_named(key: str) -> Party:
    """The party of that key, or of ARRANGEMENT/KEY. Raises NoSuchPartyError."""
    arrangement, _slash, own = key.rpartition("/")
    found = Party.objects.filter(key=own).select_related("arrangement")
    if arrangement:
        found = found.filter(arrangement__key=arrangement)
    parties = list(found.order_by("arrangement__key")[:9])
    if not parties:
        raise NoSuchPartyError(
            f"There is no party {key!r}: `wayforward arrangement parties` lists them."
        )
    if len(parties) > 1:
        named = ", ".join(f"{one.arrangement.key}/{one.key}" for one in parties)
        raise NoSuchPartyError(f"Several parties are called {key!r}: say one of {named}.")
    return parties[0]
