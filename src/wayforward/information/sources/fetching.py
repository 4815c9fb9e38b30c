"""Fetching a page politely and safely: robots.txt, pacing, conditional requests, retries, and
redirects followed by ourselves with every hop checked anew. What comes of it is a typed `Outcome`.

Checking addresses lives in `addressing.py`, the wire in `transport.py`, keeping in `capturing.py`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from wayforward.information.sources import addressing
from wayforward.information.sources.addressing import (
    Address,
    AddressFault,
    AddressPolicy,
    AddressRefusedError,
    IPAddress,
    Resolver,
)
from wayforward.information.sources.decoding import BadCodingError, TooMuchError, undo_coding
from wayforward.information.sources.limits import FetchLimits
from wayforward.information.sources.outcomes import (
    Exchange,
    Failed,
    FailureKind,
    Fetched,
    Headers,
    NotModified,
    Outcome,
    RefusalReason,
    Refused,
)
from wayforward.information.sources.pacing import Pacer, ProcessPacer
from wayforward.information.sources.robots import RobotsCache, RobotsFile, RobotsVerdict
from wayforward.information.sources.transport import TransportError, exchange

PRODUCT = "wayforward"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAILURE_OF_STATUS = {
    404: FailureKind.NOT_FOUND,
    410: FailureKind.GONE,
    429: FailureKind.TOO_MANY_REQUESTS,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What we have of a page already, for asking only whether it changed."""

    etag: str | None = None
    last_modified: str | None = None
    language: str | None = None


def user_agent(version: str, contact: str) -> str:
    """Our honest name; `contact` is a page or address where a site owner reaches the operator."""
    return f"{PRODUCT}/{version} (+{contact})" if contact else f"{PRODUCT}/{version}"


@dataclass(slots=True)
class Fetcher:
    """Fetches pages of vouched hosts. Safe to share between threads.

    `pause` is the least number of seconds between two requests to one host; a Crawl-delay in the
    host's robots.txt makes it longer. `resolver` and `sleep` are ports for tests.
    """

    agent: str
    policy: AddressPolicy
    pacer: Pacer = field(default_factory=ProcessPacer)
    limits: FetchLimits = field(default_factory=FetchLimits)
    robots: RobotsCache = field(default_factory=RobotsCache)
    pause: float = 2.0
    resolver: Resolver | None = None
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, url: str, known: Known | None = None) -> Outcome:
        """The page at `url`, or why not. Transient failures are tried again, then reported."""
        outcome = self._once(url, known or Known())
        for attempt in range(1, self.limits.attempts):
            wait = self._wait_before(outcome, attempt)
            if wait is None:
                break
            self.sleep(wait)
            outcome = self._once(url, known or Known())
        return outcome

    def _wait_before(self, outcome: Outcome, attempt: int) -> float | None:
        """Seconds until the next try, or None when another try is useless or asked not to be."""
        if not isinstance(outcome, Failed) or not outcome.may_be_transient:
            return None
        if outcome.retry_after is not None:
            asked = outcome.retry_after
            return asked if asked <= self.limits.longest_wait else None
        backoff = self.limits.backoff_seconds * 2.0 ** (attempt - 1)
        return min(backoff * random.uniform(1.0, 1.5), self.limits.longest_wait)  # noqa: S311

    def _once(self, url: str, known: Known) -> Outcome:
        started = time.monotonic()
        try:
            address = addressing.check(url, self.policy)
            outcome = self._follow(url, address, known)
        except AddressRefusedError as refusal:
            return _refused_address(url, refusal, RefusalReason.ADDRESS)
        except TransportError as failure:
            return Failed(url, failure.kind, str(failure), failure.may_be_transient)
        if isinstance(outcome, Fetched | NotModified):
            return replace(outcome, seconds=time.monotonic() - started)
        return outcome

    def _follow(self, url: str, address: Address, known: Known) -> Outcome:
        """Ask, and go where redirects lead, at most `limits.redirects` times."""
        hops: list[Exchange] = []
        while True:
            ips = addressing.resolve(address, self.policy, self.resolver)
            refusal = self._robots_refusal(url, address, ips)
            if refusal is not None:
                return refusal
            self.pacer.wait(address.host, self._pause(address))
            hop = self._ask(address, ips, known)
            if hop.status not in _REDIRECTS:
                return self._finish(url, address, hop, tuple(hops), known)
            hops.append(hop)
            if len(hops) > self.limits.redirects:
                return Failed(
                    url,
                    FailureKind.TOO_MANY_REDIRECTS,
                    f"The page redirects more than {self.limits.redirects} times.",
                    may_be_transient=False,
                )
            try:
                address = self._next(address, hop)
            except AddressRefusedError as fault:
                return _refused_address(url, fault, RefusalReason.REDIRECT_ADDRESS)

    def _ask(self, address: Address, ips: Sequence[IPAddress], known: Known) -> Exchange:
        return exchange(address, ips, self._headers(address, known), self.limits)

    def _next(self, address: Address, hop: Exchange) -> Address:
        location = hop.header("Location")
        if not location:
            raise AddressRefusedError(AddressFault.MALFORMED, "The redirect names no address.")
        following = addressing.admit(addressing.follow(address, location), self.policy)
        if address.scheme == "https" and following.scheme == "http":
            raise AddressRefusedError(
                AddressFault.SCHEME, "The page redirects from https to http, which is not followed."
            )
        return following

    def _pause(self, address: Address) -> float:
        rules = self.robots.get(address.origin)
        return max(self.pause, (rules.delay(PRODUCT) if rules else None) or 0.0)

    def _headers(self, address: Address, known: Known) -> Headers:
        language = f"{known.language}, en;q=0.5" if known.language else "en, *;q=0.5"
        headers = [
            ("Host", address.netloc),
            ("User-Agent", self.agent),
            ("Accept", "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.1"),
            ("Accept-Language", language),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]
        if known.etag:
            headers.append(("If-None-Match", known.etag))
        if known.last_modified:
            headers.append(("If-Modified-Since", known.last_modified))
        return tuple(headers)

    def _finish(
        self, url: str, address: Address, hop: Exchange, hops: tuple[Exchange, ...], known: Known
    ) -> Outcome:
        if hop.status == 304 and (known.etag or known.last_modified):
            return NotModified(url, address.url, hop, 0.0)
        try:
            body = undo_coding(
                hop.payload,
                hop.header("Content-Encoding"),
                largest=self.limits.bytes,
                ratio=self.limits.largest_ratio,
            )
        except (TooMuchError, BadCodingError) as fault:
            return Failed(url, FailureKind.DECOMPRESSION, str(fault), may_be_transient=False)
        if hop.status == 200:
            return Fetched(url, address.url, body, hop, hops, 0.0)
        return _failed_status(url, hop, body)

    def _robots_refusal(
        self, url: str, address: Address, ips: Sequence[IPAddress]
    ) -> Refused | None:
        rules = self.robots.get(address.origin) or self._read_robots(address, ips)
        verdict = rules.verdict(address.url, PRODUCT)
        if verdict == RobotsVerdict.ALLOWED:
            return None
        if verdict == RobotsVerdict.DISALLOWED:
            message = f"{address.host} asks in its robots.txt not to fetch this page."
            return Refused(url, RefusalReason.ROBOTS, message)
        message = f"The robots.txt of {address.host} could not be read, so nothing is fetched now."
        return Refused(url, RefusalReason.ROBOTS_UNREACHABLE, message, may_be_transient=True)

    def _read_robots(self, address: Address, ips: Sequence[IPAddress]) -> RobotsFile:
        """Ask for /robots.txt, redirects included (RFC 9309, section 2.3.1.2)."""
        limits = replace(
            self.limits,
            html_bytes=self.limits.robots_bytes,
            pdf_bytes=self.limits.robots_bytes,
            total_seconds=self.limits.robots_seconds,
        )
        target, status, body = replace(address, target="/robots.txt"), None, b""
        for _ in range(self.limits.redirects + 1):
            try:
                self.pacer.wait(target.host, self.pause)
                hop = exchange(target, ips, self._headers(target, Known()), limits)
                if hop.status in _REDIRECTS:
                    target = self._next(target, hop)
                    ips = addressing.resolve(target, self.policy, self.resolver)
                    continue
                body = undo_coding(
                    hop.payload,
                    hop.header("Content-Encoding"),
                    largest=limits.robots_bytes,
                    ratio=limits.largest_ratio,
                )
                status = hop.status
            except (AddressRefusedError, TransportError, TooMuchError, BadCodingError):
                # Whatever went wrong, the host did not say; RobotsFile then allows nothing for now.
                status = None
            break
        return self.robots.put(address.origin, status, body)


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Seconds in a Retry-After header (RFC 9110, 10.2.3): a number or an HTTP date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _refused_address(url: str, refusal: AddressRefusedError, reason: RefusalReason) -> Outcome:
    if refusal.fault == AddressFault.UNRESOLVED:
        return Failed(url, FailureKind.NAME_LOOKUP, str(refusal), may_be_transient=True)
    return Refused(url, reason, str(refusal))


def _failed_status(url: str, hop: Exchange, body: bytes) -> Failed:
    kind = _FAILURE_OF_STATUS.get(hop.status)
    if kind is None:
        kind = FailureKind.SERVER_ERROR if hop.status >= 500 else FailureKind.HTTP_STATUS
    return Failed(
        url,
        kind,
        f"The server answered {hop.status} {hop.reason}".rstrip() + ".",
        may_be_transient=hop.status in (408, 425, 429, 500, 502, 503, 504),
        status=hop.status,
        retry_after=retry_after_seconds(hop.header("Retry-After"), datetime.now(UTC)),
        body=body,
        headers=hop.headers,
    )
