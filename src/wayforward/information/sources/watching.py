"""What a visit to a page found: from the outcome of a fetch, or from saved bytes, to a finding.

Pure but for reading the document; `actions.py` writes findings down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayforward.information.sources.blocking import Obstacle, Recognised, Seen, recognise
from wayforward.information.sources.decoding import ContentKind, declared_charset, kind_of, to_text
from wayforward.information.sources.extracting import read
from wayforward.information.sources.html_tree import content_of, parse_html, squeeze, texts
from wayforward.information.sources.outcomes import (
    Failed,
    FailureKind,
    Fetched,
    Headers,
    NotModified,
    Outcome,
    RefusalReason,
    Refused,
)
from wayforward.information.sources.reading import ReadingText, UnreadableError

_SOURCE_LOOKED_AT = 60_000


class Visit(StrEnum):
    """What a visit came to. All but the first two are also states of a source."""

    ARRIVED = "arrived"
    NOT_MODIFIED = "unchanged"
    NOT_SEEN = "not_seen"
    FETCH_FAILED = "fetch_failed"
    BLOCKED = "blocked"
    REFUSED_BY_ROBOTS = "refused_by_robots"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A visit with what it found: `text` only where the page itself arrived and could be read."""

    visit: Visit
    detail: str = ""
    text: ReadingText | None = None
    retry_after: float | None = None


_VISIT_OF_OBSTACLE = {
    Obstacle.BLOCKED: (Visit.BLOCKED, "The site sent a block page instead"),
    Obstacle.CHALLENGE: (Visit.BLOCKED, "The site asks whether we are human"),
    Obstacle.CONSENT_WALL: (Visit.BLOCKED, "The site shows its cookie question instead"),
    Obstacle.LOGIN_WALL: (Visit.BLOCKED, "The site asks for a password"),
    Obstacle.NOT_FOUND: (Visit.NOT_SEEN, "The site sent a notice that the page is not there"),
    Obstacle.OUT_OF_SERVICE: (Visit.FETCH_FAILED, "The site says it is out of service"),
}
_VISIT_OF_REFUSAL = {
    RefusalReason.ADDRESS: Visit.REFUSED,
    RefusalReason.REDIRECT_ADDRESS: Visit.REFUSED,
    RefusalReason.ROBOTS: Visit.REFUSED_BY_ROBOTS,
    RefusalReason.ROBOTS_UNREACHABLE: Visit.FETCH_FAILED,
}
_NOT_THERE = (FailureKind.NOT_FOUND, FailureKind.GONE)


def judge(outcome: Outcome) -> Finding:
    """The finding of a fetch."""
    if isinstance(outcome, Fetched):
        content_type = outcome.exchange.header("Content-Type")
        return look_at(outcome.body, content_type, headers=outcome.exchange.headers)
    if isinstance(outcome, NotModified):
        return Finding(Visit.NOT_MODIFIED)
    if isinstance(outcome, Refused):
        return Finding(_VISIT_OF_REFUSAL[outcome.reason], outcome.message)
    return _judge_failure(outcome)


def look_at(
    body: bytes,
    content_type: str | None = None,
    *,
    name: str = "",
    headers: Headers = (),
    status: int = 200,
) -> Finding:
    """The finding of a document: the page, an obstacle in its place, or nothing readable."""
    try:
        text = read(body, content_type, name)
    except UnreadableError as reason:
        found = _obstacle(body, content_type, None, headers, status)
        return _in_its_place(found) if found else Finding(Visit.UNREADABLE, str(reason))
    found = _obstacle(body, content_type, text, headers, status)
    return _in_its_place(found) if found else Finding(Visit.ARRIVED, text=text)


def _judge_failure(failure: Failed) -> Finding:
    if failure.kind in _NOT_THERE:
        return Finding(Visit.NOT_SEEN, failure.message)
    if failure.body:
        content_type = next(
            (value for name, value in failure.headers if name.lower() == "content-type"), None
        )
        found = _obstacle(failure.body, content_type, None, failure.headers, failure.status or 0)
        if found and found.obstacle in (Obstacle.BLOCKED, Obstacle.CHALLENGE):
            place = _in_its_place(found)
            return Finding(place.visit, place.detail, retry_after=failure.retry_after)
    return Finding(Visit.FETCH_FAILED, failure.message, retry_after=failure.retry_after)


def _obstacle(
    body: bytes, content_type: str | None, text: ReadingText | None, headers: Headers, status: int
) -> Recognised | None:
    if kind_of(body, content_type) not in (ContentKind.HTML, ContentKind.TEXT):
        return None
    source = to_text(body, declared_charset(content_type)).text
    title, words = (text.title, text.text) if text else _bare(source)
    return recognise(Seen(status, headers, title, words, source[:_SOURCE_LOOKED_AT]))


def _bare(source: str) -> tuple[str, str]:
    """Title and visible words of a page that has no running text."""
    try:
        tree = parse_html(source)
        root = content_of(tree).root
    except UnreadableError:
        return "", ""
    title = tree.find(".//title")
    named = "" if title is None else squeeze(title.text or "")
    return named, squeeze(" ".join(texts(root)))


def _in_its_place(found: Recognised) -> Finding:
    visit, words = _VISIT_OF_OBSTACLE[found.obstacle]
    return Finding(visit, f"{words} (known by: {found.sign}).")
