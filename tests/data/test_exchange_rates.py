"""The shipped exchange rates as data: fields, years, numbers as text so that no digit is lost."""

import re
from decimal import Decimal
from typing import Any

from tests.data.reviewed import load

CONTENT: dict[str, Any] = load("exchange_rates.yaml")


def test_file_says_where_it_comes_from_and_that_nobody_compared_it() -> None:
    assert set(CONTENT) == {"review", "checked_on", "verified", "source", "rates"}
    assert (CONTENT["review"], CONTENT["verified"]) == ("awaiting_source_check", False)


def test_rates_are_numbers_as_text_by_currency_and_year() -> None:
    for currency, years in CONTENT["rates"].items():
        assert re.fullmatch(r"[A-Z]{3}", currency)
        assert all(1999 <= year <= 2100 for year in years)
        assert all(re.fullmatch(r"\d+\.\d{2,5}", per_euro) for per_euro in years.values())
        assert all(Decimal(per_euro) > 0 for per_euro in years.values())
