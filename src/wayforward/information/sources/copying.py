"""A stored copy as plain text: what it is on top, then what we read, block by block."""

from collections.abc import Sequence
from dataclasses import dataclass

from wayforward.information.sources.evidence.queries import Seal
from wayforward.information.sources.models import Capture, Reading, SentenceKind
from wayforward.information.sources.public_queries import Block

_RULE = "=" * 72
_WHAT_IT_IS = """\
Stored copy of an official page: the text as we read it on the day below.
The page itself may have changed since. Pictures and layout are not kept here.
\u2067کاپی ذخیره‌شدهٔ یک صفحهٔ رسمی: متن، همان‌طور که ما در روز زیر خواندیم.\u2069
\u2067خود صفحه شاید بعد از آن تغییر کرده باشد. تصویرها و شکل صفحه این‌جا نیست.\u2069
\u2067د یوې رسمي پاڼې ساتل شوې کاپي: متن، لکه څنګه چې موږ په لاندې ورځ ولوست.\u2069
\u2067پخپله پاڼه ښايي وروسته بدله شوې وي. انځورونه او د پاڼې بڼه دلته نشته.\u2069
"""
DAMAGED = (
    "This copy cannot be shown: the file we keep does not fit its fingerprint any more.\n"
    "The text we read from it is still on the page of the stored copy.\n"
)
_RIGHT_TO_LEFT = ("ar", "fa", "prs", "ps", "ur")
_FILE_ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "md",
    "text/plain": "txt",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """What is told of a stored copy; the addresses are those of the file and of the proof."""

    capture: Capture
    reading: Reading | None
    seal: Seal
    raw_address: str
    proof_address: str


def _isolated(line: str, language: str) -> str:
    # Plain text has no direction of its own: an isolate keeps full stops where they belong.
    return f"\u2067{line}\u2069" if language.startswith(_RIGHT_TO_LEFT) else line


def _line(block: Block, language: str) -> str:
    text = _isolated(block.text, language)
    if block.kind == SentenceKind.HEADING:
        return f"\n{text}\n"
    return f"- {text}" if block.kind == SentenceKind.LIST_ITEM else text


def _facts(copy: Copy) -> list[tuple[str, str]]:
    capture, reading = copy.capture, copy.reading
    source = capture.source
    names = source.publisher.names
    return [
        ("Publisher", names.get("en") or next(iter(names.values()), source.publisher.key)),
        ("Title", (reading and reading.title) or source.title),
        ("Language", reading.language if reading else source.language),
        ("Live page", capture.final_url),
        ("Fetched", f"{capture.fetched_at:%Y-%m-%d %H:%M} UTC"),
        ("SHA-256", f"{capture.sha256} (of the {capture.size} bytes received)"),
        ("Read with", reading.extractor if reading else "not read: no text could be taken from it"),
        ("File as received", copy.raw_address),
        ("Recorded", f"{capture.recorded_at:%Y-%m-%d %H:%M} UTC"),
        ("Digest of the day", _digest(copy.seal)),
        ("Time stamp", _time_stamp(copy.seal)),
        *([("Proof", copy.proof_address)] if copy.seal.sealed else []),
    ]


def _digest(seal: Seal) -> str:
    if seal.digest is None:
        return f"not made yet: the day {seal.day} (UTC) is not closed"
    if not seal.sealed:
        return f"THIS COPY DOES NOT STAND IN IT: {seal.digest.digest} ({seal.day})"
    return f"{seal.digest.digest} ({seal.day}, {seal.digest.captures} copies)"


def _time_stamp(seal: Seal) -> str:
    if seal.stamp is None:
        return "none yet"
    on = "" if seal.stamp.digest.day == seal.day else f", on the digest of {seal.stamp.digest.day}"
    doubt = "" if seal.stamp.chain_checked else " (its signature was not checked)"
    return f"{seal.stamp.at:%Y-%m-%d %H:%M:%S} UTC by {seal.stamp_server}{on}{doubt}"


def copy_as_text(copy: Copy, blocks: Sequence[Block]) -> str:
    """The whole stored copy: three sentences saying what it is, the facts, the text."""
    language = copy.reading.language if copy.reading else ""
    facts = [f"{name + ':':<19}{value}" for name, value in _facts(copy)]
    body = [_line(block, language) for block in blocks]
    return "\n".join([_WHAT_IT_IS, *facts, _RULE, "", *body, ""])


def file_name(capture: Capture) -> str:
    """A harmless name for the file: nothing of the page's own choosing is in it."""
    media_type = capture.media_type.partition(";")[0].strip().lower()
    ending = _FILE_ENDINGS.get(media_type, "bin")
    return f"wayforward-copy-{capture.id}-{capture.sha256[:12]}.{ending}"
