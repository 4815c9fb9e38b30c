"""Each messenger: what is genuine, what a delivery says, how a reply goes out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.narratives.channels.making import (
    FOLDER,
    body_of,
    messenger_api,
    payload,
    signature,
    telegram_access,
    whatsapp_access,
)

from wayforward.information.narratives.channels import rules
from wayforward.information.narratives.channels.port import (
    LONGEST_REPLY,
    Kind,
    Message,
    NotSentError,
    UnreadableDeliveryError,
)
from wayforward.information.narratives.channels.sending import parts
from wayforward.information.narratives.channels.telegram import Telegram
from wayforward.information.narratives.channels.whatsapp import WhatsApp

TELEGRAM, WHATSAPP = Telegram(telegram_access()), WhatsApp(whatsapp_access())
HOUSE = "Germany gives every family a house"
PRIVATE, GROUP = "5550001111", "-1005550002222"
TOKEN = "X-Telegram-Bot-Api-Secret-Token"
SIGNED = "X-Hub-Signature-256"


def _seen(message: Message) -> tuple[Kind, str, str, bool, bool]:
    return message.kind, message.chat, message.text, message.group, message.forwarded


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("text", [(Kind.TEXT, PRIVATE, "آلمان به هر فامیل خانه می‌دهد", False, False)]),
        ("start", [(Kind.START, PRIVATE, "/start", False, False)]),
        ("voice", [(Kind.UNREADABLE, PRIVATE, "", False, False)]),
        ("photo", [(Kind.UNREADABLE, PRIVATE, "", False, False)]),
        ("forward", [(Kind.TEXT, PRIVATE, HOUSE, False, True)]),
        ("group", [(Kind.TEXT, GROUP, HOUSE, True, False)]),
        ("channel", [(Kind.TEXT, "-1005550004444", HOUSE, True, False)]),
        ("added", [(Kind.ADDED, GROUP, "", True, False)]),
        ("edited", []),
        ("blocked", []),
    ],
)
def test_telegram_update_says(name: str, seen: list[object]) -> None:
    assert [*map(_seen, TELEGRAM.read(body_of(payload(f"telegram_{name}"))))] == seen


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("text", [(Kind.TEXT, "93700555111", "جرمني هرې کورنۍ ته کور ورکوي", False, False)]),
        ("forward", [(Kind.TEXT, "93700555111", HOUSE, False, True)]),
        ("voice", [(Kind.UNREADABLE, "93700555111", "", False, False)]),
        ("image", [(Kind.TEXT, "93700555111", HOUSE, False, False)]),
        ("button", [(Kind.TEXT, "93700555111", "YES", False, False)]),
        ("group", [(Kind.TEXT, "Y2FwaV9ncm91cDox", HOUSE, True, False)]),
        ("reaction", []),
        ("other_number", []),
    ],
)
def test_whatsapp_delivery_says(name: str, seen: list[object]) -> None:
    assert [*map(_seen, WHATSAPP.read(body_of(payload(f"whatsapp_{name}"))))] == seen


@pytest.mark.parametrize("name", ["status", "account"])
def test_whatsapp_notice_is_no_message(name: str) -> None:
    assert WHATSAPP.read((FOLDER / f"whatsapp_{name}.json").read_bytes()) == []


@pytest.mark.parametrize("messenger", [TELEGRAM, WHATSAPP], ids=["telegram", "whatsapp"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        b'{"update_id": "x"}',
        b'{"entry": 5}',
        b'{"entry": [1]}',
        b'{"update_id": Infinity}',
        b"[" * 100_000,
    ],
    ids=range(10),
)
def test_delivery_that_is_none_is_refused(messenger: Telegram | WhatsApp, body: bytes) -> None:
    with pytest.raises(UnreadableDeliveryError):
        messenger.read(body)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["update_id", "message", "chat", "id", "type", "text", "entry", "changes",
                         "value", "field", "metadata", "messages", "phone_number_id", "from"]),
        inner, max_size=5),
    max_leaves=12,
))  # fmt: skip
def test_whatever_is_delivered_is_read_or_refused(content: object) -> None:
    body = json.dumps(content).encode()
    for messenger in (TELEGRAM, WHATSAPP):
        try:
            messenger.read(body)
        except UnreadableDeliveryError:
            continue


def test_message_shows_nothing_of_its_sender() -> None:
    [message] = TELEGRAM.read(body_of(payload("telegram_text")))

    assert PRIVATE not in repr(message)
    assert "خانه" not in repr(message)
    assert "AAHdq" not in repr(TELEGRAM)
    assert "the-app-secret" not in repr(WHATSAPP)


def test_only_the_secret_given_to_telegram_is_genuine() -> None:
    assert TELEGRAM.genuine({TOKEN: "the-secret-token"}, b"")
    assert not TELEGRAM.genuine({TOKEN: "the-secret-tokem"}, b"")
    assert not TELEGRAM.genuine({TOKEN: "خ"}, b"")
    assert not TELEGRAM.genuine({}, b"")


def test_only_a_body_signed_with_the_secret_of_the_app_is_genuine() -> None:
    body = body_of(payload("whatsapp_text"))

    assert WHATSAPP.genuine({SIGNED: signature(body)}, body)
    assert not WHATSAPP.genuine({SIGNED: signature(body)}, body + b" ")
    assert not WHATSAPP.genuine({SIGNED: signature(body, "another")}, body)
    assert not WHATSAPP.genuine({SIGNED: signature(body).removeprefix("sha256=")}, body)
    assert not WHATSAPP.genuine({SIGNED: "خ"}, body)
    assert not WHATSAPP.genuine({}, body)


@pytest.mark.parametrize(
    ("query", "back"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": "the-verify-token"}, "1158201444"),
        ({"hub.mode": "subscribe", "hub.verify_token": "another"}, None),
        ({"hub.mode": "unsubscribe", "hub.verify_token": "the-verify-token"}, None),
        ({"hub.mode": "subscribe", "hub.verify_token": "the-verify-token",
          "hub.challenge": "<script>"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_whatsapp_is_answered_its_challenge_only_where_it_knows_us(
    query: dict[str, str], back: str | None
) -> None:
    assert WHATSAPP.challenge({"hub.challenge": "1158201444", **query}) == back


def test_telegram_reply_goes_to_the_chat_and_leaving_too() -> None:
    with messenger_api() as api:
        bot = Telegram(telegram_access(api.address))
        bot.send(PRIVATE, "truth")
        bot.leave(GROUP)

    assert [one.path for one in api.asked] == [
        "/bot110201543:AAHdqTcv/sendMessage",
        "/bot110201543:AAHdqTcv/leaveChat",
    ]
    assert api.asked[0].body == {
        "chat_id": 5550001111, "text": "truth", "link_preview_options": {"is_disabled": True}
    }  # fmt: skip
    assert api.asked[1].body == {"chat_id": -1005550002222}


def test_whatsapp_reply_goes_to_the_number_with_the_token_in_a_header() -> None:
    with messenger_api() as api:
        WhatsApp(whatsapp_access(f"{api.address}/v23.0")).send("93700555111", "truth")

    [asked] = api.asked
    assert asked.path == "/v23.0/106540352242922/messages"
    assert asked.headers["Authorization"] == "Bearer EAAJB"
    assert asked.body == {
        "messaging_product": "whatsapp", "recipient_type": "individual", "to": "93700555111",
        "type": "text", "text": {"preview_url": False, "body": "truth"},
    }  # fmt: skip


def test_whatsapp_reply_to_a_group_says_that_it_is_one() -> None:
    with messenger_api() as api:
        WhatsApp(whatsapp_access(api.address)).send("Y2FwaV9ncm91cDox", "alone, please")

    assert [one.body["recipient_type"] for one in api.asked] == ["group"]


def test_whatsapp_message_whose_number_is_kept_from_us_cannot_be_answered() -> None:
    content = payload("whatsapp_text")
    del content["entry"][0]["changes"][0]["value"]["messages"][0]["from"]

    assert WHATSAPP.read(body_of(content)) == []


@pytest.mark.parametrize("status", [302, 403, 500])
def test_reply_that_is_not_taken_names_the_status_and_nobody(status: int) -> None:
    with messenger_api() as api:
        api.status = status
        with pytest.raises(NotSentError) as told:
            Telegram(telegram_access(api.address)).send(PRIVATE, "truth")

    assert str(told.value) == f"Telegram did not take a reply (HTTP {status})."
    assert told.value.__cause__ is None


def test_reply_to_a_messenger_that_is_away_names_no_address() -> None:
    with pytest.raises(NotSentError) as told:
        TELEGRAM.send(PRIVATE, "truth")

    assert str(told.value) == "Telegram did not take a reply (ConnectionError)."
    assert told.value.__suppress_context__


@given(st.text(st.sampled_from("ab آل\n"), max_size=9000))
def test_long_reply_comes_in_parts_that_are_taken_and_say_all(text: str) -> None:
    pieces = list(parts(text))

    assert all(0 < len(piece) <= LONGEST_REPLY for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(("between", "first"), [("\n\n", 2999), ("\n", 2999), (" ", 3999)])
def test_long_reply_is_cut_between_paragraphs_before_lines_and_words(
    between: str, first: int
) -> None:
    assert len(next(parts("a" * 2999 + between + "b " * 1000))) == first


@pytest.mark.parametrize(
    ("text", "agrees", "stops", "language"),
    [
        ("YES", True, False, "en"),
        (" بلی. ", True, False, "fa-af"),
        ("هو", True, False, "ps"),
        ("قبول", True, False, ""),
        ("stop!", False, True, "en"),
        ("ودروه", False, True, "ps"),
        ("بس", False, True, ""),
        (HOUSE, False, False, "en"),
        ("yes they give a house", False, False, "en"),
        ("آلمان به هر فامیل خانه می‌دهد", False, False, "fa-af"),
        ("جرمني هرې کورنۍ ته کور ورکوي", False, False, "ps"),
        ("Deutschland gibt jeder Familie ein Haus", False, False, ""),
        ("👍", False, False, ""),
    ],
)
def test_words_of_a_chat(text: str, agrees: bool, stops: bool, language: str) -> None:
    assert (rules.agrees(text), rules.stops(text)) == (agrees, stops)
    assert rules.language_of(text) == language
