"""How much, how long and how often the fetcher takes at most. Values only."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one fetch; sizes in bytes, times in seconds.

    `total_seconds` bounds one response from connecting to its last byte, so that a server that
    sends a byte now and then cannot hold a worker. `largest_ratio` is decoded over received bytes:
    real pages stay under 30, gzip of zeros reaches 1,000.
    """

    html_bytes: int = 20 * MEGABYTE
    pdf_bytes: int = 50 * MEGABYTE
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 90.0
    largest_ratio: float = 200.0
    redirects: int = 5
    attempts: int = 3
    backoff_seconds: float = 1.0
    longest_wait: float = 30.0
    robots_bytes: int = 512 * 1024
    robots_seconds: float = 15.0

    @property
    def bytes(self) -> int:
        """The bound before the kind of document is known."""
        return max(self.html_bytes, self.pdf_bytes)
