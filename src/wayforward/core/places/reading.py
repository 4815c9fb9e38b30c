"""The provinces and districts as reviewed data has them. What people call them: `finding`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from wayforward.core.language.tags import base_language
from wayforward.core.yaml_files import plain_data


@dataclass(frozen=True, slots=True)
class Names:
    """A name in English, Dari and Pashto."""

    en: str
    fa: str
    ps: str

    @classmethod
    def of(cls, entry: Mapping[str, str]) -> Names:
        """From the languages of our data: en, fa-af, ps."""
        return cls(entry["en"], entry["fa-af"], entry["ps"])

    def in_language(self, language: str) -> str:
        """The name for readers of `language` (fa-af, fa, prs, ps, any other: English)."""
        return {"fa": self.fa, "ps": self.ps}.get(base_language(language), self.en)

    def all(self) -> tuple[str, str, str]:
        """The name in each language."""
        return self.en, self.fa, self.ps


@dataclass(frozen=True, slots=True)
class Province:
    """A province: ISO 3166-2 code (AF-KAB), United Nations P-code (AF01), its names, its centre.

    `also` are other spellings met, in any script.
    """

    code: str
    pcode: str
    names: Names
    centre: Names
    also: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (*self.names.all(), *self.also)


@dataclass(frozen=True, slots=True)
class District:
    """A district: our key (kab-paghman), code of its province, P-code ("" where it has none).

    `also` are other spellings met, in any script; `centre` says that the provincial centre is here.
    """

    key: str
    province: str
    pcode: str
    names: Names
    also: tuple[str, ...]
    centre: bool

    def spellings(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (*self.names.all(), *self.also)


@cache
def provinces() -> Mapping[str, Province]:
    """Code -> province, in the order of data/provinces.yaml."""
    return MappingProxyType({row["code"]: _province(row) for row in reviewed("provinces")})


@cache
def districts() -> Mapping[str, District]:
    """Key -> district, in the order of data/districts.yaml: by province, there by P-code."""
    rows = ((code, row) for code, rows in reviewed("districts").items() for row in rows)
    return MappingProxyType({row["key"]: _district(code, row) for code, row in rows})


@cache
def districts_of(province: str) -> tuple[District, ...]:
    """The districts of a province by its code; none where the code is unknown."""
    return tuple(one for one in districts().values() if one.province == province)


def province_name(code: str, language: str) -> str:
    """What a province is called in `language`; the code itself where it is unknown."""
    return provinces()[code].names.in_language(language) if code in provinces() else code


def _province(row: Mapping[str, Any]) -> Province:
    names, centre = Names.of(row["names"]), Names.of(row["centre"])
    return Province(row["code"], row["pcode"], names, centre, tuple(row.get("also", ())))


def _district(province: str, row: Mapping[str, Any]) -> District:
    names, also = Names.of(row["names"]), tuple(row.get("also", ()))
    return District(row["key"], province, row.get("pcode", ""), names, also, "centre" in row)


def reviewed(name: str) -> Any:
    """What `data/<name>.yaml` holds under its own name."""
    text = files("wayforward").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return plain_data(text)[name]
