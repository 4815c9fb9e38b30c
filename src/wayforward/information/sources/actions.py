"""Checking pages: now, or put in the queue when they are due.

Beside it stand `register_actions.py` (load the register, add a page), `rereading_actions.py` (read
captures anew) and `import_actions.py` (mirrors). Together they are the only places of this subject
that write; each verb is one transaction a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayforward import __version__
from wayforward.conf import environment
from wayforward.information.sources import addressing, recording, visiting
from wayforward.information.sources.addressing import AddressPolicy
from wayforward.information.sources.extracting import EXTRACTOR_VERSION
from wayforward.information.sources.fetching import Fetcher, user_agent
from wayforward.information.sources.languages import language_of
from wayforward.information.sources.models import Capture, Origin, Publisher, Source, SourceState
from wayforward.information.sources.outcomes import Fetched, Outcome
from wayforward.information.sources.pacing_database import DatabasePacer
from wayforward.information.sources.recording import Arrival
from wayforward.information.sources.register_actions import (
    LoadedRegister,
    SourceRefusedError,
    add_source,
    document_id,
    load_publisher,
    load_register,
)
from wayforward.information.sources.rereading_actions import (
    RereadReport,
    capture_store,
    claimed_language,
    read_current_anew,
    reread,
)
from wayforward.information.sources.robots import RobotsCache
from wayforward.information.sources.visiting import ToVisit
from wayforward.information.sources.watching import Finding, Visit, judge

# Whoever calls a verb of this subject finds it here.
__all__ = ["CHECK_TASK", "SETTLE_TASK", "CheckReport", "LoadedRegister", "NoSuchSourceError",
           "RereadReport", "SourceRefusedError", "add_source", "capture_store", "check_source",
           "defer_due_checks", "defer_settling", "document_id", "load_publisher", "load_register",
           "polite_fetcher", "read_current_anew", "reread"]  # fmt: skip

CHECK_TASK = "wayforward.information.sources.tasks.check_source"
_FOR_GOOD = frozenset({301, 308})  # redirects that say: from now on, there
SETTLE_TASK = "wayforward.information.sources.tasks.settle"


class NoSuchSourceError(LookupError):
    """No source has this key."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What one check found. `sentences` counts those of the reading written now."""

    key: str
    outcome: SourceState
    detail: str
    sentences: int = 0


@cache
def _robots() -> RobotsCache:
    return RobotsCache()


def polite_fetcher() -> Fetcher:
    """A fetcher for every host the register vouches for, its turns shared by all workers."""
    hosts = {host for hosts in Publisher.objects.values_list("hosts", flat=True) for host in hosts}
    return Fetcher(
        agent=user_agent(__version__, environment().contact),
        policy=AddressPolicy(frozenset(hosts)),
        pacer=DatabasePacer(),
        robots=_robots(),
    )


def check_source(*, key: str, fetcher: Fetcher | None = None) -> CheckReport:
    """Visit a page now and write down what came of it. Raises NoSuchSourceError."""
    visit = _to_visit(key)
    outcome = (fetcher or polite_fetcher()).fetch(visit.url, visit.known())
    now = timezone.now()
    if visit.is_as_we_have_it(outcome) and visiting.note_unchanged(visit, outcome, now):
        return CheckReport(key, SourceState.UNCHANGED, "")
    finding = judge(outcome)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=visit.source)
        report = _write_visit(locked, outcome, finding)
        recording.plan_next_check(locked, timezone.now(), finding.retry_after)
    return report


def _to_visit(key: str) -> ToVisit:
    visit = visiting.to_visit(key)
    if visit is not None and visit.is_read_by_another:
        read_current_anew(source=Source.objects.get(pk=visit.source))
        visit = visiting.to_visit(key)
    if visit is None:
        raise NoSuchSourceError(f"There is no source {key!r}; see `wayforward sources list`.")
    return visit


def defer_due_checks(*, now: datetime | None = None, most: int = 500) -> int:
    """Put a check of every due source in the queue; one that waits there already is not doubled."""
    moment = now or timezone.now()
    due = Source.objects.filter(active=True).exclude(origin=Origin.IMPORT)
    due = due.filter(Q(next_check_at=None) | Q(next_check_at__lte=moment))
    deferred = 0
    for key in due.order_by("next_check_at", "key").values_list("key", flat=True)[:most]:
        try:
            # A savepoint: where a check is queued already the database refuses the second.
            with transaction.atomic():
                app.configure_task(CHECK_TASK, queueing_lock=f"check {key}").defer(key=key)
        except AlreadyEnqueued:
            continue
        deferred += 1
    return deferred


def defer_settling() -> None:
    """Have the worker finish what an interrupted import or check left; one wait in the queue."""
    try:
        with transaction.atomic():
            app.configure_task(SETTLE_TASK, queueing_lock="settle").defer()
    except AlreadyEnqueued:
        return


def _write_visit(source: Source, outcome: Outcome, finding: Finding) -> CheckReport:
    if isinstance(outcome, Fetched) and finding.visit in (Visit.ARRIVED, Visit.UNREADABLE):
        return _write_fetched(source, outcome, finding)
    latest = source.captures.order_by("-fetched_at").first()
    state = SourceState(finding.visit.value)
    capture = latest if finding.visit == Visit.NOT_MODIFIED else None
    recording.write_check(source, timezone.now(), state, detail=finding.detail, capture=capture)
    return CheckReport(source.key, state, finding.detail)


def _write_fetched(source: Source, fetched: Fetched, finding: Finding) -> CheckReport:
    source.etag, source.last_modified = fetched.etag or "", fetched.last_modified or ""
    source.save(update_fields=["etag", "last_modified"])
    recording.write_address(source, _lasting_address(source, fetched), fetched.exchange.asked_at)
    same = _same_bytes(source, fetched)
    if same is not None:
        at = fetched.exchange.asked_at
        recording.write_check(source, at, SourceState.UNCHANGED, capture=same)
        return CheckReport(source.key, SourceState.UNCHANGED, "")
    arrival = _arrival(source, fetched)
    if finding.text is None:
        capture = recording.write_capture(source, arrival)
        state = SourceState.UNREADABLE
        recording.write_check(source, arrival.at, state, detail=finding.detail, capture=capture)
        return CheckReport(source.key, state, finding.detail)
    language = language_of(finding.text, claimed_language(source))
    written = recording.write_arrival(source, arrival, finding.text, language)
    return CheckReport(source.key, written.outcome, "", written.sentences)


def _lasting_address(source: Source, fetched: Fetched) -> str:
    """Where the document lives from now on: where permanent redirects within the publisher's hosts
    lead, else the address we asked for.
    """
    if not fetched.hops or any(hop.status not in _FOR_GOOD for hop in fetched.hops):
        return source.url
    is_own = addressing.host_of(fetched.final_url) in source.publisher.hosts
    return fetched.final_url if is_own else source.url


def _same_bytes(source: Source, fetched: Fetched) -> Capture | None:
    """The newest capture when it holds the same bytes and has been read."""
    latest = source.captures.order_by("-fetched_at").first()
    if latest is None or latest.sha256 != fetched.sha256:
        return None
    return latest if latest.readings.filter(extractor=EXTRACTOR_VERSION).exists() else None


def _arrival(source: Source, fetched: Fetched) -> Arrival:
    exchange = fetched.exchange
    return Arrival(
        stored=capture_store().keep_fetched(fetched),
        url=source.url,
        final_url=fetched.final_url,
        at=exchange.asked_at,
        media_type=exchange.header("Content-Type") or "",
        status=exchange.status,
        headers=exchange.headers,
    )
