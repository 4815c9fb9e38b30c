"""The database every test runs on is a real one: started here once, stopped when we started it."""

from collections.abc import Iterator

import pytest

from wayforward.conf import environment, shared_data
from wayforward.database.cluster import cluster_in


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start the embedded cluster before Django makes its test database."""
    if environment().database_url:
        yield
        return
    cluster = cluster_in(environment().data)
    started = cluster.start()
    yield
    if started:
        cluster.stop()


@pytest.fixture(scope="session")
def shared():
    """The shared data folder; tests that need it are skipped where it is absent."""
    folder = shared_data()
    if not folder.is_dir():
        pytest.skip(f"the shared data folder is absent: {folder}")
    return folder
