"""What can come of fetching a page: typed values, because a failed fetch is an expected event.

Nothing here touches the network; `fetching.py` makes these, `actions.py` turns them into records.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Headers = tuple[tuple[str, str], ...]


class RefusalReason(StrEnum):
    """Why we did not ask, or did not go on."""

    ADDRESS = "address"
    REDIRECT_ADDRESS = "redirect_address"
    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots_unreachable"


class FailureKind(StrEnum):
    """How a fetch failed."""

    NAME_LOOKUP = "name_lookup"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    DECOMPRESSION = "decompression"
    CUT_SHORT = "cut_short"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NOT_FOUND = "not_found"
    GONE = "gone"
    TOO_MANY_REQUESTS = "too_many_requests"
    HTTP_STATUS = "http_status"
    SERVER_ERROR = "server_error"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the wire (chunking undone)."""

    url: str
    ip: str
    request_headers: Headers
    status: int
    reason: str
    headers: Headers
    payload: bytes
    asked_at: datetime

    def header(self, name: str) -> str | None:
        """The first value of a response header, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page came. `body` is the document with content coding undone; `exchange.payload` is not."""

    requested_url: str
    final_url: str
    body: bytes
    exchange: Exchange
    hops: tuple[Exchange, ...]
    seconds: float

    @property
    def sha256(self) -> str:
        """The digest of the document, by which captures are told apart."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def etag(self) -> str | None:
        return self.exchange.header("ETag")

    @property
    def last_modified(self) -> str | None:
        return self.exchange.header("Last-Modified")


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says the page is as we have it."""

    requested_url: str
    final_url: str
    exchange: Exchange
    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """We do not fetch this; `message` says why in one sentence."""

    requested_url: str
    reason: RefusalReason
    message: str
    may_be_transient: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The fetch failed; that says nothing about whether the page still exists."""

    requested_url: str
    kind: FailureKind
    message: str
    may_be_transient: bool
    status: int | None = None
    retry_after: float | None = None
    body: bytes = b""
    headers: Headers = ()


Outcome = Fetched | NotModified | Refused | Failed
