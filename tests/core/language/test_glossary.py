"""The glossary is whole, in the right scripts, and its page is up to date."""

from collections import Counter
from pathlib import Path

import pytest

from wayforward.conf import REPOSITORY
from wayforward.core.language.glossary import LANGUAGES, Term, find_terms, load_glossary
from wayforward.core.language.glossary_page import glossary_page, main
from wayforward.core.language.normalise import search_form
from wayforward.core.language.scripts import dominant_script

TERMS = load_glossary()
REVIEW_STATES = {"awaiting native reader", "reviewed"}
CITATION_STATES = {"not yet checked against the instruments", "checked"}
SHORTEST_DEFINITION, LONGEST_DEFINITION = 15, 200
# ټ ډ ړ ږ ښ ڼ ې ۍ ګ ځ څ never stand in Dari.
PASHTO_ONLY = set("ټډړږښڼېۍګځڅ")


def _twice(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_glossary_holds_enough_terms_in_enough_domains() -> None:
    assert len(TERMS) >= 260
    assert len({term.domain for term in TERMS}) >= 10


def test_glossary_ids_and_names_are_unique() -> None:
    assert _twice([term.id for term in TERMS]) == []
    for language in LANGUAGES:
        assert _twice([search_form(term.names[language]) for term in TERMS]) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_term_is_whole_and_in_the_right_script(term: Term) -> None:
    assert term.id == term.id.lower().strip("-")
    assert all(term.names[language].strip() == term.names[language] != "" for language in LANGUAGES)
    assert dominant_script(term.names["en"]) == "latin"
    assert dominant_script(term.names["fa-af"]) == dominant_script(term.names["ps"]) == "arabic"
    assert not PASHTO_ONLY & set(term.names["fa-af"])
    assert not set("يك") & set(term.names["fa-af"])
    assert SHORTEST_DEFINITION <= len(term.definition) <= LONGEST_DEFINITION
    assert term.definition.endswith(".")
    assert term.source
    assert term.review_state in REVIEW_STATES
    assert term.citation_state in CITATION_STATES


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("تصمیم بازگشت و ممنوعیت ورود", ["return-decision", "entry-ban"]),
        ("د ماشوم غوره ګټې", ["best-interests-of-the-child"]),
        ("What is a return decision?", ["return-decision"]),
        ("nothing of ours", []),
    ],
)
def test_find_terms_gives_the_terms_in_order(text: str, ids: list[str]) -> None:
    assert [term.id for term in find_terms(text)] == ids


def test_page_in_docs_is_what_the_data_make() -> None:
    page = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert page == glossary_page(), "run python -m wayforward.core.language.glossary_page"


def test_page_command_writes_the_page_or_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == glossary_page()
    assert main([]) == 2
    assert "where to write" in capsys.readouterr().err
