"""The verbs of the register: load it, add a page, check a page, read captures anew.

Importing mirrors has a file of its own, `import_actions.py`. Together they are the only places of
this subject that write; each verb is one transaction a page.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayforward import __version__
from wayforward.conf import environment
from wayforward.information.sources import addressing, recording, register, visiting
from wayforward.information.sources.addressing import AddressPolicy, AddressRefusedError
from wayforward.information.sources.capturing import CaptureDamagedError, CaptureStore
from wayforward.information.sources.extracting import EXTRACTOR_VERSION
from wayforward.information.sources.fetching import Fetcher, user_agent
from wayforward.information.sources.html_facts import language_code
from wayforward.information.sources.languages import UNKNOWN, language_of
from wayforward.information.sources.models import (
    Capture,
    Origin,
    Publisher,
    Source,
    SourceState,
)
from wayforward.information.sources.outcomes import Fetched, Outcome
from wayforward.information.sources.pacing_database import DatabasePacer
from wayforward.information.sources.recording import Arrival
from wayforward.information.sources.robots import RobotsCache
from wayforward.information.sources.visiting import ToVisit
from wayforward.information.sources.watching import Finding, Visit, judge, look_at

_DOCUMENTS = uuid.UUID("6e0bd1f4-7a43-5f0a-9d0e-3c6f4f0b7c11")
CHECK_TASK = "wayforward.information.sources.tasks.check_source"
_FOR_GOOD = frozenset({301, 308})  # redirects that say: from now on, there
SETTLE_TASK = "wayforward.information.sources.tasks.settle"


class SourceRefusedError(ValueError):
    """A page cannot be added to the register; the message says why and what to do."""


class NoSuchSourceError(LookupError):
    """No source has this key."""


@dataclass(frozen=True, slots=True)
class LoadedRegister:
    """What loading the register changed."""

    publishers: int
    sources: int
    added: int
    retired: int

    def __str__(self) -> str:
        return (
            f"Register: {self.publishers} publishers, {self.sources} pages"
            f" ({self.added} new, {self.retired} no longer watched)."
        )


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What one check found. `sentences` counts those of the reading written now."""

    key: str
    outcome: SourceState
    detail: str
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class RereadReport:
    """What reading captures anew came to."""

    captures: int
    new_readings: int
    problems: tuple[str, ...]


def document_id(*parts: str) -> uuid.UUID:
    """The identity that the language versions of one document share."""
    return uuid.uuid5(_DOCUMENTS, "\n".join(parts))


def capture_store() -> CaptureStore:
    """The folder of captures, as set."""
    return CaptureStore(settings.CAPTURES, f"wayforward/{__version__}")


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


@transaction.atomic
def load_register() -> LoadedRegister:
    """Bring publishers and pages in line with the reviewed register; safe to repeat.

    A page that left the register is no longer watched, and its captures stay.
    """
    content = register.read_register()
    publishers = {entry.key: load_publisher(entry=entry) for entry in content.publishers}
    added = sum(_load_page(page, publishers[page.publisher]) for page in content.pages)
    gone = Source.objects.filter(origin=Origin.REGISTER, active=True).exclude(
        url__in=[page.url for page in content.pages]
    )
    retired = gone.update(active=False)
    return LoadedRegister(len(publishers), len(content.pages), added, retired)


def load_publisher(*, entry: register.RegisteredPublisher) -> Publisher:
    """The row of a registered publisher, brought in line with the register."""
    publisher, _ = Publisher.objects.update_or_create(
        key=entry.key,
        defaults={
            "names": entry.names,
            "mandate": entry.mandate,
            "country": entry.country,
            "tier": entry.tier,
            "why_official": entry.why_official,
            "hosts": list(entry.hosts),
            "lookalikes": list(entry.lookalikes),
        },
    )
    return publisher


@transaction.atomic
def add_source(
    *, url: str, publisher: str, language: str, title: str = "", interval_days: int = 7
) -> Source:
    """Watch one more page of a publisher of the register.

    Raises SourceRefusedError when the publisher or the language is unknown, the address is refused,
    its host is not among the publisher's, or the page is watched already.
    """
    code = language_code(language)
    if code is None:
        raise SourceRefusedError(f"{language!r} is no language code; write en, fa-af, ps, de, ...")
    authority = Publisher.objects.filter(key=publisher).first()
    if authority is None:
        raise SourceRefusedError(
            f"There is no publisher {publisher!r}; see `wayforward sources list`."
        )
    try:
        address = addressing.check(url, AddressPolicy(frozenset(authority.hosts)))
    except AddressRefusedError as refusal:
        raise SourceRefusedError(str(refusal)) from refusal
    if Source.objects.filter(url=address.url).exists():
        raise SourceRefusedError(f"{address.url} is watched already.")
    return Source.objects.create(
        key=f"{authority.key}-{document_id(address.url).hex[:10]}",
        publisher=authority,
        document=document_id(address.url),
        url=address.url,
        title=title,
        language=code,
        tier=authority.tier,
        countries=[authority.country] if authority.country else [],
        origin=Origin.ADDED,
        check_interval_days=interval_days,
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


def reread(*, key: str | None = None, every_capture: bool = False) -> RereadReport:
    """Read stored captures with the present extractor where it has not read them yet.

    Only the newest capture of each source, unless `every_capture`. A new reading never says that
    the source changed.
    """
    done = Capture.objects.filter(readings__extractor=EXTRACTOR_VERSION)
    waiting = Capture.objects.exclude(pk__in=done.values("pk"))
    if key is not None:
        waiting = waiting.filter(source__key=key)
    if not every_capture:
        later = Capture.objects.filter(
            source=OuterRef("source"), fetched_at__gt=OuterRef("fetched_at")
        )
        waiting = waiting.exclude(Exists(later))
    captures, new, problems = 0, 0, []
    for capture in waiting.order_by("source_id", "fetched_at").iterator(chunk_size=200):
        captures += 1
        problem = _reread(capture)
        if problem:
            problems.append(f"{capture.source.key}: {problem}")
        else:
            new += 1
    return RereadReport(captures, new, tuple(problems))


def read_current_anew(*, source: Source) -> None:
    """Have the text in use read by the present extractor, before a new state is compared with it.

    Else a better extractor would pass for a change of the source. Where the stored capture is
    damaged the old reading stays, and the next difference counts as the source's: doubting a text
    for nothing is the lesser harm.
    """
    capture = (
        Capture.objects.filter(source=source, readings__current=True)
        .exclude(readings__extractor=EXTRACTOR_VERSION)
        .first()
    )
    if capture is not None:
        _reread(capture)


def _reread(capture: Capture) -> str:
    """Read one capture anew; what stood in the way, or an empty text."""
    try:
        opened = capture_store().open(capture.warc)
    except CaptureDamagedError as damage:
        return str(damage)
    finding = look_at(opened.body, capture.media_type, headers=opened.headers)
    if finding.text is None:
        return finding.detail
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=capture.source_id)
        capture.source = source
        recording.write_reading(capture, finding.text, language_of(finding.text, _claimed(source)))
    return ""


def _load_page(page: register.RegisteredPage, publisher: Publisher) -> bool:
    """Bring one row in line with the register; whether it is new."""
    by_key = Source.objects.filter(key=page.key).first()
    source = by_key or Source.objects.filter(url=page.url).first() or Source(key=page.key)
    is_new = source.pk is None
    if not is_new and source.url != page.url:
        # Validators of the old address say nothing about the new one.
        source.etag = source.last_modified = ""
        source.next_check_at = None
    source.publisher, source.document = publisher, document_id(page.document)
    source.url, source.language, source.tier = page.url, page.language, publisher.tier
    source.title = page.title
    source.topics, source.countries = list(page.topics), list(page.countries)
    source.steward, source.note = page.steward, page.note
    source.check_interval_days = page.check_interval_days
    source.origin, source.active = Origin.REGISTER, True
    source.save()
    return is_new


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
    language = language_of(finding.text, _claimed(source))
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


def _claimed(source: Source) -> str | None:
    return source.language if source.language != UNKNOWN else None


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
