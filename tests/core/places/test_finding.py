"""Places recognised in text: what holds for all of them, and a floor on a gazetteer's spellings."""

import csv
import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.places.finding import (
    How,
    Kind,
    Spot,
    find_code,
    find_district,
    find_place,
    find_province,
)
from wayforward.core.places.reading import districts, districts_of, province_name, provinces

known_districts = st.sampled_from(list(districts().values()))
known_provinces = st.sampled_from(list(provinces().values()))
PAGHMAN = Spot("AF-KAB", "kab-paghman")


def test_provinces_and_districts_stand_for_each_other():
    assert len(provinces()) == 34
    assert list(chain.from_iterable(map(districts_of, provinces()))) == list(districts().values())
    assert districts_of("AF-XXX") == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Kunar"), ("fa-af", "کنر"), ("fa", "کنر"), ("ps", "کونړ"), ("de", "Kunar")],
)
def test_province_name_in_the_readers_language(language, said):
    assert province_name("AF-KNR", language) == said


def test_province_name_unknown_code_stays_a_code():
    assert province_name("AF-XXX", "ps") == "AF-XXX"


@given(known_districts)
def test_district_code_and_key_find_it(one):
    spot = Spot(one.province, one.key)
    assert find_code(one.key).spot == spot
    assert not one.pcode or find_place(one.pcode.lower()).spot == spot


@given(known_provinces)
def test_province_codes_and_every_spelling_find_it(one):
    assert find_code(one.code.replace("-", "_")).spot == Spot(one.code)
    assert {find_province(name).spot for name in (one.pcode, *one.spellings())} == {Spot(one.code)}


@given(known_districts, st.data())
def test_district_spelling_in_its_province_finds_it_or_those_that_share_it(one, data):
    name = data.draw(st.sampled_from(one.spellings()))
    found = find_district(name, one.province)
    assert Spot(one.province, one.key) in found.spots
    assert found.province == one.province
    assert found.how is How.SPELLING


@given(known_districts)
def test_district_and_province_in_either_order_are_one_place(one):
    for names in (one.names.all(), one.spellings()[-1:]):
        area = provinces()[one.province].names.en
        wanted = find_district(names[0], one.province)
        assert find_place(f"{names[0]}, {area}").spots == wanted.spots
        assert find_place(f"{area} - {names[0]} (Afghanistan)").spots == wanted.spots


@given(known_districts)
def test_district_name_that_several_share_is_never_guessed(one):
    sharing = {other.key for other in districts().values() if one.names.en in other.spellings()}
    found = find_district(one.names.en)
    assert found.kind is (Kind.FOUND if sharing == {one.key} else Kind.UNSURE)
    assert {spot.district for spot in found.spots} >= sharing


@given(st.text(max_size=60))
def test_any_text_has_an_outcome(text):
    found = find_place(text)
    assert (found.kind is Kind.UNKNOWN) == (not found.spots)
    assert (found.kind is Kind.FOUND) == (len(found.spots) == 1)


@pytest.mark.parametrize(
    "text",
    [
        "Paghman",
        "Paghman District",
        "PAGHMAN, KABUL PROVINCE",
        "Kabul Province; Paghman district",
        "ولسوالی پغمان ولایت کابل",
        "د کابل ولایت د پغمان ولسوالۍ",
        "Construction of a primary school in Paghman district of Kabul province for girls",
    ],
)
def test_place_district_in_words_is_found(text):
    assert find_place(text).spot == PAGHMAN


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("Kabul", Spot("AF-KAB")),
        ("Kabul city", Spot("AF-KAB", "kab-kabul")),
        ("شهر هرات", Spot("AF-HER", "her-herat")),
        ("مرکز کاپیسا", Spot("AF-KAP", "kap-mahmud-e-raqi")),
        ("Kabul, Kabul, Afghanistan", Spot("AF-KAB", "kab-kabul")),
        ("Mazar-i-Sharif", Spot("AF-BAL", "bal-mazar-e-sharif")),
        ("Mazare Scharif", Spot("AF-BAL", "bal-mazar-e-sharif")),
        ("Tarīn Kōṯ", Spot("AF-URU", "uru-tarinkot")),
        ("Djalalabad", Spot("AF-NAN", "nan-jalalabad")),
        ("Daikondi", Spot("AF-DAY")),
        ("Provinz Wardag", Spot("AF-WAR")),
        ("Kohistan, Faryab", Spot("AF-FYB", "fyb-kohistan")),
        ("Paghman hospital", PAGHMAN),
        ("د اندړو ولسوالۍ", Spot("AF-GHA", "gha-andar")),
        ("د ګوشتې په ولسوالۍ کې", Spot("AF-NAN", "nan-goshta")),
        ("د څمکنیو ولسوالي", Spot("AF-PIA", "pia-chamkani")),
        ("هسکه مېنه", Spot("AF-NAN", "nan-deh-bala")),
        ("Markaz-e-Behsud", Spot("AF-WAR", "war-markaz-e-bihsud")),
    ],
)
def test_place_in_any_spelling_is_found(text, spot):
    assert find_place(text).spot == spot


def test_place_several_named_together_are_all_told():
    found = find_place("Herat and Badghis provinces")
    assert (found.kind, found.province) == (Kind.SEVERAL, "")
    assert found.spots == (Spot("AF-HER"), Spot("AF-BDG"))
    assert find_place("Jalalabad, Behsud, Nangarhar").kind is Kind.SEVERAL


def test_place_of_a_name_that_two_districts_of_one_province_share_keeps_the_province():
    found = find_place("Kohistan", "AF-KAP")
    assert (found.kind, found.province, found.spot) == (Kind.UNSURE, "AF-KAP", None)


def test_place_named_like_the_province_that_is_known_stays_the_province():
    assert find_place("Kabul", "AF-KAB").spot == Spot("AF-KAB")
    assert find_place("Kabul city", "AF-KAB").spot == Spot("AF-KAB", "kab-kabul")
    assert find_place("Kabul, Kabul", "AF-KAB").spot == Spot("AF-KAB", "kab-kabul")


def test_place_in_another_province_than_told_is_unknown():
    assert find_place("Paghman", "AF-HER").kind is Kind.UNKNOWN
    assert find_district("AF0102", "AF-HER").kind is Kind.UNKNOWN
    assert find_province("AF0102").kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "Afghanistan", "N/A", "Berlin", "Peshawar", "Islamabad", "Tehran", "مشهد", "تهران",
             "Nowhere", "Quetta", "Karachi", "Zurich", "Baku", "heart", "host", "another", "شهر",
             "Candelaria de La Frontera",
             "Farah is a woman who went to school and learned much", "AF", "AF35", "district"]
)  # fmt: skip
def test_place_that_is_none_of_ours_is_unknown(text):
    assert find_place(text).kind is Kind.UNKNOWN


def test_place_names_in_pashto_news_are_found_or_told_to_be_shared(shared):
    """Two words before "district"; what says this, that or each district is left out."""
    text = (shared / "pashto-sentences" / "news-2020.txt").read_text(encoding="utf-8")
    word = r"[\u0621-\u06ff]+"
    asked = re.findall(rf"(?<!\w)د ({word}(?: (?!د ){word})?) ولسوال[ۍیي](?!\w)", text)
    pointing = re.compile(r"[یي]اد[ېيی]?|دغ?[ېيه]|هر[ېه]|خپل[ېه]|همدي")
    named = [name for name in asked if not pointing.match(name)]
    unknown = [name for name in named if find_place(f"{name} ولسوالۍ").kind is Kind.UNKNOWN]
    assert len(named) > 450
    assert len(unknown) / len(named) < 0.04


def test_place_spellings_of_a_gazetteer_are_found_and_none_is_another(shared):
    with (shared / "gazetteer-af" / "pcodes_afg.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Admin Level"] == "2"]
    told = [(find_code(row["P-Code"]).spot, row["Name"]) for row in rows]
    assert [name for spot, name in told if find_district(name, spot.province).spot != spot] == []
    alone = [(spot, find_place(name)) for spot, name in told]
    assert all(spot.province in {one.province for one in found.spots} for spot, found in alone)


def test_place_names_of_a_careless_table_are_found_with_their_province(shared):
    table = shared / "gazetteer-af" / "openafghanistan_provinces_districts.csv"
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [
        find_district(row[field], find_province(row["province_dari"]).province)
        for row in rows
        for field in ("district_dari", "district_en")
    ]
    assert sum(bool(one.spot and one.spot.district) for one in found) / len(found) > 0.96
