"""Names compared: properties that hold for all, and a floor on the reviewed pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bench.compare_names import auc, confusables, generated, jaro_winkler, ours, reviewed

from wayforward.core.persons.matching.births import read_birth
from wayforward.core.persons.matching.comparing import (
    Facts,
    Known,
    compare,
    compare_known,
    name_bits,
)
from wayforward.core.persons.matching.frequency import frequency
from wayforward.core.persons.matching.parts import parts_of
from wayforward.core.persons.matching.places import Place
from wayforward.core.persons.matching.reasons import Feature, Reason
from wayforward.core.persons.matching.spelling import words, written_words
from wayforward.core.persons.matching.tables import table
from wayforward.core.persons.matching.weights import setting, share
from wayforward.core.persons.matching.wording import LANGUAGES, worded
from wayforward.core.places.reading import provinces

_WRITTEN = (
    "Mohammad", "محمد", "Ahmad", "Karim", "کریم", "Rahim", "Hassan", "Hussain", "حسین", "Ali",
    "Gul", "Agha", "Abdul", "Rahman", "عبدالرحمن", "Najibullah", "نجیب‌الله", "ullah", "Noor", "din",
    "Khan", "Dschamschid", "Çelebi", "Haji", "Sayed", "M", "Yousafzai", "ur", "ال",
)  # fmt: skip
names = st.lists(st.sampled_from(_WRITTEN), max_size=4).map(" ".join) | st.text(max_size=20)
births = st.none() | st.integers(1300, 1420).map(lambda year: read_birth(str(year)))
places = st.sampled_from([Place(), *(Place(code) for code in list(provinces())[:3])])
facts = st.builds(Facts, names, names, names, births, places)


@given(facts, facts)
def test_comparing_either_way_round_is_the_same(one: Facts, other: Facts) -> None:
    assert compare(one, other).bits == compare(other, one).bits


@given(names, names)
def test_names_alone_are_worth_what_their_reasons_say(one: str, other: str) -> None:
    assert name_bits(one, other) == pytest.approx(compare(Facts(one), Facts(other)).bits, abs=0.001)


@given(facts, facts)
def test_unknown_on_both_sides_never_scores_above_unknown_on_one(one: Facts, other: Facts) -> None:
    for left_out in ({"father": ""}, {"grandfather": ""}, {"birth": None}, {"place": Place()}):
        lone = compare(_without(one, left_out), other)
        both = compare(_without(one, left_out), _without(other, left_out))
        if "father" not in left_out:
            assert both.bits == lone.bits
        [name] = left_out
        told = [r for r in both.reasons if r.feature.value == name]
        assert [(r.reason, r.bits) for r in told] == [(Reason.UNKNOWN, 0.0)]


@given(facts)
def test_leaving_out_what_agrees_never_raises_the_score(one: Facts) -> None:
    whole = compare(one, one).bits
    for left_out in (
        {"name": ""}, {"father": ""}, {"grandfather": ""}, {"birth": None}, {"place": Place()},
    ):  # fmt: skip
        assert compare(_without(one, left_out), one).bits <= whole
        assert compare(_without(one, left_out), _without(one, left_out)).bits <= whole


@given(st.lists(st.sampled_from(["Mohammad", "کریم", "Ahmadzai", "Najibullah"]), unique=True))
def test_dropping_a_part_of_a_name_never_raises_the_score(parts: list[str]) -> None:
    whole = Facts(" ".join(parts))
    for at in range(len(parts)):
        fewer = Facts(" ".join(parts[:at] + parts[at + 1 :]))
        assert compare(fewer, whole).bits <= compare(whole, whole).bits
        assert compare(fewer, fewer).bits <= compare(whole, whole).bits


@given(st.text(max_size=30))
def test_reading_the_letters_twice_changes_nothing(text: str) -> None:
    once = words(text)

    assert words(" ".join(once)) == once


@given(names | st.text(max_size=30))
def test_every_word_is_read_with_how_it_was_written(text: str) -> None:
    assert [word.letters for word in written_words(text)] == words(text)


def test_reasons_show_names_as_they_were_written() -> None:
    found = compare(Facts("Dr. NAJIBULLAH Nur-ud-Din O'Rahim"), Facts("نجیب‌الله نورالدین"))

    told = [(reason.one, reason.other) for reason in found.reasons if reason.feature == "name"]
    assert told == [("NAJIBULLAH", "نجیب‌الله"), ("Nur-ud-Din", "نورالدین"), ("O'Rahim", "")]


@given(st.text(max_size=30))
def test_any_text_has_parts_or_none_and_never_fails(text: str) -> None:
    assert all(part.written for part in parts_of(text))


def test_two_records_of_nothing_are_not_alike() -> None:
    found = compare(Facts(), Facts())

    assert found.bits == 0
    assert found.score < 0.1
    assert {reason.reason for reason in found.reasons} == {Reason.UNKNOWN}


def test_confusable_names_stay_below_the_threshold() -> None:
    above = [p for p in confusables() if compare(Facts(p.one), Facts(p.other)).score >= 0.5]

    assert above == []
    assert len(table("confusable")["pairs"]) >= 60


@pytest.mark.parametrize("kind", ["across", "latin"])
def test_reviewed_pairs_are_told_apart(kind: str) -> None:
    pairs = reviewed(kind, development=True) + reviewed(kind, development=False)

    assert len(pairs) >= 150
    assert auc(pairs, ours) >= 0.985
    assert auc(pairs, jaro_winkler) < 0.85


@pytest.mark.parametrize("kind", ["across", "latin"])
def test_generated_pairs_are_told_apart(kind: str) -> None:
    assert auc(generated(kind, 400, seed=3), ours) >= 0.98


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul Rahman", "عبدالرحمن"), ("Abdurrahman", "Abdel Rahmane"),
        ("RAHMAN Abdul", "Abdul Rahman"),
        ("Najibullah", "نجيب الله"), ("Dschamschid", "Djamchid"), ("Cemil", "جمیل"),
        ("Gulagha", "گل آغا"),
        ("Haji Sayed Karim", "کریم"), ("Mohd Karim", "Mohammad Karim"), ("Nur-ud-Din", "نورالدین"),
        ("Ramadan", "رمضان"), ("Bismillah", "بسم الله"), ("Abdushukur", "عبدالشکور"),
        ("Wazhma", "وږمه"), ("Zainulabedin", "زین العابدین"), ("Pakhtana", "پښتانه"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_agree_in_every_part(one: str, other: str) -> None:
    found = compare(Facts(one), Facts(other))

    told = {reason.reason for reason in found.reasons if reason.feature is Feature.NAME}
    assert told == {Reason.SAME}


def test_a_surname_made_of_the_fathers_name_is_no_conflict() -> None:
    one, other = Facts("Jawid Popal"), Facts("Jawid Karim", father="Popal")

    with_father = compare(one, other)
    without = compare(one, Facts("Jawid Karim"))

    assert Reason.FATHERS_NAME in {reason.reason for reason in with_father.reasons}
    assert with_father.bits > without.bits


def test_what_kin_share_is_worth_a_third_beside_a_conflict() -> None:
    alone = compare(Facts("Popal"), Facts("پوپل"))
    brothers = compare(Facts("Torialai Popal"), Facts("جاوید پوپل"))

    [agreed] = [one.bits for one in brothers.reasons if one.reason is Reason.SAME]
    assert agreed == pytest.approx(setting("kin") * alone.bits, abs=0.001)
    assert brothers.bits < 0 < alone.bits


def test_a_common_name_is_not_rare_because_another_spelling_of_it_is_not_listed() -> None:
    listed = compare(Facts("Khan"), Facts("Khan")).bits

    assert 0 < compare(Facts("Han"), Facts("Khan")).bits <= listed
    assert compare(Facts("Khan"), Facts("Han")).bits <= listed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nasir", "ناصر"),
        ("Nasir", "Nasser"),
        ("Hamid", "حامد"),
        ("Salim", "سالم"),
        ("سلام", "Salem"),
    ],
)
def test_a_spelling_that_may_be_either_of_two_names_is_left_open(one: str, other: str) -> None:
    told = {reason.reason for reason in compare(Facts(one), Facts(other)).reasons}

    assert Reason.CONFUSABLE not in told


@given(st.floats(0, 0.5), st.floats(0, 0.02))
def test_the_farther_apart_the_less_is_left_without_a_leap(near: float, step: float) -> None:
    left, less = share(near), share(near + step)

    assert less <= left
    assert left - less <= 10 * step + 0.001


@pytest.mark.parametrize(
    "spellings",
    ["Mohammad محمد Mehmet", "Jan جان Dschan Can", "Khan خان", "Shah شاه", "Gul گل", "Nur نور"],
)
def test_a_common_name_is_common_in_every_script_and_habit(spellings: str) -> None:
    found = {frequency(part) for word in spellings.split() for part in parts_of(word)}

    assert len(found) == 1
    assert found.pop() >= 0.005


def test_a_part_that_only_one_side_writes_speaks_a_little_against() -> None:
    found = compare(Facts("Torialai"), Facts("Torialai Popal"))

    [missing] = [one.bits for one in found.reasons if one.reason is Reason.MISSING]
    assert missing < 0
    assert found.bits == pytest.approx(compare(Facts("Torialai"), Facts("توریالی")).bits + missing)


def test_a_common_name_says_less_than_a_rare_one() -> None:
    common = compare(Facts("Mohammad Ahmad"), Facts("محمد احمد"))
    rare = compare(Facts("Torialai Homayun"), Facts("توریالی همایون"))

    assert common.bits < rare.bits
    assert any(reason.common for reason in common.reasons)


def test_of_several_writings_those_that_agree_best_count() -> None:
    one = Known(names=("Jawid", "Javed Rahimi"), births=(read_birth("1370"), read_birth("1375")))
    other = Known(names=("جاوید رحیمی",), births=(read_birth("1996"),))

    found = compare_known(one, other)

    assert found.score > 0.9
    assert found.bits == compare_known(other, one).bits


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_in_every_language(language: str) -> None:
    listed = table("wording")

    assert set(listed["reasons"]) == {reason.value for reason in Reason}
    assert set(listed["features"]) == {feature.value for feature in Feature}
    assert {entry["why"] for entry in table("confusable")["pairs"]} <= set(listed["notes"])
    for group in ("reasons", "features", "notes"):
        assert all(entry[language].strip() for entry in listed[group].values())
    found = compare(
        Facts("Hassan Ali", "Karim", birth=read_birth("1375")),
        Facts("Hussain Ali", "Rahim", birth=read_birth("1990")),
    )  # fmt: skip
    assert all("{" not in worded(reason, language) for reason in found.reasons)


def _without(one: Facts, left_out: dict[str, object]) -> Facts:
    told = {name: getattr(one, name) for name in Facts.__dataclass_fields__}
    return Facts(**{**told, **left_out})
