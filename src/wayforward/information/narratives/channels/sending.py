"""One request to a messenger's own address, bounded in time; nothing of it is ever logged.

The address holds a token and the body a chat: an error says the status and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import requests

from wayforward.information.narratives.channels.port import LONGEST_REPLY, NotSentError

_SECONDS = (5, 10)  # to connect, to answer
_CLOSED = frozenset({requests.codes.forbidden})  # blocked by its owner, or gone


def post(messenger: str, url: str, body: Mapping[str, Any], token: str = "") -> None:
    """POST JSON, with a bearer token where one is given. Raises NotSentError."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        response = requests.post(
            url, json=body, headers=headers, timeout=_SECONDS, allow_redirects=False
        )
    except requests.RequestException as problem:
        raise NotSentError(messenger, type(problem).__name__) from None
    if response.status_code != requests.codes.ok:
        closed = response.status_code in _CLOSED
        raise NotSentError(messenger, f"HTTP {response.status_code}", closed=closed)


def parts(text: str) -> Iterator[str]:
    """A text in pieces that a messenger takes, cut between paragraphs or lines where it can be."""
    rest = text.strip()
    while len(rest) > LONGEST_REPLY:
        cut = _cut(rest)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _cut(text: str) -> int:
    """Where a piece ends: the last paragraph that ends in its second half, else line, else word."""
    for mark in ("\n\n", "\n", " "):
        if (found := text.rfind(mark, LONGEST_REPLY // 2, LONGEST_REPLY)) > 0:
            return found
    return LONGEST_REPLY
