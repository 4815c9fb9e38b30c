"""Projects by program: fits its schema, says what an empty answer means, counts as asking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from tests.information.projects.making import AF, PAGHMAN, import_these, payment, written

from wayforward.core.access.limiting import Limiter
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.site import middleware
from wayforward.site.api import api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    load_rule_sets()
    monkeypatch.setattr(middleware, "limiter", Limiter(clock=lambda: 0.0))
    titles = '<narrative>Wells</narrative><narrative xml:lang="ps">څاګانې</narrative>'
    first = written(1, AF + PAGHMAN + payment("4", 9), title="X")
    import_these(
        tmp_path, first.replace("<narrative>X</narrative>", titles), written("A/2", AF, status="4")
    )


def _get(client: Client, path: str, name: str, **given: str) -> Any:
    response = client.get(f"/api/v1/projects{path}", given)
    assert response.status_code == 200
    schema = json.loads(json.dumps(api.get_openapi_schema()))
    shape = Draft202012Validator({**schema, "$ref": f"#/components/schemas/{name}"})
    found = response.json()
    for one in found if isinstance(found, list) else [found]:
        assert list(shape.iter_errors(one)) == []
    return found


def test_list_is_searched_in_the_readers_language(client: Client) -> None:
    found = _get(client, "", "ProjectsOut", text="څاګانې", lang="ps", province="AF-KAB")
    [one] = found["projects"]
    assert (one["title"], one["title_language"], one["identifier"]) == ("څاګانې", "ps", "XM-EX-1")
    assert (found["total"], found["picture"]) == (1, "running")


def test_empty_list_says_why(client: Client) -> None:
    found = _get(client, "", "ProjectsOut", province="AF-HER", lang="fa-af")
    assert (found["total"], found["picture"]) == (0, "not_named_here")
    assert "هیچ پروژهٔ نشرشده" in found["in_words"]


def test_what_runs_today_can_be_asked_for(client: Client) -> None:
    found = _get(client, "", "ProjectsOut", status="live")
    assert [one["identifier"] for one in found["projects"]] == ["XM-EX-1"]


def test_one_project_is_shown_whole(client: Client) -> None:
    found = _get(client, "/XM-EX-1", "ProjectDetailOut")
    assert [one["language"] for one in found["titles"]] == ["en", "ps"]
    assert [one["euro"] for one in found["money"]] == ["9"]
    assert _get(client, "/XM-EX-A/2", "ProjectDetailOut")["status"] == "4"


def test_one_project_unknown_is_not_found_with_a_sentence(client: Client) -> None:
    response = client.get("/api/v1/projects/none")
    assert response.status_code == 404
    assert "take one from" in response.json()["detail"] or response.json()["detail"]


def test_totals_fit_the_search(client: Client) -> None:
    found = _get(client, "/totals", "TotalsOut", text="wells", province="AF-KAB")
    assert (found["projects"], found["money"]["spending"]["total_euro"]) == (1, "9.00")


def test_provinces_tell_nothing_published_from_a_number(client: Client) -> None:
    found = {one["code"]: one for one in _get(client, "/provinces", "ProvinceOut")}
    districts = {one["key"]: one["projects"] for one in found["AF-KAB"]["districts"]}
    assert (len(found), found["AF-KAB"]["projects"], found["AF-HER"]["projects"]) == (34, 1, None)
    assert (districts["kab-paghman"], districts["kab-qarabagh"]) == (1, None)
    assert found["AF-KAB"]["names"]["ps"] == "کابل"


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "9"},
        {"lang": "de"},
        {"page": "0"},
        {"text": "x" * 101},
        {"text": "\x00"},
        {"province": "AF-XXX"},
        {"district": "kab-nowhere"},
        {"category": "999"},
    ],
)
def test_wrong_parameters_are_refused(client: Client, wrong: dict[str, str]) -> None:
    assert client.get("/api/v1/projects", wrong).status_code == 422


@pytest.mark.parametrize("path", ["/api/v1/projects", "/en/projects.csv"])
def test_who_asks_too_fast_waits(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(middleware, "limiter", Limiter(clock=lambda: 0.0, burst=1))
    first = client.get(path)
    assert first.getvalue()  # read to its end, which closes the file
    assert first.status_code == 200
    response = client.get(path)
    assert response.status_code == 429
    assert int(response["Retry-After"]) >= 1
    assert client.get("/en/projects").status_code == 200
