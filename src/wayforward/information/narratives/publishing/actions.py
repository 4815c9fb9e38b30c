"""The verbs of rebuttals: assign, edit, submit, send back, publish, withdraw, confirm, judge, add
wordings.

Each is one transaction: permission, rules, write, event. Loading the starter set is in
`loading.py`; what a rebuttal stands on is the citation graph's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.citations import actions as citations
from wayforward.core.citations.models import ClearedHow, Doubt
from wayforward.information.narratives import queries, rules, writing
from wayforward.information.narratives.channels.tasks import tell_soon
from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.reporting.queries import sightings
from wayforward.information.narratives.rules import Harm, Obstacle, State, Verdict, Words

STREAM = "rumours"


class EditedMeanwhileError(RuntimeError):
    """Somebody saved this text since it was opened; nothing was written."""

    def __init__(self, text: ClaimText) -> None:
        """Keeps the text as it is now."""
        super().__init__(f"{text.updated_by} saved this text meanwhile.")
        self.text = text


class FaultyWordsError(ValueError):
    """The words, or the verdict, cannot be saved; `faults` says which and why."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keeps the faults by field, as keys of wording."""
        super().__init__(", ".join(f"{field}: {why}" for field, why in faults.items()))
        self.faults = faults


class NotPublishableError(RuntimeError):
    """The text cannot be published now; `obstacles` says why."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        """Keeps every reason."""
        super().__init__(", ".join(f"{one.key} {one.detail}".strip() for one in obstacles))
        self.obstacles = tuple(obstacles)


class NotInThatStateError(RuntimeError):
    """The step does not fit the state of the text."""

    def __init__(self, text: ClaimText) -> None:
        """Names the state."""
        super().__init__(f"This text is {text.state.replace('_', ' ')}: this step is not open.")
        self.text = text


class NoWriterError(ValueError):
    """Nobody of this name may write the text."""

    def __init__(self, name: str) -> None:
        """Says what to do."""
        super().__init__(f"{name} may not write this text: choose somebody of the list.")


class NothingToTakeBackError(RuntimeError):
    """There is no confirmation to take back."""

    def __init__(self) -> None:
        """Says so."""
        super().__init__("There is no confirmation to take back.")


@transaction.atomic
def assign(*, text_id: int, to: str, actor: Actor) -> ClaimText:
    """Give a text to somebody who may write it, by the name of their account, or to nobody ("").

    It hinders nobody else. Raises NotAllowedError or NoWriterError.
    """
    text = _locked(text_id)
    require(actor, queries.writes(text.language))
    if to and to not in queries.writers(text.language):
        raise NoWriterError(to)
    # Its words stay as they are: neither its day nor its revision changes.
    ClaimText.objects.filter(pk=text.pk).update(assigned_to=to)
    text.assigned_to = to
    _tell(text, "rebuttal assigned", actor, "", to=to)
    return text


@transaction.atomic
def edit(
    *,
    text_id: int,
    revision: int,
    said: Words,
    wordings: Sequence[str],
    actor: Actor,
    why: str = "",
) -> ClaimText:
    """Write what somebody wants, if nobody saved since `revision`; a draft again, out of public.

    Whoever wrote it looked at its pages: open doubts end. The title is the first wording. Raises
    NotAllowedError, EditedMeanwhileError, FaultyWordsError or RuleSetError.
    """
    text = _locked(text_id, revision)
    require(actor, queries.writes(text.language))
    every = list(dict.fromkeys(one.strip() for one in (said.title, *wordings) if one.strip()))
    if wrong := _wrong(text, said, every):
        raise FaultyWordsError(wrong)
    writing.change(text, said, every, actor.name)
    _keep_from_file(text.claim)
    if Doubt.objects.filter(citation__text=text.published_id, cleared_at=None).exists():
        citations.clear_doubts(
            text_id=text.published_id,
            how=ClearedHow.EDITED,
            actor=actor.name,
            reason=why or "edited",
        )
    _tell(text, "rebuttal edited", actor, why)
    return text


def _wrong(text: ClaimText, said: Words, wordings: Sequence[str]) -> dict[str, str]:
    """Field -> why it cannot stay so; a way of telling is a sentence, and no index holds more."""
    long = any(len(one) > rules.LONGEST_SENTENCE for one in wordings[1:])
    radio = queries.radio_words(on=timezone.now().date())
    found = dict(rules.faults(said, Verdict(text.claim.verdict), radio))
    return found | ({"wordings": "too_long"} if long else {})


@transaction.atomic
def submit(*, text_id: int, actor: Actor) -> ClaimText:
    """Hand a draft to a second pair of eyes. Raises NotAllowedError or NotInThatStateError."""
    text = _locked(text_id)
    require(actor, queries.writes(text.language))
    return _moved(text, State.DRAFT, State.IN_REVIEW, "rebuttal submitted", actor)


@transaction.atomic
def send_back(*, text_id: int, actor: Actor, why: str) -> ClaimText:
    """Hand a text in review back, with the reason. Raises as `submit`."""
    require(actor, Permission.SIGN_LANGUAGE)
    text = _locked(text_id)
    return _moved(text, State.IN_REVIEW, State.DRAFT, "rebuttal sent back", actor, why)


@transaction.atomic
def publish(*, text_id: int, revision: int, actor: Actor, on: date | None = None) -> ClaimText:
    """Put a text before the public, as its second reader.

    Raises NotAllowedError, EditedMeanwhileError, RuleSetError, or NotPublishableError with every
    obstacle: also where too few independent sightings are known, for an answer makes known. Those
    who asked in this language to be told of changes are told.
    """
    require(actor, Permission.SIGN_LANGUAGE)
    text = _locked(text_id, revision)
    today = on or timezone.now().date()
    seen = sightings(text.claim.key, on=today)
    found = queries.obstacles(text, reader=actor.name, sightings=seen, on=today)
    if found:
        raise NotPublishableError(found)
    text.state = State.PUBLISHED
    text.save(update_fields=["state", "updated_at"])
    citations.set_published(text_ids=[text.published_id], published=True)
    _keep_from_file(text.claim)
    _tell(text, "rebuttal published", actor, "", sightings=seen)
    tell_soon(text.claim.key, text.language)
    return text


@transaction.atomic
def withdraw(*, text_id: int, actor: Actor, why: str) -> ClaimText:
    """Take a text from the public; it waits for a second pair of eyes again. Raises as `submit`."""
    require(actor, Permission.EDIT_CARD)
    text = _locked(text_id)
    moved = _moved(text, State.PUBLISHED, State.IN_REVIEW, "rebuttal withdrawn", actor, why)
    citations.set_published(text_ids=[text.published_id], published=False)
    return moved


@transaction.atomic
def confirm(*, text_id: int, actor: Actor, why: str = "") -> int:
    """Compared with its pages and found right: how many doubts ended.

    Raises NotAllowedError, or NothingInDoubtError where there was none.
    """
    require(actor, Permission.CONFIRM_CARD)
    text = _locked(text_id)
    cleared = citations.clear_doubts(
        text_id=text.published_id, how=ClearedHow.RECONFIRMED, actor=actor.name, reason=why
    )
    _tell(text, "rebuttal confirmed", actor, why, doubts=cleared)
    return cleared


@transaction.atomic
def take_back_confirmation(*, text_id: int, actor: Actor, why: str = "") -> int:
    """Open again the doubts that the last confirmation ended. Raises NothingToTakeBackError."""
    require(actor, Permission.CONFIRM_CARD)
    text = _locked(text_id)
    reopened = citations.take_back_confirmation(text_id=text.published_id, actor=actor.name)
    if not reopened:
        raise NothingToTakeBackError
    _tell(text, "rebuttal confirmation taken back", actor, why, doubts=reopened)
    return reopened


@transaction.atomic
def judge(
    *, claim_id: int, verdict: Verdict, until: date | None, harm: Harm, actor: Actor, why: str
) -> Claim:
    """Say what we hold of a claim. What was published said otherwise: it goes out of public.

    Whoever judged it is no second pair of eyes any more, and nobody publishes what they opened
    before.

    Raises NotAllowedError or FaultyWordsError.
    """
    require(actor, Permission.EDIT_CARD)
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    if wrong := rules.verdict_faults(verdict, until, timezone.now().date()):
        raise FaultyWordsError({"until": wrong[0]})
    changed = (claim.verdict, claim.until) != (verdict.value, until)
    claim.verdict, claim.until, claim.harm, claim.edited = verdict.value, until, harm, True
    if changed:
        claim.judged_by = actor.name
        _take_down(claim)
    claim.save()
    record(stream=STREAM, name="claim judged", subject=claim.key, actor=actor.name, reason=why,
           verdict=verdict.value, harm=int(harm))  # fmt: skip
    return claim


def _take_down(claim: Claim) -> None:
    texts = ClaimText.objects.filter(claim=claim)
    citations.set_published(text_ids=texts.values_list("published", flat=True), published=False)
    texts.update(state=State.DRAFT, revision=F("revision") + 1)


@transaction.atomic
def add_wording(*, text_id: int, said: str, actor: Actor) -> ClaimText:
    """Note one more way a claim is told; what answers it stays as it is, and so does its state.

    Raises NotAllowedError or FaultyWordsError.
    """
    require(actor, Permission.TRANSLATE_CARD)
    text = _locked(text_id)
    if not said.strip() or len(said) > rules.LONGEST_SENTENCE:
        raise FaultyWordsError({"wording": "empty" if not said.strip() else "too_long"})
    writing.add_wording(text, said.strip())
    _keep_from_file(text.claim)
    _tell(text, "wording added", actor, "")
    return text


def _locked(text_id: int, revision: int | None = None) -> ClaimText:
    rows = ClaimText.objects.select_for_update(of=("self",)).select_related("claim", "published")
    text = rows.get(pk=text_id)
    if revision is not None and text.revision != revision:
        raise EditedMeanwhileError(text)
    return text


def _moved(
    text: ClaimText, before: State, after: State, name: str, actor: Actor, why: str = ""
) -> ClaimText:
    if text.state != before:
        raise NotInThatStateError(text)
    text.state = after
    text.save(update_fields=["state", "updated_at"])
    _tell(text, name, actor, why)
    return text


def _keep_from_file(claim: Claim) -> None:
    """From now on it is people's: the starter file no longer changes it."""
    if not claim.edited:
        Claim.objects.filter(pk=claim.pk).update(edited=True)
        claim.edited = True


def _tell(text: ClaimText, name: str, actor: Actor, why: str, **facts: object) -> None:
    record(stream=STREAM, name=name, subject=f"{text.claim.key}/{text.language}", actor=actor.name,
           reason=why, revision=text.revision, **facts)  # fmt: skip
