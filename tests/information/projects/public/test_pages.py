"""The public pages of projects, in three languages, on small made-up files."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path

import pytest
from django.test import Client
from tests.information.projects.making import (
    AF,
    KABUL,
    PAGHMAN,
    file_of,
    import_these,
    payment,
    written,
)

from wayforward.core.places.reading import districts_of
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.projects.outline_files import store_outlines

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")
MOST_BYTES = 60_000
WATER = '<sector code="14030"/>'
BUDGET = ('<budget><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>'
          '<value currency="USD" value-date="2025-01-01">1000</value></budget>')  # fmt: skip
TOLD = ('<description><narrative>Ten wells.</narrative>'
        '<narrative xml:lang="fr">Dix puits.</narrative></description>'
        '<participating-org role="1"><narrative>A Fund</narrative></participating-org>'
        '<participating-org role="4"><narrative>Diggers</narrative></participating-org>'
        '<activity-date type="1" iso-date="2025-01-01"/>'
        '<contact-info><organisation><narrative>Example</narrative></organisation>'
        '<telephone>+93 700 123 456</telephone><email>somebody@example.org</email>'
        '<website>https://example.org/wells</website></contact-info>')  # fmt: skip


@pytest.fixture(autouse=True)
def parameters(db: None) -> None:
    load_rule_sets()


def _three() -> tuple[str, ...]:
    return (
        written(1, AF + TOLD + PAGHMAN + WATER + BUDGET + payment("4", 250)),
        written(2, AF, title="Clinics <b>in Herat</b>", status="4").replace(
            "<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;"),
        written(3, AF + KABUL, title="کورس‌های خیاطی", reporter="XM-OTHER"),
    )  # fmt: skip


@pytest.fixture
def three(tmp_path: Path) -> None:
    import_these(tmp_path, *_three())


def _text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["projects", "projects/sectors", "projects/reporters", "projects/province/AF-KAB",
     "projects/district/kab-paghman", "projects/XM-EX-1", "projects?text=wells&status=live",
     "projects?gone=1&page=99"],
)  # fmt: skip
def test_page_in_each_language_is_whole_light_and_loads_nothing_from_elsewhere(
    client: Client, three: None, language: str, path: str
) -> None:
    response = client.get(f"/{language}/{path}")

    text = response.content.decode()
    assert response.status_code == 200
    assert text.count("<h1") == 1
    assert len(gzip.compress(response.content)) < MOST_BYTES
    assert "style=" not in text
    loaded = re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="([^"]+)"', text)
    assert all(found.startswith("/") for found in loaded)
    assert not response.cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_leads_to_every_province_and_keeps_the_search(
    client: Client, three: None, language: str
) -> None:
    text = _text(client, f"/{language}/projects?status=live")
    tiles = re.findall(rf'<a href="/{language}/projects/province/(AF-\w+)\?status=live"', text)
    assert len(set(tiles)) == 34


def test_nothing_read_nothing_named_none_that_fits_and_only_ended_are_told_apart(
    client: Client, tmp_path: Path
) -> None:
    assert "so we do not know what help there is" in _text(client, "/en/projects")
    import_these(tmp_path, *_three())
    assert "No published project names this place" in _text(client, "/en/projects/province/AF-HER")
    assert "none fits what you look for" in _text(
        client, "/en/projects/province/AF-KAB?text=nothing"
    )
    assert "All published projects that fit have ended" in _text(client, "/en/projects?status=4")


def test_map_tells_nothing_published_from_none_that_fits(client: Client, three: None) -> None:
    text = _text(client, "/en/projects?category=140")
    assert 'aria-label="Kabul: 1 project"' in text
    assert 'aria-label="Herat: nothing published"' in text
    assert 'aria-label="Kabul: 0 projects"' in _text(client, "/en/projects?text=clinics")


def test_province_lists_districts_and_says_who_names_none(client: Client, three: None) -> None:
    text = _text(client, "/en/projects/province/AF-KAB")
    assert "2 projects fit." in text
    assert "Paghman</a>: 1 project" in text
    assert "1 project here does not say in which district it works." in text
    for district in districts_of("AF-KAB"):
        assert f"/en/projects/district/{district.key}" in text


def test_province_names_projects_that_only_have_its_name_in_their_words(
    client: Client, three: None
) -> None:
    text = _text(client, "/en/projects/province/AF-HER")
    assert "has the word “Herat” in it" in text
    assert "Clinics" in _text(client, "/en/projects?text=Herat")


def test_district_of_a_shared_name_leads_to_the_other(client: Client, three: None) -> None:
    text = _text(client, "/en/projects/district/kab-qarabagh")
    assert "/en/projects/district/gha-qarabagh" in text
    assert "1 more project in Kabul does not say in which district it works" in text


@pytest.mark.parametrize(
    "path", ["projects/province/AF-XXX", "projects/district/none", "projects/XM-NONE", "projects.x"]
)
def test_what_there_is_not_is_not_found(client: Client, three: None, path: str) -> None:
    _text(client, f"/en/{path}", 404)


def test_project_tells_who_what_when_and_each_kind_of_money_with_its_rate(
    client: Client, three: None
) -> None:
    text = _text(client, "/en/projects/XM-EX-1")
    for told in ("Ten wells.", "A Fund", "Diggers", "1 January 2025", "1403", "Example Agency",
                 "https://example.org/wells", "XM-EX-1", "file.xml", "1,000.00 USD",
                 "Money spent", "Budget", "1 euro = 1."):  # fmt: skip
        assert told in text, told
    assert "/en/projects/district/kab-paghman" in text
    assert "Dix puits." in text[text.index("The same in other languages") :]


def test_project_shows_no_telephone_and_no_mail(client: Client, three: None) -> None:
    text = _text(client, "/en/projects/XM-EX-1")
    assert "700" not in text
    assert "somebody" not in text


def test_project_in_another_language_says_so_and_marks_it(client: Client, three: None) -> None:
    text = _text(client, "/ps/projects/XM-EX-1")
    assert '<h1 lang="en" dir="ltr">Wells</h1>' in text
    assert "په انګلیسي ژبه دي" in text


def test_markup_in_a_published_title_is_shown_as_text(client: Client, three: None) -> None:
    content = client.get("/en/projects").content.decode()
    assert "Clinics &lt;b&gt;in Herat&lt;/b&gt;" in content


def test_address_of_a_program_is_no_link(client: Client, tmp_path: Path) -> None:
    bad = TOLD.replace("https://example.org/wells", "javascript:alert(1)")
    import_these(tmp_path, written(1, AF + bad))
    assert "javascript:" not in _text(client, "/en/projects/XM-EX-1")


def test_what_left_its_file_is_told_honestly(client: Client, tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF), written(2, AF, title="Schools"))
    import_these(tmp_path, written(2, AF, title="Schools"))

    text = _text(client, "/en/projects")
    assert "Wells" not in text
    assert "Show 1 more that its publisher no longer tells of" in text
    assert "Wells" in _text(client, "/en/projects?gone=1")
    page = _text(client, "/en/projects/XM-EX-1")
    assert "The newest file of its publisher leaves it out. We last saw it" in page
    assert "noindex" in page


def test_one_project_told_by_two_leads_to_both(client: Client, tmp_path: Path) -> None:
    other = written(1, AF, reporter="XM-OTHER", title="Wells, as told by others").replace(
        "<reporting-org ", '<reporting-org secondary-reporter="1" '
    )
    import_these(tmp_path, written(1, AF), other)
    text = _text(client, "/en/projects/XM-EX-1")
    assert "/en/projects/XM-EX-1?reporter=XM-OTHER" in text
    assert "as told by others" in _text(client, "/en/projects/XM-EX-1?reporter=XM-OTHER")


def test_identifier_with_slashes_and_signs_has_a_page(client: Client, tmp_path: Path) -> None:
    import_these(tmp_path, written("A/B 100%?x=#1", AF))
    found = re.search(r'href="(/en/projects/XM-EX-[^"]+)"', _text(client, "/en/projects"))
    assert found is not None
    assert "Wells" in _text(client, found[1])


def test_sums_stand_apart_and_follow_the_search(client: Client, three: None) -> None:
    text = _text(client, "/en/projects?text=wells")
    assert "Summed: 1 project, each once." in text
    assert "250.00" in text
    assert "Days of the rates used:" in text
    assert "nothing published" in text


def test_sums_follow_a_file_that_was_read_since(client: Client, tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + payment("4", 250)))
    assert "250.00" in _text(client, "/en/projects")
    import_these(tmp_path, written(1, AF + payment("4", 260), updated="2025-07-01T00:00:00Z"))
    assert "260.00" in _text(client, "/en/projects")


def test_a_long_list_has_pages_that_keep_the_search(client: Client, tmp_path: Path) -> None:
    import_these(tmp_path, *(written(number, AF) for number in range(45)))
    text = _text(client, "/en/projects?text=wells&page=2")
    assert 'rel="prev" href="?text=wells&page=1"' in text
    assert 'rel="next" href="?text=wells&page=3"' in text
    assert text.count("<li><p><a") == 20


@pytest.mark.parametrize(
    ("form", "begins", "media"),
    [
        ("csv", b"\xef\xbb\xbfidentifier", "text/csv"),
        ("json", b"[", "application/json"),
        ("iati", b"<?xml", "application/xml"),
    ],
)
def test_the_search_is_taken_away_as_a_file(
    client: Client, three: None, form: str, begins: bytes, media: str
) -> None:
    response = client.get(f"/en/projects.{form}?text=wells")
    content = response.getvalue()
    assert content.startswith(begins)
    assert (b"XM-EX-1" in content, b"XM-EX-2" in content) == (True, False)
    assert response["Content-Type"].startswith(media)
    assert "attachment" in response["Content-Disposition"]
    assert f"/en/projects.{form}?text=wells" in _text(client, "/en/projects?text=wells")


def test_lists_by_subject_and_reporter_lead_to_what_they_count(client: Client, three: None) -> None:
    sectors = _text(client, "/en/projects/sectors")
    assert "/en/projects?category=140" in sectors
    reporters = _text(client, "/en/projects/reporters")
    assert "/en/projects?reporter=XM-OTHER" in reporters
    assert "Example Agency" in _text(client, "/en/projects?reporter=XM-EX")


def test_outlines_loaded_by_the_operator_draw_the_districts(
    client: Client, three: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wayforward.information.projects.public import views

    square = '{"type": "Polygon", "coordinates": [[[68,34],[69,34],[69,35],[68,35],[68,34]]]}'
    feature = '{"type": "Feature", "properties": {"place": "%s"}, "geometry": %s}'
    features = ",".join(feature % (place, square) for place in ("kab-paghman", "AF-KAB"))
    path = tmp_path / "o.geojson"
    path.write_text(f'{{"type": "FeatureCollection", "features": [{features}]}}')
    store_outlines(paths=[path], folder=tmp_path)
    loaded = views.stored_outlines(tmp_path)
    monkeypatch.setattr(views, "stored_outlines", lambda _folder: loaded)

    text = _text(client, "/en/projects/province/AF-KAB")

    assert 'aria-label="Paghman: 1 project"' in text
    assert "?map=outlines" in _text(client, "/en/projects")
    assert 'aria-label="Kabul: 2 projects"' in _text(client, "/en/projects?map=outlines")


def test_a_file_that_cannot_be_read_hides_nothing(client: Client, tmp_path: Path) -> None:
    assert file_of(tmp_path).exists()
    assert client.get("/en/projects/province/AF-KAB").status_code == 200
