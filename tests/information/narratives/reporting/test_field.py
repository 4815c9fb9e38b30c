"""Entries of devices are stored once; the frame field staff write in is the same for everybody."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one
from tests.information.narratives.reporting.making import (
    OFFICER,
    Matching,
    load_rumour_rules,
    publish,
)

from wayforward.core.access.rules import Actor, NotAllowedError, Role
from wayforward.core.audit.models import Event
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.reporting import actions, matched
from wayforward.information.narratives.reporting.actions import Heard
from wayforward.information.narratives.reporting.matched import on_match
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import see_whole_log

pytestmark = pytest.mark.django_db
ENTRIES = "/en/desk/reports/entries"
ENTRY = "0123456789abcdef0123456789abcdef"
LANGUAGES = ("fa-af", "ps", "en")
GIVEN = {"key": ENTRY, "text": "Appeals are never read", "people": 2, "day": "2026-05-04",
         "channel": "", "province": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, ClaimText]:
    monkeypatch.setattr(matched, "_matchers", [])
    load_rumour_rules()
    on_match(Matching({"never read": KEY}, {"appeal": KEY}))
    return load_one(import_page(tmp_path, "01", *SAID))


@pytest.fixture
def officer(client: Client) -> Client:
    sign_in(client, Role.CAMPAIGN_OFFICER)
    return client


def _send(client: Client, **changed: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(ENTRIES, json.dumps(GIVEN | changed), content_type="application/json")
    return answer.status_code, answer.json()


def test_entry_sent_again_is_stored_once_and_answered_alike(
    officer: Client, texts: dict[str, ClaimText]
) -> None:
    publish(texts["en"])

    first, again = _send(officer), _send(officer)
    url = first[1]["rebuttals"][0]["url"]

    assert first == (
        200,
        {
            "state": "kept", "again": False, "kind": "answered",
            "rebuttals": [{"title": TEXTS["en"].said.title, "url": url}],
        },
    )  # fmt: skip
    assert again == (200, first[1] | {"again": True})
    row = Report.objects.get()
    assert (row.came_by, row.people, row.claim and row.claim.key) == ("desk", 2, KEY)
    assert row.row_key
    assert row.row_key != ENTRY
    see_whole_log()
    assert Event.objects.filter(name="report entered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_entry_sent_twice_at_the_same_time_is_stored_once() -> None:
    match = matched.matcher()
    heard = Heard("Appeals are never read", Intake.DESK, actions.date(2026, 5, 4))

    def enter(_number: int) -> bool:
        try:
            done = actions.enter_once(heard=heard, key=ENTRY, match=match, actor=OFFICER)
            return done.again
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(enter, range(8)))

    assert (again.count(False), Report.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"day": "2999-01-01"}, "This day is still to come."),
        ({"day": "1405-03-10"}, "This day is long past"),
        ({"text": "0701234567"}, "Write down what people are saying"),
        ({"text": "they say " + "a.de " * 700}, "too long"),
        ({"people": "many"}, "Enter a whole number"),
        ({"key": "1"}, "cannot be read"),
        ({"key": None}, "cannot be read"),
    ],
)
def test_entry_that_cannot_be_taken_says_why(
    officer: Client, changed: dict[str, Any], why: str
) -> None:
    status, answer = _send(officer, **changed)

    assert (status, answer["state"]) == (422, "refused")
    assert why in answer["why"]
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"key": "' + b"0" * 50_000 + b'"}', b"\xff", b"[" * 30_000]
)
def test_what_is_no_entry_is_refused(officer: Client, body: bytes) -> None:
    answer = officer.post(ENTRIES, body, content_type="application/json")

    assert (answer.status_code, answer.json()["state"]) == (422, "refused")


def test_entry_waits_on_the_device_where_nothing_can_be_matched(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matched, "_matchers", [])

    assert _send(officer) == (503, {"state": "later"})


def test_entry_of_nobody_leads_to_signing_in_and_one_without_a_form_token_is_refused() -> None:
    assert Client().post(ENTRIES, "{}", content_type="application/json").status_code == 302
    careful = Client(enforce_csrf_checks=True)
    sign_in(careful, Role.EDITOR)
    assert careful.post(ENTRIES, "{}", content_type="application/json").status_code == 403


def test_device_learns_who_is_signed_in_as_a_digest_alone(officer: Client) -> None:
    told = officer.get(ENTRIES).json()

    other = Client()
    sign_in(other, Role.EDITOR, name="demo-editor-two")
    assert re.fullmatch(r"[0-9a-f]{32}", told["who"])
    assert told["who"] == officer.get(ENTRIES).json()["who"] != other.get(ENTRIES).json()["who"]
    assert told["token"]


def test_who_may_not_see_the_desk_of_editors_enters_nothing() -> None:
    with pytest.raises(NotAllowedError):
        actions.enter_once(
            heard=Heard("x", Intake.DESK, actions.date(2026, 5, 4)),
            key=ENTRY,
            match=matched.matcher(),
            actor=Actor("Demo Monitor", frozenset({Role.MONITOR})),
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_frame_is_the_same_for_everybody_and_holds_the_words_it_needs(
    officer: Client, language: str
) -> None:
    mine, anybodys = (client.get(f"/{language}/field/reports") for client in (officer, Client()))

    assert mine.content == anybodys.content
    assert not mine.cookies
    text = mine.content.decode()
    [found] = re.findall(r'<script id="words" type="application/json">(.*)</script>', text)
    words = json.loads(found)
    script = (Path(actions.__file__).parents[3] / "site/static/site/field.js").read_text()
    used = set(re.findall(r"words(?:\.(\w+)|\[state\])", script)) - {""} | {"away", "later"}
    assert used == words.keys()
    assert "style=" not in text


def test_worker_keeps_the_frames_and_files_that_exist(client: Client) -> None:
    response = client.get("/field-sw.js")

    text = response.content.decode()
    files = json.loads(re.findall(r"const FILES = (.*);", text)[0])
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert [file for file in files if "/static/" not in file] == [
        f"/{language}/field/reports" for language in LANGUAGES
    ]
    for file in files:
        found = client.get(file)
        found.close()
        assert found.status_code == 200, file
    assert client.get("/field-sw.js").content == response.content
