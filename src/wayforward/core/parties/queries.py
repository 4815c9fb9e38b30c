"""What people look at about arrangements."""

from typing import Any

from django.db.models import QuerySet

from wayforward.core.parties.models import Arrangement, ContactPoint, Party


class NoSuchPartyError(LookupError):
    """There is no party of this name."""


def party_named(name: str) -> Party:
    """The party written as arrangement/party. Raises NoSuchPartyError."""
    arrangement, _slash, key = name.partition("/")
    found = Party.objects.filter(arrangement__key=arrangement, key=key).first()
    if found is None:
        raise NoSuchPartyError(
            f"There is no party {name!r}: `wayforward arrangement parties` lists them, as"
            " ARRANGEMENT/PARTY."
        )
    return found


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
                arrangement.parameters.order_by("key", "valid_from").values(
                    "key", "value", "unit", "valid_from", "valid_to", "citation", "verified"
                )
            ),
        }
        for arrangement in Arrangement.objects.order_by("valid_from")
    ]
