"""From a page that changes to the texts in doubt: the database marks exactly those."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from tests.information.sources.mirrors import html, write_mirror

from wayforward.core.audit.models import Event
from wayforward.core.citations.actions import Cited, NothingInDoubtError, clear_doubts, publish
from wayforward.core.citations.models import ClearedHow, Doubt, PublishedText
from wayforward.core.citations.queries import amber_texts, ambers, open_doubts, times_cited
from wayforward.information.sources.changes.cli import citations
from wayforward.information.sources.changes.models import Cause, SourceChange
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Sentence, Source

pytestmark = pytest.mark.django_db

URL = "https://asylum.example.org/help"
FIRST = ("You may appeal within 14 days.", "You may work after 6 months.", "Ask a lawyer.")


def _import(folder: Path, day: str, *paragraphs: str) -> Source:
    content = html("Help", *paragraphs)
    write_mirror(
        folder / day,
        {"help.html": content},
        [{"file": "help.html", "url": URL, "language": "en", "publisher": "P",
          "fetched_at": f"2026-03-{day}T00:00:00Z"}],
    )  # fmt: skip
    import_folder(path=folder / day)
    return Source.objects.get(url=URL)


def _sentence(source: Source, text: str) -> Cited:
    row = Sentence.objects.get(source=source, text=text)
    return Cited(source.pk, source.key, row.identity, row.text)


def _publish(key: str, *cited: Cited, language: str = "en") -> PublishedText:
    return publish(kind="card", key=key, language=language, title=key,
                   address=f"/{language}/cards/{key}", cited=cited)  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return _import(tmp_path, "01", *FIRST)


def test_a_changed_sentence_marks_exactly_the_texts_that_cite_it(
    tmp_path: Path, source: Source
) -> None:
    appeal = _publish("appeal", _sentence(source, FIRST[0]))
    work = _publish("work", _sentence(source, FIRST[1]))

    _import(tmp_path, "05", FIRST[0].replace("14", "7"), *FIRST[1:])

    assert ambers([appeal.pk, work.pk]).keys() == {appeal.pk}
    [doubt] = open_doubts(appeal.pk)
    assert (doubt.reason, doubt.old, doubt.kinds) == ("reworded", FIRST[0], ["deadline"])
    assert doubt.new == "You may appeal within 7 days."
    assert f"{doubt.since:%Y-%m-%d}" == "2026-03-05"
    assert [text.key for text in amber_texts()] == ["appeal"]


def test_a_removed_sentence_marks_too_and_an_unread_state_does_not(
    tmp_path: Path, source: Source
) -> None:
    text = _publish("lawyer", _sentence(source, FIRST[2]))

    _import(tmp_path, "05", *FIRST[:2])
    _import(tmp_path, "03", "Something older that nobody quotes.")

    assert ambers([text.pk])[text.pk].reasons == ("removed",)


def test_moving_a_sentence_marks_nothing(tmp_path: Path, source: Source) -> None:
    text = _publish("appeal", _sentence(source, FIRST[0]))

    _import(tmp_path, "05", *reversed(FIRST))

    assert ambers([text.pk]) == {}
    assert not SourceChange.objects.exists()


def test_a_text_on_the_whole_page_is_marked_by_what_matters_only(
    tmp_path: Path, source: Source
) -> None:
    text = _publish("page", Cited(source.pk, source.key))

    _import(tmp_path, "05", *FIRST, "Last updated: 5 March 2026")
    assert ambers([text.pk]) == {}
    _import(tmp_path, "09", FIRST[0].replace("14", "7"), *FIRST[1:])
    assert ambers([text.pk])[text.pk].reasons == ("page_changed",)


def _law(folder: Path, day: str, sixth: str, other: str) -> Source:
    page = (
        "<html lang='en'><head><title>Act</title></head><body><main><h1>Act</h1>"
        f"<h2>Article 6 Appeals</h2><p>{sixth}</p><h2>Article 67 Costs</h2><p>{other}</p>"
        "</main></body></html>"
    )
    write_mirror(
        folder / day, {"act.html": page},
        [{"file": "act.html", "url": URL, "language": "en", "publisher": "P",
          "fetched_at": f"2026-03-{day}T00:00:00Z"}],
    )  # fmt: skip
    import_folder(path=folder / day)
    return Source.objects.get(url=URL)


@pytest.mark.parametrize(
    ("named", "marked"),
    [
        ("Article 6", False),
        ("article 67", True),
        ("Articles 6 and 67", True),
        ("Articles 60 to 70", True),
        ("Articles 5 and 6", False),
        ("Article 67(1)", True),
        ("Section 99", True),  # nowhere on the page: the whole page is meant
    ],
)
def test_a_text_on_articles_is_marked_by_those_alone(
    tmp_path: Path, named: str, marked: bool
) -> None:
    source = _law(tmp_path, "01", "You may appeal within 14 days.", "It costs 30 euros.")
    text = _publish("act", Cited(source.pk, source.key, heading=named))

    _law(tmp_path, "05", "You may appeal within 14 days.", "It costs 90 euros.")

    assert (text.pk in ambers([text.pk])) == marked


def test_a_page_that_is_not_there_casts_doubt(source: Source) -> None:
    text = _publish("appeal", _sentence(source, FIRST[0]))

    Source.objects.filter(pk=source.pk).update(state="not_seen")

    assert ambers([text.pk])[text.pk].reasons == ("page_not_seen",)


def test_our_own_reading_casts_no_doubt(source: Source) -> None:
    text = _publish("appeal", _sentence(source, FIRST[0]))
    reading = source.readings.get()
    change = SourceChange.objects.create(
        source=source, before=reading, after=reading, at=reading.capture.fetched_at,
        cause=Cause.READING, priority="high",
    )  # fmt: skip
    change.sentences.create(
        position=0, how="removed", priority="high",
        old_sentence=Sentence.objects.get(text=FIRST[0]), old=FIRST[0],
    )  # fmt: skip

    assert ambers([text.pk]) == {}


def test_only_a_person_clears_a_doubt_and_the_citation_follows(
    tmp_path: Path, source: Source
) -> None:
    text = _publish("appeal", _sentence(source, FIRST[0]))
    _import(tmp_path, "05", FIRST[0].replace("14", "7"), *FIRST[1:])
    _import(tmp_path, "06", *FIRST)  # even when the page takes it back
    assert text.pk in ambers([text.pk])

    clear_doubts(text_id=text.pk, how=ClearedHow.RECONFIRMED, actor="editor", reason="compared")

    assert ambers([text.pk]) == {}
    assert Event.objects.get().actor == "editor"
    with pytest.raises(NothingInDoubtError):
        clear_doubts(text_id=text.pk, how=ClearedHow.RECONFIRMED, actor="editor")
    _import(tmp_path, "09", FIRST[0].replace("14", "30"), *FIRST[1:])
    assert text.pk in ambers([text.pk])


def test_a_second_change_before_anybody_looked_shows_the_latest_words(
    tmp_path: Path, source: Source
) -> None:
    text = _publish("appeal", _sentence(source, FIRST[0]))
    _import(tmp_path, "05", FIRST[0].replace("14", "7"), *FIRST[1:])
    _import(tmp_path, "06", FIRST[0].replace("14", "3"), *FIRST[1:])

    [doubt] = open_doubts(text.pk)
    assert (doubt.old, doubt.new) == (FIRST[0], "You may appeal within 3 days.")


def test_a_doubt_is_not_cleared_by_nobody_and_the_log_only_grows(
    tmp_path: Path, source: Source
) -> None:
    _publish("appeal", _sentence(source, FIRST[0]))
    _import(tmp_path, "05", *FIRST[1:])
    with pytest.raises(DatabaseError), transaction.atomic():
        Doubt.objects.update(cleared_at="2026-03-06T00:00:00Z")
    Event.objects.create(stream="s", name="n", subject="x", actor="a")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(actor="b")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_event")


def test_impact_shows_what_hangs_on_a_page(tmp_path: Path, source: Source) -> None:
    _publish("appeal", _sentence(source, FIRST[0]))
    _publish("appeal", _sentence(source, FIRST[0]), language="ps")
    before = json.loads(CliRunner().invoke(citations, ["impact", URL, "--json"]).output)
    assert (before["texts"], before["amber"]) == (2, 0)
    assert times_cited(source.pk, [_sentence(source, FIRST[0]).sentence]).popitem()[1] == 2

    _import(tmp_path, "05", FIRST[0].replace("14", "7"), *FIRST[1:])

    after = json.loads(CliRunner().invoke(citations, ["impact", URL, "--json"]).output)
    assert after["amber"] == 2
    assert after["dependants"][0]["doubts"][0]["new"] == "You may appeal within 7 days."
    assert "AMBER since 2026-03-05" in CliRunner().invoke(citations, ["impact", URL]).output
    assert CliRunner().invoke(citations, ["impact", "https://nowhere.example"]).exit_code == 1
