"""The empty database that a benchmark fills, and throws away when it is done."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayforward.testing.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

from wayforward.database.cluster import cluster_in  # noqa: E402


@contextmanager
def empty_database() -> Iterator[None]:
    """A migrated database with no rows; its server is stopped again where this started it."""
    cluster = cluster_in(settings.ENV.data)
    started = cluster.start()
    setup_test_environment()
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
        if started:
            cluster.stop()
