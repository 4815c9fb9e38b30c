"""Outlines loaded by an operator: kept and replaced as a whole; what is told about them."""

import json
import os

import pytest
from click.testing import CliRunner

from wayforward.core.places.naming import Spot
from wayforward.information.projects import outline_cli
from wayforward.information.projects.outline_files import (
    FILE,
    NothingRecognisedError,
    store_outlines,
    stored_locator,
    stored_outlines,
)

RING = [[69, 34], [70, 34], [70, 35], [69, 35], [69, 34]]


@pytest.fixture
def file(tmp_path):
    def write(*properties, name="brought.geojson"):
        features = [
            {"type": "Feature", "properties": one,
             "geometry": {"type": "Polygon", "coordinates": [RING]}}
            for one in properties
        ]  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        content = {"type": "FeatureCollection", "features": features}
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return write


@pytest.fixture
def command(tmp_path, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr(
            outline_cli, "environment", lambda: type("E", (), {"data": tmp_path / "data"})
        )
        return CliRunner().invoke(outline_cli.outlines, [str(one) for one in arguments])

    return run


def test_outlines_nothing_loaded_is_nothing(tmp_path):
    assert stored_outlines(tmp_path) is None
    assert stored_locator(tmp_path) is None


def test_outlines_stored_are_read_again_and_replaced_as_a_whole(file, tmp_path):
    data = tmp_path / "data"
    store_outlines(paths=[file({"ADM1_PCODE": "AF01"})], folder=data)
    assert set(stored_outlines(data).areas()) == {Spot("AF-KAB")}
    assert stored_locator(data).at(34.5, 69.5) == Spot("AF-KAB")
    store_outlines(paths=[file({"ADM2_PCODE": "AF0102"})], folder=data)
    os.utime(data / FILE, (1, 1))  # a clock too coarse for two writes in a row
    assert set(stored_outlines(data).areas()) == {Spot("AF-KAB", "kab-paghman")}
    assert [path.name for path in data.iterdir()] == [FILE]


def test_outlines_folder_stands_for_the_files_below_it(file, tmp_path):
    file({"ADM1_PCODE": "AF01"}, name="some/one.geojson")
    file({"ADM1_PCODE": "AF02"}, name="some/other.geojson")
    read = store_outlines(paths=[tmp_path / "some"], folder=tmp_path / "data")
    assert set(read.outlines.provinces) == {"AF-KAB", "AF-KAP"}


def test_outlines_none_recognised_leave_what_was_loaded(file, tmp_path):
    store_outlines(paths=[file({"ADM1_PCODE": "AF01"})], folder=tmp_path)
    with pytest.raises(NothingRecognisedError, match="“Atlantis” is no province"):
        store_outlines(paths=[file({"name": "Atlantis"})], folder=tmp_path)
    assert set(stored_outlines(tmp_path).areas()) == {Spot("AF-KAB")}


def test_command_says_what_was_recognised_and_why_the_rest_was_not(command, file):
    result = command(file({"ADM1_PCODE": "AF01"}, {"name": "Atlantis"}))
    assert result.exit_code == 0
    left_out, summary = result.output.splitlines()
    assert left_out == (
        "brought.geojson, feature 2: “Atlantis” is no province or district we know: add its P-code."
    )
    assert summary == (
        "Outlines read: 2. Recognised: 1 of 34 provinces, 0 of 424 districts. Not recognised: 1."
    )


def test_command_for_machines(command, file):
    told = json.loads(command(file({"ADM1_PCODE": "AF01"}), "--json").output)
    assert told["provinces"] == ["AF-KAB"]
    assert len(told["missing"]) == 33
    assert told["unmatched"] == []


def test_command_refusal_is_one_sentence(command, file, tmp_path):
    odd = tmp_path / "odd.geojson"
    odd.write_text("no json", encoding="utf-8")
    result = command(odd)
    assert result.exit_code == 1
    assert result.output.startswith("Error: None of these outlines is a province or a district")
    assert command(tmp_path / "absent.geojson").exit_code == 2
