"""Countries named in questions, in three languages and their spellings and cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.places import countries, places

LISTED = load_yaml("places")["countries"]
UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
OTHERS = "NO IS LI CH GB AF IR PK TR TJ UZ US CA AU"
NEEDED = {*UNION.split(), *OTHERS.split()}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("جرمنی", ("DE",)),
        ("آلمان", ("DE",)),
        ("المان", ("DE",)),
        ("اتریش", ("AT",)),
        ("آستریا", ("AT",)),
        ("از یونان به آلمان و سویدن", ("GR", "DE", "SE")),
        ("آلمان‌ها", ("DE",)),
        ("آلمانی‌ها", ("DE",)),
        ("زه په جرمني کې یم", ("DE",)),
        ("له ترکیې څخه یونان ته", ("TR", "GR")),
        ("د فرانسې پولیس", ("FR",)),
        ("په سویډن کې", ("SE",)),
        ("د امریکا متحده ایالاتو", ("US",)),
        ("سفارت افغانستان در برلین", ("AF", "DE")),
        ("شفاخانه در وین", ("AT",)),
        ("Can Afghans work in Germany?", ("DE",)),
        ("من افغان هستم", ()),
        ("Is the UK or the US safer for us?", ("GB", "US")),
        ("tell us about Holland", ("NL",)),
        ("a Polish visa, to polish", ("PL",)),
        ("Wie ist es in Österreich und in der Schweiz?", ("AT", "CH")),
        ("deutsche Behörden", ("DE",)),
        ("Je suis en Allemagne, pas en Grèce", ("DE", "GR")),
        ("German language course", ()),
        ("کورس زبان آلمانی", ()),
        ("زبان انگلیسی", ()),
        ("اتحادیهٔ اروپا", ()),
        ("کمک مالی برای ترک کشور", ()),
        ("زه ۱۸ کلن یم", ()),
        ("an island in the sea", ()),
        ("", ()),
    ],
)
def test_countries_of_a_text_are_exactly(text: str, codes: tuple[str, ...]) -> None:
    assert countries(text) == codes


def test_places_tells_names_people_cities_and_regions_apart() -> None:
    found = [(place.code, place.kind) for place in places("افغان‌ها در برلین، فرانسه و اروپا")]
    assert found == [("AF", "people"), ("DE", "city"), ("FR", "name"), ("EU", "region")]


def test_list_holds_every_country_needed_with_names_in_each_language() -> None:
    assert set(LISTED) >= NEEDED
    assert all(entry["names"].get(code) for entry in LISTED.values() for code in ("en", "fa", "ps"))


@pytest.mark.parametrize("code", sorted(LISTED))
def test_every_listed_name_and_city_is_found_as_its_country(code: str) -> None:
    entry = LISTED[code]
    forms = [form for listed in entry["names"].values() for form in listed] + entry["cities"]
    assert [form for form in forms if countries(form) != (code,)] == []


@given(st.text())
def test_countries_of_any_text_are_listed_codes_each_once(text: str) -> None:
    found = countries(text)
    assert len(set(found)) == len(found)
    assert set(found) <= set(LISTED)
