"""A chat from outside: consent first, groups never, repeats once, an answer in the own language."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.channels.making import (
    FOLDER,
    Api,
    body_of,
    payload,
    signature,
    telegram_access,
    whatsapp_access,
)
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import Matching, load_rumour_rules, publish

from wayforward.core.access.limiting import Limiter
from wayforward.information.narratives.channels import actions, views
from wayforward.information.narratives.channels.models import Trace
from wayforward.information.narratives.channels.port import LARGEST_BODY
from wayforward.information.narratives.channels.telegram import Telegram
from wayforward.information.narratives.channels.whatsapp import WhatsApp
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.reporting import matched
from wayforward.information.narratives.reporting.matched import on_match
from wayforward.information.narratives.reporting.models import Report

pytestmark = pytest.mark.django_db
HOUSE = "Appeals are never read"
TELEGRAM_HOOK, WHATSAPP_HOOK = "/hooks/telegram/the-secret-path", "/hooks/whatsapp"
TOKEN = "X-Telegram-Bot-Api-Secret-Token"
CONSENT = "We do not keep your name"


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    """One claim in three languages, all of it published."""
    load_rumour_rules()
    found = load_one(import_page(tmp_path, "01", *SAID))
    publish(*found.values())
    return found


@pytest.fixture
def match(texts: dict[str, ClaimText], monkeypatch: pytest.MonkeyPatch) -> Matching:
    """Knows the claim in each language; is what the product matches with."""
    monkeypatch.setattr(matched, "_matchers", [])
    found = Matching(
        {"never read": KEY, "نمی‌خواند": KEY, "نه لولي": KEY}, {"appeal": KEY, "استیناف": KEY}
    )
    on_match(found)
    return found


_number = iter(range(1000, 10_000))


def _telegram(name: str = "text", status: int = 200, **changed: Any) -> None:
    """One update, told apart from all before unless a number is given."""
    changed.setdefault("number", next(_number))
    response = Client().post(
        TELEGRAM_HOOK, body_of(payload(f"telegram_{name}", **changed)),
        content_type="application/json", headers={TOKEN: "the-secret-token"},
    )  # fmt: skip
    assert response.status_code == status


def _whatsapp(text: str, name: str = "text") -> None:
    body = body_of(payload(f"whatsapp_{name}", number=next(_number), text={"body": text}))
    response = Client().post(
        WHATSAPP_HOOK, body, content_type="application/json",
        headers={"X-Hub-Signature-256": signature(body)},
    )  # fmt: skip
    assert response.status_code == 200


def test_first_message_gets_consent_and_nothing_is_kept(api: Api, match: Matching) -> None:
    _telegram(text="The sea is warm now")

    [reply] = api.texts
    assert CONSENT in reply
    assert "180 days" in reply
    assert Report.objects.count() == 0


def test_first_message_is_answered_from_what_is_published_and_still_not_kept(
    api: Api, match: Matching
) -> None:
    _telegram(text=HOUSE)

    [reply] = api.texts
    assert reply.index(CONSENT) < reply.index("You may appeal.")
    assert f"http://localhost:8000/en/rumours/{KEY}" in reply
    assert Report.objects.count() == 0


def test_after_the_word_that_agrees_a_report_is_stored_and_answered(
    api: Api, match: Matching
) -> None:
    _telegram(text="YES")
    _telegram(text=HOUSE)

    assert "Now write what people are saying" in api.texts[0]
    assert "What is true:\nYou may appeal." in api.texts[1]
    report = Report.objects.get()
    assert (report.came_by, report.channel, report.people) == ("telegram", "", 1)
    assert report.claim is not None


@pytest.mark.parametrize(
    ("yes", "told", "language", "answer"),
    [
        ("بلی", "استیناف را کسی نمی‌خواند", "fa-af", "استیناف کنید."),
        ("هو", "استیناف څوک نه لولي", "ps", "استیناف وکړئ."),
    ],
)
def test_answer_comes_in_the_language_of_the_message(
    api: Api, match: Matching, yes: str, told: str, language: str, answer: str
) -> None:
    _whatsapp(yes)
    _whatsapp(told)

    assert answer in api.texts[1]
    assert f"/{language}/rumours/{KEY}" in api.texts[1]
    assert Report.objects.get().language == language


def test_answer_comes_in_all_three_where_the_language_cannot_be_told(
    api: Api, match: Matching
) -> None:
    _telegram(text="👍👍")

    assert api.texts[0].count("* * *") == 2
    assert CONSENT in api.texts[0]


def test_passed_on_message_was_told_on_the_messenger(api: Api, match: Matching) -> None:
    _telegram(text="yes")
    _telegram("forward", text=HOUSE)

    assert Report.objects.get().channel == "telegram"


def test_same_chat_that_tells_it_again_today_counts_once(api: Api, match: Matching) -> None:
    _telegram(text="yes")
    _telegram(text=HOUSE)
    _telegram(text="they say appeals are never read")

    assert sorted(Report.objects.values_list("people", flat=True)) == [0, 1]


def test_another_chat_that_tells_it_today_counts_too(api: Api, match: Matching) -> None:
    for chat in (5550001111, 5550001112):
        for text in ("yes", HOUSE):
            _telegram(text=text, chat={"id": chat, "type": "private"})

    assert list(Report.objects.values_list("people", flat=True)) == [1, 1]


def test_delivery_that_comes_again_is_answered_once(api: Api, match: Matching) -> None:
    _telegram(text="yes")
    _telegram(text=HOUSE, number=77)
    _telegram(text=HOUSE, number=77)

    assert (len(api.texts), Report.objects.count()) == (2, 1)


def test_one_word_stops_it(api: Api, match: Matching) -> None:
    for text in ("yes", "STOP", HOUSE):
        _telegram(text=text)

    assert "It is ended." in api.texts[1]
    assert CONSENT in api.texts[2]
    assert Report.objects.count() == 0


@pytest.mark.parametrize("name", ["group", "channel", "added"])
def test_group_gets_one_polite_line_and_is_left(api: Api, match: Matching, name: str) -> None:
    _telegram(name)
    _telegram(name)

    assert [one.path.rsplit("/", 1)[1] for one in api.asked] == ["sendMessage", "leaveChat"]
    [line] = api.texts
    assert "I answer in no group" in line
    assert "\n" not in line
    assert (Report.objects.count(), match.asked) == (0, [])


def test_group_of_whatsapp_gets_one_polite_line(api: Api, match: Matching) -> None:
    _whatsapp(HOUSE, "group")
    _whatsapp(HOUSE, "group")

    assert (len(api.asked), Report.objects.count(), match.asked) == (1, 0, [])


@pytest.mark.parametrize("name", ["voice", "photo"])
def test_voice_and_picture_get_a_polite_sentence(api: Api, match: Matching, name: str) -> None:
    _telegram(name)

    assert "only text can be read here" in api.texts[0]


@pytest.mark.parametrize("name", ["edited", "blocked"])
def test_what_needs_no_answer_gets_none(api: Api, match: Matching, name: str) -> None:
    _telegram(name)

    assert api.asked == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("0701234567", "There is no rumour in this"), ("so " * 1400, "This is too long")],
)
def test_what_is_no_report_is_said(api: Api, match: Matching, text: str, said: str) -> None:
    _telegram(text="yes")
    _telegram(text=text)

    assert said in "".join(api.texts[1:])
    assert Report.objects.count() == 0


def test_suggestion_and_new_report_are_answered_without_a_guess(api: Api, match: Matching) -> None:
    for text in ("yes", "an appeal is useless", "The sea is warm now"):
        _telegram(text=text)

    assert "Is it one of these?" in api.texts[1]
    assert f"/en/rumours/{KEY}" in api.texts[1]
    assert "We do not know this one yet" in api.texts[2]


def test_known_rumour_without_a_published_answer_is_only_thanked_for(
    api: Api, match: Matching, texts: dict[str, ClaimText]
) -> None:
    texts["en"].published.published = False
    texts["en"].published.save()
    for text in ("yes", HOUSE):
        _telegram(text=text)

    assert "Our answer to it is being prepared" in api.texts[1]


def test_chat_that_writes_too_much_is_answered_no_more(
    api: Api, match: Matching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "limiter", Limiter(clock=lambda: 0.0, burst=2))
    for _ in range(4):
        _telegram(text="yes")

    assert len(api.texts) == 2


def test_chat_that_writes_too_much_can_still_end_it(
    api: Api, match: Matching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "limiter", Limiter(clock=lambda: 0.0, burst=1))
    _telegram(text="yes")
    _telegram(text=HOUSE)

    _telegram(text="STOP")

    assert "It is ended." in api.texts[-1]
    assert Trace.objects.filter(what="agreed").count() == 0


def test_group_in_which_we_may_not_write_is_left_all_the_same(api: Api, match: Matching) -> None:
    api.refuses = {-1005550002222: [400]}

    _telegram("added")

    assert [one.path.rsplit("/", 1)[1] for one in api.asked] == ["sendMessage", "leaveChat"]


def test_reply_that_is_not_taken_stops_nothing(api: Api, match: Matching) -> None:
    _telegram(text="yes")
    api.status = 403

    _telegram(text=HOUSE)

    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/hooks/telegram/another-path", {TOKEN: "the-secret-token"}, 404),
        (TELEGRAM_HOOK, {TOKEN: "wrong"}, 403),
        (TELEGRAM_HOOK, {}, 403),
        (WHATSAPP_HOOK, {"X-Hub-Signature-256": "sha256=00"}, 403),
        (WHATSAPP_HOOK, {}, 403),
    ],
)  # fmt: skip
def test_delivery_that_is_not_genuine_is_refused(
    api: Api, match: Matching, path: str, headers: dict[str, str], status: int
) -> None:
    name = "telegram_text" if "telegram" in path else "whatsapp_text"
    body = body_of(payload(name))

    response = Client().post(path, body, content_type="application/json", headers=headers)

    assert (response.status_code, api.asked, Trace.objects.count()) == (status, [], 0)


def test_delivery_that_is_too_large_or_unreadable_is_refused(api: Api, match: Matching) -> None:
    for body, status in ((b"x" * (LARGEST_BODY + 1), 413), (b"nonsense", 400)):
        response = Client().post(
            WHATSAPP_HOOK, body, content_type="application/json",
            headers={"X-Hub-Signature-256": signature(body)},
        )  # fmt: skip
        assert response.status_code == status


def test_messenger_that_is_not_set_up_has_no_address(settings: Any) -> None:
    settings.TELEGRAM = telegram_access().__class__("token", "path", "", "http://127.0.0.1:9")
    settings.WHATSAPP = whatsapp_access().__class__("", "", "", "", "http://127.0.0.1:9")

    assert Client().post("/hooks/telegram/path").status_code == 404
    assert Client().get("/hooks/whatsapp").status_code == 404


def test_whatsapp_learns_that_the_address_is_ours(api: Api) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}

    known = Client().get(WHATSAPP_HOOK, {**query, "hub.verify_token": "the-verify-token"})
    strange = Client().get(WHATSAPP_HOOK, {**query, "hub.verify_token": "guess"})

    assert (known.status_code, known.content) == (200, b"1158201444")
    assert known["Content-Type"].startswith("text/plain")
    assert strange.status_code == 403


def test_every_recorded_shape_is_dealt_with(api: Api, match: Matching) -> None:
    """Whatever of the folder arrives, nothing fails and nothing is delivered again."""
    for path in sorted(FOLDER.glob("*.json")):
        messenger = Telegram if path.name.startswith("telegram") else WhatsApp
        access = telegram_access if messenger is Telegram else whatsapp_access
        for message in messenger(access()).read(path.read_bytes()):
            actions.respond(
                message=message, messenger=messenger(access()), match=match, on=date(2026, 5, 4)
            )

    # The one who pressed the button that agrees, and what came after it.
    assert list(Report.objects.values_list("came_by", flat=True)) == ["whatsapp"] * 3
