"""The status for people and for monitors, on the real database and without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.information.cards.making import SAID, import_page, load_two

from wayforward import __version__
from wayforward.information.sources.models import Source

WITHOUT_DATABASE = """
import django
django.setup()
from django.test import Client
for path in ("/status.json", "/en/status", "/ps/status"):
    response = Client().get(path)
    print(response.status_code, response.content.decode())
"""


@pytest.fixture
def well(db: None, tmp_path: Path) -> None:
    """A worker that lives and pages that answered just now."""
    load_two(import_page(tmp_path, "01", *SAID))
    Source.objects.update(checked_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_status_of_a_product_that_is_well_is_200(client: Client, well) -> None:
    response = client.get("/status.json")

    content = response.json()
    assert response.status_code == 200
    assert (content["status"], content["troubles"]) == ("ok", [])
    assert content["version"] == __version__
    assert sum(content["sources"]["states"].values()) == content["sources"]["pages"] == 1
    assert content["amber"] == {"texts": 0, "oldest_since": None}
    assert "no-store" in response["Cache-Control"]


def test_status_without_a_worker_is_503_and_says_why(client: Client, well) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")

    response = client.get("/status.json")

    assert response.status_code == 503
    assert response.json()["troubles"] == ["worker"]


def test_status_counts_what_is_amber_and_since_when(client: Client, well, tmp_path: Path) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    amber = client.get("/status.json").json()["amber"]

    assert amber["texts"] == 6
    assert amber["oldest_since"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Everything works."),
        ("fa-af", "همه چیز درست کار می‌کند."),
        ("ps", "هر څه سم کار کوي."),
    ],
)
def test_status_page_in_each_language(client: Client, well, language: str, sentence: str) -> None:
    text = client.get(f"/{language}/status").content.decode()

    assert sentence in text
    assert __version__ in text


def test_status_page_names_what_is_wrong_in_plain_words(client: Client, well) -> None:
    Source.objects.update(checked_at=None)

    text = client.get("/en/status").content.decode()

    assert "For days no official page has answered us." in text
    assert "Everything works." not in text


def test_status_comes_while_the_database_is_away(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE],
        env={
            **os.environ,
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
            "DJANGO_SETTINGS_MODULE": "wayforward.testing.settings",
            "WAYFORWARD_ALLOWED_HOSTS": "testserver",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert '"troubles": ["database"]' in done.stdout
    assert "503 {" in done.stdout
    assert "Our store does not answer now." in done.stdout
    assert "127.0.0.1:9" not in done.stdout
