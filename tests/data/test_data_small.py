"""The small synthetic set: every page has its twins, every answer is a sentence of its page."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from lxml import html
from tests.data.reviewed import DATA, LANGUAGES, TOPICS, problems_of_text

SMALL = DATA.parents[2] / "tests" / "data_small"


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SMALL / name).read_text(encoding="utf-8").splitlines()]


PAGES = _rows("pages/manifest.jsonl")
QUESTIONS = _rows("questions.jsonl")


def _main(page: dict[str, Any]) -> Any:
    tree = html.fromstring((SMALL / "pages" / page["file"]).read_bytes())
    return tree.xpath("//main")[0]


def _text(page: dict[str, Any]) -> str:
    return re.sub(r"\s+", " ", _main(page).text_content())


def test_pages_twelve_documents_each_in_three_languages():
    languages = Counter(page["twin"] for page in PAGES)
    assert len(languages) == 12
    assert set(languages.values()) == {len(LANGUAGES)}
    assert {page["publisher"] for page in PAGES} == {"Example Migration Authority (synthetic)"}
    assert all(page["url"].startswith("https://example.org/") for page in PAGES)
    assert {page["file"] for page in PAGES} == {
        path.name for path in (SMALL / "pages").glob("*.html")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["file"])
def test_page_language_direction_and_anchors_declared(page):
    tree = html.fromstring((SMALL / "pages" / page["file"]).read_bytes())
    assert tree.get("lang") == page["language"]
    assert tree.get("dir") == ("ltr" if page["language"] == "en" else "rtl")
    anchors = tree.xpath("//main//h2/@id")
    assert len(anchors) == len(set(anchors)) == len(tree.xpath("//main//h2")) > 0
    assert tree.xpath("//main//ul/li | //main//table//td")
    assert tree.xpath("string(//h1)") == page["title"]
    assert problems_of_text(_text(page), page["language"]) == []


def test_twins_have_the_same_structure():
    shapes: dict[str, set[tuple[str, ...]]] = {}
    for page in PAGES:
        shape = tuple(str(element.tag) for element in _main(page).iter())
        shapes.setdefault(page["twin"], set()).add(shape)
    assert [twin for twin, found in shapes.items() if len(found) > 1] == []


def test_questions_enough_in_every_language_and_unique():
    answered = [row for row in QUESTIONS if row["kind"] == "answered"]
    assert len(answered) >= 60
    assert len(set(Counter(row["language"] for row in QUESTIONS).values())) == 1
    assert max(Counter(row["id"] for row in QUESTIONS).values()) == 1
    assert max(Counter(row["question"] for row in QUESTIONS).values()) == 1
    assert {row["kind"] for row in QUESTIONS} == {"answered", "no_answer", "off_topic"}


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["id"])
def test_question_answer_is_a_sentence_of_its_page_in_every_language(row):
    assert problems_of_text(row["question"], row["language"]) == []
    if row["kind"] != "answered":
        assert (row["page"], row["answer"], row["answers"]) == (None, None, {})
        return
    assert row["topic"] in TOPICS
    assert row["answer"] == row["answers"][row["language"]]
    for page in (page for page in PAGES if page["twin"] == row["page"]):
        assert row["answers"][page["language"]] in _text(page)
