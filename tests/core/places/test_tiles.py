"""The tile map: all provinces once, near their neighbours; links, names, shading, order."""

import json
from itertools import combinations

import pytest
from tests.core.places.maps import SVG, figures, links, opened, texts, words

from wayforward.conf import REPOSITORY
from wayforward.core.places.reading import provinces
from wayforward.core.places.tiles import layout, tile_map

VALUES = {code: (None, 0, 1, 4, 9, 30, 100)[at % 7] for at, code in enumerate(provinces())}
STYLES = REPOSITORY / "src" / "wayforward" / "site" / "static" / "site"


def _drawn(language="en", values=VALUES):
    return tile_map(figures(values, language), words(language))


def _beside(one, other):
    (row, column), (row2, column2) = layout()[one], layout()[other]
    return abs(row - row2) + abs(column - column2) == 1


def test_layout_every_province_once_and_no_two_in_one_place():
    assert set(layout()) == set(provinces())
    assert len(set(layout().values())) == 34


def test_layout_hangs_together():
    reached, todo = set(), ["AF-KAB"]
    while todo:
        code = todo.pop()
        reached.add(code)
        todo += [other for other in layout() if other not in reached and _beside(code, other)]
    assert reached == set(provinces())


def test_layout_neighbours_are_those_of_the_country(shared):
    """Who touches whom is taken from the corners that real outlines share."""
    corners = {}
    for path in (shared / "gazetteer-af" / "wof" / "region").glob("*.geojson"):
        feature = json.loads(path.read_text(encoding="utf-8"))
        code = feature["properties"]["wof:concordances"]["iso:id"]
        rings = feature["geometry"]["coordinates"]
        corners[code] = {(round(x, 2), round(y, 2)) for ring in rings for x, y, *_ in ring}
    touching = {frozenset(pair) for pair in combinations(corners, 2)
                if len(corners[pair[0]] & corners[pair[1]]) > 1}  # fmt: skip
    beside = {frozenset(pair) for pair in combinations(layout(), 2) if _beside(*pair)}
    assert len(beside & touching) / len(beside) > 0.8
    middles = {code: [sum(axis) / len(axis) for axis in zip(*found, strict=True)]
               for code, found in corners.items()}  # fmt: skip
    turned = [
        (one, other)
        for one, other in combinations(layout(), 2)
        if (middles[one][0] - middles[other][0] > 2.5 and layout()[one][1] < layout()[other][1])
        or (middles[one][1] - middles[other][1] > 1.5 and layout()[one][0] > layout()[other][0])
    ]
    assert turned == []


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_tile_map_every_tile_is_a_link_that_says_its_name_and_figure(language):
    drawn = _drawn(language)
    found = links(opened(drawn))
    assert len(found) == 34
    named = {link.get("href"): link.get("aria-label") for link in found}
    told = figures(VALUES, language)
    assert named == {
        f"/projects/{code}": f"{one.names.in_language(language)}: {told[code].said}"
        for code, one in provinces().items()
    }
    for link in found:
        name, *_ = link.get("aria-label").partition(":")
        shown = texts(link)
        assert "".join(shown[:-1]).replace(" ", "") == name.replace(" ", "")
        assert [link.find(f"{SVG}title").text] == [link.get("aria-label")]


def test_tile_map_focus_runs_by_rows_from_where_reading_begins():
    def order(language):
        return [layout()[row.key] for row in _drawn(language).rows]

    assert order("en") == sorted(layout().values())
    assert order("ps") == sorted(layout().values(), key=lambda place: (place[0], -place[1]))
    assert [link.get("href") for link in links(opened(_drawn("ps")))] == [
        row.href for row in _drawn("ps").rows
    ]


def test_tile_map_shades_by_pattern_and_tells_nought_from_nothing_published():
    root = opened(_drawn())
    patterns = {one.get("id") for one in root.iter(f"{SVG}pattern")}
    for link in links(root):
        value = VALUES[link.get("href").removeprefix("/projects/")]
        step = link.get("class").removeprefix("place ")
        assert (step == "nothing") == (value is None)
        assert (step == "step-0") == (value == 0)
        grain = link.find(f"{SVG}path[@class='grain']")
        assert (grain is None) == (value == 0)
        assert grain is None or grain.get("fill")[5:-1] in patterns
        dashed = link.find(f"{SVG}path[@class='edge']").get("stroke-dasharray")
        assert (dashed is not None) == (value is None)


def test_tile_map_lines_of_higher_steps_are_thicker_and_the_last_leaves_no_gap():
    heights = [
        (float(one.find(f"{SVG}rect").get("height")), float(one.get("height")))
        for one in opened(_drawn()).iter(f"{SVG}pattern")
        if "step" in one.get("id")
    ]
    lines = [line for line, _period in heights]
    assert len(lines) == 5
    assert lines == sorted(set(lines))
    assert lines[-1] == heights[-1][1]


def test_tile_map_legend_says_each_step_in_numbers_and_only_what_occurs():
    drawn = _drawn()
    assert [row.css for row in drawn.legend] == [
        *(f"step-{step}" for step in range(5, 0, -1)), "step-0", "nothing",
    ]  # fmt: skip
    assert [row.said for row in drawn.legend][-2:] == ["0: none", "Nothing published"]
    shown = texts(opened(drawn).find(f"{SVG}g[@class='key']"))
    assert shown == ["Projects", *(row.said for row in drawn.legend)]
    known = _drawn(values=dict.fromkeys(provinces(), 3))
    assert [row.said for row in known.legend] == ["3 to 3"]


def test_tile_map_legend_and_tiles_do_not_overlap():
    drawn = opened(_drawn())
    places = [one.get("d") for one in drawn.iter(f"{SVG}path") if one.get("class") == "edge"]
    starts = [tuple(map(float, d[1:].split("h")[0].split())) for d in places]
    tiles, swatches = starts[:34], starts[34:]
    assert swatches
    assert not any(
        x - 40 < sx < x + 108 and y - 22 < sy < y + 84 for x, y in tiles for sx, sy in swatches
    )


def test_tile_map_has_no_style_and_no_script_and_escapes_what_it_is_given():
    told = figures(VALUES)
    told["AF-KAB"] = told["AF-KAB"].__class__(1, '<script>"&', "<b>", '/"><script>')
    svg = tile_map(told, words(title="<i>&")).svg
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "style=" not in svg
    assert "&lt;i&gt;&amp;" in svg


def test_tile_map_is_a_group_with_a_title_and_a_description():
    root = opened(_drawn("ps"))
    ids = {one.get("id"): one.text for one in root if one.get("id")}
    assert root.get("role") == "group"
    assert root.get("lang") == "ps"
    assert ids[root.get("aria-labelledby")] == "Projects by province"
    assert ids[root.get("aria-describedby")] == "Each province is a link."


def test_tile_map_ids_of_two_maps_on_one_page_differ():
    def ids(title):
        root = opened(tile_map(figures(VALUES), words(title=title)))
        return {one.get("id") for one in root.iter() if one.get("id")}

    assert ids("Projects") & ids("Money") == set()


def test_tile_map_without_a_figure_for_a_province_is_refused():
    with pytest.raises(ValueError, match="AF-BDS"):
        tile_map({}, words())


def test_styles_know_every_class_and_show_where_the_keyboard_is():
    sheet = (STYLES / "map.css").read_text(encoding="utf-8")
    classes = {name for one in opened(_drawn()).iter() for name in (one.get("class") or "").split()}
    steps = {name for name in classes if name.startswith("step-")}
    unknown = [name for name in classes - steps - {"place", "key", "said", "grain", "name"}
               if f".{name}" not in sheet]  # fmt: skip
    assert unknown == []
    assert "a:focus-visible .edge" in sheet
    assert "forced-colors" in sheet
    assert "@media print" in sheet
