"""Asking: a list of small steps over one context, each of which may end the way with an outcome.

Nothing is generated and nothing about the question is stored. Read STEPS from top to bottom to see
how an answer is chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from wayforward.core.language.detection import detect
from wayforward.core.language.places import countries
from wayforward.core.language.romanised import to_own_script
from wayforward.core.language.topics import topics
from wayforward.information.answers import rules
from wayforward.information.answers.card_finding import Asked, find_cards
from wayforward.information.answers.confidence import Judgement, judge, with_proofs
from wayforward.information.answers.embedding import get_embedder
from wayforward.information.answers.guarding import find_personal_data
from wayforward.information.answers.outcomes import (
    Answer,
    CardAnswer,
    Outcome,
    PersonalDataFinding,
    Quotation,
    ReferralContact,
)
from wayforward.information.answers.queries import switched_off
from wayforward.information.answers.referring import refer
from wayforward.information.answers.retrieving import FoundPassage, find_passages, passages_of
from wayforward.information.answers.selecting import Selection, get_selector

PASSAGES_READ = 4  # for their sentences; those likely to answer are shown
PROOFS = 2  # passages of the pages a card stands on, shown below it


@dataclass(slots=True)
class Context:
    """What the steps know so far. Lives for one question and is then forgotten."""

    question: str  # as typed, or in its own script when it was typed in Latin letters
    asked_language: str | None
    asked_country: str | None
    now: datetime
    outcome: Outcome | None = None
    personal_data: tuple[PersonalDataFinding, ...] = ()
    question_language: str | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    vector: NDArray[np.float32] | None = None
    found: list[FoundPassage] = field(default_factory=list)
    cards: tuple[CardAnswer, ...] = ()
    proofs: int = 0  # how many of `found` stand first because a card cites their page
    selections: list[Selection] = field(default_factory=list)
    judgement: Judgement | None = None
    referral: tuple[ReferralContact, ...] = ()

    @property
    def sure_card(self) -> CardAnswer | None:
        """The card that surely answers, where there is one."""
        return self.cards[0] if self.cards and self.cards[0].sure else None

    @property
    def reader_language(self) -> str:
        """The language of everything around the quotations."""
        return rules.reader_language(self.asked_language, self.question_language)


Step = Callable[[Context], None]


def measure(context: Context) -> None:
    """An empty or overlong question ends here."""
    if not context.question.strip():
        context.outcome = Outcome.EMPTY
    elif len(context.question) > rules.LONGEST_QUESTION:
        context.outcome = Outcome.TOO_LONG


def guard_personal_data(context: Context) -> None:
    """A question with personal data goes no further."""
    context.personal_data = find_personal_data(context.question)
    if context.personal_data:
        context.outcome = Outcome.PERSONAL_DATA_REFUSED


def recognise_language(context: Context) -> None:
    """Name the language; when unsure and the reader has not said, ask the reader."""
    found = detect(context.question)
    context.question_language = found.language
    if found.romanised and found.language is not None:
        context.question = to_own_script(context.question, found.language)
    if context.question_language is None and context.asked_language is None:
        context.outcome = Outcome.UNCLEAR_LANGUAGE


def read_topic_and_country(context: Context) -> None:
    """Countries and topics named in the words; a country the reader chose goes first."""
    named = countries(context.question)
    chosen = (context.asked_country.upper(),) if context.asked_country else ()
    context.countries = tuple(dict.fromkeys((*chosen, *named)))
    context.topics = topics(context.question)
    if switched_off(context.topics, context.countries):
        context.outcome = Outcome.TOPIC_OFF


def retrieve(context: Context) -> None:
    """Find passages by meaning and by words."""
    context.vector = get_embedder().queries([context.question])[0]
    context.found = find_passages(
        context.question,
        context.vector,
        language=context.question_language or rules.TEXT_LANGUAGE[context.reader_language],
        countries=context.countries,
        topics=context.topics,
        limit=PASSAGES_READ,
    )


def put_card_first(context: Context) -> None:
    """A card that surely fits answers by itself; the pages it stands on come first below it."""
    assert context.vector is not None  # noqa: S101 - the step before has set it
    context.cards = find_cards(
        Asked(
            context.question,
            context.question_language,
            context.reader_language,
            context.vector,
            context.countries,
            context.topics,
        )
    )
    card = context.sure_card
    if card is not None:
        cited = tuple(dict.fromkeys(cite.source_id for cite in card.citations))
        proofs = passages_of(cited, context.vector, language=card.language, limit=PROOFS)
        others = [one for one in context.found if one.id not in {proof.id for proof in proofs}]
        context.proofs = len(proofs)
        context.found = [*proofs, *others][:PASSAGES_READ]


def select_sentences(context: Context) -> None:
    """Mark in each passage the sentences that answer."""
    if not context.found:
        return
    context.selections = get_selector().select_many(
        context.question,
        [passage.lines for passage in context.found],
        question_vector=context.vector,
        line_vectors=[passage.line_vectors for passage in context.found],
    )


def decide(context: Context) -> None:
    """Answer when the calibrated probability is high enough, else refuse."""
    context.judgement = judge(context.found, context.selections, language=context.question_language)
    if context.sure_card is not None:
        context.judgement = with_proofs(
            context.judgement, context.proofs, context.sure_card.confidence
        )
        context.outcome = Outcome.ANSWERED
        return
    if not context.judgement.answers:
        context.outcome = Outcome.NO_OFFICIAL_TEXT
        return
    first = context.found[context.judgement.order[0]]
    stale = rules.is_stale(first.checked_at, first.check_interval_days, context.now)
    context.outcome = Outcome.ANSWERED_STALE if stale else Outcome.ANSWERED


STEPS: tuple[Step, ...] = (
    measure,
    guard_personal_data,
    recognise_language,
    read_topic_and_country,
    retrieve,
    put_card_first,
    select_sentences,
    decide,
)


def _refer(context: Context) -> None:
    """Whoever got no answer is told where to turn."""
    if context.outcome in rules.OUTCOMES_THAT_REFER:
        context.referral = refer(
            countries=context.countries,
            topics=context.topics,
            language=context.reader_language,
        )


def _quotation(context: Context, index: int, score: float) -> Quotation:
    passage, selection = context.found[index], context.selections[index]
    names = passage.publisher_names
    return Quotation(
        id=passage.id,
        text=passage.text,
        answer_sentences=tuple(passage.lines[i] for i in selection.likely),
        language=passage.language,
        title=passage.title,
        publisher=names.get(context.reader_language) or passage.publisher,
        publisher_key=passage.publisher_key,
        tier=passage.tier,
        url=passage.live_url,
        heading_path=passage.heading_path,
        page=passage.page,
        captured_at=passage.captured_at,
        checked_at=passage.checked_at,
        changed_at=passage.changed_at,
        stored_copy=f"/stored/{passage.capture_id}",
        score=round(score, 4),
        stale=rules.is_stale(passage.checked_at, passage.check_interval_days, context.now),
        lines=passage.lines,
        answer_lines=selection.likely,
    )


def _answer(context: Context) -> Answer:
    judged = context.judgement
    shown = judged.order if judged is not None and judged.answers else ()
    return Answer(
        question_language=context.question_language,
        reader_language=context.reader_language,
        outcome=context.outcome or Outcome.NO_OFFICIAL_TEXT,
        confidence=round(judged.confidence, 4) if judged else 0.0,
        countries=context.countries,
        topics=context.topics,
        cards=context.cards,
        passages=tuple(_quotation(context, i, judged.scores[i]) for i in shown) if judged else (),
        referral=context.referral,
        personal_data=context.personal_data,
    )


def ask(question: str, *, language: str | None = None, country: str | None = None) -> Answer:
    """What official sources say to `question`.

    `language` is the reader's (fa-af, ps, en), `country` ISO 3166-1; both may be left out. Reads
    only; raises EmbedderUnavailableError when a configured embeddings server does not answer.
    """
    context = Context(question, language, country, timezone.now())
    for step in STEPS:
        step(context)
        if context.outcome is not None:
            break
    _refer(context)
    return _answer(context)
