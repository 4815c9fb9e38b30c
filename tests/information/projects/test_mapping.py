"""Maps of projects: words in three languages, nothing published told from none that fits."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from wayforward.core.places.outline_maps import NoOutlinesError
from wayforward.core.places.outlines import Outlines
from wayforward.core.places.reading import provinces
from wayforward.information.projects.mapping import map_of_districts, map_of_provinces

COUNTS = {"AF-KAB": 12, "AF-HER": 1, "AF-BAL": 0, "AF-BDS": 1200}
SQUARE = ((((69.0, 34.0), (70.0, 34.0), (70.0, 35.0), (69.0, 34.0)),),)


def _link(place):
    return f"/projects?place={place}&x"


def _said(drawn):
    return {row.key: row.said for row in drawn.rows}


def test_map_says_how_many_projects_and_where_nothing_is_published():
    said = _said(map_of_provinces(COUNTS, _link))
    assert said["AF-KAB"] == "12 projects"
    assert said["AF-HER"] == "1 project"
    assert said["AF-BAL"] == "0 projects"
    assert {said[code] for code in provinces() if code not in COUNTS} == {"nothing published"}


def test_map_legend_in_words_and_numbers():
    legend = map_of_provinces(COUNTS | {"AF-GHA": 3, "AF-GHO": 4, "AF-FRA": 5}, _link).legend
    assert [row.said for row in legend] == [
        "1,200", "12", "5", "4", "1 to 3", "0: none fits", "Nothing published",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "name"), [("fa-af", "کابل"), ("ps", "کابل"), ("en", "Kabul")])
def test_map_speaks_the_readers_language(language, name):
    with override(language):
        drawn = map_of_provinces(COUNTS, _link)
    assert drawn.words.language == language
    assert name in {row.name for row in drawn.rows}
    shown = "12" if language == "en" else "۱۲"
    assert shown in _said(drawn)["AF-KAB"]


def test_map_by_outlines_where_they_are_loaded():
    outlines = Outlines({"AF-KAB": SQUARE}, {"kab-paghman": SQUARE})
    drawn = map_of_provinces(COUNTS, _link, outlines)
    assert drawn.svg.count("<a ") == 1
    assert len(drawn.rows) == 34
    districts = map_of_districts("AF-KAB", {"kab-paghman": 2}, _link, outlines)
    assert districts.words.title == "Projects by district: Kabul"
    assert _said(districts)["kab-paghman"] == "2 projects"
    assert map_of_provinces(COUNTS, _link, Outlines({}, {})).svg.count("<a ") == 34
    with pytest.raises(NoOutlinesError):
        map_of_districts("AF-HER", {}, _link, outlines)


def test_map_on_a_page_is_a_picture_and_a_list_of_the_same_links():
    drawn = map_of_provinces(COUNTS, _link)
    page = render_to_string("projects/_map.html", {"map": drawn})
    assert page.count('href="/projects?place=AF-KAB&amp;x"') == 2
    assert "Kabul</a>: 12 projects" in page
    assert "&lt;svg" not in page
    assert "style=" not in page
