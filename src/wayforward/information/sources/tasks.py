"""Background work on sources: thin, each task calls one action."""

from __future__ import annotations

from procrastinate.contrib.django import app

from wayforward.information.sources import actions, hooks

# Transient failures are tried again by the fetcher at once and by the plan of checks later, so the
# queue itself does not retry.
_QUEUE = "sources"


@app.task(name=actions.CHECK_TASK, queue=_QUEUE)
def check_source(key: str) -> None:
    """Visit one page. A source that was removed meanwhile is no failure."""
    try:
        actions.check_source(key=key)
    except actions.NoSuchSourceError:
        return
    hooks.readings_settled()


@app.task(name="wayforward.information.sources.tasks.check_due_sources", queue=_QUEUE)
def check_due_sources() -> None:
    """Queue a visit to every page that is due."""
    actions.defer_due_checks()


@app.task(name=actions.SETTLE_TASK, queue=_QUEUE)
def settle() -> None:
    """Finish slow work that an interrupted import or check left behind."""
    hooks.readings_settled()
