"""The verbs of the register: bring publishers and pages in line with it, add a page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction

from wayforward.information.sources import addressing, register
from wayforward.information.sources.addressing import AddressPolicy, AddressRefusedError
from wayforward.information.sources.html_facts import language_code
from wayforward.information.sources.models import Origin, Publisher, Source

_DOCUMENTS = uuid.UUID("6e0bd1f4-7a43-5f0a-9d0e-3c6f4f0b7c11")


class SourceRefusedError(ValueError):
    """A page cannot be added to the register; the message says why and what to do."""


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


def document_id(*parts: str) -> uuid.UUID:
    """The identity that the language versions of one document share."""
    return uuid.uuid5(_DOCUMENTS, "\n".join(parts))


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
