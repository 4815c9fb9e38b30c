"""Real Dari and Pashto: a question about a right finds its article, in its own language, first."""

from collections.abc import Iterator

import pytest
import yaml
from django.db import connection

from wayforward.conf import REPOSITORY, shared_data
from wayforward.information.answers.embedding import get_embedder
from wayforward.information.answers.models import Passage
from wayforward.information.answers.retrieving import FoundPassage, find_passages

pytestmark = [pytest.mark.shared, pytest.mark.django_db]

QUESTIONS = yaml.safe_load(
    (REPOSITORY / "tests" / "information" / "answers" / "udhr_questions.yaml").read_text("utf-8")
)["questions"]
ARTICLES = 30
SPOKEN = {"fa-af": "fa", "ps": "ps"}


@pytest.fixture(scope="module")
def udhr(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    from wayforward.information.sources.hooks import readings_settled
    from wayforward.information.sources.import_actions import import_folder
    from wayforward.information.sources.models import Publisher, Source

    folder = shared_data() / "udhr" / "pages"
    if not folder.is_dir():
        pytest.skip(f"the shared data folder is absent: {folder}")
    with django_db_blocker.unblock():
        import_folder(path=folder)
        readings_settled()
        with connection.cursor() as cursor:
            # As PostgreSQL does by itself within minutes: pages of tests before are gone for good.
            cursor.execute("VACUUM information_passage")
    yield
    with django_db_blocker.unblock():
        Source.objects.all().delete()
        Publisher.objects.all().delete()


def _articles(language: str) -> list[str]:
    """The headings of the articles in order; what stands before the first is the preamble."""
    paths = (
        Passage.objects.filter(language=language, source__url__contains="udhr")
        .order_by("position")
        .values_list("heading_path", flat=True)
    )
    headings = list(dict.fromkeys(path[-1] for path in paths if path))
    return headings[-ARTICLES:]


def _find(question: str, language: str) -> FoundPassage:
    vector = get_embedder().queries([question])[0]
    return find_passages(question, vector, language=SPOKEN[language])[0]


@pytest.mark.usefixtures("udhr")
@pytest.mark.parametrize("language", ["fa-af", "ps"])
def test_a_question_about_a_right_finds_its_article_in_its_own_language(language: str) -> None:
    headings = _articles(language)
    firsts = [_find(question[language], language) for question in QUESTIONS]

    # Dari and Iranian Persian are one language here: an article of either is the reader's own.
    own = {"fa-af": {"fa-af", "fa"}, "ps": {"ps"}}[language]
    in_own = [first.language in own for first in firsts]
    right = [
        first.heading_path[-1:] == (headings[question["article"] - 1],)
        or first.heading_path[-1:] == (_articles("fa")[question["article"] - 1],)
        for first, question in zip(firsts, QUESTIONS, strict=True)
    ]
    missed = [q[language] for q, hit in zip(QUESTIONS, right, strict=True) if not hit]
    assert len(headings) == ARTICLES
    assert sum(in_own) == len(QUESTIONS)
    assert sum(right) / len(QUESTIONS) >= 0.85, missed
