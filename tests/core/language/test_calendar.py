"""Two calendars: conversion, wording in three languages, reading written dates."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    SolarDate,
    both_calendars,
    format_gregorian,
    format_solar,
    is_leap,
    is_solar,
    month_length,
    month_names,
    months_of,
    names_of_months,
    parse_date,
    to_solar_hijri,
    year_of,
)
from wayforward.core.language.digits import to_ascii, to_reader

FIRST_DAY = SolarDate(FIRST_YEAR, 1, 1).to_gregorian()
LAST_DAY = SolarDate(LAST_YEAR, 12, 29).to_gregorian()
DAYS = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("gregorian", "solar"),
    [
        (date(2016, 10, 2), (1395, 7, 11)),  # Joint Way Forward signed
        (date(2017, 3, 23), (1396, 1, 3)),
        (date(2021, 8, 15), (1400, 5, 24)),
        (date(1978, 4, 27), (1357, 2, 7)),
        (date(1919, 8, 19), (1298, 5, 27)),
        (date(2025, 3, 20), (1403, 12, 30)),  # last day of a leap year
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2000, 2, 29), (1378, 12, 10)),
    ],
)
def test_conversion_known_day_agrees(gregorian: date, solar: tuple[int, int, int]) -> None:
    assert to_solar_hijri(gregorian) == SolarDate(*solar)
    assert SolarDate(*solar).to_gregorian() == gregorian


@given(DAYS)
def test_conversion_there_and_back_gives_the_same_day(day: date) -> None:
    assert to_solar_hijri(day).to_gregorian() == day


@given(st.dates(FIRST_DAY, LAST_DAY - timedelta(days=1)))
def test_conversion_of_the_next_day_is_later(day: date) -> None:
    assert to_solar_hijri(day) < to_solar_hijri(day + timedelta(days=1))


@given(st.integers(FIRST_YEAR, LAST_YEAR - 1))
def test_year_begins_at_the_spring_equinox_and_has_its_length(year: int) -> None:
    start, following = (SolarDate(y, 1, 1).to_gregorian() for y in (year, year + 1))
    assert (start.month, start.day) in {(3, 20), (3, 21), (3, 22)}
    assert (following - start).days == 365 + is_leap(year)
    assert (following - start).days == sum(month_length(year, month) for month in range(1, 13))


@pytest.mark.parametrize(
    "parts", [(1403, 12, 31), (1402, 12, 30), (1403, 7, 31), (1403, 13, 1), (900, 1, 1)]
)
def test_solar_date_that_does_not_exist_is_refused(parts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"no day|outside"):
        SolarDate(*parts)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fa-af", "۳ حمل ۱۳۹۶ (۲۳ مارچ ۲۰۱۷)"),
        ("ps", "د ۱۳۹۶ کال د وري ۳مه (د ۲۰۱۷ کال د مارچ ۲۳مه)"),
        ("en", "23 March 2017 (3 Hamal 1396)"),
    ],
)
def test_both_calendars_puts_the_readers_own_first(language: str, expected: str) -> None:
    assert both_calendars(date(2017, 3, 23), language) == expected


def test_month_names_for_dari_are_afghan() -> None:
    assert month_names("solar", "fa-af")[0] == "حمل"
    assert month_names("solar", "ps")[0] == "وری"


@given(DAYS, st.sampled_from(["en", "fa-af", "ps"]))
def test_parse_date_reads_what_format_writes(day: date, language: str) -> None:
    assert parse_date(format_solar(day, language), language) == day
    if day.year >= 1800:
        assert parse_date(format_gregorian(day, language), language) == day


@given(DAYS, st.sampled_from(["en", "fa-af"]))
def test_parse_date_reads_numeric_dates_of_both_calendars_in_any_digits(
    day: date, language: str
) -> None:
    solar = to_solar_hijri(day)
    for written in (f"{solar.year}/{solar.month:02}/{solar.day}", day.isoformat()):
        assert parse_date(to_reader(written, language)) == day


@pytest.mark.parametrize(
    "text",
    [
        "March 23rd, 2017",
        "on the 23rd of March 2017 at noon",
        "23.03.2017",
        "23/3/2017",
        "03/23/2017",
        "am 23. März 2017",
        "le 23 mars 2017",
        "۲۳ مارچ ۲۰۱۷ میلادی",
        "٢٣/٠٣/٢٠١٧",
        "به تاریخ ۳ حمل سال ۱۳۹۶ ه.ش",
        "۳ فروردین ۱۳۹۶",
        "د ۱۳۹۶ لمریز کال د وري ۳مه نېټه",
        "د ۲۰۱۷ زیږدیز کال د مارچ ۲۳مه",
        "3 Hamal 1396",
        "1396-1-3",
    ],
)
def test_parse_date_other_ways_of_writing_one_day_agree(text: str) -> None:
    assert parse_date(text) == date(2017, 3, 23)


@pytest.mark.parametrize(
    "text", ["", "no date", "32 March 2017", "23.03.17", "30 Hut 1402", "3 Hamal 2017", "12345678"]
)
def test_parse_date_without_a_real_day_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_parse_date_with_language_reads_only_its_months() -> None:
    assert parse_date("23 März 2017", "en") is None
    assert parse_date("23 March 2017", "en") == date(2017, 3, 23)


@given(st.text())
def test_parse_date_any_text_never_fails(text: str) -> None:
    found = parse_date(text)
    assert found is None or isinstance(found, date)


@given(DAYS)
def test_both_calendars_in_dari_carries_no_ascii_digits(day: date) -> None:
    written = both_calendars(day, "fa-af")
    assert to_ascii(written) != written
    assert not any(c in "0123456789" for c in written)


@pytest.mark.parametrize("year", [1206, 1403, 1404, 1500, 2024, 2025, 9999])
def test_months_of_a_year_follow_each_other_without_a_gap(year) -> None:
    months = months_of(year)

    assert len(months) == len(names_of_months(year, "en")) == 12
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(months))
    assert {year_of(day, solar=is_solar(year)) for span in months for day in span} == {year}
