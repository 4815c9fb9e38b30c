"""Synonym groups: the list is sound, and a search finds the other word."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.normalise import search_form, tokens
from wayforward.core.language.scripts import dominant_script
from wayforward.core.language.synonyms import LANGUAGES, SynonymGroup, expand, load_synonyms

GROUPS = load_synonyms()
STATES = {"awaiting native reader", "reviewed"}


def test_list_holds_enough_groups_each_with_its_own_id() -> None:
    assert len(GROUPS) >= 120
    assert [i for i, times in Counter(group.id for group in GROUPS).items() if times > 1] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_group_is_whole_and_in_the_right_script(group: SynonymGroup) -> None:
    assert group.domain
    assert group.citation
    assert group.review_state in STATES
    assert all(group.forms[language] for language in ("fa-af", "ps", "en"))
    for language in LANGUAGES:
        script = "latin" if language == "en" else "arabic"
        assert {dominant_script(form) for form in group.forms[language]} <= {script}
        assert len(set(group.forms[language])) == len(group.forms[language])


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_expand_each_listed_form_gives_its_whole_group(group: SynonymGroup) -> None:
    for forms in group.forms.values():
        for form in forms:
            assert group.folded() <= frozenset().union(*expand(tokens(form)))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("قاچاقبران در سرحد", ["قاچاقچی", "مرز"]),
        ("تداوی محصل", ["درمان", "دانشجو"]),
        ("شفاخانه", ["بیمارستان", "روغتون", "hospital"]),
        ("د پناه غوښتنه", ["تقاضای پناهندگی"]),
        ("پوهنتون‌ها", ["دانشگاه"]),
        ("deportations", ["دیپورت"]),
        ("پاسپورتم", ["گذرنامه"]),
        ("قاچاق‌بر", ["smuggler"]),
    ],
)
def test_expand_question_contains_the_other_words(question: str, wanted: list[str]) -> None:
    found = frozenset().union(*expand(tokens(question)))
    assert {search_form(word) for word in wanted} <= found


def test_expand_unlisted_word_stands_alone() -> None:
    assert expand(["xyzzy", "برای"]) == [frozenset({"xyzzy"}), frozenset({"برای"})]


@given(st.lists(st.text(min_size=1)))
def test_expand_keeps_every_word_in_order(words: list[str]) -> None:
    given_tokens = tokens(" ".join(words))
    sets = expand(given_tokens)
    position = 0
    for choices in sets:
        lengths = {len(choice.split(" ")) for choice in choices}
        length = next(
            n for n in sorted(lengths) if " ".join(given_tokens[position : position + n]) in choices
        )
        position += length
    assert position == len(given_tokens)
