"""The IATI codes we read and their names in our languages, from reviewed YAML.

Codes of versions 1.x become those of 2.x here, so that nothing behind this module knows both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.projects.kinds import ActivityStatus, DateKind, Role, TransactionKind

LANGUAGES = ("en", "fa-af", "ps")
_DATA = PACKAGE / "information" / "projects" / "data"


class CodeList(StrEnum):
    """Our reviewed lists; the value is the name of the file."""

    TRANSACTION_TYPES = "transaction_types"
    ACTIVITY_STATUSES = "activity_statuses"
    ORGANISATION_ROLES = "organisation_roles"
    DATE_TYPES = "date_types"
    SECTOR_CATEGORIES = "sector_categories"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list: `older` is what versions 1.x write; `names` by en, fa-af, ps."""

    code: str
    older: str | None
    withdrawn: bool
    names: dict[str, str]


@cache
def code_list(which: CodeList) -> dict[str, Code]:
    """The entries of a list by code. KeyError where the file lacks a field; tests keep it whole."""
    rows: list[dict[str, Any]] = read_yaml(_DATA / f"{which}.yaml")["codes"]
    return {
        row["code"]: Code(row["code"], row.get("v1"), row.get("withdrawn", False), row["names"])
        for row in rows
    }


def name_of(which: CodeList, code: str, language: str) -> str | None:
    """The name of a code in `language` (en, fa-af, ps); None for a code that is not listed."""
    entry = code_list(which).get(code)
    return entry.names[language] if entry else None


@cache
def _spellings(which: CodeList) -> dict[str, str]:
    """Every way a code is written, in lower case, with the code of 2.x it stands for."""
    listed = code_list(which)
    older = {entry.older.lower(): code for code, entry in listed.items() if entry.older}
    return older | {code: code for code in listed}


def _current(which: CodeList, written: str) -> str | None:
    return _spellings(which).get(written.strip().lower())


def transaction_kind(written: str) -> TransactionKind | None:
    """`3` and the older `D` are a disbursement. None where the code is on no list."""
    code = _current(CodeList.TRANSACTION_TYPES, written)
    return TransactionKind(code) if code else None


def activity_status(written: str) -> ActivityStatus | None:
    """The status for a code of either version. None where the code is on no list."""
    code = _current(CodeList.ACTIVITY_STATUSES, written)
    return ActivityStatus(code) if code else None


def role(written: str) -> Role | None:
    """`4` and the older `Implementing` are the same role. None where the code is on no list."""
    code = _current(CodeList.ORGANISATION_ROLES, written)
    return Role(code) if code else None


def date_kind(written: str) -> DateKind | None:
    """`2` and the older `start-actual` are the same day. None where the code is on no list."""
    code = _current(CodeList.DATE_TYPES, written)
    return DateKind(code) if code else None


_SECTOR_VOCABULARIES = {"": "1", "dac": "1", "dac-3": "2", "cofog": "3", "nace": "4", "ntee": "5",
                        "adt": "6", "ro": "99", "ro2": "98"}  # fmt: skip
DAC_FIVE_DIGITS, DAC_THREE_DIGITS = "1", "2"


def sector_vocabulary(written: str) -> str:
    """The code of 2.x for a sector vocabulary; none given means the five-digit DAC codes."""
    written = written.strip()
    return _SECTOR_VOCABULARIES.get(written.lower(), written)


def sector_category(code: str, vocabulary: str) -> str | None:
    """The three-digit DAC category of a sector code, None where unknown or of other lists."""
    if vocabulary not in (DAC_FIVE_DIGITS, DAC_THREE_DIGITS):
        return None
    category = code.strip()[:3]
    return category if category in code_list(CodeList.SECTOR_CATEGORIES) else None
