"""The verb `import`: load a mirror of saved pages, so that the product works without network.

One transaction a page. What was imported before is recognised by its bytes, so a second run changes
nothing, and a run that was killed is simply run again.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import slugify

from wayforward.information.sources import addressing, recording, register
from wayforward.information.sources.extracting import EXTRACTOR_VERSION
from wayforward.information.sources.hooks import FollowUpError
from wayforward.information.sources.importing import Mirror, SavedPage, open_mirror, open_page
from wayforward.information.sources.languages import UNKNOWN, language_of
from wayforward.information.sources.manifest import Entry, Problem, ProblemKind
from wayforward.information.sources.models import (
    Capture,
    Origin,
    Publisher,
    Reading,
    Source,
    Tier,
)
from wayforward.information.sources.reading import ReadingText
from wayforward.information.sources.recording import Arrival
from wayforward.information.sources.register_actions import document_id, load_publisher
from wayforward.information.sources.rereading_actions import capture_store, read_current_anew
from wayforward.information.sources.watching import Visit, look_at

_WHY_IMPORTED = "Named by an imported mirror; nobody has vouched for it in the register."


@dataclass(slots=True)
class ImportReport:
    """What an import came to. `sentences` counts those of readings written in this run."""

    pages: int = 0
    read: int = 0
    unchanged: int = 0
    sentences: int = 0
    seconds: float = 0.0
    problems: list[Problem] = field(default_factory=list)

    @property
    def problems_by_kind(self) -> dict[str, int]:
        """How many problems of each kind."""
        return dict(Counter(problem.kind.value for problem in self.problems))

    def __str__(self) -> str:
        left = f", {len(self.problems)} left out" if self.problems else ""
        if self.read == self.unchanged == 0:
            return f"No page was read{left} ({self.seconds:.1f} seconds)."
        if self.read == 0:
            return (
                f"Nothing changed: {self.unchanged} pages are as they were{left}"
                f" ({self.seconds:.1f} seconds)."
            )
        same = f", {self.unchanged} unchanged" if self.unchanged else ""
        return (
            f"{self.read} pages read{same}{left};"
            f" {self.sentences} sentences in {self.seconds:.1f} seconds."
        )


Progress = Callable[[int, int], None]


def import_folder(*, path: Path, progress: Progress | None = None) -> ImportReport:
    """Load the mirror at `path`, a folder with manifest.jsonl or the manifest itself.

    `progress(done, total)` is called after each page. A page that cannot be taken is one problem,
    and the rest goes on. Raises NoMirrorError when there is no manifest.
    """
    return _import(open_mirror(path, timezone.now()), progress)


def import_file(
    *, path: Path, url: str, publisher: str, language: str | None = None, title: str = ""
) -> ImportReport:
    """Load one saved page that has no manifest. Raises AddressRefusedError for a bad `url`."""
    entry = Entry(
        line=0,
        file=path.name,
        url=addressing.parse(url).url,
        title=title,
        language=language,
        publisher=publisher,
    )
    return _import(Mirror(path.parent, [entry], []), None)


def _import(mirror: Mirror, progress: Progress | None) -> ImportReport:
    started = time.monotonic()
    report = ImportReport(
        pages=len(mirror.entries) + len(mirror.problems), problems=list(mirror.problems)
    )
    for number, entry in enumerate(mirror.entries, start=1):
        _import_entry(mirror.folder, entry, report)
        if progress is not None:
            progress(number, len(mirror.entries))
    report.seconds = time.monotonic() - started
    return report


def _import_entry(folder: Path, entry: Entry, report: ImportReport) -> None:
    page = open_page(folder, entry, timezone.now())
    if isinstance(page, Problem):
        report.problems.append(page)
        return
    if _is_known(page):
        report.unchanged += 1
        return
    finding = look_at(page.body, page.media_type, name=entry.file)
    if finding.text is None:
        is_notice = finding.visit != Visit.UNREADABLE
        kind = ProblemKind.NOT_THE_PAGE if is_notice else ProblemKind.UNREADABLE
        report.problems.append(Problem(kind, entry.file, finding.detail))
        return
    try:
        sentences = _write(page, finding.text)
    except FollowUpError as error:
        report.problems.append(Problem(ProblemKind.NOT_INDEXED, entry.file, str(error)))
        return
    report.read += 1
    report.sentences += sentences


def _is_known(page: SavedPage) -> bool:
    """Whether this state of the page is recorded and read by the present extractor.

    Without a date in the manifest the file's own date decides, and that changes with every copy of
    the mirror; then the same bytes as the newest capture are the same state.
    """
    digest = hashlib.sha256(page.body).hexdigest()
    read = Exists(Reading.objects.filter(capture=OuterRef("pk"), extractor=EXTRACTOR_VERSION))
    captures = Capture.objects.filter(source__url=page.entry.url).annotate(was_read=read)
    states = list(captures.order_by("-fetched_at").values_list("sha256", "fetched_at", "was_read"))
    if page.entry.fetched_at is None and states and states[0][0] == digest:
        return states[0][2]
    return (digest, page.as_of, True) in states


def _write(page: SavedPage, text: ReadingText) -> int:
    """Store and record one page; the number of its sentences."""
    entry = page.entry
    language = language_of(text, entry.language)
    with transaction.atomic():
        source = _source(entry, language, text.title)
        read_current_anew(source=source)
        arrival = Arrival(
            stored=capture_store().keep_imported(
                url=entry.url,
                body=page.body,
                content_type=page.media_type,
                at=page.as_of,
                note={"imported": entry.file, "title": entry.title, "publisher": entry.publisher},
            ),
            url=entry.url,
            final_url=entry.url,
            at=page.as_of,
            media_type=page.media_type,
        )
        return recording.write_arrival(source, arrival, text, language).sentences


def _source(entry: Entry, language: str, title: str) -> Source:
    """The source of a saved page, locked; made where nobody watches its address yet."""
    source = Source.objects.select_for_update().filter(url=entry.url).first()
    if source is None:
        return _new_source(entry, language, title)
    if source.origin == Origin.IMPORT and entry.title and source.title != entry.title:
        source.title = entry.title
        source.save(update_fields=["title"])
    return source


def _new_source(entry: Entry, language: str, title: str) -> Source:
    publisher = _publisher(entry)
    document = document_id(publisher.key, entry.document) if entry.document else None
    try:
        with transaction.atomic():
            source = Source.objects.create(
                key=f"{publisher.key}-{document_id(entry.url).hex[:10]}",
                url=entry.url,
                publisher=publisher,
                document=document or document_id(entry.url),
                title=entry.title or title,
                language=language or UNKNOWN,
                tier=publisher.tier,
                countries=[publisher.country] if publisher.country else [],
                origin=Origin.IMPORT,
            )
    except IntegrityError:
        # Another import made it between our look and now.
        return Source.objects.select_for_update().get(url=entry.url)
    recording.write_first_address(source, timezone.now())
    return source


def _publisher(entry: Entry) -> Publisher:
    """Who publishes a saved page: by the name mirrors use, by its host, else as the mirror says."""
    host = addressing.host_of(entry.url)
    named = _registered(entry.publisher) if entry.publisher else None
    if named is not None:
        return named
    of_host = list(Publisher.objects.filter(hosts__contains=[host])[:2])
    if len(of_host) == 1:
        return of_host[0]
    name = entry.publisher or host
    slug = slugify(name)[:50] or hashlib.sha256(name.encode()).hexdigest()[:12]
    publisher, _ = Publisher.objects.get_or_create(
        key=f"import-{slug}",
        defaults={"names": {"en": name}, "tier": Tier.LOCAL, "why_official": _WHY_IMPORTED},
    )
    return publisher


def _registered(name: str) -> Publisher | None:
    """The publisher of the register that mirrors call `name`, its row made if need be."""
    key = register.publisher_key_of_manifest(name)
    if key is None:
        return None
    found = Publisher.objects.filter(key=key).first()
    if found is not None:
        return found
    entry = next(entry for entry in register.read_register().publishers if entry.key == key)
    return load_publisher(entry=entry)
