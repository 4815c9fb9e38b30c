"""Secrets are made once, whole, and closed to others."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from wayforward.kept import kept_secret


def test_secret_is_made_once_and_readable_by_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "a.key"
    numbers = count()

    found = {kept_secret(path, lambda: f"secret {next(numbers)}") for _ in range(3)}

    assert found == {"secret 0"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["a.key"]


def test_secret_of_many_who_start_at_once_is_the_same(tmp_path: Path) -> None:
    numbers = count()

    with ThreadPoolExecutor(8) as pool:
        found = set(
            pool.map(
                lambda _: kept_secret(tmp_path / "a.key", lambda: str(next(numbers))), range(40)
            )
        )

    assert len(found) == 1
