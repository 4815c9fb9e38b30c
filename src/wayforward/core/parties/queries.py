"""What people look at about arrangements."""

from typing import Any

from wayforward.core.parties.models import Arrangement
from wayforward.core.rulesets.models import Parameter


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
