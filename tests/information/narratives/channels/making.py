"""Synthetic deliveries in the documented shapes, and a small server that speaks both APIs."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from wayforward.conf import TelegramAccess, WhatsAppAccess

FOLDER = Path(__file__).parent / "payloads"
NOWHERE = "http://127.0.0.1:9"


def telegram_access(api: str = NOWHERE) -> TelegramAccess:
    """A bot that does not exist."""
    return TelegramAccess("110201543:AAHdqTcv", "the-secret-path", "the-secret-token", api)


def whatsapp_access(api: str = NOWHERE) -> WhatsAppAccess:
    """A number that does not exist."""
    return WhatsAppAccess("106540352242922", "EAAJB", "the-app-secret", "the-verify-token", api)


def payload(name: str, **changed: Any) -> dict[str, Any]:
    """A delivery of the folder; `changed` goes to its (first) message, `number` tells it apart."""
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    number = changed.pop("number", None)
    if name.startswith("telegram"):
        content["update_id"] = number or content["update_id"]
        content.get("message", {}).update(changed)
        return content
    found = content["entry"][0]["changes"][0]["value"]["messages"][0]
    found.update(changed)
    found["id"] += str(number or "")
    return content


def body_of(content: dict[str, Any]) -> bytes:
    """As it goes over the wire."""
    return json.dumps(content, ensure_ascii=False).encode()


def signature(body: bytes, secret: str = "the-app-secret") -> str:  # noqa: S107
    """As WhatsApp signs a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass
class Asked:
    """What the server was asked."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Api:
    """A server on this machine that answers as both APIs do."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    status: int = 200
    refuses: dict[int, list[int]] = field(default_factory=dict)  # chat -> statuses, one a try

    def answer(self, body: dict[str, Any]) -> int:
        """The status of the next answer to a chat."""
        waiting = self.refuses.get(body.get("chat_id", 0))
        return waiting.pop(0) if waiting else self.status

    @property
    def texts(self) -> list[str]:
        """What was sent to people, in order."""
        said = [one.body["text"] for one in self.asked if "text" in one.body]
        return [one if isinstance(one, str) else one["body"] for one in said]


@contextmanager
def messenger_api() -> Iterator[Api]:
    """The server for as long as it is needed."""
    api = Api()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            api.asked.append(Asked(self.path, dict(self.headers), body))
            status = api.answer(body)
            told = json.dumps(_said(self.path, body, status)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    api.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _said(path: str, body: dict[str, Any], status: int) -> dict[str, Any]:
    if status != 200:
        return {"ok": False, "error_code": status, "description": "Forbidden: blocked by the user"}
    if path.startswith("/bot"):
        return {"ok": True, "result": {"message_id": 42, "chat": {"id": body["chat_id"]}}}
    contact = {"input": body["to"], "wa_id": body["to"]}
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": "wamid.X"}]}
