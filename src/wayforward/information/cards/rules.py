"""What makes a card right: sentences that keep up, protected values, signatures. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wayforward.core.language.digits import to_ascii
from wayforward.core.language.normalise import search_form

ANSWER, NEXT = "answer", "next"
DRAFT, IN_REVIEW, SIGNED = "draft", "in_review", "signed"
CAPACITIES = ("native_reader", "legal_reader")  # both stand for a signed text
LONGEST_SENTENCE, LONGEST_QUESTION = 400, 200
MOST_SENTENCES = 12
# A booklet of so many cards is about a megabyte and a few seconds of one core.
MOST_PRINTED = 60
PACK_DAYS = 30  # how long a file of cards may be trusted without asking us again

_SEPARATORS = str.maketrans({"٬": ",", "٫": ".", "٪": "%"})
_ADDRESS = re.compile(
    r"https?://[^\s«»]+[^\s«».,،؛]|[\w.+-]+@[\w-]+\.[\w.]+\w|(?:[a-z0-9-]+\.)+[a-z]{2,}"
)
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")
_ABBREVIATION = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?:/[A-Z]+)*(?![A-Za-z])")
# Every language has its own word for these; the house's glossary gives it.
_TRANSLATED = frozenset({"EU", "UN", "US", "UK", "SMS", "ID", "DNA", "PDF"})


class Edit(StrEnum):
    """What a save does to a text."""

    MEANING = "meaning"  # says something else: the other languages fall behind
    LANGUAGE = "language"  # a typo, a better word: nobody falls behind, signatures stand
    TRANSLATION = "translation"  # says now what another language says already
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A protected value or term of one language that another lacks, in one sentence."""

    slot: str
    language: str  # the one that lacks it or has it too many
    against: str
    value: str


def behind(renders: int, wording: int) -> bool:
    """Whether a sentence says an older wording than its slot has."""
    return renders < wording


def protected_values(text: str) -> Counter[str]:
    """Numbers, addresses and abbreviations that every language must share, in plain digits."""
    plain = to_ascii(text).translate(_SEPARATORS)
    addresses = _ADDRESS.findall(plain)
    rest = _ADDRESS.sub(" ", plain)
    abbreviations = [a for a in _ABBREVIATION.findall(rest) if a not in _TRANSLATED]
    return Counter([*addresses, *_NUMBER.findall(rest), *abbreviations])


@dataclass(frozen=True, slots=True)
class ProtectedTerm:
    """A word of the field that must not be rendered loosely: its forms by language, folded."""

    id: str
    forms: Mapping[str, Sequence[str]]

    def stands_in(self, text: str, language: str) -> bool:
        """Whether one of its forms stands in the text; a form may be the beginning of a word."""
        folded = search_form(_ADDRESS.sub(" ", text))
        return any(
            re.search(rf"(?<!\w){re.escape(search_form(form))}", folded)
            for form in self.forms[language]
        )


def mismatches(
    slot: str,
    words: Mapping[str, str],
    terms: Iterable[ProtectedTerm] = (),
    *,
    against: str = "en",
) -> list[Mismatch]:
    """What the languages of one sentence do not share; `words` is language -> sentence."""
    if against not in words:
        return []
    wanted = protected_values(words[against])
    held = [term for term in terms if term.stands_in(words[against], against)]
    found: list[Mismatch] = []
    for language, text in words.items():
        if language == against:
            continue
        mine = protected_values(text)
        differing = [*(wanted - mine).elements(), *(mine - wanted).elements()]
        lacking = [term.id for term in held if not term.stands_in(text, language)]
        found += [Mismatch(slot, language, against, value) for value in (*differing, *lacking)]
    return found


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a text cannot be signed now, as a key of `wording` and what it is about."""

    key: str  # behind, amber, values, not_in_review, signed_already, no_citation
    detail: str = ""


def obstacles_to_signing(
    *,
    state: str,
    behind_slots: Collection[str],
    amber: bool,
    differing: Collection[str],
    citations: int,
    signed_as: Collection[str],
    capacity: str,
) -> list[Obstacle]:
    """Every reason at once; none: the text may be signed in this capacity."""
    found: list[Obstacle] = []
    if state != IN_REVIEW:
        found.append(Obstacle("not_in_review", state))
    if behind_slots:
        found.append(Obstacle("behind", ", ".join(sorted(behind_slots))))
    if amber:
        found.append(Obstacle("amber"))
    if differing:
        found.append(Obstacle("values", ", ".join(sorted(differing))))
    if not citations:
        found.append(Obstacle("no_citation"))
    if capacity in signed_as:
        found.append(Obstacle("signed_already", capacity))
    return found


def state_after_signing(signed_as: Collection[str]) -> str:
    """Signed when both capacities stand for it."""
    return SIGNED if set(CAPACITIES) <= set(signed_as) else IN_REVIEW


def ends_signatures(edit: Edit) -> bool:
    """Whether a save ends the signatures that stand: all do but a mended word."""
    return edit != Edit.LANGUAGE


def state_after_edit(state: str, edit: Edit) -> str:
    """What a save makes of the state: what was signed must be signed again."""
    return state if edit == Edit.LANGUAGE else DRAFT


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with the words of a text before it may be saved: slot or field -> why."""

    by_place: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.by_place)


def faults(question: str, sentences: Mapping[str, str]) -> Faults:
    """Empty or overlong words, by place; `question` is a place of its own."""
    found = {"question": _fault(question, LONGEST_QUESTION)}
    found |= {slot: _fault(words, LONGEST_SENTENCE) for slot, words in sentences.items()}
    if not any(slot.startswith(ANSWER) for slot in sentences):
        found["answer"] = "missing"
    if len(sentences) > MOST_SENTENCES:
        found["answer"] = "too_many"
    return Faults({place: why for place, why in found.items() if why})


def _fault(words: str, longest: int) -> str:
    if not words.strip():
        return "empty"
    return "too_long" if len(words) > longest else ""
