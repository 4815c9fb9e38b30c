"""Links in reports: they keep their host, open nothing, and lead to nobody. Pure.

What follows the host may name a person or a case, so it goes. An address of a chat is a person or
leads to many: of it only the word stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

# Domains people type without a scheme and that are no word after a full stop; any other needs a
# scheme, www. or a path.
_ENDINGS = "com|org|net|info|eu|de|af|ir|pk|tr|uk|gr|fr|nl|se|ch|io|ly|gl|cc|xyz|biz|ru"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOT = r"(?:\.|\[\.\]|\(\.\))"
_LINK = re.compile(
    rf"(?:h(?:tt|xx)ps?|ftp|tg|whatsapp)\s?:\s?//\S+"
    rf"|(?<![\w@.])www{_DOT}\S+"
    rf"|(?<![\w@.])(?:{_LABEL}{_DOT})+"
    rf"(?:(?:{_ENDINGS})(?![\w-])(?!@)(?:[/?#:]\S*)?|[A-Za-z]{{2,}}/\S*)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?P<scheme>[a-z]+)\s?:\s?//", re.IGNORECASE)
_HOST = re.compile(rf"(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*|\d{{1,3}}(?:\.\d{{1,3}}){{3}}")
_CLOSING = ").,;:!?»”’\"'،؛؟]}>۔"
_CHATS = frozenset(
    {"wa.me", "api.whatsapp.com", "chat.whatsapp.com", "web.whatsapp.com", "t.me", "telegram.me",
     "telegram.dog", "m.me", "signal.me", "signal.group", "invite.viber.com", "discord.gg",
     "call.whatsapp.com"}
)  # fmt: skip
_GROUPS = frozenset({"chat.whatsapp.com", "signal.group", "invite.viber.com", "discord.gg"})
_GROUP_PATH = re.compile(r"^/(?:\+|joinchat|join\?|c/)", re.IGNORECASE)
_MOST_DIGITS_OF_A_HOST = 6
_MORE = "/…"
# A link as `defang` leaves it; nothing that may be a number stands in it.
HOST_KEPT = rf"hxxps?://(?:{_LABEL}\[\.\])+[A-Za-z][A-Za-z0-9-]*(?:{_MORE})?(?![\w.\[/-])"


def defang(text: str) -> tuple[str, Mapping[str, int]]:
    """`text` with its links disarmed, and how many of each kind there were.

    A link that is disarmed already stays as it is and counts as none.
    """
    counts: Counter[str] = Counter()

    def disarmed(match: re.Match[str]) -> str:
        found = match.group().rstrip(_CLOSING)
        kind, written = _disarm(found)
        if written != found:
            counts[kind] += 1
        return written + match.group()[len(found) :]

    return _LINK.sub(disarmed, text), counts


def _disarm(link: str) -> tuple[str, str]:
    """The kind of a link and how it is written from now on."""
    plain = re.sub(r"\[\.\]|\(\.\)", ".", link)
    scheme = _SCHEME.match(plain)
    named = scheme["scheme"].lower() if scheme else ""
    if named in {"tg", "whatsapp"}:
        return ("invite", "[invite]") if "join" in plain else ("chat", "[chat]")
    rest = plain[scheme.end() :] if scheme else plain
    where = re.split(r"[/?#]", rest, maxsplit=1)[0]
    path = rest[len(where) :]
    host = where.rsplit("@", 1)[-1].split(":")[0].lower().rstrip(".")
    if host.removeprefix("www.") in _CHATS or host.endswith(".t.me"):
        return _chat(host.removeprefix("www."), path)
    if not _HOST.fullmatch(host) or _digits(host) > _MOST_DIGITS_OF_A_HOST:
        return "link", "[link]"
    secure = "hxxp" if named in {"http", "hxxp", "ftp"} else "hxxps"
    more = _MORE if path.strip("/") else ""
    return "link", f"{secure}://{host.replace('.', '[.]')}{more}"


def _chat(host: str, path: str) -> tuple[str, str]:
    if host in _GROUPS or _GROUP_PATH.match(path):
        return "invite", "[invite]"
    return "chat", "[chat]"


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)
