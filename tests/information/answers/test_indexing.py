"""From readings to passages in the database, and their vectors: nothing is done twice."""

import numpy as np
import pytest

from wayforward.information.answers.actions import embed_pending, index_reading, pending
from wayforward.information.answers.cutting import Line
from wayforward.information.answers.embedding import DIMENSIONS
from wayforward.information.answers.indexing import (
    drafts,
    pack,
    page_text,
    text_of_words,
    unpack,
    words_of,
)
from wayforward.information.answers.models import PageMeaning, Passage
from wayforward.information.sources.models import Reading

PASHTO = "د پناه غوښتنه"


def _lines(*texts: str, heading: str = "Appeal") -> list[Line]:
    return [Line(i, text, "paragraph", (heading,)) for i, text in enumerate(texts)]


def test_equal_passages_of_one_page_have_different_identities() -> None:
    lines = [
        Line(0, "Call us.", "paragraph", ("A",)),
        Line(1, "Other.", "paragraph", ("B",)),
        Line(2, "Call us.", "paragraph", ("A",)),
    ]

    made = drafts("Title", lines)

    assert len({draft.identity for draft in made}) == 3


def test_the_title_alone_is_no_passage() -> None:
    lines = [Line(0, "Title", "heading"), Line(1, "Said.", "paragraph", ("More",))]

    assert [draft.text for draft in drafts("title", lines)] == ["Said."]


def test_a_page_of_its_title_only_keeps_it() -> None:
    assert [d.text for d in drafts("Title", [Line(0, "Title", "heading")])] == ["Title"]


def test_identities_stay_when_other_passages_come_and_go() -> None:
    before = drafts("T", [*_lines("Two weeks.")])
    after = drafts("T", [Line(0, "New.", "paragraph", ("Intro",)), *_lines("Two weeks.")])

    assert before[0].identity in {draft.identity for draft in after}


def test_words_hold_joined_and_split_spellings_once() -> None:
    words = words_of("پناه‌جو پناه Asyl asyl")

    assert sorted(words) == sorted({"پناه", "جو", "پناهجو", "asyl"})
    assert text_of_words("Asyl, ja!") == " asyl ja "


def test_a_page_is_told_by_its_first_words() -> None:
    told = page_text("T", ["a " * 400, "b " * 400])

    assert told.startswith("T\na ")
    assert "b" not in told


def test_packed_vectors_come_back() -> None:
    rows = np.eye(3, DIMENSIONS, dtype=np.float32)

    back = unpack(pack(rows), DIMENSIONS)

    assert back is not None
    assert np.allclose(back, rows)
    assert unpack(None, DIMENSIONS) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("small_corpus")
class TestStored:
    """On the synthetic pages."""

    def test_every_passage_and_page_has_its_vectors(self) -> None:
        passage = Passage.objects.filter(language="ps").first()

        assert passage is not None
        assert pending() == 0
        assert not PageMeaning.objects.filter(embedding__isnull=True).exists()
        assert passage.line_vectors is not None
        assert unpack(passage.line_vectors, DIMENSIONS).shape == (len(passage.lines), DIMENSIONS)
        assert all(f" {word} " in passage.search_text for word in words_of(passage.lines[0]))

    def test_indexing_again_changes_nothing(self) -> None:
        reading = Reading.objects.filter(current=True).first()
        assert reading is not None
        before = list(Passage.objects.filter(source=reading.source).values("id", "identity"))

        done = index_reading(reading_id=reading.pk)

        after = list(Passage.objects.filter(source=reading.source).values("id", "identity"))
        assert (done.added, done.removed, done.kept) == (0, 0, len(before))
        assert sorted(before, key=str) == sorted(after, key=str)
        assert pending() == 0

    def test_a_changed_sentence_costs_its_passage_only(self) -> None:
        reading = Reading.objects.filter(current=True, language="en").first()
        assert reading is not None
        place = reading.places.filter(kind="paragraph").last()
        place.sentence.text += " And more."
        place.sentence.save()

        done = index_reading(reading_id=reading.pk)

        assert (done.added, done.removed) == (1, 1)
        assert done.kept > 0
        assert pending() == 1
        assert embed_pending() == 1
        assert pending() == 0

    def test_vectors_of_another_embedder_are_made_anew(self) -> None:
        Passage.objects.filter(pk=Passage.objects.first().pk).update(embedder="another")

        assert embed_pending() == 1
