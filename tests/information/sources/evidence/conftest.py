"""What the tests of the evidence share: a quiet world with a captures folder, and an authority."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.information.sources.evidence import timestamp_server, world
from tests.information.sources.evidence.timestamp_server import Authority, Office

from wayforward.conf import environment
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.evidence.actions import make_digests, stamp_digests
from wayforward.information.sources.evidence.exporting import Wish, export
from wayforward.information.sources.evidence.stamping import StampServer
from wayforward.information.sources.models import Capture


@pytest.fixture(scope="session")
def authority() -> Authority:
    """A time stamping authority with its certificates."""
    return timestamp_server.authority()


@pytest.fixture
def office(authority: Authority) -> Iterator[Office]:
    """The authority's server for one test."""
    with timestamp_server.serving(authority) as running:
        yield running


@pytest.fixture
def certificates(authority: Authority, tmp_path: Path) -> Path:
    """The authority's root as the operator keeps it."""
    file = tmp_path / "authority.pem"
    file.write_bytes(authority.pem())
    return file


@pytest.fixture
def server(office: Office, certificates: Path) -> StampServer:
    """The authority's server as the product knows it."""
    return StampServer(office.url, certificates)


@pytest.fixture
def configured(
    office: Office, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The authority's server, set as an operator sets it."""
    monkeypatch.setenv("WAYFORWARD_TIMESTAMP_URL", office.url)
    monkeypatch.setenv("WAYFORWARD_TIMESTAMP_CERTIFICATES", str(certificates))
    environment.cache_clear()
    yield office
    monkeypatch.undo()
    environment.cache_clear()


@pytest.fixture
def closed(
    db: None, tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> list[list[Capture]]:
    """Four closed days: three captures, two, none, one; by day."""
    days = [
        world.record(tmp_path, number, *names)
        for number, names in enumerate([("a", "b", "c"), ("a", "d"), (), ("b",)])
    ]
    make_digests(now=world.morning(4))
    return days


@pytest.fixture
def exported(
    closed: list[list[Capture]], configured: Office, server: StampServer, tmp_path: Path
) -> Path:
    """An export of the four days, the last two of which have a time stamp."""
    stamp_digests(server=server, most=2)
    export(tmp_path / "export", Wish())
    return tmp_path / "export"
