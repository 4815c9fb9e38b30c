"""Finding passages in a real database: right page, own language first, filters, words only."""

import json
from collections.abc import Iterator

import pytest

from wayforward.conf import REPOSITORY
from wayforward.information.answers.embedding import get_embedder
from wayforward.information.answers.models import Passage
from wayforward.information.answers.retrieving import FoundPassage, find_passages
from wayforward.information.answers.word_frequency import common_words, recount_after, telling_words
from wayforward.information.sources.models import Source
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_corpus")]

QUESTIONS = [
    json.loads(line)
    for line in (REPOSITORY / "tests" / "data_small" / "questions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
SPOKEN = {"fa-af": "fa", "ps": "ps", "en": "en"}
ENGLISH = "How many days do I have to appeal against the decision?"


def _find(question: str, language: str, **limits: object) -> list[FoundPassage]:
    vector = get_embedder().queries([question])[0]
    return find_passages(question, vector, language=language, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "floor"), [("en", 0.85), ("fa-af", 0.8), ("ps", 0.7)])
def test_the_right_page_is_found_first_in_the_language_of_the_question(
    language: str, floor: float
) -> None:
    asked = [q for q in QUESTIONS if q["language"] == language and q["page"]]

    firsts = [_find(q["question"], SPOKEN[language])[0] for q in asked]

    right = [
        first.live_url.split("#")[0] == question["url"]
        for first, question in zip(firsts, asked, strict=True)
    ]
    assert sum(right) / len(asked) >= floor
    in_language = [first.language == language for first in firsts]
    assert sum(in_language) / len(asked) >= 0.95


def test_a_question_in_another_language_finds_a_translation() -> None:
    found = _find("Combien de jours ai-je pour faire appel de la décision ?", "fr")

    assert found[0].live_url.split("#")[0].endswith("/appeal-deadline")


def test_a_found_passage_tells_where_it_comes_from() -> None:
    first = _find(ENGLISH, "en")[0]

    assert first.publisher
    assert first.publisher_names["en"] == first.publisher
    assert first.title
    assert first.lines
    assert first.text == "\n".join(first.lines)
    assert first.line_vectors is not None
    assert len(first.line_vectors) == len(first.lines)
    assert 0.5 < first.similarity < 1
    assert 0 < first.words <= 1


def test_passages_come_best_first_and_each_once() -> None:
    found = _find(ENGLISH, "en", limit=20)

    assert len({passage.id for passage in found}) == len(found) == 20
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


@pytest.fixture
def french_country() -> Iterator[None]:
    Passage.objects.filter(source__url__contains="appeal-deadline").update(countries=["FR"])
    yield
    Passage.objects.update(countries=[])


@pytest.mark.usefixtures("french_country")
def test_pages_on_another_country_are_left_out() -> None:
    german = _find(ENGLISH, "en", countries=("DE",))
    french = _find(ENGLISH, "en", countries=("FR",))

    assert not any("appeal-deadline" in passage.live_url for passage in german)
    assert "appeal-deadline" in french[0].live_url


def test_pages_no_longer_watched_are_left_out() -> None:
    Source.objects.filter(url__contains="appeal-deadline").update(active=False)

    found = _find(ENGLISH, "en", limit=50)

    assert not any("appeal-deadline" in passage.live_url for passage in found)


def test_pages_not_embedded_yet_are_found_by_their_words() -> None:
    Passage.objects.update(embedding=None)

    found = _find("appeal against the decision", "en")

    assert any("appeal" in passage.text.lower() for passage in found)
    assert {passage.similarity for passage in found} == {0.0}


def test_an_empty_database_finds_nothing() -> None:
    Passage.objects.all().delete()

    assert _find(ENGLISH, "en") == []


@pytest.mark.parametrize("question", ["؟؟؟", "'; DROP TABLE x; --", "a & b | !c", "\\ : * <->"])
def test_signs_in_a_question_do_no_harm(question: str) -> None:
    assert isinstance(_find(question, "en"), list)


def test_words_looked_up_are_few_and_each_once() -> None:
    words = [f"word{i}" for i in range(40)]

    assert len(telling_words(words)) == 16


def test_words_are_counted_anew_when_many_pages_came() -> None:
    from wayforward.information.answers import word_frequency

    word_frequency._memories["information_passage"].counts = {"of_other_pages": 300.0}
    word_frequency._memories["information_passage"].until = float("inf")

    recount_after(0)
    assert "of_other_pages" in common_words()
    with as_app_role():
        recount_after(Passage.objects.count())
    assert "of_other_pages" not in common_words()
    assert len(common_words()) > 20
