"""How much a table may tell, and to whom: every model declares its data class.

A check at start (checks.py) fails where a model declares none, and where a table of a class that
needs a wall has no row-level policy.
"""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """What kind of data the rows of a table are."""

    PUBLIC = "public"  # anybody may read it
    INTERNAL = "internal"  # staff of the product, the log, machinery; no person outside the staff
    PARTY = "party"  # one party's own, shared only on purpose
    PERSON = "person"  # about a person in somebody's care
    SENSITIVE = (
        "sensitive"  # asylum, health, children, trafficking: read for a purpose and a reason
    )


WALLED = frozenset({DataClass.PARTY, DataClass.PERSON, DataClass.SENSITIVE})
