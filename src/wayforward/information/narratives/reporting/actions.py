"""The verbs of reports that come: receive, look up, enter, let texts go.

What comes in is scrubbed here before anything else sees it, whichever way it came. Sorting has a
file of its own, `sorting_actions.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from wayforward.core.access.rules import ITSELF, Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.language.normalise import wording_form
from wayforward.core.rulesets import queries as rulesets
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting import rules
from wayforward.information.narratives.reporting.answering import (
    Answer,
    answer,
    site_language,
)
from wayforward.information.narratives.reporting.matched import (
    BatchMatcher,
    Candidate,
    Matched,
    Matcher,
)
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import How, Intake
from wayforward.information.narratives.reporting.scrubbing import (
    Scrubbed,
    says_something,
    scrub,
)
from wayforward.information.narratives.rules import Channel, Decision

STREAM = "reports"
_MOST_CANDIDATES = 5
_DIGEST = 32  # letters of a keyed digest
WITHOUT_WORDS: dict[str, Any] = {"text": "", "same_text": "", "candidates": [], "removed": {}}


class EmptyReportError(ValueError):
    """Nothing was said."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("The report is empty: write down what people are being told.")


class LongReportError(ValueError):
    """More was said than a rumour is long."""

    def __init__(self) -> None:
        """Says how long it may be."""
        super().__init__(
            f"The report is longer than {rules.LONGEST_TEXT} characters: send the part that tells"
            " the rumour."
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody reports: a text, how it came, where and when it was told, as far as is known.

    `people` stand behind it by the word of whoever reports, 1 where nobody says. `language` is
    what the reporter says it is; empty: it is found out.
    """

    text: str
    came_by: Intake
    day: date
    channel: Channel | None = None
    province: str = ""
    language: str = ""
    people: int = 1
    row_key: str | None = None  # by which what may come again is known: see models.Report


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a report and what goes back to whoever sent it."""

    report: Report
    answer: Answer


@dataclass(frozen=True, slots=True)
class Entered:
    """What goes back to a device that sent an entry; `again`: it was here already."""

    answer: Answer
    again: bool


def _always_first(about: str) -> bool:
    return True


def receive_report(
    *,
    heard: Heard,
    match: Matcher,
    first_today: Callable[[str], bool] = _always_first,
    reader: str = "",
) -> Receipt:
    """Scrub, match, store; what is published against it goes back at once.

    In the language of the `reader` where it is known (fa-af, ps, en), else in that of the text.

    `first_today` says of a claim or a text whether whoever sends this tells it for the first time
    today; where it is told again it counts nobody more. Raises EmptyReportError, LongReportError.
    """
    scrubbed = scrubbed_report(heard.text)
    found = match(scrubbed.text)
    with transaction.atomic():
        report = _report(heard, scrubbed, found, _claims([found]))
        if not first_today(report.claim.key if report.claim else report.same_text):
            report.people = 0
        report.save()
    return Receipt(report, _answer(found, reader or report.language))


def receive_many(*, heard: Sequence[Heard], match: BatchMatcher) -> list[Report]:
    """As `receive_report`, for files and streams: matched together, stored in one transaction.

    Nobody waits for an answer, and no chat tells it again. All or none: raises EmptyReportError,
    LongReportError.
    """
    scrubbed = [scrubbed_report(one.text) for one in heard]
    found = match([one.text for one in scrubbed])
    with transaction.atomic():
        claims = _claims(found)
        rows = [
            _report(said, clean, matched, claims)
            for said, clean, matched in zip(heard, scrubbed, found, strict=True)
        ]
        return Report.objects.bulk_create(rows)


@transaction.atomic
def enter_report(*, heard: Heard, match: Matcher, actor: Actor, reader: str = "") -> Receipt:
    """What a member of staff was told; by whose word it counts stands in the log.

    Raises NotAllowedError, EmptyReportError, LongReportError.
    """
    require(actor, Permission.SEE_EDITING)
    done = receive_report(heard=heard, match=match, reader=reader)
    claim = done.report.claim.key if done.report.claim else ""
    tell("report entered", claim, actor, "", people=heard.people)
    return done


def enter_once(
    *, heard: Heard, key: str, match: Matcher, actor: Actor, reader: str = ""
) -> Entered:
    """As `enter_report`, for what a device may send again: of one `key` one report is stored.

    A repeat is answered like the first time. Raises as `enter_report`.
    """
    require(actor, Permission.SEE_EDITING)
    row_key = digest("entry of a device", key)
    if not _is_known(row_key):
        try:
            with transaction.atomic():
                done = enter_report(
                    heard=replace(heard, row_key=row_key), match=match, actor=actor, reader=reader
                )
            return Entered(done.answer, again=False)
        except IntegrityError:
            # Sent twice at the same time: the other one was first.
            if not _is_known(row_key):
                raise
    return Entered(look_up(text=heard.text, match=match, reader=reader), again=True)


def _is_known(row_key: str) -> bool:
    return Report.objects.filter(row_key=row_key).exists()


def look_up(*, text: str, match: Matcher, reader: str = "") -> Answer:
    """What is published against a rumour; nothing is kept of it.

    Raises EmptyReportError, LongReportError.
    """
    found = match(scrubbed_report(text).text)
    return _answer(found, reader or site_language(found.language))


def _answer(found: Matched, language: str) -> Answer:
    return answer(Decision(found.decision), language, [one.claim for one in found.matches])


def scrubbed_report(text: str) -> Scrubbed:
    """A text without personal data, as long as a rumour is.

    Raises EmptyReportError, LongReportError; what is far too long is refused before it is read.
    """
    if len(text) > rules.LONGEST_GIVEN:
        raise LongReportError
    scrubbed = scrub(text)
    if not says_something(scrubbed.text):
        raise EmptyReportError
    if len(scrubbed.text) > rules.LONGEST_TEXT:
        raise LongReportError
    return scrubbed


def _claims(found: Sequence[Matched]) -> dict[str, Claim]:
    """The active claims that texts were met with first, by key."""
    keys = {one.matches[0].claim for one in found if one.matches}
    return {row.key: row for row in Claim.objects.filter(key__in=keys, active=True)}


def _report(
    heard: Heard, scrubbed: Scrubbed, found: Matched, claims: Mapping[str, Claim]
) -> Report:
    decision = Decision(found.decision)
    best = claims.get(found.matches[0].claim) if found.matches else None
    sure = decision is Decision.NEAR_EXACT and best is not None
    return Report(
        text=scrubbed.text,
        same_text=same_text(scrubbed.text),
        removed=dict(scrubbed.removed),
        language=site_language(heard.language or found.language),
        came_by=heard.came_by,
        channel=heard.channel or "",
        day=heard.day,
        province=heard.province,
        people=heard.people,
        decision=decision,
        suggested=None if decision is Decision.NEW else best,
        candidates=[_kept(one) for one in found.matches[:_MOST_CANDIDATES]],
        claim=best if sure else None,
        how=How.MACHINE if sure else "",
        row_key=heard.row_key,
    )


def _kept(one: Candidate) -> dict[str, object]:
    return {"claim": one.claim, "score": round(float(one.score), 4), "why": one.why}


def same_text(text: str) -> str:
    """A keyed digest of the words of a scrubbed text: alike where a reader reads the same."""
    return digest("same text", wording_form(text))


def digest(what: str, said: str) -> str:
    """A keyed digest of something that holds no personal data."""
    return salted_hmac(f"wayforward reports {what}", said, algorithm="sha256").hexdigest()[:_DIGEST]


@transaction.atomic
def forget_texts(*, on: date) -> int:
    """Let the texts go whose time is over; what they count for stays. How many they were.

    Raises RuleSetError where there are any and nobody has set how long they are kept.
    """
    if not Report.objects.exclude(text="").exists():
        return 0
    kept_for = rulesets.value("", rules.TEXT_KEPT_FOR, on=on).whole()
    old = Report.objects.filter(day__lt=on - timedelta(days=kept_for)).exclude(text="")
    count = old.update(**WITHOUT_WORDS)
    if count:
        record(
            stream=STREAM, name="texts of reports let go", subject="", actor=ITSELF.name,
            texts=count, days=kept_for,
        )  # fmt: skip
    return count


def tell(name: str, claim: str, actor: Actor, why: str, **facts: object) -> None:
    """Write an event of reports; called in the transaction of what it tells of."""
    record(stream=STREAM, name=name, subject=claim, actor=actor.name, reason=why, **facts)
