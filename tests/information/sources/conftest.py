"""A web server on this machine for the tests of fetching."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.information.sources.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server for one test."""
    with serving() as running:
        yield running
