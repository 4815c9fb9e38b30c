"""The database every test runs on is a real one: started here once, stopped when we started it."""

import time
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings

from wayforward.conf import environment, shared_data
from wayforward.core.access.limiting import Limiter
from wayforward.database.cluster import cluster_in
from wayforward.site import middleware
from wayforward.testing.vectors import recalled

# A busy machine is no fault of the code: what speed matters is measured in tests/bench.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


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


@pytest.fixture(scope="session", autouse=True)
def vectors_once() -> Iterator[None]:
    """The same text is embedded once a run, by the real model."""
    with recalled():
        yield


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page in another language leaves that language on: no test begins in it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nobody_asked_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests of a process ask from one address: none finds the limit used up by others."""
    monkeypatch.setattr(middleware, "limiter", Limiter(clock=time.monotonic))


@pytest.fixture(scope="session")
def shared():
    """The shared data folder; tests that need it are skipped where it is absent."""
    folder = shared_data()
    if not folder.is_dir():
        pytest.skip(f"the shared data folder is absent: {folder}")
    return folder


@pytest.fixture(scope="module")
def small_corpus(django_db_setup, django_db_blocker):
    """The synthetic pages of tests/data_small, made findable; gone after the module."""
    from wayforward.conf import REPOSITORY
    from wayforward.information.sources.hooks import readings_settled
    from wayforward.information.sources.import_actions import import_folder
    from wayforward.information.sources.models import Publisher, Source

    with django_db_blocker.unblock():
        report = import_folder(path=REPOSITORY / "tests" / "data_small" / "pages")
        readings_settled()
    yield report
    with django_db_blocker.unblock():
        Source.objects.all().delete()
        Publisher.objects.all().delete()
