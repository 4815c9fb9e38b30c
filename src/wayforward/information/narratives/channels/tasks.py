"""Background work of messengers: thin, the task calls one action. Its argument is a claim."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayforward.information.narratives.channels.telegram import Telegram
from wayforward.information.narratives.channels.telling import tell

_TASK = "wayforward.information.narratives.channels.tasks.tell_those_who_asked"


@app.task(name=_TASK, queue="messengers")
def tell_those_who_asked(claim: str) -> None:
    """Tell the chats that asked for it what is said of a claim now."""
    if all(settings.TELEGRAM.given.values()):
        tell(claim=claim, messenger=Telegram(settings.TELEGRAM), on=timezone.now().date())


def tell_soon(claim: str) -> None:
    """The published answer to a claim has changed: called in the transaction that changed it."""
    try:
        # A savepoint: where it is queued already the database refuses the second.
        with transaction.atomic():
            app.configure_task(_TASK, queueing_lock=f"tell {claim}").defer(claim=claim)
    except AlreadyEnqueued:
        return
