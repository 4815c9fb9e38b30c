"""The desk's pages of rebuttals, as editors, translators and second readers use them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.information.cards.making import EDITOR, SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one
from tests.information.narratives.publishing.test_actions import published, sighted

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.core.rulesets.models import Parameter
from wayforward.information.narratives import queries
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.publishing import actions
from wayforward.information.narratives.rules import State
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    load_rule_sets()
    return load_one(import_page(tmp_path, "01", *SAID))


@pytest.fixture
def editor(client: Client, texts: dict[str, ClaimText]) -> Client:
    sign_in(client, Role.EDITOR, name="demo-editor")
    return client


@pytest.fixture
def reader(texts: dict[str, ClaimText]) -> Client:
    client = Client()
    sign_in(client, Role.NATIVE_READER, name="demo-reader")
    return client


def _address(language: str = "en") -> str:
    return reverse("desk-rumour", args=[KEY, language])


def _page(client: Client, language: str = "en") -> str:
    return client.get(_address(language)).content.decode()


def _text(language: str = "en") -> ClaimText:
    found = queries.text_of(KEY, language)
    assert found is not None
    return found


def _form(language: str = "en", **changed: str) -> dict[str, str]:
    said = TEXTS[language].said
    words = {
        "title": said.title, "fact": said.fact[0], "wrong": said.wrong[0], "who": "",
        "instead": said.instead[0], "sms": said.sms, "radio": said.radio,
        "wordings": "\n".join(TEXTS[language].also), "why": "", "revision": "1",
    }  # fmt: skip
    return {"do": "save", **words, **changed}


def _press(client: Client, does: str, **given: str) -> str:
    answer = client.post(_address(), {"do": does, **given}, follow=True)
    return answer.content.decode()


def test_without_its_parameters_nothing_is_saved_and_what_was_typed_stays(editor: Client) -> None:
    Parameter.objects.filter(key="rebuttal-radio-most-words").delete()

    answer = editor.post(_address(), _form(title="Typed with care"))

    assert answer.status_code == 422
    assert "Typed with care" in answer.content.decode()
    assert "A parameter of the rules is missing" in answer.content.decode()
    assert _text().title == TEXTS["en"].said.title


def test_who_takes_care_is_named_also_after_their_account_was_closed(editor: Client) -> None:
    ClaimText.objects.filter(pk=_text().pk).update(assigned_to="demo-gone")

    assert "<option selected disabled>demo-gone</option>" in _page(editor)


def test_list_shows_claims_by_narrative_with_verdict_and_state(editor: Client) -> None:
    page = editor.get(reverse("desk-rumours")).content.decode()
    assert TEXTS["en"].said.title in page
    assert "Rights are on paper" in page
    assert (
        "No claim fits."
        in editor.get(reverse("desk-rumours") + "?state=published").content.decode()
    )
    in_pashto = editor.get(reverse("desk-rumours") + "?language=ps").content.decode()
    assert TEXTS["ps"].said.title in in_pashto


def test_an_editor_changes_words_and_the_form_shows_them_again(editor: Client) -> None:
    answer = editor.post(_address(), _form(fact="You may appeal.\nIt is free.", why="clearer"))

    assert answer.status_code == 302
    assert (_text().fact, _text().revision) == (["You may appeal.", "It is free."], 2)
    assert "You may appeal.\nIt is free." in _page(editor)


def test_what_cannot_stay_is_said_at_its_field_and_nothing_typed_is_lost(editor: Client) -> None:
    answer = editor.post(_address(), _form(sms="x" * 400, fact="Something new."))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is too long." in page
    assert "Something new." in page
    assert _text().revision == 1


def test_the_second_editor_keeps_what_was_typed_and_sees_who_saved(editor: Client) -> None:
    editor.post(_address(), _form(fact="First."))
    answer = editor.post(_address(), _form(fact="Second."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "demo-editor saved this text meanwhile" in page
    assert "Second." in page
    assert _text().fact == ["First."]
    assert editor.post(_address(), _form(fact="Second.", revision="2")).status_code == 302


def test_draft_to_public_needs_a_second_person_and_enough_sightings(
    editor: Client, reader: Client
) -> None:
    assert "Handed to a second reader." in _press(editor, "submit")
    page = _page(reader)
    assert "Too few people have heard it" in page
    assert re.search(r'value="publish" disabled', page)
    assert "Too few people have heard it" in _press(reader, "publish", revision="1")

    sighted(_text().claim, 9)
    assert editor.post(_address(), {"do": "publish", "revision": "1"}).status_code == 403
    assert "Published." in _press(reader, "publish", revision="1")
    assert _text().state == State.PUBLISHED
    assert "Withdrawn." in _press(editor, "withdraw", why="looked again")


def test_an_amber_text_is_confirmed_and_taken_back(
    editor: Client, texts: dict[str, ClaimText], tmp_path: Path
) -> None:
    published(texts["en"])
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    assert "Official pages changed" in _page(editor)
    assert reverse("desk-rumour", args=[KEY, "en"]) in editor.get(reverse("desk")).content.decode()

    assert "Confirmed." in _press(editor, "confirm", why="compared")
    assert "Official pages changed" not in _page(editor)
    assert "Taken back" in _press(editor, "take-back")
    assert "There is nothing to take back." in _press(editor, "take-back")


def test_a_verdict_is_judged_with_its_reason(editor: Client) -> None:
    given = {"do": "judge", "verdict-verdict": "was_true", "verdict-harm": "3", "verdict-why": "x"}
    assert "Say until which day it was true." in editor.post(_address(), given).content.decode()

    answer = editor.post(_address(), {**given, "verdict-until": "1 June 2025"})
    assert answer.status_code == 302
    assert (_text().claim.verdict, str(_text().claim.until)) == ("was_true", "2025-06-01")
    assert "Was true until" in _page(editor)


@pytest.mark.parametrize("address", ["nowhere/en", f"{KEY}/de"])
def test_what_is_not_there_is_not_found(editor: Client, address: str) -> None:
    assert editor.get(f"/en/desk/rumours/{address}").status_code == 404
    assert editor.post(_address(), {"do": "nothing"}).status_code == 404


def test_an_answer_is_given_to_somebody_who_sees_it_first_and_back_to_nobody(
    editor: Client, texts: dict[str, ClaimText]
) -> None:
    day, revision = _text().updated_at, _text().revision
    assert "I take it on" in _page(editor)

    editor.post(_address(), {"do": "assign", "to": "demo-editor"})

    assert _text().assigned_to == "demo-editor"
    assert (_text().updated_at, _text().revision) == (day, revision)
    assert "Given to me: answers to rumours" in editor.get("/en/desk/").content.decode()
    mine = editor.get("/en/desk/rumours?mine=1&language=en").content.decode()
    assert TEXTS["en"].said.title in mine
    assert "No claim fits." in editor.get("/en/desk/rumours?mine=1&language=ps").content.decode()

    editor.post(_address(), {"do": "assign", "to": ""})

    assert _text().assigned_to == ""
    assert "Given to me: answers to rumours" not in editor.get("/en/desk/").content.decode()


def test_an_answer_is_given_to_nobody_who_may_not_write_it(
    editor: Client, reader: Client, texts: dict[str, ClaimText]
) -> None:
    answer = editor.post(_address(), {"do": "assign", "to": "demo-reader"}, follow=True)

    assert "This person may not write it" in answer.content.decode()
    assert _text().assigned_to == ""
    assert reader.post(_address(), {"do": "assign", "to": "demo-editor"}).status_code == 403


def test_what_is_public_and_sound_waits_for_nobody(
    editor: Client, texts: dict[str, ClaimText], tmp_path: Path
) -> None:
    text = published(texts["en"])
    actions.assign(text_id=text.pk, to="demo-editor", actor=EDITOR)
    assert queries.assigned("demo-editor") == []

    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    assert [one.claim.key for one in queries.assigned("demo-editor")] == [KEY]
    assert queries.assigned("") == []
