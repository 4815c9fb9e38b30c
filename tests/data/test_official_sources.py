"""The register of official pages: schema, links between items, languages, hosts and addresses."""

import json
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.data.reviewed import COUNTRIES, DATA, TOPICS, load, problems_of_texts

FILES = sorted(path.name for path in (DATA / "official_sources").glob("*.yaml"))
TIERS = {"eu", "member_state", "partner_country", "un", "international_organisation", "local"}
PUBLISHER_FIELDS = {"key", "tier", "country", "hosts", "names", "mandate", "why_official"}
PUBLISHER_OPTIONAL = {"shared_host", "manifest_names", "lookalikes", "warning"}
PAGE_FIELDS = {
    *("key", "publisher", "url", "title", "language", "topics", "countries"),
    *("check_interval_days", "steward", "address_checked"),
}
PAGE_OPTIONAL = {"twins", "note"}


def _all(kind: str) -> list[dict[str, Any]]:
    return [row for name in FILES for row in load(f"official_sources/{name}")[kind]]


PUBLISHERS = _all("publishers")
PAGES = _all("pages")


def _repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _addresses(page: dict[str, Any]) -> list[str]:
    return [page["url"], *page.get("twins", {}).values()]


def test_register_size_covers_the_field():
    assert len(PAGES) >= 75
    assert {row["tier"] for row in PUBLISHERS} == TIERS
    assert {topic for page in PAGES for topic in page["topics"]} == TOPICS


@pytest.mark.parametrize("name", FILES)
def test_register_file_says_when_checked_and_how_reviewed(name):
    content = load(f"official_sources/{name}")
    assert set(content) == {"review", "checked_on", "publishers", "pages"}
    assert isinstance(content["checked_on"], date)
    assert content["review"] in {"awaiting_native_reader", "reviewed"}


@pytest.mark.parametrize("row", PUBLISHERS, ids=lambda row: row["key"])
def test_publisher_fields_complete_and_in_three_languages(row):
    assert set(row) >= PUBLISHER_FIELDS
    assert set(row) <= PUBLISHER_FIELDS | PUBLISHER_OPTIONAL
    assert row["tier"] in TIERS
    assert row["country"] == "" or row["country"] in COUNTRIES - {"EU"}
    assert row["why_official"].endswith((".", ")"))
    assert row["hosts"] == [host.lower().strip("./") for host in row["hosts"]] != []
    problems = problems_of_texts(row["names"], where="names")
    problems += problems_of_texts(row["mandate"], where="mandate")
    problems += problems_of_texts(row["warning"], where="warning") if "warning" in row else []
    assert problems == []


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row["key"])
def test_page_fields_complete(row):
    assert set(row) >= PAGE_FIELDS
    assert set(row) <= PAGE_FIELDS | PAGE_OPTIONAL
    assert row["topics"] == list(dict.fromkeys(row["topics"])) != []
    assert set(row["topics"]) <= TOPICS
    assert set(row["countries"]) <= COUNTRIES
    assert row["address_checked"] in {"seen", "from_memory"}
    assert 1 <= row["check_interval_days"] <= 90
    assert isinstance(row["language"], str)
    assert row["title"].strip()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row["key"])
def test_page_addresses_https_on_a_host_of_their_publisher(row):
    hosts = next(item["hosts"] for item in PUBLISHERS if item["key"] == row["publisher"])
    for address in _addresses(row):
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert parts.hostname in hosts
        assert parts.username is None
        assert parts.port is None


def test_keys_and_addresses_unique():
    assert _repeated([row["key"] for row in PUBLISHERS]) == []
    twins = [f"{row['key']}-{language}" for row in PAGES for language in row.get("twins", {})]
    assert _repeated([row["key"] for row in PAGES] + twins) == []
    assert _repeated([address for row in PAGES for address in _addresses(row)]) == []


def test_twins_are_in_other_languages():
    assert [row["key"] for row in PAGES if row["language"] in row.get("twins", {})] == []


def test_hosts_belong_to_one_publisher_unless_shared():
    single = [host for row in PUBLISHERS if not row.get("shared_host") for host in row["hosts"]]
    shared = {host for row in PUBLISHERS if row.get("shared_host") for host in row["hosts"]}
    assert _repeated(single) == []
    assert shared & set(single) == set()


def test_lookalikes_are_never_hosts_of_a_publisher():
    hosts = {host for row in PUBLISHERS for host in row["hosts"]}
    assert hosts & {host for row in PUBLISHERS for host in row.get("lookalikes", [])} == set()


def test_stewards_are_described_roles():
    roles = load("stewards.yaml")["stewards"]
    assert {row["steward"] for row in PAGES} == {role["key"] for role in roles}
    assert [p for role in roles for p in problems_of_texts(role["names"], where=role["key"])] == []
    assert {field for role in roles for field in role} <= {
        "key", "names", "check_interval_days_at_most",
    }  # fmt: skip
    assert all(1 <= role.get("check_interval_days_at_most", 1) <= 365 for role in roles)


def test_manifests_of_shared_mirrors_resolve_to_a_publisher(shared):
    by_name = {name: row["hosts"] for row in PUBLISHERS for name in row.get("manifest_names", [])}
    unknown = set()
    for manifest in shared.glob("*/pages/manifest.jsonl"):
        for line in manifest.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            host = urlsplit(entry["url"]).hostname
            if host not in by_name.get(entry["publisher"], []):
                unknown.add((entry["publisher"], host))
    assert unknown == set()
