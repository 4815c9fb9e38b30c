"""Takes personal data out of a report before anything else sees it. Pure; keeps no text.

What is found by its form in questions too stands in answers/guarding.py; here is what reports have
besides: handles, links, accounts, names, and numbers that a question would be allowed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wayforward.core.language.digits import to_ascii
from wayforward.core.language.normalise import BIDI_MARKS
from wayforward.information.answers.guarding import find_personal_data, number_after
from wayforward.information.narratives.reporting.defanging import HOST_KEPT, defang
from wayforward.information.narratives.reporting.naming import NAMES

# Marks that can hide a number from a pattern and that no reader sees; ZWNJ and ZWJ stay in words.
_HIDDEN = {*BIDI_MARKS, "\u200b", "\u2060", "\ufeff", "\u00ad", "\u034f", "\ufe0f", "\u20e3"}
_JOINERS_AT_DIGITS = re.compile(r"(?<=\d)[\u200c\u200d]+|[\u200c\u200d]+(?=\d)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_ACCOUNT_WORDS = (
    r"hawala|havala|hawalah|mtcn|western\s?union|moneygram|transaction|account|iban|konto"
    r"|حواله|حوالهٔ|حوالې|حساب|رمز|ویسترن\s?یونین"
)
_PLACES_OF_HANDLES = (
    r"telegram|whats\s?app|imo|viber|signal|instagram|facebook|tiktok|snapchat|skype|user\s?name|id"
    r"|تلگرام|تلگرم|ټلګرام|ټیلیګرام|واتساپ|واتس\s?اپ|واټساپ|ایمو|وایبر|انستاگرام|انسټاګرام|فیسبوک"
    r"|فیس\s?بوک|تیک\s?تاک|ټیک\s?ټاک|سیگنال|سکایپ|آیدی|آی\s?دی|ایډي|یوزرنیم"
)
_BIRTH_WORDS = (
    r"born(?:\s+on)?|date\s+of\s+birth|birth\s?date|d\.?o\.?b\.?"
    r"|تاریخ\s+تولد|متولد|د\s+زېږېدو\s+نېټه|زېږېدلی|زیږیدلی"
)
_DAY = r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d)"
_YEARS = frozenset({"13", "14", "19", "20"})
_LEAST_DIGITS = 7  # of a number without an announcement


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text that may be stored, and how many things of each kind were taken out of it."""

    text: str
    removed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _always(found: str) -> bool:
    return True


def _may_call(found: str) -> bool:
    """Whether a row of digits may be somebody's number and not a sum, a law, days or years."""
    number = re.sub(_DAY, " ", found).strip(" (")
    groups = re.findall(r"\d+", number)
    if _digits(number) < _LEAST_DIGITS or _is_a_sum(number, groups):
        return False
    if re.fullmatch(r"(?:19|20)\d\d/\d{1,4}|\d{1,4}/(?:19|20)\d\d", number):
        return False
    return not all(len(group) == 4 and group[:2] in _YEARS for group in groups)


def _is_a_sum(number: str, groups: list[str]) -> bool:
    if number.startswith(("0", "+")):
        return False
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", number):
        return True
    # 701 234 567 may be a telephone or a sum; sums of that size are not written with blanks.
    if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+", number) and _digits(number) < 9:
        return True
    return len(groups) <= 2 and all(group.endswith("00") for group in groups)


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    regex: re.Pattern[str]
    holds: Callable[[str], bool] = _always
    group: str | int = 0

    def find(self, text: str) -> Iterator[_Found]:
        for match in self.regex.finditer(text):
            if self.holds(match.group(self.group)):
                yield _Found(self.kind, *match.span(self.group))


_FIRST = (
    *(_Pattern("name", regex, group="name") for regex in NAMES),
    _Pattern("account", number_after(_ACCOUNT_WORDS), lambda found: _digits(found) >= 4, "number"),
    _Pattern(
        "birth_date",
        re.compile(rf"(?<!\w)(?:{_BIRTH_WORDS})\W{{0,3}}(?P<day>{_DAY})", re.IGNORECASE),
        group="day",
    ),
)
_LAST = (
    _Pattern("handle", re.compile(r"(?<![\w.@])@\w[\w.]{2,}")),
    _Pattern(
        "handle",
        re.compile(
            rf"(?<!\w)(?:{_PLACES_OF_HANDLES})(?:\s+(?:is|id|من|زما|ما|مې))?\s?[:：=]\s?"
            r"(?P<handle>[A-Za-z_][\w.]{3,})",
            re.IGNORECASE,
        ),
        group="handle",
    ),
    _Pattern(
        "number",
        re.compile(r"(?<![\w,.])[+(]?\d(?:[ \u00a0\u202f\-./()_*]{0,2}\d){6,}(?!\w)"),
        _may_call,
    ),
)
KINDS = (
    "phone", "email", "tazkira", "passport", "case_number", "card", "iban", "number", "name",
    "account", "birth_date", "handle", "link", "invite", "chat",
)  # fmt: skip
# What scrubbing leaves behind: nothing is looked for in it again.
_LEFT_BEHIND = re.compile(rf"\[(?:{'|'.join(KINDS)})\]|{HOST_KEPT}")


def scrub(text: str) -> Scrubbed:
    """`text` without personal data, each piece replaced by its kind in brackets.

    Links keep their host alone, in a form that opens nothing: hxxps://example[.]org. Scrubbing
    again changes nothing. What no pattern can know, such as a name in the middle of a sentence,
    stays: that is why texts are let go of after a time (docs/decisions/reports.md).
    """
    removed: Counter[str] = Counter()
    before, now = None, _plain(text)
    while now != before:
        before = now
        now = _once(now, removed)
    return Scrubbed(now, dict(sorted(removed.items())))


def says_something(scrubbed: str) -> bool:
    """Whether a letter stands in a scrubbed text besides what scrubbing left there."""
    return any(character.isalpha() for character in _LEFT_BEHIND.sub("", scrubbed))


def _plain(text: str) -> str:
    """Without marks that hide things, digits of whatever script in one character each."""
    seen = "".join(c for c in _CONTROLS.sub(" ", text) if c not in _HIDDEN)
    unfolded = "".join(map(_as_digit, unicodedata.normalize("NFC", seen)))
    return _JOINERS_AT_DIGITS.sub("", unfolded).strip()


def _as_digit(character: str) -> str:
    """Circled, raised and lowered digits as plain ones; everything else as it is."""
    if unicodedata.decimal(character, None) is None:
        value = unicodedata.digit(character, None)
        return character if value is None else str(value)
    return character


def _once(text: str, removed: Counter[str]) -> str:
    # Addresses of mail before links: of "x (at) example.org" a link would leave the x.
    mailed = _without(text, removed, _mail)
    linked, counts = defang(mailed)
    removed.update(counts)
    return _without(linked, removed, _all)


def _without(text: str, removed: Counter[str], look: Callable[[str], Iterator[_Found]]) -> str:
    pieces: list[str] = []
    position = 0
    for found in _apart(to_ascii(text), look):
        pieces += [text[position : found.start], f"[{found.kind}]"]
        position = found.end
        removed[found.kind] += 1
    return "".join([*pieces, text[position:]])


def _apart(plain: str, look: Callable[[str], Iterator[_Found]]) -> list[_Found]:
    """In order and without overlaps; where two claim a stretch, the one looked for first has it."""
    taken = [match.span() for match in _LEFT_BEHIND.finditer(plain)]
    kept: list[_Found] = []
    for found in look(plain):
        if all(found.end <= start or found.start >= end for start, end in taken):
            kept.append(found)
            taken.append((found.start, found.end))
    return sorted(kept, key=lambda found: found.start)


def _mail(plain: str) -> Iterator[_Found]:
    return (found for found in _guarded(plain) if found.kind == "email")


def _guarded(plain: str) -> Iterator[_Found]:
    for found in find_personal_data(plain):
        yield _Found(found.kind, found.start, found.end)


def _all(plain: str) -> Iterator[_Found]:
    for pattern in _FIRST:
        yield from pattern.find(plain)
    yield from _guarded(plain)
    for pattern in _LAST:
        yield from pattern.find(plain)
