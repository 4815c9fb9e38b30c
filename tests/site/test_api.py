"""The API gives what the site gives, in a fixed shape, and stores as little."""

import json

import pytest
from jsonschema import Draft202012Validator
from tests.site.conftest import answer_of

from wayforward.information.answers.outcomes import Outcome
from wayforward.information.answers.presenting import answer_to_dict, pointed_link
from wayforward.site.api import api


def _validator(name: str) -> Draft202012Validator:
    schema = json.loads(json.dumps(api.get_openapi_schema()))
    return Draft202012Validator({**schema, "$ref": f"#/components/schemas/{name}"})


@pytest.mark.parametrize("outcome", list(Outcome))
def test_answer_as_json_fits_the_published_schema(world, outcome) -> None:
    content = json.loads(json.dumps(answer_to_dict(answer_of(outcome, "en", world))))

    assert list(_validator("AnswerOut").iter_errors(content)) == []


def test_answer_as_json_has_every_field_others_rely_on(world) -> None:
    content = answer_to_dict(answer_of(Outcome.ANSWERED, "en", world))

    assert {
        "question_language", "outcome", "confidence", "cards", "passages", "referral",
    } <= content.keys()  # fmt: skip
    assert {
        "text", "answer_sentences", "language", "title", "publisher", "url", "heading_path",
        "page", "captured_at", "checked_at", "changed_at", "stored_copy", "score",
    } <= content["passages"][0].keys()  # fmt: skip


def test_ask_empty_question_by_both_ways_is_a_typed_outcome(client, db) -> None:
    got = client.get("/api/v1/ask", {"q": " ", "lang": "ps"})
    posted = client.post("/api/v1/ask", {"q": " "}, content_type="application/json")

    assert got.json()["outcome"] == posted.json()["outcome"] == "empty"
    assert got["Cache-Control"] == posted["Cache-Control"] == "no-store"


def test_ask_with_personal_data_names_the_kind_and_repeats_nothing(client, db) -> None:
    question = "My number is +93 701 234 567, when is my hearing?"

    response = client.post("/api/v1/ask", {"q": question}, content_type="application/json")

    content = response.json()
    assert content["outcome"] == "personal_data_refused"
    assert [finding["kind"] for finding in content["personal_data"]] == ["phone"]
    assert "701" not in response.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"q": "x", "lang": "xx"}, {"q": "x", "country": "Germany"}, {"lang": "en"}]
)
def test_ask_with_wrong_parameters_is_refused(client, db, wrong) -> None:
    assert client.get("/api/v1/ask", wrong).status_code == 422


def test_sources_are_listed_filtered_and_fit_the_schema(client, world) -> None:
    content = client.get("/api/v1/sources", {"language": "de"}).json()

    assert list(_validator("SourcesOut").iter_errors(content)) == []
    assert [source["key"] for source in content["sources"]] == ["example/appeal-de"]
    assert content["total"] == 1


def test_source_is_shown_with_copies_visits_and_twins(client, world) -> None:
    content = client.get("/api/v1/sources/example/appeal-en").json()

    assert list(_validator("SourceDetailOut").iter_errors(content)) == []
    assert content["twins"] == ["example/appeal-fa-af"]
    assert content["captures"][0]["stored_copy"] == f"/stored/{world['en'].capture.id}"
    assert content["checks"][0]["outcome"] == "unchanged"


def test_source_unknown_is_not_found_with_a_sentence(client, db) -> None:
    response = client.get("/api/v1/sources/none")

    assert response.status_code == 404
    assert "detail" in response.json()


def test_schema_names_every_call_and_the_guide_shows_it(client, db) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    guide = client.get("/en/api").content.decode()

    assert set(paths) == {
        "/api/v1/ask", "/api/v1/cards", "/api/v1/cards/{key}",
        "/api/v1/sources", "/api/v1/sources/{key}", "/api/v1/digests",
        "/api/v1/captures/{capture_id}/proof",
        "/api/v1/sources/drift",
        "/api/v1/changes", "/api/v1/changes/{number}",
        "/api/v1/narratives", "/api/v1/narratives/{key}",
        "/api/v1/narratives/match", "/api/v1/narratives/reports", "/api/v1/narratives/weekly",
        "/api/v1/projects", "/api/v1/projects/totals", "/api/v1/projects/provinces",
        "/api/v1/projects/{identifier}",
        "/api/v1/campaigns", "/api/v1/campaigns/{key}",
        "/api/v1/campaigns/{key}/reach", "/api/v1/campaigns/{key}/effect",
    }  # fmt: skip
    for path in paths:
        assert path in guide
    assert "http://" not in guide.replace("http://testserver", "")


def test_pointed_link_keeps_the_anchor_and_escapes_the_pointers_own_signs() -> None:
    link = pointed_link("https://example.org/a#part", "Non-voluntary, and so on & on")

    assert link == (
        "https://example.org/a#part:~:text=Non%2Dvoluntary%2C%20and%20so%20on%20%26%20on"
    )


def test_pointed_link_without_sentence_is_the_plain_address() -> None:
    assert pointed_link("https://example.org/a", "") == "https://example.org/a"
