"""The shipped yearly means and files of daily rates."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from wayforward.information.projects.exchange_rates import RateFileError, read_daily, shipped
from wayforward.information.projects.exchange_rules import Rate

WANTED = {"USD", "GBP", "CHF", "SEK", "NOK", "DKK", "CAD", "AUD", "JPY", "NZD"}


def _read(tmp_path: Path, text: str) -> list[Rate]:
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text(text, encoding="utf-8")
    return list(read_daily(path, "ECB"))


def test_shipped_rates_are_of_whole_years_without_a_gap_and_say_that_nobody_checked() -> None:
    assert set(shipped()) == WANTED
    for rates in shipped().values():
        years = [rate.start.year for rate in rates]
        assert years == list(range(years[0], 2025))
        assert all((r.start.month, r.end) == (1, date(r.start.year, 12, 31)) for r in rates)
        assert all("not compared" in rate.source for rate in rates)


def test_shipped_rates_of_a_currency_never_jump_by_a_third_in_a_year() -> None:
    for rates in shipped().values():
        for one, following in pairwise(rates):
            assert Decimal("0.67") < following.per_euro / one.per_euro < Decimal("1.5")


@pytest.mark.shared
def test_shipped_rates_agree_with_those_of_the_monetary_fund(shared) -> None:
    """The fund gives units for one dollar at the end of each month, 2002 to 2022."""
    monthly: dict[tuple[str, str], Decimal] = {}
    with (shared / "iati" / "old-and-odd" / "imf_exchangerates.csv").open() as file:
        for row in csv.DictReader(file):
            monthly[row["Currency"], row["Date"][:7]] = Decimal(row["Rate"])
    of_year: dict[tuple[str, int], list[Decimal]] = defaultdict(list)
    for (currency, month), euros in monthly.items():
        if currency == "EUR" and month < "2022":
            of_year["USD", int(month[:4])].append(1 / euros)
            of_year["GBP", int(month[:4])].append(monthly["GBP", month] / euros)
    for (currency, year), rates in of_year.items():
        mean = sum(rates) / len(rates)
        [ours] = [one.per_euro for one in shipped()[currency] if one.start.year == year]
        assert len(rates) == 12
        assert abs(ours / mean - 1) < Decimal("0.02"), (currency, year)


def test_daily_file_gives_a_rate_a_day_and_leaves_out_what_is_not_quoted(tmp_path: Path) -> None:
    found = _read(tmp_path, "Date,USD,JPY,\n2024-05-02,1.0698,N/A,\n2024-04-30,1.0718,168.1,\n\n")
    assert found == [
        Rate("USD", date(2024, 5, 2), date(2024, 5, 2), Decimal("1.0698"), "ECB"),
        Rate("USD", date(2024, 4, 30), date(2024, 4, 30), Decimal("1.0718"), "ECB"),
        Rate("JPY", date(2024, 4, 30), date(2024, 4, 30), Decimal("168.1"), "ECB"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("<html>", 1),
        ("Day,USD\n", 1),
        ("Date,DOLLAR\n", 1),
        ("Date,USD\n2024-05-02,many\n", 2),
        ("Date,USD\n2024-05-02,1.1\n02/05/2024,1.1\n", 3),
        ("Date,USD\n2024-05-02,0\n", 2),
        ('Date,USD\n2024-05-02,"1,07"\n', 2),
    ],
)
def test_something_else_is_refused_with_the_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(RateFileError, match=f"in line {line}: expected is"):
        _read(tmp_path, text)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(RateFileError):
        list(read_daily(path, "ECB"))
