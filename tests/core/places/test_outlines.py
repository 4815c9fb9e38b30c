"""Outlines read from GeoJSON: which place each is, what is refused, where a point lies, the map."""

import json
import re

import pytest
from tests.core.places.maps import figures, links, opened, texts, words

from wayforward.core.places import geojson
from wayforward.core.places.finding import How, Kind
from wayforward.core.places.geojson import (
    NotGeoJsonError,
    NotWgs84Error,
    SwappedError,
    TooLargeError,
    read_features,
)
from wayforward.core.places.locating import Locator, locate
from wayforward.core.places.naming import Spot
from wayforward.core.places.outline_maps import NoOutlinesError, outline_map
from wayforward.core.places.outlines import read_outlines
from wayforward.core.places.reading import districts, districts_of, provinces

KABUL, PAGHMAN, BAGRAMI = (
    Spot("AF-KAB"),
    Spot("AF-KAB", "kab-paghman"),
    Spot("AF-KAB", "kab-bagrami"),
)


def _square(x, y, size=1.0):
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def _feature(properties, geometry=None):
    return {"type": "Feature", "properties": properties, "geometry": geometry or _square(69, 34)}


@pytest.fixture
def file(tmp_path):
    def write(*features, name="outlines.geojson", **more):
        path = tmp_path / name
        content = {"type": "FeatureCollection", "features": list(features), **more}
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return write


@pytest.fixture
def four(file):
    """A province, two of its districts in halves of it, another province."""
    return read_outlines([file(
        _feature({"ADM1_PCODE": "AF01"}, _square(69, 34, 2)),
        _feature({"ADM2_PCODE": "AF0102"}, _square(69, 34)),
        _feature({"ADM2_PCODE": "AF0104"}, _square(70, 34)),
        _feature({"iso": "AF-HER"}, _square(62, 34, 2)),
    )]).outlines  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "spot"),
    [
        ({"ADM1_PCODE": "AF01", "ADM1_EN": "Kabul"}, KABUL),
        ({"ADM1_PCODE": "AF01", "ADM2_PCODE": "AF0102", "ADM2_EN": "Other"}, PAGHMAN),
        ({"ADM1_EN": "Kabul", "ADM2_EN": "Paghman"}, PAGHMAN),
        ({"NAME_1": "Kabul", "NAME_2": "Paghmān", "TYPE_2": "Wuleswali"}, PAGHMAN),
        ({"shapeName": "Paghman", "shapeType": "ADM2"}, PAGHMAN),
        ({"shapeName": "Kabul", "shapeType": "ADM1", "shapeISO": "AF-KAB"}, KABUL),
        ({"name": "Kabul", "admin_level": 4}, KABUL),
        ({"name": "Kabul", "admin_level": "6"}, Spot("AF-KAB", "kab-kabul")),
        ({"name": "ولسوالی پغمان", "admin_level": "6"}, PAGHMAN),
        ({"name": "ولایت کابل"}, KABUL),
        ({"wof:name": "Kabul", "wof:placetype": "region", "fips:code": "AF13"}, KABUL),
        ({"wof:concordances": {"iso:code": "AF-KAB", "fips:code": "AF13"}}, KABUL),
        ({"wof:name": "Qara Bagh", "wof:placetype": "county", "meso:admin1": "Ghazni"},
         Spot("AF-GHA", "gha-qarabagh")),
        ({"place": "kab-paghman"}, PAGHMAN),
    ],
)  # fmt: skip
def test_outline_is_matched_by_the_properties_of_many_publishers(file, properties, spot):
    read = read_outlines([file(_feature(properties))])
    assert list(read.outlines.areas()) == [spot]
    assert read.unmatched == ()


def test_outline_of_a_shared_name_is_settled_by_where_it_lies(file):
    province = _feature({"ADM1_PCODE": "AF11"}, _square(67, 33, 2))
    district = _feature({"shapeName": "Qarabagh", "shapeType": "ADM2"}, _square(67.5, 33.5))
    assert "gha-qarabagh" in read_outlines([file(district, province)]).outlines.districts
    alone = read_outlines([file(district)])
    [told] = alone.unmatched
    assert told.sentence == (
        "“Qarabagh” may be Qarabagh in Ghazni, Qarabagh in Kabul: add its P-code or its province."
    )


@pytest.mark.parametrize(
    ("feature", "sentence"),
    [
        (_feature({"name": "Atlantis"}),
         "“Atlantis” is no province or district we know: add its P-code."),
        (_feature({"ADM1_EN": "Herat", "ADM2_EN": "Paghman"}),
         "“Paghman” is Paghman in Kabul, not Herat: add its P-code."),
        (_feature({"fips": "AF13"}),
         "It has neither a P-code, nor an ISO code, nor a name that we know where to look for."),
        (_feature({"ADM1_PCODE": "AF01"}, {"type": "Point", "coordinates": [69, 34]}),
         "It has no area but Point: give a Polygon or a MultiPolygon."),
        ({"type": "Feature", "properties": {"ADM1_PCODE": "AF01"}, "geometry": None},
         "It has no area but nothing: give a Polygon or a MultiPolygon."),
        (_feature({"ADM1_PCODE": "AF01"}, {"type": "Polygon", "coordinates": [[[69, 34]] * 2]}),
         "Its coordinates are not rings of at least four points."),
        (_feature({"ADM1_PCODE": "AF01"}, {"type": "Polygon", "coordinates": [[["x", 34]] * 4]}),
         "Its coordinates are not rings of at least four points."),
        (_feature({"ADM1_PCODE": "AF01"}, _square(10, 50)), "It lies outside Afghanistan."),
        ("nothing", "It is no feature."),
    ],
)  # fmt: skip
def test_outline_that_cannot_be_used_is_told_in_one_sentence(file, feature, sentence):
    read = read_outlines([file(feature, _feature({"ADM1_PCODE": "AF11"}))])
    assert [(one.number, one.sentence) for one in read.unmatched] == [(1, sentence)]
    assert read.features == 2
    assert list(read.outlines.provinces) == ["AF-GHA"]


def test_outline_features_of_one_place_are_joined(file):
    parts = [_feature({"ADM1_PCODE": "AF01"}, _square(x, 34)) for x in (68, 70)]
    assert len(read_outlines([file(*parts)]).outlines.provinces["AF-KAB"]) == 2


def test_outlines_missing_ones_are_told_districts_only_where_some_are_there(file, four):
    read = read_outlines([file(_feature({"ADM1_PCODE": "AF01"}))])
    assert set(read.missing) == {Spot(code) for code in provinces()} - {KABUL}
    again = read_outlines([file(_feature({"ADM2_PCODE": "AF0102"}))])
    assert len(again.missing) == 34 + len(districts()) - 1


@pytest.mark.parametrize(
    "content",
    [b"", b"no json", b"[]", b'{"type": "Topology"}', b'{"type": "FeatureCollection"}', b"\xff\xfe",
     b'{"type": "FeatureCollection", "features": [NaN]}', b"[" * 100_000],
)  # fmt: skip
def test_file_that_is_no_geojson_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "odd.geojson"
    path.write_bytes(content)
    with pytest.raises(NotGeoJsonError, match=r"^odd\.geojson is not GeoJSON: .*\.$"):
        read_features(path)
    [told] = read_outlines([path]).unmatched
    assert (told.number, told.file) == (0, "odd.geojson")


def test_file_in_another_system_or_turned_round_is_refused(file):
    utm = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32642"}}
    with pytest.raises(NotWgs84Error):
        read_features(file(_feature({}), crs=utm))
    with pytest.raises(NotWgs84Error):
        read_features(file(_feature({}, _square(500_000, 3_800_000, 1000))))
    with pytest.raises(SwappedError):
        read_features(file(_feature({}, _square(34, 69))))
    known = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read_features(file(_feature({}), crs=known))) == 1


def test_file_beyond_the_limits_is_refused(file, monkeypatch):
    path = file(_feature({"ADM1_PCODE": "AF01"}))
    monkeypatch.setattr(geojson, "MOST_POINTS", 3)
    with pytest.raises(TooLargeError, match="simplify it first"):
        read_features(path)
    monkeypatch.setattr(geojson, "MOST_BYTES", 10)
    with pytest.raises(TooLargeError):
        read_features(path)


def test_outlines_written_and_read_again_are_the_same_places(four, tmp_path):
    path = tmp_path / "stored.geojson"
    path.write_text(four.as_geojson(0), encoding="utf-8")
    read = read_outlines([path])
    assert read.unmatched == ()
    assert read.outlines.areas() == four.areas()


def test_point_gives_the_district_else_the_province(four):
    at = Locator(four.areas()).at
    assert at(34.5, 69.5) == PAGHMAN
    assert at(34.5, 70.5) == BAGRAMI
    assert at(35.5, 69.5) == KABUL
    assert at(34.5, 63.0) == Spot("AF-HER")
    assert at(34.5, 66.0) is None


def test_place_codes_before_names_before_the_point(four):
    locator = Locator(four.areas())

    def found(codes=(), names=(), point=None):
        return locate(codes=codes, names=names, latitude_longitude=point, locator=locator)

    assert found(codes=["G1", "AF01", "AF0102"], names=["Herat"]).spot == PAGHMAN
    assert found(codes=["AF01"], names=["Qarabagh"]).spot == Spot("AF-KAB", "kab-qarabagh")
    assert found(codes=["AF01"], names=["Jaghuri"]).spot == KABUL
    assert found(codes=["AF-KAB"], names=["Kabul"]).spot == KABUL
    assert found(names=["a school", "Paghman, Kabul"]).spot == PAGHMAN
    assert found(names=["Paghman"], point=(34.5, 63.0)).spot == PAGHMAN
    assert found().kind is Kind.UNKNOWN


def test_point_makes_a_province_a_district_and_stands_alone_only_without_a_name(four):
    locator = Locator(four.areas())
    kabul = locate(names=["Kabul"], latitude_longitude=(34.5, 69.5), locator=locator)
    assert (kabul.spot, kabul.how) == (PAGHMAN, How.POINT)
    alone = locate(latitude_longitude=(34.5, 69.5), locator=locator)
    assert alone.spot == PAGHMAN
    country = locate(names=["Afghanistan"], latitude_longitude=(34.5, 69.5), locator=locator)
    assert country.kind is Kind.UNKNOWN
    unloaded = locate(names=["Kabul"], latitude_longitude=(34.5, 69.5))
    assert unloaded.spot == KABUL


def test_point_settles_a_name_that_several_districts_share(file):
    outlines = read_outlines([file(
        _feature({"place": "gha-qarabagh"}, _square(67, 33)),
        _feature({"place": "kab-qarabagh"}, _square(69, 34)),
    )]).outlines  # fmt: skip
    found = locate(names=["Qarabagh"], latitude_longitude=(33.5, 67.5),
                   locator=Locator(outlines.areas()))  # fmt: skip
    assert found.spot == Spot("AF-GHA", "gha-qarabagh")


def test_outline_map_draws_what_has_an_outline_and_lists_the_rest(four):
    told = figures({code: at for at, code in enumerate(provinces())})
    drawn = outline_map(four, told, words())
    root = opened(drawn)
    assert [link.get("href") for link in links(root)] == ["/projects/AF-HER", "/projects/AF-KAB"]
    assert len(drawn.rows) == 34
    assert {row.key for row in drawn.rows} == set(provinces())
    assert "style=" not in drawn.svg
    left, right = (texts(link) for link in links(root))
    assert (left[0], right[0]) == ("Herat", "Kabul")


def test_outline_map_north_is_up_and_east_is_right(four):
    drawn = outline_map(four, figures(dict.fromkeys(provinces(), 1)), words("ps"))
    kabul, herat = (link.find("{*}path").get("d") for link in links(opened(drawn)))

    def middle(path):
        numbers = [float(one) for one in re.findall(r"[\d.]+", path)]
        return sum(numbers[::2]) / len(numbers[::2]), sum(numbers[1::2]) / len(numbers[1::2])

    assert middle(kabul)[0] > middle(herat)[0]
    assert middle(kabul)[1] == pytest.approx(middle(herat)[1])
    path = json.dumps(drawn.svg)
    assert "-0.0" not in path


def test_outline_map_of_a_province_shows_its_districts(four):
    told = figures({one.key: None for one in districts_of("AF-KAB")})
    drawn = outline_map(four, told, words("fa-af"), "AF-KAB")
    assert {link.get("href") for link in links(opened(drawn))} == {
        "/projects/kab-paghman", "/projects/kab-bagrami",
    }  # fmt: skip
    assert len(drawn.rows) == len(districts_of("AF-KAB"))
    assert [row.css for row in drawn.legend] == ["nothing"]


def test_outline_map_without_any_outline_is_refused(four):
    with pytest.raises(NoOutlinesError):
        outline_map(four, {}, words(), "AF-BDS")


def test_outlines_of_a_gazetteer_are_matched(shared):
    read = read_outlines(sorted((shared / "gazetteer-af" / "wof").glob("*/*.geojson")))
    assert set(read.outlines.provinces) == set(provinces())
    assert len(read.outlines.districts) >= 397
    assert len(read.unmatched) <= 3
    at = Locator(read.outlines.areas()).at
    assert at(34.53, 69.17) == Spot("AF-KAB", "kab-kabul")
    assert at(31.61, 65.71) == Spot("AF-KAN", "kan-kandahar")
    assert at(34.02, 71.52) is None  # Peshawar
    for language in ("en", "ps"):
        told = figures(dict.fromkeys(provinces(), 2), language)
        drawn = outline_map(read.outlines, told, words(language))
        assert len(links(opened(drawn))) == 34
        assert len(drawn.svg) < 250_000
