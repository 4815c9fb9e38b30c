"""Language twins: who changed and was not followed, and which values stand in one only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from tests.information.sources.mirrors import html, write_mirror

from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.changes.models import ActedOn, SourceChange
from wayforward.information.sources.changes.queries import drifting, drifting_from
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Source

pytestmark = pytest.mark.django_db

ENGLISH = ("You have 14 days.", "You get 200 euros.", "Call 030 123 4567.")
GERMAN = ("Sie haben zwei Wochen.", "Sie bekommen 200 Euro.", "Telefon: +49 30 123 4567")
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quiet(captures: CaptureStore, heard: list[int]) -> None:
    """Captures in a folder of the test; nothing is made findable."""


def _import(folder: Path, day: str, language: str, *paragraphs: str) -> Source:
    name = f"{language}.html"
    write_mirror(
        folder / day / language,
        {name: html("Help", *paragraphs, language=language)},
        [{"file": name, "url": f"https://help.example.org/{language}", "language": language,
          "publisher": "P", "twin": "help", "fetched_at": f"2026-{day}T00:00:00Z"}],
    )  # fmt: skip
    import_folder(path=folder / day / language)
    return Source.objects.get(language=language)


@pytest.fixture
def twins(tmp_path: Path) -> tuple[Source, Source]:
    return _import(tmp_path, "03-01", "en", *ENGLISH), _import(tmp_path, "03-01", "de", *GERMAN)


def test_twins_that_say_the_same_do_not_drift(twins: tuple[Source, Source]) -> None:
    assert ActedOn.objects.count() == 6
    assert drifting(now=NOW) == []


def test_a_value_that_changed_in_one_only_is_shown_from_both_sides(
    tmp_path: Path, twins: tuple[Source, Source]
) -> None:
    english, german = twins
    _import(tmp_path, "03-05", "en", ENGLISH[0].replace("14", "7"), *ENGLISH[1:])

    [drift] = drifting(now=datetime(2026, 3, 6, tzinfo=UTC))

    assert (drift.ahead, drift.behind, drift.unfollowed) == (english, german, None)
    assert [(v.kind, v.shown) for v in drift.only_ahead] == [("deadline", "7 days")]
    assert [(v.value, v.sentence.text) for v in drift.only_behind] == [("14 day", GERMAN[0])]
    assert drifting_from(german) == [drift]


def test_a_change_not_followed_within_two_weeks_is_named_once_we_looked(
    tmp_path: Path, twins: tuple[Source, Source]
) -> None:
    _import(tmp_path, "03-05", "en", *ENGLISH[:2], "Call 030 123 4567 on weekdays.")
    assert drifting(now=NOW) == []  # nobody saw the German page after that

    _import(tmp_path, "03-20", "de", *GERMAN)
    [drift] = drifting(now=NOW)

    assert drift.unfollowed == SourceChange.objects.get()
    assert (drift.ahead.language, drift.behind.language) == ("en", "de")


@pytest.mark.parametrize(("day", "apart"), [("03-12", False), ("04-20", False)])
def test_a_twin_that_followed_soon_or_late_is_not_behind(
    tmp_path: Path, twins: tuple[Source, Source], day: str, apart: bool
) -> None:
    _import(tmp_path, "03-05", "en", *ENGLISH[:2], "Call 030 123 4567 on weekdays.")
    _import(tmp_path, day, "de", *GERMAN[:2], "Telefon werktags: +49 30 123 4567")
    _import(tmp_path, "05-20", "de", *GERMAN[:2], "Telefon werktags: +49 30 123 4567")

    assert bool(drifting(now=NOW)) is apart


def test_dates_of_update_and_news_are_no_values(tmp_path: Path) -> None:
    _import(tmp_path, "03-01", "en", *ENGLISH, "Last updated: 3 March 2026")
    assert not ActedOn.objects.filter(kind="date").exists()


def test_values_follow_the_text_in_use(tmp_path: Path, twins: tuple[Source, Source]) -> None:
    _import(tmp_path, "03-05", "en", "You have 7 days.")
    _import(tmp_path, "02-01", "en", "You have 3 days.")  # an older state that came late

    found = ActedOn.objects.filter(reading__source=twins[0])
    assert [value.value for value in found] == ["7 day"]


def test_page_and_api_show_what_stands_in_one_only(
    tmp_path: Path, twins: tuple[Source, Source], client: Client
) -> None:
    _import(tmp_path, "03-05", "en", ENGLISH[0].replace("14", "7"), *ENGLISH[1:])
    _import(tmp_path, "04-05", "de", *GERMAN)

    text = client.get(f"/en/sources/{twins[1].key}").content.decode()
    assert 'id="drift"' in text
    assert "7 days" in text
    assert GERMAN[0] in text

    [drift] = client.get("/api/v1/sources/drift").json()["drifts"]
    assert drift["ahead"]["only_here"][0]["value"] == "7 day"
    assert drift["behind"]["only_here"][0]["sentence"] == GERMAN[0]
    assert drift["unfollowed"] == SourceChange.objects.get().pk
    assert drift["since"].startswith("2026-03-05")
