"""A file on the web: fetched politely into a file, within limits, from the named host alone."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

import pytest
from tests.information.projects.making import TWO, written
from tests.information.sources.serving import HOST, Site, fetcher_for, serving

from wayforward.core.audit.models import Event
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.projects.address_actions import (
    MakeDownloader,
    import_address,
    polite_downloader,
)
from wayforward.information.projects.models import Project, ProjectFile
from wayforward.information.sources.addressing import AddressPolicy, AddressRefusedError
from wayforward.information.sources.downloading import Downloader, DownloadError
from wayforward.testing.walls import see_whole_log

pytestmark = pytest.mark.django_db
FILE = TWO.format(written(1)).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    load_rule_sets()
    with serving() as running:
        yield running


def _reaching(site: Site, largest: int = 10_000_000) -> MakeDownloader:
    """A downloader that may reach this machine, as no operator's can."""
    plain = fetcher_for(site)

    def make(host: str, into: IO[bytes]) -> Downloader:
        policy = AddressPolicy(frozenset({host}), plain.policy.ports, plain.policy.allowed_networks)
        limits = replace(plain.limits, html_bytes=largest, pdf_bytes=largest)
        return Downloader(
            agent=plain.agent, policy=policy, limits=limits, pause=0.0, resolver=plain.resolver,
            sleep=plain.sleep, into=into,
        )  # fmt: skip

    return make


def _import(site: Site, url: str, **options: int):
    return import_address(url=url, country="AF", downloader=_reaching(site, **options))


def test_a_file_at_an_address_is_imported_and_known_by_it(site: Site) -> None:
    url = site.page("/af.xml", FILE, Content_Type="application/xml")

    first, again = _import(site, url), _import(site, url)

    assert (first.new, again.unchanged_files) == (1, 1)
    assert ProjectFile.objects.get().name == url
    assert site.paths().count("/af.xml") == 2
    asked = [headers for path, headers, _ in site.asked if path == "/af.xml"]
    assert {one["Accept-Encoding"] for one in asked} == {"identity"}


def test_a_key_in_an_address_is_used_and_not_kept(site: Site) -> None:
    url = site.page("/af.xml", FILE) + "?country=AF&subscription-key=s3cret&rows=1"

    assert _import(site, url).new == 1

    kept = ProjectFile.objects.get().name
    assert kept == url.replace("s3cret", "…")
    see_whole_log()
    assert Event.objects.get(name="project file read").subject == kept


def test_a_redirect_within_the_host_is_followed_and_its_page_is_not_taken_for_the_file(
    site: Site,
) -> None:
    there = site.page("/af.xml", FILE)
    old = site.page("/old", b"<html>moved</html>", status=302, Location=there)
    assert _import(site, old).new == 1


def test_a_redirect_to_another_host_is_said_and_not_followed(site: Site) -> None:
    there = site.url("/af.xml", host="second.test")
    old = site.page("/old", status=302, Location=there)
    with pytest.raises(DownloadError, match=r"leads on to second\.test"):
        _import(site, old)


def test_a_file_above_the_limit_is_not_taken(site: Site) -> None:
    url = site.page("/af.xml", FILE + b" " * 2_000_000)
    with pytest.raises(DownloadError, match="larger than 1 MB"):
        _import(site, url, largest=1_048_576)
    assert not Project.objects.exists()


def test_a_file_that_robots_txt_keeps_is_not_fetched(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /", Content_Type="text/plain")
    url = site.page("/af.xml", FILE)
    with pytest.raises(DownloadError, match=r"robots\.txt"):
        _import(site, url)


@pytest.mark.parametrize("path", ["/nothing.xml", "/packed.xml"])
def test_what_is_not_there_or_sent_packed_is_one_sentence(site: Site, path: str) -> None:
    site.page("/packed.xml", gzip.compress(FILE), Content_Encoding="gzip")
    with pytest.raises(DownloadError, match=rf"{HOST}:\d+{path}"):
        _import(site, site.url(path))


@pytest.mark.parametrize("url", ["http://127.0.0.1/a.xml", "http://[::1]/a.xml"])
def test_this_machine_and_its_net_are_never_asked(site: Site, url: str) -> None:
    with pytest.raises(DownloadError, match="not public"):
        import_address(url=url, country="AF", downloader=polite_downloader)


@pytest.mark.parametrize("url", ["ftp://a.example/x", "https://user:word@a.example/x"])
def test_an_address_that_is_none_is_refused(site: Site, url: str) -> None:
    with pytest.raises(AddressRefusedError):
        import_address(url=url, country="AF")
