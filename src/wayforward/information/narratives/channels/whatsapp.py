"""WhatsApp's Cloud API: webhooks in, messages out.

Its form: developers.facebook.com/docs/whatsapp/cloud-api.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wayforward.conf import WhatsAppAccess
from wayforward.information.narratives.channels.port import (
    UNREADABLE,
    Kind,
    Message,
    UnreadableDeliveryError,
)
from wayforward.information.narratives.channels.sending import parts, post
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.rules import Channel as ToldOn

_NAME = "WhatsApp"
_HEADER = "X-Hub-Signature-256"
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,200}")
# Notices about the state of a message or of the number: nobody waits for an answer.
_NO_MESSAGE = frozenset({"reaction", "system", "unsupported", "request_welcome", "ephemeral"})


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """The number of one business account."""

    access: WhatsAppAccess
    intake = Intake.WHATSAPP
    told_on = ToldOn.WHATSAPP
    may_write_first = False  # later than a day after a message only templates go out, at a price

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """What is sent back when the address is registered; None for whoever does not know us."""
        token = query.get("hub.verify_token", "").encode()
        known = hmac.compare_digest(token, self.access.verify.encode())
        challenge = query.get("hub.challenge", "")
        if query.get("hub.mode") != "subscribe" or not known:
            return None
        return challenge if _CHALLENGE.fullmatch(challenge) else None

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """The body is signed, byte for byte, with the secret of the app (HMAC-SHA256)."""
        signed = hmac.digest(self.access.secret.encode(), body, hashlib.sha256).hex()
        given = headers.get(_HEADER, "").encode("utf-8", "replace")
        return hmac.compare_digest(given, f"sha256={signed}".encode())

    def read(self, body: bytes) -> list[Message]:
        """The messages to our own number; states of what we sent are none."""
        try:
            content = json.loads(body)
            return [*self._messages(content)]
        except UNREADABLE as problem:
            raise UnreadableDeliveryError("This is no delivery of WhatsApp's API.") from problem

    def send(self, chat: str, text: str) -> None:
        """One message, or several where it is long."""
        for part in parts(text):
            body = {
                "messaging_product": "whatsapp",
                "recipient_type": "individual" if chat.isdecimal() else "group",
                "to": chat,
                "type": "text",
                "text": {"preview_url": False, "body": part},
            }
            post(_NAME, f"{self.access.api}/{self.access.number}/messages", body, self.access.token)

    def leave(self, chat: str) -> None:
        """There is no leaving: a number is in no group unless it made it."""

    def _messages(self, content: Mapping[str, Any]) -> Iterator[Message]:
        for entry in content["entry"]:
            for change in entry["changes"]:
                value = change["value"]
                if change["field"] != "messages" or not self._ours(value):
                    continue
                for found in value.get("messages", ()):
                    if found["type"] not in _NO_MESSAGE and _answerable(found):
                        yield _message(found)

    def _ours(self, value: Mapping[str, Any]) -> bool:
        return str(value["metadata"]["phone_number_id"]) == self.access.number


def _answerable(found: Mapping[str, Any]) -> bool:
    """Whether there is somewhere to answer to: a number may be kept from us."""
    return bool(found.get("from") or found.get("group_id"))


def _message(found: Mapping[str, Any]) -> Message:
    text = _text(found).strip()
    context = found.get("context", {})
    return Message(
        kind=Kind.TEXT if text else Kind.UNREADABLE,
        delivery=str(found["id"]),
        chat=str(found.get("group_id") or found.get("from")),
        text=text,
        group="group_id" in found,
        forwarded=bool(context.get("forwarded") or context.get("frequently_forwarded")),
    )


def _text(found: Mapping[str, Any]) -> str:
    """What was written: a message, the words under a picture, or the label of a button."""
    kind = found["type"]
    if kind == "text":
        return str(found["text"]["body"])
    if kind == "button":
        return str(found["button"]["text"])
    if kind == "interactive":
        reply = found["interactive"]
        return str(reply.get("button_reply", reply.get("list_reply", {})).get("title", ""))
    return str(found[kind].get("caption", "")) if isinstance(found.get(kind), dict) else ""
