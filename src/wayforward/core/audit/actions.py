"""Writing an event: called inside the transaction of the action it tells of."""

from typing import Any

from wayforward.core.audit.models import Event

SYSTEM = "wayforward"  # what the product does by itself, such as a scheduled check


def record(
    *, stream: str, name: str, subject: str, actor: str, reason: str = "", **facts: Any
) -> Event:
    """Add an event. `facts` are plain values that a later reader needs; never personal data.

    The database itself adds when it was and, where somebody acts (core.access.context), the
    party, the account, the purpose and the reason; at the commit it gives the event its place in
    the chain.
    """
    return Event.objects.create(
        stream=stream, name=name, subject=subject, actor=actor, reason=reason, facts=facts
    )
