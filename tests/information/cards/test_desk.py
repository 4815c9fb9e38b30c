"""The desk's pages of cards, as editors, translators and readers use them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.information.cards.making import APPEAL, SAID, import_page, load_two, sentence

from wayforward.core.access.rules import Role
from wayforward.core.citations.models import Citation
from wayforward.information.answers.card_finding import Unanswered
from wayforward.information.cards import public_queries, queries
from wayforward.information.cards.models import Card, CardText, Need, State
from wayforward.information.cards.needs_actions import count_need
from wayforward.information.sources.models import Source
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db

KEY = "appeal-deadline"


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return import_page(tmp_path, "01", *SAID)


@pytest.fixture
def texts(source: Source) -> dict[str, CardText]:
    return load_two(source)


@pytest.fixture
def editor(client: Client, texts: dict[str, CardText]) -> Client:
    sign_in(client, Role.EDITOR, name="demo-editor")
    return client


def _address(language: str = "en") -> str:
    return reverse("desk-card", args=[KEY, language])


def _form(language: str = "en", **changed: str) -> dict[str, str]:
    said = APPEAL[language]
    words = {name.replace("_", "-"): text for name, text in changed.items()}
    return {"do": "save", "revision": "1", "how": "meaning", "question": said.question,
            **said.sentences, **words}  # fmt: skip


def _words(language: str, slot: str) -> str:
    return (
        CardText.objects.get(card__key=KEY, language=language).sentences.get(slot__name=slot).words
    )


def test_pages_open_to_everybody_at_the_desk_and_writing_to_editors_alone(
    client: Client, texts: dict[str, CardText]
) -> None:
    sign_in(client, Role.LEGAL_READER)

    assert client.get(_address()).status_code == 200
    assert client.post(_address(), _form(answer_1="New.")).status_code == 403
    assert client.get(reverse("desk-card-new")).status_code == 403
    assert _words("en", "answer-1") == APPEAL["en"].answer[0]


def test_list_puts_amber_first_and_filters(
    tmp_path: Path, editor: Client, texts: dict[str, CardText], source: Source
) -> None:
    Citation.objects.filter(
        text__in=[texts["en"].published_id, texts["fa-af"].published_id]
    ).delete()
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    every = editor.get(reverse("desk-cards")).context["page"].object_list
    amber = editor.get(reverse("desk-cards"), {"state": "amber", "language": "ps"})

    assert every[0].state == "amber"
    assert {line.shown.text.language for line in amber.context["page"].object_list} == {"ps"}
    found = editor.get(reverse("desk-cards"), {"words": "استیناف مهلت"})
    assert found.context["page"].paginator.count == 0
    assert (
        editor.get(reverse("desk-cards"), {"words": "lawyer"}).context["page"].paginator.count == 1
    )


def test_a_save_shows_the_other_language_old_and_new(editor: Client) -> None:
    saved = editor.post(_address(), _form(answer_1="You have 7 days to appeal."))
    assert saved.status_code == 302

    text = editor.get(_address("ps")).content.decode()

    assert "<del>14</del>" in text
    assert "<ins>7</ins>" in text
    assert 'value="translation" checked' in text
    queue = editor.get(reverse("desk-translations")).context["queue"]
    assert [(one.language, len(one.behind)) for one in queue] == [
        ("en", 0), ("fa-af", 1), ("ps", 1)
    ]  # fmt: skip


def test_two_editors_lose_nothing(editor: Client) -> None:
    editor.post(_address(), _form(answer_1="You have 7 days to appeal."))

    second = editor.post(_address(), _form(answer_1="You have two weeks.", answer_2="Ask us."))

    text = second.content.decode()
    assert second.status_code == 409
    assert "You have two weeks." in text
    assert "Ask us." in text
    assert "<bdi>You have 7 days to appeal.</bdi>" in text
    assert 'name="revision" value="2"' in text
    again = _form(answer_1="You have two weeks.", answer_2="Ask us.") | {"revision": "2"}
    assert editor.post(_address(), again).status_code == 302
    assert _words("en", "answer-1") == "You have two weeks."


def test_empty_words_come_back_with_the_reason_and_all_that_was_typed(editor: Client) -> None:
    refused = editor.post(_address(), _form(answer_1="", answer_2="Typed and kept."))

    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Write something here." in text
    assert "Typed and kept." in text
    assert 'aria-invalid="true"' in text


def test_amber_is_shown_word_by_word_confirmed_and_taken_back(
    tmp_path: Path, editor: Client, source: Source, texts: dict[str, CardText]
) -> None:
    editor.post(_address(), {"do": "cite", "source": source.key,
                             "sentence": sentence(source, SAID[0])})  # fmt: skip
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])
    text = editor.get(_address()).content.decode()
    assert "<del>14</del>" in text
    assert "<ins>7</ins>" in text

    editor.post(_address(), {"do": "confirm", "why": "compared"})
    assert "Official pages changed" not in editor.get(_address()).content.decode()
    assert "Official pages changed" in editor.get(_address("ps")).content.decode()

    editor.post(_address(), {"do": "take-back"})
    assert "Official pages changed" in editor.get(_address()).content.decode()
    twice = editor.post(_address("ps"), {"do": "take-back"}, follow=True)
    assert "There is nothing to take back." in twice.content.decode()


def test_undo_puts_the_words_back(editor: Client) -> None:
    editor.post(_address(), _form(answer_1="Wrong."))

    editor.post(_address(), {"do": "undo", "revision": "2"})

    assert _words("en", "answer-1") == APPEAL["en"].answer[0]


def test_preview_shows_what_is_typed_and_writes_nothing(editor: Client) -> None:
    shown = editor.post(_address(), _form(answer_1="Only typed.") | {"do": "preview"})

    assert "Only typed." in shown.content.decode()
    assert _words("en", "answer-1") == APPEAL["en"].answer[0]


def test_closed_gates_say_why_and_open_ones_sign(
    client: Client, texts: dict[str, CardText]
) -> None:
    sign_in(client, Role.NATIVE_READER, Role.TRANSLATOR, name="demo-reader")
    before = client.get(_address("fa-af")).content.decode()
    assert "It was not handed over for signing." in before

    client.post(_address("fa-af"), {"do": "submit"})
    after = client.get(_address("fa-af")).content.decode()
    assert re.search(r'name="do" value="sign"', after)
    client.post(_address("fa-af"), {"do": "sign", "capacity": "native_reader", "revision": "1"})

    text = public_queries.text_of(KEY, "fa-af")
    assert text is not None
    assert queries.signed_as(text) == ["native_reader"]
    assert text.state == State.IN_REVIEW
    client.post(_address("fa-af"), {"do": "send-back", "why": "one word"})
    assert CardText.objects.get(pk=text.pk).state == State.DRAFT


def test_official_sentences_are_found_cited_and_dropped(editor: Client, source: Source) -> None:
    found = editor.get(_address(), {"source": source.key, "said": "lawyer free"})
    [one] = found.context["found"]
    assert one.text == SAID[1]

    editor.post(_address(), {"do": "cite", "source": source.key, "sentence": one.identity})
    cited = Citation.objects.filter(sentence=one.identity)
    assert cited.count() == 3
    editor.post(_address("ps"), {"do": "drop", "citation": str(cited[0].pk)})
    assert not Citation.objects.filter(sentence=one.identity).exists()
    missing = editor.post(_address(), {"do": "cite", "source": "nowhere"}, follow=True)
    assert "does not say this now" in missing.content.decode()


def test_a_need_becomes_a_card_or_is_set_aside(editor: Client) -> None:
    count_need(unanswered=Unanswered("ps", ("DE",), ("housing",), ()))
    count_need(unanswered=Unanswered("fa", (), ("health",), ()))
    rent, health = sorted(queries.open_needs(), key=lambda need: need.language, reverse=True)

    made = editor.post(
        reverse("desk-card-new"),
        {"key": "Rent in Germany", "language": "ps", "question": "کرایه څنګه ده؟", "need": rent.id,
         "answer": "لومړۍ جمله.\nدویمه جمله.", "next": "وپوښتئ.", "topics": ["housing", "no"],
         "countries": "de", "also": "کور په کرایه"},
    )  # fmt: skip
    editor.post(reverse("desk-needs"), {"need": health.id, "why": "answered elsewhere"})

    card = Card.objects.get(key="rent-in-germany")
    assert made["Location"].endswith("/desk/cards/rent-in-germany/ps")
    assert (card.topics, card.countries) == (["housing"], ["DE"])
    assert Need.objects.get(topics=["housing"]).card == card
    assert queries.open_needs() == []
    queue = editor.get(reverse("desk-translations")).context["queue"]
    assert [len(one.missing) for one in queue] == [1, 1, 0]


def test_a_missing_language_is_written_beside_the_one_there_is(editor: Client) -> None:
    editor.post(reverse("desk-card-new"), {"key": "x", "language": "en", "question": "Why?",
                                           "answer": "Because."})  # fmt: skip
    page = editor.get(reverse("desk-card-new"), {"card": "x", "from": "en", "language": "ps"})
    assert "Because." in page.content.decode()

    editor.post(reverse("desk-card-new"), {"card": "x", "from": "en", "language": "ps",
                                           "question": "ولې؟", "answer": "ځکه."})  # fmt: skip

    text = public_queries.text_of("x", "ps")
    assert text is not None
    assert queries.behind(text) == []


def test_a_taken_name_and_missing_words_are_refused_with_what_was_typed(editor: Client) -> None:
    taken = editor.post(reverse("desk-card-new"), {"key": KEY, "question": "Kept?", "answer": "A."})
    empty = editor.post(reverse("desk-card-new"), {"key": "y", "question": "Q?", "answer": ""})

    assert taken.status_code == empty.status_code == 422
    assert "Kept?" in taken.content.decode()
    assert "at least one sentence" in empty.content.decode()


def test_a_retired_card_leaves_the_public_and_comes_back(editor: Client) -> None:
    editor.post(_address(), {"do": "retire", "why": "twice"})
    assert editor.get(f"/en/cards/{KEY}").status_code == 404

    editor.post(_address(), {"do": "restore"})
    assert editor.get(f"/en/cards/{KEY}").status_code == 200


def test_now_leads_to_the_text_at_the_desk(tmp_path: Path, editor: Client) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    shown = editor.get(reverse("desk")).content.decode()

    assert f'href="/en/desk/cards/{KEY}/ps"' in shown


def test_changes_and_source_health_name_what_matters(
    tmp_path: Path, editor: Client, source: Source
) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])
    Source.objects.update(state="not_seen", first_not_seen_at="2026-03-08T00:00:00Z")

    changes = editor.get(reverse("desk-changes")).content.decode()
    health = editor.get(reverse("desk-sources"))

    assert "<del>14</del>" in changes
    assert "6 texts of ours stand on this page" in changes
    assert [len(one.trouble) for one in health.context["health"]] == [1]
    assert "first not seen" in health.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "undo", "revision": "x"}, {"do": "save", "revision": "9" * 5000},
        {"do": "drop", "citation": "x"}, {"do": "drop", "citation": "999999"}, {"do": "drop"},
        {"do": "disagree", "one": "1", "other": ""}, {"do": "agree", "disagreement": "-1"},
        {"do": "sign", "capacity": "king"}, {"do": "preview", "how": "loudly"},
        {"do": "confirm", "why": "\x00"}, {},
    ],
)  # fmt: skip
def test_rubbish_is_refused_and_breaks_nothing(editor: Client, sent: dict[str, str]) -> None:
    assert editor.post(_address(), sent).status_code in {302, 400, 403, 404, 409, 422}


def test_a_need_that_is_no_number_is_refused(editor: Client) -> None:
    for need in ("", "x", "9" * 5000):
        assert editor.post(reverse("desk-needs"), {"need": need}).status_code == 400
