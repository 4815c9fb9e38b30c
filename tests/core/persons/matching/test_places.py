"""Where two people are from, compared."""

import pytest

from wayforward.core.persons.matching.places import (
    Place,
    UnknownProvinceError,
    compare_places,
    place_in_words,
    province_code,
)
from wayforward.core.persons.matching.reasons import Reason


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (Place("AF-NAN", "Deh Bala"), Place("AF-NAN", "هسکه مېنه"), Reason.SAME_DISTRICT),
        (Place("AF-NAN", "Khogiani"), Place("AF-NAN", "خوگیانی"), Reason.SAME_DISTRICT),
        (Place("AF-NAN", "a village"), Place("AF-NAN", "A Village"), Reason.SAME_DISTRICT),
        (Place("AF-NAN", "Kot"), Place("AF-NAN", "Kama"), Reason.SAME_PROVINCE),
        (Place("AF-NAN", "Kot"), Place("AF-NAN"), Reason.SAME_PROVINCE),
        (Place("AF-KAB", "Qarabagh"), Place("AF-GHA", "Qarabagh"), Reason.OTHER_PROVINCE),
        (Place("AF-KAB"), Place(), Reason.UNKNOWN),
    ],
)
def test_places_compared(one: Place, other: Place, reason: Reason) -> None:
    assert compare_places(one, other).reason is reason
    assert compare_places(other, one).reason is reason


@pytest.mark.parametrize("name", ["Nangarhar", "ننګرهار", "Ningarhar", "AF-NAN", "af06"])
def test_province_in_any_spelling_has_a_code(name: str) -> None:
    assert province_code(name) == "AF-NAN"


@pytest.mark.parametrize("name", ["", "Punjab", "AF0602"])
def test_province_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UnknownProvinceError, match="is no province of Afghanistan"):
        province_code(name)


def test_place_in_words_of_the_reader() -> None:
    assert place_in_words("Kot, AF-NAN", "ps") == "Kot، ننګرهار"
    assert place_in_words("AF-NAN", "en") == "Nangarhar"
