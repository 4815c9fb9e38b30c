"""What makes a claim and its rebuttal right, and when the public may be told. Pure.

How many independent sightings make a rumour public is a cited parameter and comes in as a number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from wayforward.core.language.sms import sms_parts

# Independent sightings below which answering in public would spread the rumour (a rule set's key).
LEAST_SIGHTINGS = "rebuttal-least-sightings"
LONGEST_TITLE, LONGEST_SENTENCE = 140, 300
MOST_SENTENCES = 3  # of each part of a rebuttal
# Between how many words an answer lies that is read on the radio (keys of a rule set).
RADIO_LEAST, RADIO_MOST = "rebuttal-radio-least-words", "rebuttal-radio-most-words"


class Verdict(StrEnum):
    """What we say of a claim."""

    FALSE = "false"
    WAS_TRUE = "was_true"  # until a day
    TRUE_FOR_SOME = "true_for_some"  # and we say for whom
    NO_OFFICIAL_WORD = "no_official_word"  # nobody official has said this
    SCAM = "scam"


class Harm(IntEnum):
    """What believing a claim can cost."""

    DISAPPOINTMENT = 1  # or lost money
    LOST_RIGHTS = 2  # or heavy debt
    DANGER = 3  # to life, body or freedom


GREATEST_HARM = max(Harm)


class Gainer(StrEnum):
    """Who gains when a claim is believed."""

    SMUGGLERS = "smugglers"
    FIXERS = "fixers"
    FRAUDSTERS = "fraudsters"
    CLICK_PAGES = "click_pages"
    NOBODY = "nobody"


class Channel(StrEnum):
    """Where a claim is told."""

    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    YOUTUBE = "youtube"
    WORD_OF_MOUTH = "word_of_mouth"
    RELATIVES = "relatives"
    SMUGGLER = "smuggler"
    RADIO = "radio"
    POSTERS = "posters"


class State(StrEnum):
    """How far a text has come; whether it is amber is the citation graph's say."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"


class Decision(StrEnum):
    """What matching says of a report."""

    NEAR_EXACT = "near_exact"  # a claim told in these words: its rebuttal may be sent back
    SUGGESTED = "suggested"  # a person decides
    NEW = "new"


class Audience(StrEnum):
    """Who is told that a rumour is wrong."""

    HELPLINE = "helpline"  # staff answer whoever asks; nothing is published
    EVERYBODY = "everybody"


def audience(sightings: int, least: int) -> Audience:
    """Do no harm: a rumour few have heard is not made known by answering it in public."""
    return Audience.EVERYBODY if sightings >= least else Audience.HELPLINE


def words(text: str) -> int:
    """How many words are read aloud; what stands between spaces is one."""
    return len(text.split())


def verdict_faults(verdict: Verdict, until: date | None, on: date) -> list[str]:
    """What a verdict lacks or has too many, as keys of wording; `on` is today."""
    if verdict is not Verdict.WAS_TRUE:
        return ["until_without_was_true"] if until else []
    if until is None:
        return ["until_missing"]
    return ["until_to_come"] if until >= on else []


@dataclass(frozen=True, slots=True)
class Words:
    """What a claim and its rebuttal say in one language."""

    title: str
    fact: Sequence[str]
    wrong: Sequence[str]
    instead: Sequence[str]
    sms: str
    radio: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class RadioWords:
    """How many words an answer has that is read on the radio. Values: the rule set."""

    least: int
    most: int


def faults(said: Words, verdict: Verdict, radio: RadioWords) -> Mapping[str, str]:
    """Why words cannot be saved: field -> key of wording; empty where they can."""
    found = {"title": _fault(said.title, LONGEST_TITLE)}
    found |= {
        part: _faults_of_part(sentences)
        for part, sentences in (
            ("fact", said.fact), ("wrong", said.wrong), ("instead", said.instead),
        )
    }  # fmt: skip
    found["who"] = _who_fault(said.who, verdict)
    found["sms"] = _sms_fault(said.sms)
    found["radio"] = _radio_fault(said.radio, radio)
    return {field: why for field, why in found.items() if why}


def _fault(text: str, longest: int) -> str:
    if not text.strip():
        return "empty"
    return "too_long" if len(text) > longest else ""


def _faults_of_part(sentences: Sequence[str]) -> str:
    if not sentences:
        return "missing"
    if len(sentences) > MOST_SENTENCES:
        return "too_many"
    return next(filter(None, (_fault(one, LONGEST_SENTENCE) for one in sentences)), "")


def _who_fault(who: str, verdict: Verdict) -> str:
    if verdict is Verdict.TRUE_FOR_SOME:
        return _fault(who, LONGEST_SENTENCE)
    return "only_true_for_some" if who else ""


def _sms_fault(sms: str) -> str:
    if not sms.strip():
        return "empty"
    return "" if sms_parts(sms) == 1 else "too_long"


def _radio_fault(script: str, radio: RadioWords) -> str:
    if not script.strip():
        return "empty"
    count = words(script)
    return "too_short" if count < radio.least else "too_long" if count > radio.most else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A citation: whether its page was there at the last visit, whether it is in doubt."""

    live: bool
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a text may not be published now, as a key of wording and what it is about."""

    # not_in_review, faults, no_live_citation, amber, own_words, own_verdict, too_few_sightings
    key: str
    detail: str = ""


def stands_on_something(citations: Collection[Standing]) -> bool:
    """Whether at least one citation is of a page that is there and says what it said."""
    return any(one.live and not one.in_doubt for one in citations)


def obstacles_to_publishing(
    *,
    state: State,
    faulty: Collection[str],
    citations: Collection[Standing],
    written_by: str,
    judged_by: str,
    reader: str,
    sightings: int,
    least: int,
) -> list[Obstacle]:
    """Every reason at once; none: `reader`, the second pair of eyes, may publish.

    The second pair of eyes is of somebody who neither wrote the words nor judged the claim.
    A text in doubt waits even where another citation holds: it would come out amber.
    """
    found: list[Obstacle] = []
    if state is not State.IN_REVIEW:
        found.append(Obstacle("not_in_review", state))
    if faulty:
        found.append(Obstacle("faults", ", ".join(sorted(faulty))))
    if not stands_on_something(citations):
        found.append(Obstacle("no_live_citation"))
    if any(one.in_doubt for one in citations):
        found.append(Obstacle("amber"))
    if written_by == reader:
        found.append(Obstacle("own_words", reader))
    if judged_by == reader:
        found.append(Obstacle("own_verdict", reader))
    if audience(sightings, least) is Audience.HELPLINE:
        found.append(Obstacle("too_few_sightings", f"{sightings} < {least}"))
    return found
