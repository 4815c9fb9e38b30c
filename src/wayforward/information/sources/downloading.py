"""Fetching a file too large for memory: politely and safely as a page, but straight into a file.

For open data that an operator names, such as lists of projects; nothing of it is a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from wayforward.information.sources import addressing
from wayforward.information.sources.addressing import (
    Address,
    AddressFault,
    AddressRefusedError,
    IPAddress,
)
from wayforward.information.sources.fetching import Fetcher, Known
from wayforward.information.sources.limits import MEGABYTE, FetchLimits
from wayforward.information.sources.outcomes import Exchange, Fetched, Headers
from wayforward.information.sources.transport import exchange

LARGEST = 2048 * MEGABYTE
LIMITS = FetchLimits(html_bytes=LARGEST, pdf_bytes=LARGEST, total_seconds=3600.0)
_UNCODED = ("Accept-Encoding", "identity")  # undoing a coding would need a second file


class DownloadError(Exception):
    """The file could not be fetched; the message says why in one sentence."""


@dataclass(slots=True)
class Downloader(Fetcher):
    """A fetcher whose answer goes into `into`, from its beginning, whatever was tried before."""

    limits: FetchLimits = LIMITS
    into: IO[bytes] = field(default_factory=TemporaryFile)

    def _ask(self, address: Address, ips: Sequence[IPAddress], known: Known) -> Exchange:
        self.into.seek(0)
        self.into.truncate()
        headers = self._headers(address, known)
        return exchange(address, ips, _without_coding(headers), self.limits, into=self.into)

    def _next(self, address: Address, hop: Exchange) -> Address:
        try:
            return Fetcher._next(self, address, hop)
        except AddressRefusedError as refusal:
            if refusal.fault != AddressFault.NOT_VOUCHED:
                raise
            host = addressing.follow(address, hop.header("Location") or "").host
            words = f"It leads on to {host}: name the address there if you trust it."
            raise AddressRefusedError(refusal.fault, words) from refusal


def download(url: str, downloader: Downloader) -> Exchange:
    """Put what stands at `url` into the downloader's file. Raises DownloadError."""
    outcome = downloader.fetch(url)
    if not isinstance(outcome, Fetched):
        said = getattr(outcome, "message", "") or "The server says it has nothing new."
        raise DownloadError(f"{url} could not be fetched. {said}")
    coding = (outcome.exchange.header("Content-Encoding") or "identity").strip().lower()
    if coding != "identity":
        raise DownloadError(f"{url} is sent packed ({coding}), though it was asked for unpacked.")
    downloader.into.seek(0)
    return outcome.exchange


def _without_coding(headers: Headers) -> Headers:
    kept = (one for one in headers if one[0] not in ("Accept-Encoding", "Accept"))
    return (*kept, _UNCODED, ("Accept", "application/xml, text/xml, */*;q=0.5"))
