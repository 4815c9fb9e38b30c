"""Stewards: their pages listed, checked and counted by themselves, and looked at often enough."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.information.sources.mirrors import html
from tests.information.sources.serving import HOST, Site, fetcher_for

from wayforward.information.sources import actions, queries
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.cli import sources
from wayforward.information.sources.models import Publisher, Source
from wayforward.information.sources.register import REGISTER, read_register

STEWARDS = """
stewards:
  - {key: law-desk, names: {en: Law}, check_interval_days_at_most: 2}
  - {key: eu-desk, names: {en: Union}}
"""


@pytest.fixture
def watched(db: None, site: Site) -> dict[str, Source]:
    """Two pages of the test server, each with a steward of its own, and one of nobody's."""
    publisher = Publisher.objects.create(
        key="p", names={"en": "P"}, tier="eu", hosts=[HOST, "second.test"]
    )
    return {
        name: Source.objects.create(
            key=f"p-{name}", publisher=publisher, url=site.url(f"/{name}"), language="en",
            tier="eu", origin="register", steward=steward,
        )
        for name, steward in (("law", "law-desk"), ("help", "eu-desk"), ("other", ""))
    }  # fmt: skip


def test_register_interval_of_a_steward_shortens_that_of_their_pages(tmp_path: Path) -> None:
    (tmp_path / "stewards.yaml").write_text(STEWARDS, encoding="utf-8")

    usual = {page.key: page.check_interval_days for page in read_register().pages}
    found = read_register(REGISTER, tmp_path / "stewards.yaml").pages

    law = [page for page in found if page.steward == "law-desk"]
    assert law
    assert {page.check_interval_days for page in law} == {2}
    others = [page for page in found if page.steward != "law-desk"]
    assert all(page.check_interval_days == usual[page.key] for page in others)


def test_list_and_status_by_steward(watched: dict[str, Source]) -> None:
    listed = CliRunner().invoke(sources, ["list", "--steward", "law-desk", "--json"])
    status = CliRunner().invoke(sources, ["status", "--json"])
    own = CliRunner().invoke(sources, ["status", "--steward", "eu-desk", "--json"])

    assert [line["key"] for line in json.loads(listed.output)] == ["p-law"]
    counted = {line["key"]: line["due"] for line in json.loads(status.output)["stewards"]}
    assert counted == {"": 1, "eu-desk": 1, "law-desk": 1}
    assert json.loads(own.output)["active"] == 1
    assert "law-desk: 1 watched, 1 due" in CliRunner().invoke(sources, ["status"]).output


def test_check_by_steward_visits_only_their_due_pages(watched: dict[str, Source]) -> None:
    assert queries.due_keys("law-desk") == ("p-law",)
    assert queries.due_keys() == ("p-help", "p-law", "p-other")


def test_unknown_steward_is_one_sentence(watched: dict[str, Source]) -> None:
    for command in ("check", "status"):
        found = CliRunner().invoke(sources, [command, "--steward", "nobody-desk"])

        assert found.exit_code == 1
        assert "there are: eu-desk, law-desk" in found.output


def _check(site: Site, key: str) -> str:
    return actions.check_source(key=key, fetcher=fetcher_for(site)).outcome


def test_moved_page_keeps_identity_and_shows_its_addresses(
    site: Site, watched: dict[str, Source], captures: CaptureStore, heard: list[int], client: Client
) -> None:
    site.page("/law", html("Law", "You have 14 days.").encode())
    _check(site, "p-law")
    site.page("/law", b"", 301, Location="/new-law")
    site.page("/new-law", html("Law", "You have 14 days.", "A lawyer is free.").encode())

    outcome = _check(site, "p-law")

    source = watched["law"]
    assert outcome == "changed"
    assert source.sentences.count() == 3
    assert queries.keys_of([site.url("/new-law"), site.url("/law")]) == ("p-law", "p-law")
    text = client.get("/en/sources/p-law").content.decode()
    addresses = text.partition("Addresses of this document")[2].partition("</ul>")[0]
    assert addresses.index(site.url("/new-law")) < addresses.index(site.url("/law"))
    assert "until" in addresses


@pytest.mark.parametrize(
    ("status", "location"), [(302, "/elsewhere"), (301, "http://second.test:{port}/elsewhere")]
)
def test_a_passing_redirect_or_another_publishers_host_is_no_move(
    site: Site, watched: dict[str, Source], captures: CaptureStore, heard: list[int],
    status: int, location: str,
) -> None:  # fmt: skip
    watched["law"].publisher.hosts = [HOST]
    watched["law"].publisher.save()
    site.page("/law", b"", status, Location=location.format(port=site.port))
    site.page("/elsewhere", html("Law", "You have 14 days.").encode())

    _check(site, "p-law")

    assert [row.url for row in watched["law"].addresses.all()] == [site.url("/law")]


def test_replaced_page_is_in_the_status_until_it_changes_again(
    site: Site, watched: dict[str, Source], captures: CaptureStore, heard: list[int]
) -> None:
    for words in ("Old rule number {} about visas.", "Gardening tip {}: water the roses."):
        page = html("Page", *(words.format(n) for n in range(12)))
        site.page("/law", page.encode())
        _check(site, "p-law")

    status = queries.sources_status()

    assert status.replaced == ("p-law",)
    assert {line.key: line.replaced for line in status.stewards}["law-desk"] == 1
    assert "p-law: replaced" in CliRunner().invoke(sources, ["status"]).output
