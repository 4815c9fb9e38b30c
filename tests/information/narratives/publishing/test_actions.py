"""The verbs of rebuttals: who may, what stands against, what it leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.information.cards.making import EDITOR, NATIVE, SAID, TRANSLATOR, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one

from wayforward.core.access.rules import Actor, NotAllowedError
from wayforward.core.audit.models import Event
from wayforward.core.citations.models import PublishedText
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.narratives import queries, writing
from wayforward.information.narratives.cli import narratives
from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.publishing import actions
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.rules import Channel, Harm, State, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules() -> None:
    load_rule_sets()


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    return load_one(import_page(tmp_path, "01", *SAID))


def sighted(claim: Claim, times: int) -> None:
    """The claim was told so often, months and channels apart."""
    channels = list(Channel)
    for number in range(times):
        Report.objects.create(
            language="en", came_by="desk", channel=channels[number % len(channels)],
            day=date(2026, 1 + number % 12, 1), decision="suggested", claim=claim, how="staff",
            confirmed=True,
        )  # fmt: skip


def published(text: ClaimText) -> ClaimText:
    """The text with all that stands against publishing it out of the way, published."""
    sighted(text.claim, 9)
    actions.submit(text_id=text.pk, actor=EDITOR)
    return actions.publish(text_id=text.pk, revision=text.revision, actor=NATIVE)


def _now(text: ClaimText) -> ClaimText:
    found = queries.text_of(text.claim.key, text.language)
    assert found is not None
    return found


def test_a_draft_comes_before_the_public_through_a_second_reader(
    texts: dict[str, ClaimText],
) -> None:
    text = published(texts["en"])

    assert (text.state, PublishedText.objects.get(pk=text.published_id).published) == (
        State.PUBLISHED, True,
    )  # fmt: skip
    told = Event.objects.filter(stream=actions.STREAM).order_by("pk")
    assert [one.name for one in told] == ["rebuttal submitted", "rebuttal published"]


def test_every_obstacle_is_named_at_once(texts: dict[str, ClaimText]) -> None:
    ClaimText.objects.filter(pk=texts["ps"].pk).update(updated_by=NATIVE.name)
    with pytest.raises(actions.NotPublishableError) as refusal:
        actions.publish(text_id=texts["ps"].pk, revision=1, actor=NATIVE)

    keys = {one.key for one in refusal.value.obstacles}
    assert {"not_in_review", "own_words", "too_few_sightings"} <= keys
    assert not PublishedText.objects.get(pk=texts["ps"].published_id).published


def test_too_few_sightings_keep_a_rumour_from_the_public(texts: dict[str, ClaimText]) -> None:
    sighted(texts["en"].claim, 1)
    actions.submit(text_id=texts["en"].pk, actor=EDITOR)
    with pytest.raises(actions.NotPublishableError, match="too_few_sightings"):
        actions.publish(text_id=texts["en"].pk, revision=1, actor=NATIVE)


def test_an_edit_takes_a_text_from_the_public_until_it_is_read_again(
    texts: dict[str, ClaimText],
) -> None:
    text = published(texts["en"])
    said = writing.words_of(text)
    edited = actions.edit(
        text_id=text.pk, revision=text.revision, said=said, wordings=["nobody reads appeals"],
        actor=EDITOR,
    )  # fmt: skip

    assert (edited.state, edited.revision) == (State.DRAFT, 2)
    assert not PublishedText.objects.get(pk=text.published_id).published
    assert [row.said for row in edited.wordings.order_by("position")] == [
        said.title, "nobody reads appeals",
    ]  # fmt: skip
    assert Claim.objects.get(key=KEY).edited


def test_the_second_of_two_editors_sees_the_first_ones_change(
    texts: dict[str, ClaimText],
) -> None:
    said = TEXTS["en"].said
    actions.edit(text_id=texts["en"].pk, revision=1, said=said, wordings=[], actor=EDITOR)
    with pytest.raises(actions.EditedMeanwhileError) as refusal:
        actions.edit(text_id=texts["en"].pk, revision=1, said=said, wordings=[], actor=EDITOR)
    assert refusal.value.text.revision == 2


def test_faulty_words_change_nothing(texts: dict[str, ClaimText]) -> None:
    said = writing.words_of(texts["ps"])
    empty = said.__class__(**{**{f: getattr(said, f) for f in said.__slots__}, "sms": ""})
    with pytest.raises(actions.FaultyWordsError) as refusal:
        actions.edit(text_id=texts["ps"].pk, revision=1, said=empty, wordings=[], actor=TRANSLATOR)
    assert refusal.value.faults == {"sms": "empty"}
    assert _now(texts["ps"]).revision == 1


def test_a_way_of_telling_longer_than_a_sentence_is_refused(
    texts: dict[str, ClaimText],
) -> None:
    endless = "".join(chr(0x4E00 + number) for number in range(3000))  # no index would hold it
    with pytest.raises(actions.FaultyWordsError) as refusal:
        actions.edit(text_id=texts["en"].pk, revision=1, said=TEXTS["en"].said,
                     wordings=["nobody reads appeals", endless], actor=EDITOR)  # fmt: skip
    assert refusal.value.faults == {"wordings": "too_long"}
    assert _now(texts["en"]).revision == 1


def test_translators_write_their_languages_and_not_english(texts: dict[str, ClaimText]) -> None:
    actions.edit(text_id=texts["ps"].pk, revision=1, said=TEXTS["ps"].said, wordings=[],
                 actor=TRANSLATOR)  # fmt: skip
    with pytest.raises(NotAllowedError):
        actions.edit(text_id=texts["en"].pk, revision=1, said=TEXTS["en"].said, wordings=[],
                     actor=TRANSLATOR)  # fmt: skip


def test_withdrawn_it_waits_for_a_reader_again(texts: dict[str, ClaimText]) -> None:
    text = published(texts["fa-af"])
    actions.withdraw(text_id=text.pk, actor=EDITOR, why="the office said otherwise")

    assert _now(text).state == State.IN_REVIEW
    assert not PublishedText.objects.get(pk=text.published_id).published
    with pytest.raises(actions.NotInThatStateError):
        actions.withdraw(text_id=text.pk, actor=EDITOR, why="again")


def test_another_verdict_takes_every_language_down(texts: dict[str, ClaimText]) -> None:
    for text in texts.values():
        sighted(text.claim, 3)
    for language in ("en", "ps"):
        published(texts[language])
    actions.judge(
        claim_id=texts["en"].claim_id, verdict=Verdict.WAS_TRUE, until=date(2025, 6, 1),
        harm=Harm.DANGER, actor=EDITOR, why="the rule ended",
    )  # fmt: skip

    assert {row.state for row in ClaimText.objects.all()} == {State.DRAFT}
    assert not PublishedText.objects.filter(kind=writing.KIND, published=True).exists()
    with pytest.raises(actions.FaultyWordsError):
        actions.judge(claim_id=texts["en"].claim_id, verdict=Verdict.FALSE, until=date(2025, 6, 1),
                      harm=Harm.DANGER, actor=EDITOR, why="")  # fmt: skip


BOTH = Actor("Demo Editor and Reader", EDITOR.roles | NATIVE.roles)


def _judged(text: ClaimText, actor: Actor, verdict: Verdict = Verdict.SCAM) -> ClaimText:
    actions.judge(claim_id=text.claim_id, verdict=verdict, until=None, harm=Harm.DANGER,
                  actor=actor, why="somebody was robbed")  # fmt: skip
    return _now(text)


def test_who_judged_a_claim_does_not_publish_it_too(texts: dict[str, ClaimText]) -> None:
    text = _judged(published(texts["en"]), BOTH)
    actions.submit(text_id=text.pk, actor=EDITOR)

    with pytest.raises(actions.NotPublishableError, match="own_verdict"):
        actions.publish(text_id=text.pk, revision=text.revision, actor=BOTH)

    done = actions.publish(text_id=text.pk, revision=text.revision, actor=NATIVE)
    assert done.state == State.PUBLISHED


def test_judging_anew_without_another_verdict_leaves_what_is_public(
    texts: dict[str, ClaimText],
) -> None:
    text = _judged(published(texts["en"]), EDITOR, Verdict(texts["en"].claim.verdict))

    assert (text.state, text.claim.judged_by) == (State.PUBLISHED, "")


def test_who_opened_a_text_before_it_was_judged_does_not_publish_it(
    texts: dict[str, ClaimText],
) -> None:
    before = texts["en"].revision
    sighted(texts["en"].claim, 9)
    text = _judged(texts["en"], EDITOR)
    actions.submit(text_id=text.pk, actor=EDITOR)

    with pytest.raises(actions.EditedMeanwhileError):
        actions.publish(text_id=text.pk, revision=before, actor=NATIVE)


def test_a_wording_is_added_without_touching_what_is_public(texts: dict[str, ClaimText]) -> None:
    text = published(texts["en"])
    actions.add_wording(text_id=text.pk, said="the appeals go to the bin", actor=TRANSLATOR)

    assert _now(text).state == State.PUBLISHED
    assert "the appeals go to the bin" in {row.said for row in text.wordings.all()}
    assert " bin " in _now(text).words


def test_a_changed_page_turns_a_rebuttal_amber_until_somebody_confirms(
    texts: dict[str, ClaimText], tmp_path: Path
) -> None:
    text = published(texts["en"])
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    [shown] = queries.shown([_now(text)])
    assert shown.state == "amber"

    assert actions.confirm(text_id=text.pk, actor=EDITOR, why="compared") >= 1
    assert queries.shown([_now(text)])[0].amber is None
    assert actions.take_back_confirmation(text_id=text.pk, actor=EDITOR) >= 1
    assert queries.shown([_now(text)])[0].state == "amber"


def test_command_line_hands_on_and_takes_down_but_does_not_publish(
    texts: dict[str, ClaimText],
) -> None:
    def run(*args: str) -> str:
        done = CliRunner().invoke(narratives, [*args, KEY, "--lang", "en"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.output

    assert "in_review" in run("submit")
    assert "This text is in review: this step is not open." in run("submit")
    sighted(texts["en"].claim, 9)
    actions.publish(text_id=texts["en"].pk, revision=1, actor=NATIVE)
    assert "in_review" in run("withdraw", "--why", "looked again")
    assert "Nothing is in doubt" in run("confirm")
