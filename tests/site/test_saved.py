"""The frame of the saved answers and the worker that opens it; the rest is tested in a browser."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from wayforward.core.documents.signing import public_key_text
from wayforward.core.language.topics import topic_keys
from wayforward.information.cards import rules
from wayforward.site import saved_views, wording

LANGUAGES = ("fa-af", "ps", "en")


def _words(text: str) -> dict[str, object]:
    [found] = re.findall(r'<script id="words" type="application/json">(.*)</script>', text)
    return dict(json.loads(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_saved_page_brings_every_word_the_device_may_need(client: Client, language: str) -> None:
    text = client.get(f"/{language}/saved").content.decode()

    words = _words(text)
    assert words["language"] == language
    assert list(words["topics"]) == list(topic_keys())
    assert words["reasons"].keys() == wording.DOUBTS.keys()
    assert words["capacities"].keys() == set(rules.CAPACITIES)
    assert public_key_text() in text


def test_saved_page_uses_only_words_it_was_given(client: Client) -> None:
    words = _words(client.get("/en/saved").content.decode())
    script = (saved_views._WORKER.parent / "static/site/saved.js").read_text()

    used = set(re.findall(r"words\.(\w+)", script))

    assert used == words.keys()


def test_worker_names_files_that_exist_and_pages_in_each_language(client: Client, db: None) -> None:
    response = client.get("/sw.js")

    text = response.content.decode()
    files = json.loads(re.findall(r"const FILES = (.*);", text)[0])
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert {f"/{language}/saved" for language in LANGUAGES} <= set(files)
    for file in files:
        found = client.get(file)
        found.close()
        assert found.status_code == 200, file


def test_worker_has_a_new_version_when_what_it_keeps_has_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again = client.get("/sw.js").content, client.get("/sw.js").content
    monkeypatch.setattr(saved_views, "_static_bytes", lambda name: b"another style")

    changed = client.get("/sw.js").content

    assert first == again
    assert first.splitlines()[0] != changed.splitlines()[0]


def test_saved_page_sets_no_cookie_and_is_not_for_search_engines(client: Client) -> None:
    response = client.get("/en/saved")

    assert not response.cookies
    assert b'content="noindex"' in response.content
