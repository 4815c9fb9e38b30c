"""What needs me now."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wayforward.core.access.rules import Role
from wayforward.core.citations.actions import Cited, publish
from wayforward.core.citations.models import Doubt, PublishedText
from wayforward.testing.staff import sign_in


def text(key: str, language: str, title: str) -> PublishedText:
    return publish(
        kind="card",
        key=key,
        language=language,
        title=title,
        address=f"/{language}/cards/{key}",
        cited=[Cited(source=1, source_key="example/appeal", sentence="s1", words="Two weeks.")],
    )


def doubt(about: PublishedText, days: int, reason: str = "reworded") -> None:
    Doubt.objects.create(
        citation=about.citations.get(), reason=reason, since=timezone.now() - timedelta(days=days)
    )


@pytest.fixture
def editor(client: Client, db) -> Client:
    sign_in(client, Role.EDITOR)
    return client


def test_now_before_anything_is_published_says_so(editor: Client) -> None:
    shown = editor.get("/en/desk/").content.decode()

    assert "Nothing is published yet." in shown


def test_now_with_nothing_in_doubt_says_of_how_many_texts(editor: Client) -> None:
    text("appeal", "en", "Appeal")
    text("work", "en", "Work")

    shown = editor.get("/en/desk/").content.decode()

    assert "Nothing waits for you." in shown
    assert "behind 2 published texts" in shown


def test_now_groups_by_language_and_shows_the_longest_waiting_first(editor: Client) -> None:
    doubt(text("work", "en", "Work permits"), days=2)
    doubt(text("appeal", "ps", "اعتراض"), days=9, reason="removed")
    doubt(text("appeal", "en", "Appeals"), days=5, reason="page_changed")
    text("health", "en", "Health")

    response = editor.get("/en/desk/")

    waiting = response.context["waiting"]
    assert list(waiting) == ["ps", "en"]
    assert [one.title for one in waiting["en"]] == ["Appeals", "Work permits"]
    shown = response.content.decode()
    assert "Health" not in shown
    assert '<a href="/en/desk/cards/appeal/ps" lang="ps" dir="rtl">اعتراض</a>' in shown
    assert "An official page no longer says what this answer stands on." in shown
    assert "9 days ago" in shown


def test_now_text_with_two_reasons_stands_once_the_serious_one_first(editor: Client) -> None:
    about = text("appeal", "en", "Appeals")
    doubt(about, days=1, reason="removed")
    doubt(about, days=3, reason="page_changed")

    (one,) = editor.get("/en/desk/").context["waiting"]["en"]

    assert one.reasons == ("removed", "page_changed")
    assert (timezone.now() - one.since).days == 3
