"""Background work of the evidence: thin, the task calls one action."""

from __future__ import annotations

from procrastinate.contrib.django import app

from wayforward.information.sources.evidence import actions


@app.task(name=actions.STAMP_TASK, queue="evidence")
def stamp() -> None:
    """Ask for the time stamps that are missing. A failure is written down, not raised: the next
    tick asks again.
    """
    actions.stamp_digests()
