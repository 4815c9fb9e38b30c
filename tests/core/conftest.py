"""Tests of core look at events of every party; what walls hide is tried as the app role."""

from collections.abc import Iterator

import pytest

from wayforward.testing.walls import see_whole_log


@pytest.fixture
def whole_log(db: None) -> Iterator[None]:
    """Events of every party are there, for as long as the test's transaction lasts."""
    see_whole_log()
    return
