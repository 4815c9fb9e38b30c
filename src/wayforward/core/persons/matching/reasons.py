"""What can be said about two records, as closed sets. The words are in data/wording.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Feature(StrEnum):
    """What was compared."""

    NAME = "name"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    BIRTH = "birth"
    PLACE = "place"


class Reason(StrEnum):
    """What was found in it."""

    SAME = "same"  # letters or sounds agree
    NEAR = "near"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"
    CONFUSABLE = "confusable"  # sound alike, known to be two names
    MISSING = "missing"  # one side has a part more
    FATHERS_NAME = "fathers_name"  # a part on one side is the father's name on the other
    UNKNOWN = "unknown"
    SAME_DAY = "same_day"
    SAME_YEAR = "same_year"
    ONE_YEAR = "one_year"
    CALENDAR_SLIP = "calendar_slip"
    SWAPPED_DAY_MONTH = "swapped_day_month"
    FEW_YEARS = "few_years"
    APART = "apart"
    FAR_APART = "far_apart"
    OVERLAP = "overlap"
    SAME_DISTRICT = "same_district"
    SAME_PROVINCE = "same_province"
    OTHER_PROVINCE = "other_province"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason with its weight in bits; `one` and `other` as written, `note` a key of wording.

    Of a place they are "district, AF-KAB" or the code alone.
    """

    feature: Feature
    reason: Reason
    bits: float
    one: str = ""
    other: str = ""
    note: str = ""
    common: bool = False  # the names agree, but so many people bear them that it says little
