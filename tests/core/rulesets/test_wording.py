"""Everything a rule set says as a value or a unit has words in the reader's language."""

from typing import Any

from tests.data.reviewed import DATA, load

from wayforward.core.rulesets.wording import UNITS, WORDS


def _parameters() -> list[dict[str, Any]]:
    files = [*DATA.glob("arrangements/*/parameters.yaml"), *DATA.glob("rulesets/*/parameters.yaml")]
    found = [row for file in files for row in load(file.relative_to(DATA).as_posix())["parameters"]]
    assert len(found) > 90
    return found


def _codes(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set(value) | {code for held in value.values() for code in _codes(held)}
    return {code for held in value for code in _codes(held)} if isinstance(value, list) else set()


def test_every_value_that_is_a_code_has_words() -> None:
    codes = {code for row in _parameters() for code in _codes(row["value"])}

    assert len(codes) > 40
    assert codes - set(WORDS) == set()


def test_every_unit_has_words() -> None:
    assert {row["unit"] for row in _parameters() if row.get("unit")} - set(UNITS) == set()
