"""The verb `import` for a file on the web: fetched once, politely, and read as any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from wayforward import __version__
from wayforward.conf import environment
from wayforward.information.projects.import_actions import import_path
from wayforward.information.projects.import_report import ImportReport
from wayforward.information.projects.placing import Placing
from wayforward.information.projects.validating import Schema
from wayforward.information.sources import addressing
from wayforward.information.sources.addressing import AddressPolicy
from wayforward.information.sources.downloading import Downloader, download
from wayforward.information.sources.fetching import user_agent
from wayforward.information.sources.pacing_database import DatabasePacer
from wayforward.progress import Advance

# A value in an address whose name says that it is a secret, such as subscription-key=….
_KEYS = re.compile(
    r"(?P<name>[?&][^=&#]*(?:key|token|secret|passw|signature|sig|auth)[^=&#]*)=[^&#]*",
    re.IGNORECASE,
)
MakeDownloader = Callable[[str, IO[bytes]], Downloader]


def import_address(
    *,
    url: str,
    country: str = "",
    schema: Schema | None = None,
    placing: Placing | None = None,
    progress: Advance | None = None,
    downloader: MakeDownloader | None = None,
) -> ImportReport:
    """Fetch the IATI file at `url` and read it; it is known by its address, keys in it left out.

    The host in `url` alone is asked, and only a public one. Raises AddressRefusedError,
    DownloadError and what `import_path` raises.
    """
    address = addressing.parse(url)
    with NamedTemporaryFile(prefix="wayforward-", suffix=".xml") as file:
        download(address.url, (downloader or polite_downloader)(address.host, file.file))
        file.flush()
        return import_path(
            path=Path(file.name), country=country, schema=schema, placing=placing,
            progress=progress, name=_without_keys(address.url),
        )  # fmt: skip


def _without_keys(url: str) -> str:
    """An address as it may be published: what opens a service to the operator alone is left out."""
    return _KEYS.sub(r"\g<name>=…", url)


def polite_downloader(host: str, into: IO[bytes]) -> Downloader:
    """A downloader for one host that an operator named."""
    return Downloader(
        agent=user_agent(__version__, environment().contact),
        policy=AddressPolicy(frozenset({host})),
        pacer=DatabasePacer(),
        into=into,
    )
