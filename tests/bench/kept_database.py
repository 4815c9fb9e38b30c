"""A database in a folder of its own that a benchmark fills once and finds again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def kept_database(data: Path) -> Iterator[None]:
    """Started as the owner with its tables made, Django ready; stopped where this started it.

    Nothing of the product may be imported before: the folder is read from the environment.
    """
    os.environ["WAYFORWARD_DATA"] = str(data.resolve())
    os.environ["WAYFORWARD_DATABASE_ROLE"] = "owner"
    from wayforward.cli.prepare import prepare, start_database
    from wayforward.conf import start_django

    cluster = start_database()
    try:
        prepare(say=False)
        start_django()
        yield
    finally:
        if cluster is not None:
            cluster.stop()
