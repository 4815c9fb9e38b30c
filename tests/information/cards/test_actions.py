"""The verbs of cards, on the real database."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.information.cards.making import (
    APPEAL,
    EDITOR,
    LAWYER,
    NATIVE,
    SAID,
    TRANSLATOR,
    import_page,
    load_two,
    sentence,
    starters,
)

from wayforward.core.access.rules import NotAllowedError
from wayforward.core.audit.models import Event
from wayforward.core.citations.queries import ambers
from wayforward.information.cards import actions, citing_actions, public_queries, queries
from wayforward.information.cards.loading import load_cards
from wayforward.information.cards.models import Capacity, CardForm, CardText, State
from wayforward.information.cards.rules import Edit
from wayforward.information.cards.writing import Draft
from wayforward.information.sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return import_page(tmp_path, "01", *SAID)


@pytest.fixture
def texts(source: Source) -> dict[str, CardText]:
    return load_two(source)


def _draft(language: str = "en", how: Edit = Edit.MEANING, **changed: str) -> Draft:
    said = APPEAL[language]
    names = {name.replace("_", "-"): words for name, words in changed.items()}
    return Draft(said.question, {**said.sentences, **names}, said.also, how=how)


def _again(text: CardText) -> CardText:
    return public_queries.texts().get(pk=text.pk)


def test_loading_twice_changes_nothing(source: Source, texts: dict[str, CardText]) -> None:
    again = load_cards(starters=starters(source))

    assert (again.new, again.changed, again.kept) == (0, 0, 0)
    assert CardForm.objects.filter(whole=False).count() == 2 * 3 * 3
    assert CardForm.objects.filter(whole=True).count() == 2 * 3


def test_an_edit_of_meaning_leaves_the_other_languages_behind_in_that_sentence(
    texts: dict[str, CardText],
) -> None:
    actions.edit_text(
        text_id=texts["en"].pk, revision=1, actor=EDITOR,
        draft=_draft(answer_1="You have 7 days to appeal."),
    )  # fmt: skip

    [late] = queries.behind(_again(texts["ps"]))
    assert (late.slot.name, late.led_by) == ("answer-1", "en")
    assert (late.old, late.new) == ("You have 14 days to appeal.", "You have 7 days to appeal.")
    assert queries.behind(_again(texts["en"])) == []
    assert set(queries.behind_counts()) == {texts["ps"].pk, texts["fa-af"].pk}


def test_a_mended_word_leaves_nobody_behind(texts: dict[str, CardText]) -> None:
    draft = _draft(how=Edit.LANGUAGE, answer_1="You have 14 days to make an appeal.")
    actions.edit_text(text_id=texts["en"].pk, revision=1, draft=draft, actor=TRANSLATOR)

    assert queries.behind_counts() == {}


def test_a_translation_catches_up_or_is_found_still_right(texts: dict[str, CardText]) -> None:
    draft = _draft(answer_1="You have 7 days to appeal.", next_1="Read the letter, then call.")
    actions.edit_text(text_id=texts["en"].pk, revision=1, draft=draft, actor=EDITOR)
    said = APPEAL["ps"]
    caught_up = Draft(
        said.question,
        {**said.sentences, "answer-1": "تاسو د استیناف لپاره ۷ ورځې وخت لرئ."},
        how=Edit.TRANSLATION,
        still_right={"next-1"},
    )
    actions.edit_text(text_id=texts["ps"].pk, revision=1, draft=caught_up, actor=TRANSLATOR)

    assert queries.behind(_again(texts["ps"])) == []
    assert len(queries.behind(_again(texts["fa-af"]))) == 2


def test_a_sentence_more_is_missing_in_the_other_languages(texts: dict[str, CardText]) -> None:
    said = APPEAL["en"]
    draft = Draft(said.question, said.sentences, new={"answer": "The court decides."})
    actions.edit_text(text_id=texts["en"].pk, revision=1, draft=draft, actor=EDITOR)

    [late] = queries.behind(_again(texts["fa-af"]))
    assert (late.words, late.new, late.slot.name) == ("", "The court decides.", "answer-3")
    assert queries.behind_counts()[texts["fa-af"].pk] == 1


def test_the_second_of_two_editors_writes_nothing_and_sees_the_first(
    texts: dict[str, CardText],
) -> None:
    first = _draft(answer_1="You have 7 days to appeal.")
    actions.edit_text(text_id=texts["en"].pk, revision=1, draft=first, actor=EDITOR)

    with pytest.raises(actions.EditedMeanwhileError) as refused:
        actions.edit_text(text_id=texts["en"].pk, revision=1, draft=_draft(), actor=EDITOR)

    assert refused.value.text.updated_by == "Demo Editor"
    assert _again(texts["en"]).sentences.get(slot__name="answer-1").words.startswith("You have 7")


def test_undo_puts_back_the_words_and_opens_the_doubt_again(
    tmp_path: Path, source: Source, texts: dict[str, CardText]
) -> None:
    citing_actions.cite(card_id=texts["en"].card_id, source_key=source.key,
                 identity=sentence(source, SAID[0]), actor=EDITOR)  # fmt: skip
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])
    edited = actions.edit_text(
        text_id=texts["en"].pk, revision=1, actor=EDITOR,
        draft=_draft(answer_1="You have 7 days to appeal."),
    )  # fmt: skip
    assert edited.published_id not in ambers([edited.published_id])

    actions.undo(text_id=edited.pk, revision=edited.revision, actor=EDITOR)

    assert (
        _again(edited).sentences.get(slot__name="answer-1").words == "You have 14 days to appeal."
    )
    assert edited.published_id in ambers([edited.published_id])
    assert [v.revision for v in edited.versions.order_by("revision")] == [1, 2, 3]


def test_a_confirmation_clears_one_language_and_may_be_taken_back(
    tmp_path: Path, source: Source, texts: dict[str, CardText]
) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])
    ids = {language: text.published_id for language, text in texts.items()}
    assert ambers([*ids.values()]).keys() == set(ids.values())

    actions.confirm(text_id=texts["ps"].pk, actor=EDITOR, why="compared")
    assert ambers([*ids.values()]).keys() == {ids["en"], ids["fa-af"]}

    actions.take_back_confirmation(text_id=texts["ps"].pk, actor=EDITOR)
    assert ids["ps"] in ambers([ids["ps"]])
    with pytest.raises(actions.NothingToUndoError):
        actions.take_back_confirmation(text_id=texts["fa-af"].pk, actor=EDITOR)


def test_both_readers_sign_and_an_edit_ends_it(texts: dict[str, CardText]) -> None:
    text = texts["fa-af"]
    with pytest.raises(actions.NotSignableError) as refused:
        actions.sign(text_id=text.pk, revision=1, capacity=Capacity.NATIVE_READER, actor=NATIVE)
    assert [one.key for one in refused.value.obstacles] == ["not_in_review"]

    actions.submit(text_id=text.pk, actor=TRANSLATOR)
    actions.sign(text_id=text.pk, revision=1, capacity=Capacity.NATIVE_READER, actor=NATIVE)
    assert _again(text).state == State.IN_REVIEW
    actions.sign(text_id=text.pk, revision=1, capacity=Capacity.LEGAL_READER, actor=LAWYER)
    assert _again(text).state == State.SIGNED
    with pytest.raises(NotAllowedError):
        actions.sign(text_id=text.pk, revision=1, capacity=Capacity.LEGAL_READER, actor=NATIVE)

    actions.edit_text(
        text_id=text.pk, revision=1, draft=_draft("fa-af", answer_2="وکیل کمک می‌کند."), actor=EDITOR
    )
    assert (_again(text).state, queries.signed_as(text)) == (State.DRAFT, [])


def test_a_text_that_is_behind_or_amber_or_differs_in_a_number_is_not_signed(
    tmp_path: Path, texts: dict[str, CardText]
) -> None:
    actions.submit(text_id=texts["ps"].pk, actor=TRANSLATOR)
    actions.edit_text(
        text_id=texts["en"].pk, revision=1, actor=EDITOR,
        draft=_draft(answer_1="You have 7 days to appeal."),
    )  # fmt: skip
    import_page(tmp_path, "05", *SAID[1:])

    found = queries.obstacles(_again(texts["ps"]), Capacity.NATIVE_READER)

    assert [one.key for one in found] == ["behind", "amber", "values"]
    assert found[2].detail == "14, 7"


def test_only_roles_that_may_change_a_card_do(texts: dict[str, CardText]) -> None:
    with pytest.raises(NotAllowedError):
        actions.edit_text(text_id=texts["en"].pk, revision=1, draft=_draft(), actor=TRANSLATOR)
    with pytest.raises(NotAllowedError):
        actions.confirm(text_id=texts["en"].pk, actor=LAWYER)


def test_empty_words_are_refused_by_place(texts: dict[str, CardText]) -> None:
    with pytest.raises(actions.FaultyWordsError) as refused:
        actions.edit_text(
            text_id=texts["en"].pk, revision=1, draft=_draft(answer_1=" "), actor=EDITOR
        )
    assert refused.value.faults.by_place == {"answer-1": "empty"}


def test_what_people_edited_the_files_leave_alone(
    source: Source, texts: dict[str, CardText]
) -> None:
    draft = _draft(how=Edit.LANGUAGE, answer_1="You have 14 days for an appeal.")
    actions.edit_text(text_id=texts["en"].pk, revision=1, draft=draft, actor=EDITOR)

    assert load_cards(starters=starters(source)).kept == 1


def test_every_verb_stands_in_the_log(texts: dict[str, CardText]) -> None:
    actions.submit(text_id=texts["en"].pk, actor=EDITOR)
    actions.retire(card_id=texts["en"].card_id, actor=EDITOR, why="twice")
    actions.restore(card_id=texts["en"].card_id, actor=EDITOR)

    told = Event.objects.filter(stream="cards").order_by("pk").values_list("name", "actor")
    assert list(told) == [
        ("card submitted", "Demo Editor"),
        ("card retired", "Demo Editor"),
        ("card restored", "Demo Editor"),
    ]


def test_two_pages_that_contradict_stand_side_by_side(
    tmp_path: Path, source: Source, texts: dict[str, CardText]
) -> None:
    other = import_page(tmp_path / "b", "02", "You may appeal within 30 days.",
                        url="https://court.example.org/appeal")  # fmt: skip
    card = texts["en"].card_id
    for page, said in ((source, SAID[0]), (other, "You may appeal within 30 days.")):
        citing_actions.cite(
            card_id=card, source_key=page.key, identity=sentence(page, said), actor=EDITOR
        )
    [pair] = queries.possible_disagreements(card)
    assert (pair.one.words, pair.other.words) == (SAID[0], "You may appeal within 30 days.")

    found = citing_actions.note_disagreement(
        card_id=card, one_id=pair.one.pk, other_id=pair.other.pk, actor=EDITOR
    )

    [shown] = public_queries.disagreements(card)
    assert {side.source.key for side in (shown.one, shown.other)} == {source.key, other.key}
    citing_actions.end_disagreement(disagreement_id=found.pk, actor=EDITOR)
    assert public_queries.disagreements(card) == []
