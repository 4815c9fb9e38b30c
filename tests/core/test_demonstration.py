"""The demonstration: both sides see the same man, each what it may, and no more."""

import json

import pytest

from wayforward.core.demonstration import showing, staging
from wayforward.testing.shelf import files_in_memory  # noqa: F401
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_in_memory")]


@pytest.fixture
def sides(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "keys_file", lambda: tmp_path / "keys.json")
    monkeypatch.setattr(showing, "keys_file", lambda: tmp_path / "keys.json")
    with as_app_role():
        staging.set_the_stage()
        return showing.both_sides()


def test_each_side_sees_its_own_record_and_the_consul_what_was_sent(sides) -> None:
    officer, consul = sides["seen"]["demo-case-officer"], sides["seen"]["demo-consul"]

    assert [one["names"][0] for one in consul["persons"]] == ["نجیب الله"]
    assert "Najibullah Rahimi" in [one["names"][0] for one in officer["persons"]]
    assert consul["received"] == [
        {
            "full_name": "Najibullah Rahimi",
            "father_name": "Abdul Karim",
            "birth_year": 1996,
            "birth_province": "Balkh",
        }
    ]
    assert {p["reference"] for p in officer["persons"]}.isdisjoint(
        p["reference"] for p in consul["persons"]
    )


def test_the_protection_file_is_seen_by_the_assessor_alone_and_never_sent(sides) -> None:
    seen = sides["seen"]

    assert seen["demo-safeguards"]["files"] == ["hearing (made up).txt"]
    assert seen["demo-case-officer"]["files"] == seen["demo-consul"]["files"] == []
    assert "asylum" not in json.dumps(seen["demo-consul"])
    [why] = sides["refused"]
    assert why.startswith("protection_status: This never goes")


def test_what_is_told_says_that_it_is_made_up(sides) -> None:
    assert showing.told(sides).startswith("DEMONSTRATION")
    assert sides["made_up"] is True
    assert "demo-consul" in showing.ways_in()


def test_the_stage_is_set_once(sides) -> None:
    with as_app_role():
        staging.set_the_stage()
        again = showing.both_sides()

    assert again["seen"] == sides["seen"]
