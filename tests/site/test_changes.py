"""The public pages of changes, their feed and their API."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from tests.information.sources.mirrors import html, write_mirror

from wayforward.information.sources import hooks
from wayforward.information.sources.changes.models import Cause, SourceChange
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Source, SourceCheck

pytestmark = pytest.mark.django_db

LANGUAGES = ("fa-af", "ps", "en")
FIRST = ("You may appeal within 14 days.", "You may work after 6 months.", "Ask a lawyer.")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Captures in a folder of the test; nothing is made findable."""
    settings.CAPTURES = tmp_path / "captures"
    monkeypatch.setattr(hooks, "_listeners", [])


def _import(folder: Path, day: str, page: str, *paragraphs: str) -> Source:
    url = f"https://{page}.example.org/help"
    write_mirror(
        folder / day / page,
        {"help.html": html(f"Help {page}", *paragraphs)},
        [{"file": "help.html", "url": url, "language": "en", "publisher": f"Office {page}",
          "fetched_at": f"2026-03-{day}T00:00:00Z"}],
    )  # fmt: skip
    import_folder(path=folder / day / page)
    return Source.objects.get(url=url)


@pytest.fixture
def changed(tmp_path: Path) -> dict[str, SourceChange]:
    """Three pages: a deadline changed on `a`, words on `b`, only furniture on `c`."""
    for page in "abc":
        _import(tmp_path, "01", page, *FIRST)
    sources = {
        "a": _import(tmp_path, "05", "a", FIRST[0].replace("14", "7"), *FIRST[1:]),
        "b": _import(tmp_path, "06", "b", *FIRST[:2], "Ask your adviser."),
        "c": _import(tmp_path, "07", "c", *FIRST, "Last updated: 7 March 2026"),
    }
    Source.objects.filter(pk=sources["a"].pk).update(topics=["appeal"], countries=["DE"])
    return {page: SourceChange.objects.get(source=source) for page, source in sources.items()}


def _listed(client: Client, query: str = "", language: str = "en") -> list[int]:
    text = client.get(f"/{language}/changes{query}").content.decode()
    return [int(part.split('"')[0]) for part in text.split('<h2 id="c-')[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_newest_first_without_furniture_with_differing_words_marked(
    client: Client, changed: dict[str, SourceChange], language: str
) -> None:
    text = client.get(f"/{language}/changes").content.decode()

    assert _listed(client, language=language) == [changed["b"].pk, changed["a"].pk]
    assert "<del>14 </del>days." in text
    assert "<ins>7 </ins>days." in text
    assert f'href="/{language}/changes.atom"' in text


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("?least=none", "cba"), ("?least=high", "a"), ("?least=nonsense", "ba"),
        ("?topic=appeal", "a"), ("?country=de", "a"), ("?country=FR", ""),
        ("?publisher=import-office-b", "b"), ("?topic=%00", "ba"), ("?page=99", "ba"),
    ],
)  # fmt: skip
def test_changes_are_filtered(
    client: Client, changed: dict[str, SourceChange], query: str, pages: str
) -> None:
    assert _listed(client, query) == [changed[page].pk for page in pages]


def test_our_own_reading_is_no_change_of_the_page_and_says_so(
    client: Client, changed: dict[str, SourceChange]
) -> None:
    SourceChange.objects.filter(pk=changed["a"].pk).update(cause=Cause.READING)

    assert _listed(client) == [changed["b"].pk]
    for address in (f"/en/changes/{changed['a'].pk}", f"/en/sources/{changed['a'].source.key}"):
        assert "Our own way of reading changed here" in client.get(address).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_change_shows_both_states_and_our_copies(
    client: Client, changed: dict[str, SourceChange], language: str
) -> None:
    change = changed["a"]

    text = client.get(f"/{language}/changes/{change.pk}").content.decode()

    assert f"/stored/{change.before.capture_id}" in text
    assert f"/stored/{change.after.capture_id}" in text
    assert "<del>14 </del>" in text
    assert client.get(f"/{language}/changes/999999").status_code == 404


def test_furniture_of_a_change_is_shown_when_asked_for(
    client: Client, changed: dict[str, SourceChange]
) -> None:
    address = f"/en/changes/{changed['c'].pk}"

    assert "Last updated" not in client.get(address).content.decode()
    assert "Last updated" in client.get(f"{address}?furniture=1").content.decode()


def test_a_replaced_page_is_flagged_wherever_it_is_shown(tmp_path: Path, client: Client) -> None:
    _import(tmp_path, "01", "a", *(f"Old rule number {n} about visas." for n in range(12)))
    source = _import(tmp_path, "02", "a", *(f"Gardening tip {n}: water it." for n in range(12)))
    change = SourceChange.objects.get()

    for address in ("/en/changes", f"/en/changes/{change.pk}", f"/en/sources/{source.key}"):
        assert "another document may stand" in client.get(address).content.decode(), address
    assert client.get(f"/api/v1/changes/{change.pk}").json()["replaced"]

    _import(tmp_path, "03", "a", *(f"Gardening tip {n}: water it well." for n in range(12)))
    text = client.get(f"/en/sources/{source.key}").content.decode().partition('id="changes"')[0]
    assert "another document may stand" not in text


def test_atom_feed_has_the_changes_with_their_words(
    client: Client, changed: dict[str, SourceChange]
) -> None:
    response = client.get("/ps/changes.atom?least=high")
    feed = ElementTree.fromstring(response.content)

    [entry] = feed.findall(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert link is not None
    assert link.get("href", "").endswith(f"/ps/changes/{changed['a'].pk}")
    assert "+ You may appeal within 7 days." in (entry.findtext(f"{ATOM}summary") or "")
    assert (entry.findtext(f"{ATOM}published") or "").startswith("2026-03-05")
    assert not response.cookies


def test_api_lists_and_shows_changes(client: Client, changed: dict[str, SourceChange]) -> None:
    listed = client.get("/api/v1/changes?least=none&country=").json()
    one = client.get(f"/api/v1/changes/{changed['a'].pk}").json()

    assert [change["id"] for change in listed["changes"]] == [changed[p].pk for p in "cba"]
    assert (one["priority"], one["cause"], one["kinds"]) == ("high", "source", ["deadline"])
    [sentence] = one["changed"]
    assert sentence["touches"] == [{"kind": "deadline", "old": "14 days", "new": "7 days"}]
    assert client.get("/api/v1/changes/999999").status_code == 404
    assert client.get("/api/v1/changes?least=all").status_code == 422


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("not_seen", "Not there at the last visit"), ("fetch_failed", "Could not be reached"),
        ("unreadable", "holds no text we can read"), ("blocked", "would not let us in"),
    ],
)  # fmt: skip
def test_source_page_says_honestly_what_we_found_and_when(
    client: Client, changed: dict[str, SourceChange], state: str, said: str
) -> None:
    source = changed["a"].source
    SourceCheck.objects.create(source=source, at="2026-03-20T00:00:00Z", outcome=state)
    first = {"first_not_seen_at": "2026-03-18T00:00:00Z"} if state == "not_seen" else {}
    Source.objects.filter(pk=source.pk).update(state=state, **first)

    text = client.get(f"/en/sources/{source.key}").content.decode()
    facts = text.partition('<dl class="facts">')[2].partition("</dl>")[0]

    assert said in facts
    assert "Our last visit" in facts
    assert "20 March 2026" in facts
    assert "Last seen" in facts
    assert "5 March 2026" in facts
    assert ("18 March 2026" in facts) == (state == "not_seen")
