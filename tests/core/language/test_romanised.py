"""Latin-typed questions in their own script, so that topics and countries are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.places import countries
from wayforward.core.language.romanised import to_own_script
from wayforward.core.language.scripts import dominant_script
from wayforward.core.language.topics import topics
from wayforward.core.language.word_evidence import fold_romanised


@pytest.mark.parametrize(
    ("typed", "language", "written"),
    [
        ("man chetor panahandagi begirom", "fa", "من چطور پناهندگی بگیرم"),
        ("asylum chi ast?", "fa", "پناهندگی چی است?"),
        ("Chetoor mitawaanam ba watan bargardam", "fa", "چطور می‌توانم به وطن برگردم"),
        ("BAMF kojast", "fa", "BAMF کجاست"),
        ("za sanga asylum wakram", "ps", "زه څنګه پناه وکړم"),
    ],
)
def test_to_own_script_writes_known_words_and_keeps_others(
    typed: str, language: str, written: str
) -> None:
    assert to_own_script(typed, language) == written


def test_to_own_script_lets_topics_and_countries_be_found() -> None:
    written = to_own_script("qachaqbar mara ba alman mibarad", "fa")
    assert countries(written) == ("DE",)
    assert "smuggling-safety" in topics(written)


def test_to_own_script_other_language_is_refused() -> None:
    with pytest.raises(KeyError):
        to_own_script("text", "de")


@pytest.mark.parametrize("language", ["fa", "ps"])
def test_list_is_in_the_right_script_and_each_spelling_has_one_meaning(language: str) -> None:
    entries = load_yaml("romanised")[language]
    meanings: dict[str, set[str]] = {}
    for spellings, written in entries.items():
        assert isinstance(spellings, str)
        assert dominant_script(written) == "arabic"
        for spelling in spellings.split():
            meanings.setdefault(fold_romanised(spelling), set()).add(written)
    assert {s: sorted(m) for s, m in meanings.items() if len(m) > 1} == {}


@given(st.text(st.characters(blacklist_categories=["Ll", "Lu"])))
def test_to_own_script_text_without_latin_letters_stays(text: str) -> None:
    assert to_own_script(text, "fa") == text
