"""Background work of messengers: thin, the task calls one action. It names claim and language."""

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
def tell_those_who_asked(claim: str, language: str) -> None:
    """Tell the chats that asked for it in a language what is said of a claim now."""
    if all(settings.TELEGRAM.given.values()):
        messenger = Telegram(settings.TELEGRAM)
        tell(claim=claim, language=language, messenger=messenger, on=timezone.now().date())


def tell_soon(claim: str, language: str) -> None:
    """The answer published in a language has changed: called in the transaction that changed it."""
    try:
        # A savepoint: where it is queued already the database refuses the second.
        with transaction.atomic():
            app.configure_task(_TASK, queueing_lock=f"tell {claim} {language}").defer(
                claim=claim, language=language
            )
    except AlreadyEnqueued:
        return
