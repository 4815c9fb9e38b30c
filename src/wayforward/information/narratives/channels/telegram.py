"""Telegram's Bot API (core.telegram.org/bots/api): updates in, sendMessage out."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wayforward.conf import TelegramAccess
from wayforward.information.narratives.channels.port import (
    UNREADABLE,
    Kind,
    Message,
    UnreadableDeliveryError,
)
from wayforward.information.narratives.channels.sending import parts, post
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.rules import Channel as ToldOn

_NAME = "Telegram"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_PRIVATE = "private"
_INSIDE = frozenset({"member", "administrator", "restricted"})


@dataclass(frozen=True, slots=True)
class Telegram:
    """The bot of one token."""

    access: TelegramAccess
    intake = Intake.TELEGRAM
    told_on = ToldOn.TELEGRAM
    may_write_first = True

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """The secret that was given to setWebhook comes back with every update."""
        given = headers.get(_HEADER, "").encode()
        return hmac.compare_digest(given, self.access.secret.encode())

    def read(self, body: bytes) -> list[Message]:
        """At most one message; edits, reactions and the like are none of ours."""
        try:
            update = json.loads(body)
            number = str(int(update["update_id"]))
            found = _message(update, number)
        except UNREADABLE as problem:
            raise UnreadableDeliveryError("This is no update of Telegram's Bot API.") from problem
        return [found] if found else []

    def send(self, chat: str, text: str) -> None:
        """One message, or several where it is long; links make no previews."""
        for part in parts(text):
            self._call(
                "sendMessage",
                {"chat_id": int(chat), "text": part, "link_preview_options": {"is_disabled": True}},
            )

    def leave(self, chat: str) -> None:
        """Leave a group, supergroup or channel."""
        self._call("leaveChat", {"chat_id": int(chat)})

    def _call(self, method: str, body: Mapping[str, Any]) -> None:
        post(_NAME, f"{self.access.api}/bot{self.access.token}/{method}", body)


def _message(update: Mapping[str, Any], number: str) -> Message | None:
    if "my_chat_member" in update:
        return _added(update["my_chat_member"], number)
    found = update.get("message") or update.get("channel_post")
    if not found:
        return None
    chat = found["chat"]
    text = str(found.get("text") or found.get("caption") or "")
    return Message(
        kind=_kind(found, text),
        delivery=number,
        chat=str(int(chat["id"])),
        text=text,
        group=chat["type"] != _PRIVATE,
        forwarded="forward_origin" in found or "forward_date" in found,
    )


def _kind(found: Mapping[str, Any], text: str) -> Kind:
    if text.split("@")[0].strip() in {"/start", "/help"} or text.startswith("/start "):
        return Kind.START
    return Kind.TEXT if text else Kind.UNREADABLE


def _added(change: Mapping[str, Any], number: str) -> Message | None:
    chat = change["chat"]
    if chat["type"] == _PRIVATE or change["new_chat_member"]["status"] not in _INSIDE:
        return None
    return Message(Kind.ADDED, delivery=number, chat=str(int(chat["id"])), group=True)
