"""Finds personal data in a question before anything else sees it. Pure; keeps no text.

Numbers are looked for in three digit sets at once: the text is first folded to ASCII digits, one
character for one, so that positions hold. Laws, dates, years, sums and emergency numbers are not
personal data and must pass (see the tests).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wayforward.core.language.digits import to_ascii
from wayforward.information.answers.outcomes import PersonalDataFinding

_BEFORE = r"(?<![\w/.,-])"
_AFTER = r"(?![\w/-])"
_GAP = r"[ \u00a0\u202f\-./()]?"

# Words in four languages that announce a number of the person's own file or paper.
_CASE_WORDS = (
    r"case|file|dossier|reference|aktenzeichen|azr|az\.?|v-?nummer|agdref|ifa"
    r"|دوسیه|دوسیهٔ|دوسيه|پرونده|کیس|قضیه|دوسیې|کېس|قضیې"
)
_PAPER_WORDS = r"tazkira|tazkera|taskira|e-tazkira|تذکره|تذکرهٔ|تذکرې|تذکره‌ام"
_PASSPORT_WORDS = r"passport|pass|reisepass|پاسپورت|پاسپورټ|گذرنامه"
_LINK = (
    r"(?:\W{0,3}(?:number|no|nr|id|is|was|my|nummer|num"
    r"|نمبر|شماره|شمارهٔ|شمېره|شمېرې|من|ام|زما|مې|د|دی|ده|است)\b){0,4}\W{0,4}"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    regex: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = lambda match: True


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _passes_luhn(match: re.Match[str]) -> bool:
    """The check digit rule of payment cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(_digits(match.group()))):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _passes_mod97(match: re.Match[str]) -> bool:
    """The check rule of an IBAN (ISO 13616)."""
    compact = re.sub(r"\s", "", match.group()).upper()
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _is_phone(match: re.Match[str]) -> bool:
    """Between 9 and 15 digits (ITU-T E.164) and not a date or a row of years."""
    text = match.group()
    if re.fullmatch(r"\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}.*|\d{1,2}[-./]\d{1,2}[-./]\d{4}", text):
        return False
    return 9 <= len(_digits(text)) <= 15


def _has_four_digits(match: re.Match[str]) -> bool:
    return len(_digits(match.group("number"))) >= 4


def number_after(words: str) -> re.Pattern[str]:
    """A number, as group `number`, that one of the words (alternatives of a pattern) announces."""
    return re.compile(
        rf"(?<!\w)(?:{words}){_LINK}[#:]?\s*(?P<number>[A-Za-z]{{0,3}}[\d][\d\w./-]{{2,20}})",
        re.IGNORECASE,
    )


_PATTERNS = (
    # Only from the first letter of a run: tried from each, a long run would cost its square.
    _Pattern(
        "email",
        re.compile(r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.I),
    ),
    _Pattern(
        "iban",
        re.compile(
            rf"{_BEFORE}[A-Z]{{2}}\d{{2}}(?:\s?[A-Z0-9]{{4}}){{2,7}}(?:\s?[A-Z0-9]{{1,3}})?{_AFTER}",
            re.I,
        ),
        _passes_mod97,
    ),
    _Pattern("card", re.compile(rf"{_BEFORE}\d(?:[ -]?\d){{12,18}}{_AFTER}"), _passes_luhn),
    _Pattern("tazkira", re.compile(rf"{_BEFORE}\d{{4}}-\d{{4}}-\d{{5}}{_AFTER}")),
    _Pattern("tazkira", number_after(_PAPER_WORDS), _has_four_digits),
    _Pattern("passport", re.compile(rf"{_BEFORE}[A-Z]{{1,2}}\d{{7,8}}{_AFTER}", re.I)),
    _Pattern("passport", number_after(_PASSPORT_WORDS), _has_four_digits),
    _Pattern("case_number", re.compile(rf"{_BEFORE}\d{{7}}\s?-\s?\d{{3}}{_AFTER}")),
    _Pattern("case_number", re.compile(rf"{_BEFORE}\d{{2}}-\d{{6}}{_AFTER}")),
    _Pattern("case_number", number_after(_CASE_WORDS), _has_four_digits),
    _Pattern(
        "phone",
        re.compile(rf"(?<![\w/.,])(?:\+|00)\d(?:{_GAP}\d){{7,14}}{_AFTER}"),
        _is_phone,
    ),
    _Pattern("phone", re.compile(rf"{_BEFORE}\(?0\d(?:{_GAP}\d){{7,11}}{_AFTER}"), _is_phone),
    _Pattern("number", re.compile(rf"{_BEFORE}\d{{9,}}{_AFTER}")),
    _Pattern(
        "name",
        re.compile(
            r"(?<!\w)(?:my name is|i am called|mein name ist|je m'appelle)\s+"
            r"(?!(?:written|wrong\w*|misspel\w+|spel\w+|not|on|in|missing|incorrect\w*|different|the|a|falsch)\b)"
            r"\w+"
            r"|(?<!\w)(?:اسم من|نام من|اسمم|نامم)\s+(?!چیست)[\w‌]+(?:\s+[\w‌]+){0,2}\s+(?:است|هست)"
            r"|(?<!\w)زما\s+نوم\s+(?!څه)[\w‌]+(?:\s+[\w‌]+){0,2}\s+(?:دی|ده)",
            re.IGNORECASE,
        ),
    ),
)


def _matches(text: str) -> Iterator[PersonalDataFinding]:
    for pattern in _PATTERNS:
        for match in pattern.regex.finditer(text):
            if pattern.holds(match):
                yield PersonalDataFinding(pattern.kind, match.start(), match.end())


def find_personal_data(question: str) -> tuple[PersonalDataFinding, ...]:
    """What in `question` looks like personal data, in order, without overlaps.

    Positions count characters of the question as given. Where two patterns claim the same stretch
    the more telling one, listed first, keeps it.
    """
    kept: list[PersonalDataFinding] = []
    for finding in _matches(to_ascii(question)):
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.start))


def scrub(text: str) -> str:
    """`text` with every finding replaced by its kind in brackets."""
    pieces: list[str] = []
    position = 0
    for finding in find_personal_data(text):
        pieces += [text[position : finding.start], f"[{finding.kind}]"]
        position = finding.end
    return "".join([*pieces, text[position:]])
