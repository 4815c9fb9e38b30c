"""Stored copies are somebody else's pages: shown so that they can do no harm."""

from pathlib import Path

import pytest
from django.conf import settings


def test_stored_copy_is_plain_text_saying_what_it_is(client, world) -> None:
    capture = world["en"].capture

    response = client.get(f"/stored/{capture.id}")

    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Content-Disposition" not in response
    assert capture.sha256 in text
    assert "https://example.org/en/appeal" in text
    assert "2026-09-01 08:30 UTC" in text
    assert "Legal advice is free." in text
    assert f"/stored/{capture.id}/raw" in text


def test_stored_copy_of_right_to_left_text_keeps_full_stops_at_the_end(client, world) -> None:
    text = client.get(f"/stored/{world['fa-af'].capture.id}").content.decode()

    assert "\u2067مشورهٔ حقوقی رایگان است.\u2069" in text


def test_stored_original_is_a_file_to_keep_never_a_page(client, world) -> None:
    capture = world["en"].capture

    response = client.get(f"/stored/{capture.id}/raw")

    assert b"<script>alert(1)</script>" in response.content
    assert response["Content-Type"] == "application/octet-stream"
    name = f"wayforward-copy-{capture.id}-{capture.sha256[:12]}.html"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("ending", ["", "/raw"])
def test_stored_copy_runs_nothing_and_is_not_guessed_at(client, world, ending) -> None:
    response = client.get(f"/stored/{world['en'].capture.id}{ending}")

    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("ending", ["", "/raw"])
def test_stored_copy_unknown_is_not_found(client, db, ending) -> None:
    assert client.get(f"/stored/424242{ending}").status_code == 404


def test_stored_original_that_was_tampered_with_is_not_handed_out(client, world) -> None:
    capture = world["de"].capture
    file = Path(settings.CAPTURES) / capture.warc
    file.write_bytes(file.read_bytes()[:-40])

    response = client.get(f"/stored/{capture.id}/raw")
    file.unlink()

    assert response.status_code == 503
    assert "does not fit its fingerprint" in response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_stored_copy_that_was_never_read_says_so(client, world) -> None:
    world["de"].reading.delete()

    text = client.get(f"/stored/{world['de'].capture.id}").content.decode()

    assert "not read: no text could be taken from it" in text
