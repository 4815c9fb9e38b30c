"""Reading the reviewed register of official sources from its YAML; rows are for `actions.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.sources.addressing import parse, vouched

REGISTER = PACKAGE / "data" / "official_sources"
STEWARDS = PACKAGE / "data" / "stewards.yaml"
_USUAL_INTERVAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class RegisteredPublisher:
    """An authority as the register describes it; fields as in the model Publisher."""

    key: str
    tier: str
    country: str
    hosts: tuple[str, ...]
    names: dict[str, str]
    mandate: dict[str, str]
    why_official: str
    lookalikes: tuple[str, ...]
    manifest_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisteredPage:
    """A page of the register, one language of one document."""

    key: str
    document: str
    publisher: str
    url: str
    title: str
    language: str
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    check_interval_days: int
    steward: str
    note: str


@dataclass(frozen=True, slots=True)
class Register:
    """All publishers and pages. An address stands in it once."""

    publishers: tuple[RegisteredPublisher, ...]
    pages: tuple[RegisteredPage, ...]


def read_register(folder: Path = REGISTER, stewards: Path = STEWARDS) -> Register:
    """The register in `folder`. KeyError where a needed field is missing; tests keep it whole.

    A steward's `check_interval_days_at_most` shortens the interval of the pages they look after.
    """
    publishers: list[RegisteredPublisher] = []
    pages: list[RegisteredPage] = []
    for path in sorted(folder.glob("*.yaml")):
        facts = read_yaml(path)
        publishers += [_publisher(entry) for entry in facts.get("publishers") or ()]
        pages += [page for entry in facts.get("pages") or () for page in _pages(entry)]
    once = {page.url: page for page in reversed(pages)}
    most = _longest_intervals(stewards)
    kept = (_often_enough(page, most) for page in pages if once[page.url] is page)
    return Register(tuple(publishers), tuple(kept))


def _longest_intervals(path: Path) -> dict[str, int]:
    """Steward -> days between two checks at most, for those that have such a wish."""
    roles = read_yaml(path)["stewards"]
    named = "check_interval_days_at_most"
    return {role["key"]: int(role[named]) for role in roles if named in role}


def _often_enough(page: RegisteredPage, most: dict[str, int]) -> RegisteredPage:
    days = min(page.check_interval_days, most.get(page.steward, page.check_interval_days))
    return replace(page, check_interval_days=days)


@cache
def publisher_key_of_manifest(name: str) -> str | None:
    """The key of the publisher that mirrors call `name`, or None."""
    for publisher in read_register().publishers:
        if name in publisher.manifest_names or name in publisher.names.values():
            return publisher.key
    return None


def _publisher(entry: dict[str, Any]) -> RegisteredPublisher:
    return RegisteredPublisher(
        key=entry["key"],
        tier=entry["tier"],
        country=entry.get("country") or "",
        hosts=tuple(sorted(vouched(entry.get("hosts") or ()))),
        names=entry["names"],
        mandate=entry.get("mandate") or {},
        why_official=entry.get("why_official") or "",
        lookalikes=tuple(entry.get("lookalikes") or ()),
        manifest_names=tuple(entry.get("manifest_names") or ()),
    )


def _pages(entry: dict[str, Any]) -> Iterator[RegisteredPage]:
    """The page and its twins, the same document in other languages at addresses of their own."""
    yield _page(entry, entry["key"], entry["language"], entry["url"], entry["title"])
    for language, url in (entry.get("twins") or {}).items():
        yield _page(entry, f"{entry['key']}-{language}", language, url, "")


def _page(entry: dict[str, Any], key: str, language: str, url: str, title: str) -> RegisteredPage:
    return RegisteredPage(
        key=key,
        document=entry["key"],
        publisher=entry["publisher"],
        url=parse(url).url,
        title=title or entry["title"],
        language=language,
        topics=tuple(entry.get("topics") or ()),
        countries=tuple(entry.get("countries") or ()),
        check_interval_days=entry.get("check_interval_days") or _USUAL_INTERVAL_DAYS,
        steward=entry.get("steward") or "",
        note=entry.get("note") or "",
    )
