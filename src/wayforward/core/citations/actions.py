"""The verbs of the citation graph: publish a text with what it cites, clear a doubt, withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wayforward.core.audit.actions import record
from wayforward.core.citations.headings import headings_of
from wayforward.core.citations.models import Citation, ClearedHow, Doubt, PublishedText

STREAM = "citations"


class NothingInDoubtError(ValueError):
    """There is no open doubt to clear; the message says which text was meant."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence to be cited: `sentence` its identity, `words` as they stand now.

    Without a sentence the page as a whole is meant, or the part under `heading`.
    """

    source: int
    source_key: str
    sentence: str = ""
    words: str = ""
    heading: str = ""
    capture: int | None = None


@transaction.atomic
def publish(
    *,
    kind: str,
    key: str,
    language: str,
    title: str,
    address: str,
    cited: Iterable[Cited],
    published: bool = True,
) -> PublishedText:
    """Write a text and what it cites; citations it has already keep their doubts and their date."""
    text, _ = PublishedText.objects.update_or_create(
        kind=kind,
        key=key,
        language=language,
        defaults={"title": title, "address": address, "published": published},
    )
    wanted = {(one.source, one.heading, one.sentence): one for one in cited}
    known = {(row.source, row.heading, row.sentence): row for row in text.citations.all()}
    Citation.objects.filter(pk__in=[known[k].pk for k in known if k not in wanted]).delete()
    fresh = [
        _row(text, one, position)
        for position, (name, one) in enumerate(wanted.items())
        if name not in known
    ]
    Citation.objects.bulk_create(fresh)
    return text


@transaction.atomic
def retitle(*, text_id: int, title: str, published: bool) -> None:
    """Have a text be called otherwise, and be public or not; what it cites stays."""
    PublishedText.objects.filter(pk=text_id).update(title=title, published=published)


@transaction.atomic
def add_citation(*, text_id: int, cited: Cited) -> Citation:
    """Have a text stand on one more sentence, part or page; what it cites already stays."""
    text = PublishedText.objects.select_for_update().get(pk=text_id)
    known = text.citations.filter(
        source=cited.source, heading=cited.heading, sentence=cited.sentence
    ).first()
    if known is not None:
        return known
    row = _row(text, cited, text.citations.count())
    row.save()
    return row


@transaction.atomic
def set_published(*, text_ids: Iterable[int], published: bool) -> None:
    """Put texts before the public, or take them away; their citations stay."""
    PublishedText.objects.filter(pk__in=[*text_ids]).update(published=published)


@transaction.atomic
def reopen_doubts(*, text_id: int, cleared_since: datetime, actor: str) -> int:
    """Open doubts again that were cleared at or after a moment; how many there were.

    A doubt of the same reason that was cast since stays the only one of its citation.
    """
    text = PublishedText.objects.select_for_update().get(pk=text_id)
    standing = Doubt.objects.filter(citation__text=text, cleared_at=None)
    taken = set(standing.values_list("citation_id", "reason"))
    cleared = Doubt.objects.filter(citation__text=text, cleared_at__gte=cleared_since)
    again = [row.pk for row in cleared if (row.citation_id, row.reason) not in taken]
    Doubt.objects.filter(pk__in=again).update(
        cleared_at=None, cleared_by="", cleared_how="", note=""
    )
    if again:
        record(stream=STREAM, name="doubts open again", subject=str(text), actor=actor,
               doubts=len(again))  # fmt: skip
    return len(again)


def take_back_confirmation(*, text_id: int, actor: str) -> int:
    """Open again the doubts that the last confirmation ended; how many, 0 where there is none."""
    since = PublishedText.objects.values_list("confirmed_at", flat=True).get(pk=text_id)
    return reopen_doubts(text_id=text_id, cleared_since=since, actor=actor) if since else 0


def _row(text: PublishedText, cited: Cited, position: int) -> Citation:
    return Citation(
        text=text,
        position=position,
        source=cited.source,
        source_key=cited.source_key,
        heading=cited.heading,
        parts=list(headings_of(cited.heading)) if cited.heading else [],
        sentence=cited.sentence,
        words=cited.words,
        capture=cited.capture,
        cited_at=timezone.now(),
    )


@transaction.atomic
def clear_doubts(*, text_id: int, how: ClearedHow, actor: str, reason: str = "") -> int:
    """End every open doubt of a text, because a person compared or edited it; how many there were.

    Raises NothingInDoubtError when there is none.
    """
    text = PublishedText.objects.select_for_update().get(pk=text_id)
    now = timezone.now()
    open_doubts = Doubt.objects.filter(citation__text=text, cleared_at=None)
    _follow_rewording(text)
    cleared = open_doubts.update(cleared_at=now, cleared_by=actor, cleared_how=how, note=reason)
    if not cleared:
        raise NothingInDoubtError(f"Nothing is in doubt about {text}.")
    text.confirmed_at = now
    text.save(update_fields=["confirmed_at"])
    record(stream=STREAM, name=f"text {how}", subject=str(text), actor=actor, reason=reason,
           doubts=cleared)  # fmt: skip
    return cleared


def _follow_rewording(text: PublishedText) -> None:
    """Have citations of reworded sentences name the sentence that was just compared."""
    reworded = Doubt.objects.filter(citation__text=text, cleared_at=None).exclude(new_sentence="")
    for doubt in reworded:
        Citation.objects.filter(pk=doubt.citation_id).update(
            sentence=doubt.new_sentence, words=doubt.new, cited_at=timezone.now()
        )
