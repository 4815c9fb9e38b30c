"""What readers and programs see of the evidence: digest of a copy's day, time stamp, proof."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.information.sources.evidence import timestamp_server
from tests.site.test_api import _validator

from wayforward.information.sources.evidence.actions import make_digests, stamp_digests
from wayforward.information.sources.evidence.models import DailyDigest
from wayforward.information.sources.evidence.outside.captures import root_from
from wayforward.information.sources.evidence.outside.stamps import read_stamp
from wayforward.information.sources.evidence.stamping import StampServer
from wayforward.information.sources.models import Capture

NOON = datetime(2025, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def sealed(world) -> DailyDigest:
    """The three captures of the world, recorded on a day that is closed."""
    Capture.objects.update(recorded_at=NOON)
    [made] = make_digests(now=NOON + timedelta(days=1))
    return made


@pytest.fixture(scope="module")
def authority() -> timestamp_server.Authority:
    return timestamp_server.authority()


@pytest.fixture
def stamped(
    sealed: DailyDigest, authority: timestamp_server.Authority, tmp_path
) -> Iterator[DailyDigest]:
    """The same, with a time stamp."""
    (tmp_path / "authority.pem").write_bytes(authority.pem())
    with timestamp_server.serving(authority) as office:
        stamp_digests(server=StampServer(office.url, tmp_path / "authority.pem"))
        yield sealed


def _source_page(client: Client, world, language: str = "en") -> str:
    key = world["en"].source.key
    return client.get(f"/{language}/sources/{key}").content.decode()


def test_source_page_before_the_day_is_closed_says_not_yet(client, world) -> None:
    text = _source_page(client, world)

    assert '<th scope="col">Fingerprint of the day</th>' in text
    assert "not yet" in text
    assert "/proof" not in text


def test_source_page_shows_the_digest_without_time_stamp(client, world, sealed) -> None:
    text = _source_page(client, world)

    assert f'title="{sealed.digest}"' in text
    assert "no time stamp yet" in text
    assert f"/api/v1/captures/{world['en'].capture.pk}/proof" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "with time stamp"), ("fa-af", "با مُهر زمانی"), ("ps", "د وخت له مهر سره")],
)
def test_source_page_shows_that_there_is_a_time_stamp(
    client, world, stamped, language: str, words: str
) -> None:
    assert words in _source_page(client, world, language)


def test_source_page_of_a_capture_that_was_changed_says_it_does_not_fit(
    client, world, sealed
) -> None:
    Capture.objects.filter(pk=world["en"].capture.pk).update(size=1)

    text = _source_page(client, world)

    assert '<span class="badge amber">does not fit</span>' in text
    assert "/proof" not in text


def _copy(client: Client, world) -> str:
    return client.get(f"/stored/{world['en'].capture.pk}").content.decode()


def test_stored_copy_says_when_its_day_is_not_closed(client, world) -> None:
    text = _copy(client, world)

    assert "Digest of the day: not made yet" in text
    assert "Time stamp:        none yet" in text
    assert "Proof:" not in text


def test_stored_copy_names_digest_time_stamp_and_proof(client, world, stamped) -> None:
    text = _copy(client, world)

    assert f"Digest of the day: {stamped.digest} (2025-03-10, 3 copies)" in text
    assert " UTC by 127.0.0.1\n" in text
    assert f"/api/v1/captures/{world['en'].capture.pk}/proof" in text


def test_stored_copy_says_that_a_signature_was_not_checked(
    client, world, sealed, authority
) -> None:
    with timestamp_server.serving(authority) as office:
        stamp_digests(server=StampServer(office.url))

    assert "(its signature was not checked)" in _copy(client, world)


def test_stored_copy_that_was_changed_says_so(client, world, sealed) -> None:
    Capture.objects.filter(pk=world["en"].capture.pk).update(size=1)

    assert "THIS COPY DOES NOT STAND IN IT" in _copy(client, world)


def test_stored_copy_covered_by_a_later_day_names_that_day(
    client, world, sealed, authority
) -> None:
    make_digests(now=NOON + timedelta(days=2))
    with timestamp_server.serving(authority) as office:
        stamp_digests(server=StampServer(office.url), most=1)

    assert "on the digest of 2025-03-11" in _copy(client, world)


def test_digests_are_listed_and_fit_the_schema(client, stamped) -> None:
    content = client.get("/api/v1/digests").json()

    assert list(_validator("DigestsOut").iter_errors(content)) == []
    [one] = content["digests"]
    assert (one["day"], one["captures"], one["digest"]) == ("2025-03-10", 3, stamped.digest)
    assert one["stamped_at"] is not None


def test_proof_leads_from_the_copy_to_the_time_stamp(client, world, stamped) -> None:
    capture = world["fa-af"].capture

    proof = client.get(f"/api/v1/captures/{capture.pk}/proof").json()

    path = [bytes.fromhex(step) for step in proof["proof"]]
    leaf = hashlib.sha256(b"\x00" + proof["line"].encode()).digest()
    stamp = read_stamp(base64.b64decode(proof["time_stamp"]["response"]))
    assert list(_validator("ProofOut").iter_errors(proof)) == []
    assert capture.sha256 in proof["line"]
    assert proof["leaf"] == leaf.hex()
    assert root_from(leaf, proof["position"], proof["captures"], path) == proof["root"]
    assert proof["root"] in proof["digest_line"]
    assert hashlib.sha256(proof["digest_line"].encode()).hexdigest() == proof["digest"]
    assert stamp.sha256 == proof["digest"] == stamped.digest
    assert proof["time_stamp"]["signature_checked"] is True


def test_proof_without_time_stamp_has_none(client, world, sealed) -> None:
    proof = client.get(f"/api/v1/captures/{world['en'].capture.pk}/proof").json()

    assert proof["time_stamp"] is None


def test_proof_of_a_copy_whose_day_is_open_is_not_found_with_a_sentence(client, world) -> None:
    response = client.get(f"/api/v1/captures/{world['en'].capture.pk}/proof")

    assert response.status_code == 404
    assert "detail" in response.json()


def test_proof_of_no_copy_is_not_found(client, db) -> None:
    assert client.get("/api/v1/captures/424242/proof").status_code == 404


def test_source_by_program_names_the_proof_of_each_copy(client, world) -> None:
    content = client.get("/api/v1/sources/example/appeal-en").json()

    assert content["captures"][0]["proof"] == (f"/api/v1/captures/{world['en'].capture.pk}/proof")
