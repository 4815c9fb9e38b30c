"""The pack holds what the public sees, is signed, and says when it is not to be trusted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from tests.information.cards.making import APPEAL, SAID, import_page, load_two

from wayforward.core.documents.signing import (
    NotOursError,
    WrongKeyError,
    canonical,
    check,
    public_key,
    public_key_text,
)
from wayforward.information.cards.cli import cards
from wayforward.information.cards.models import Card
from wayforward.information.cards.pack.packing import PackError, pack, pack_bytes, read_pack
from wayforward.information.cards.rules import PACK_DAYS
from wayforward.information.sources.models import Source

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def source(tmp_path: Path) -> Source:
    pack_bytes.cache_clear()
    source = import_page(tmp_path, "01", *SAID)
    load_two(source)
    return source


def _raw(now: datetime = NOW) -> bytes:
    return canonical(pack(now=now))


def test_pack_holds_every_text_and_each_source_once() -> None:
    made = pack(now=NOW)

    assert len(made["cards"]) == 2 * 3
    assert len(made["sources"]) == 1
    [card] = [c for c in made["cards"] if (c["id"], c["language"]) == ("appeal-deadline", "ps")]
    assert card["title"] == APPEAL["ps"].question
    assert card["answer"] == list(APPEAL["ps"].answer)
    assert card["citations"] == [[next(iter(made["sources"])), ""]]
    assert (made["issued_at"], made["expires_at"]) == (
        "2026-11-26T10:30:00Z", "2026-12-26T10:30:00Z",
    )  # fmt: skip


def test_pack_says_what_is_amber_and_leaves_out_what_was_retired(tmp_path: Path) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])
    Card.objects.filter(key="work-while-waiting").update(active=False)

    made = pack(("en",), now=NOW)

    [card] = made["cards"]
    assert (card["state"], bool(card["since"]), card["reasons"]) == (
        "amber",
        True,
        ["page_changed"],
    )


def test_pack_as_signed_passes() -> None:
    facts = read_pack(_raw(), key=public_key(), now=NOW + timedelta(days=PACK_DAYS - 1))

    assert (facts.cards, facts.languages) == (6, ("en", "fa-af", "ps"))


def test_pack_that_expired_is_refused_with_the_day() -> None:
    with pytest.raises(PackError, match="trusted until 2026-12-26"):
        read_pack(_raw(), key=public_key(), now=NOW + timedelta(days=PACK_DAYS))


def test_pack_from_tomorrow_says_that_the_clock_is_wrong() -> None:
    with pytest.raises(PackError, match="set the clock"):
        read_pack(_raw(), key=public_key(), now=NOW - timedelta(days=2))


@pytest.mark.parametrize(
    ("old", "new"),
    [("14 days", "41 days"), ("2026-12-26", "2036-12-26"), ('"draft"', '"signed"')],
)
def test_pack_that_was_changed_is_refused(old: str, new: str) -> None:
    raw = _raw().replace(old.encode(), new.encode(), 1)

    with pytest.raises(NotOursError, match="changed after it was signed"):
        read_pack(raw, key=public_key(), now=NOW)


def test_pack_of_another_key_is_refused() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    with pytest.raises(WrongKeyError):
        read_pack(_raw(), key=other, now=NOW)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"\xff", b"<html>"])
def test_pack_that_is_something_else_is_refused(raw: bytes) -> None:
    with pytest.raises(PackError, match="no pack of cards"):
        read_pack(raw, key=public_key(), now=NOW)


def test_pack_of_a_newer_format_says_so() -> None:
    raw = canonical({**pack(now=NOW), "format": 2})

    with pytest.raises(PackError, match="newer kind"):
        read_pack(raw, key=public_key(), now=NOW)


@pytest.mark.parametrize(
    ("path", "texts"),
    [("pack.json", 6), ("ps.json", 2), ("pack.json?card=appeal-deadline", 3)],
)
def test_pack_is_served_whole_by_language_and_by_card(
    client: Client, path: str, texts: int
) -> None:
    response = client.get(f"/cards/{path}")

    document = json.loads(response.content)
    check(document, public_key())
    assert len(document["cards"]) == texts
    assert canonical(document) == response.content
    assert not response.cookies


@pytest.mark.parametrize("path", ["xx.json", "pack.json?card=nothing"])
def test_pack_of_nothing_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/cards/{path}").status_code == 404


def test_key_is_published(client: Client) -> None:
    content = client.get("/cards/key.json").json()

    assert content["public_key"] == public_key_text()
    assert content["key"] == pack(now=NOW)["key"]


def test_pack_by_command_is_written_and_verified(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    runner = CliRunner()

    written = runner.invoke(cards, ["pack", str(file), "--lang", "ps"])
    verified = runner.invoke(cards, ["verify-pack", str(file), "--key", public_key_text()])
    as_json = runner.invoke(cards, ["verify-pack", str(file), "--json"])

    assert "2 card texts" in written.output
    assert "2 card texts in ps" in verified.output
    assert json.loads(as_json.output)["cards"] == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw.replace(b"14 days", b"41 days"), "changed after it was signed"),
        (lambda raw: b"nothing", "no pack of cards"),
        (lambda raw: _raw(NOW - timedelta(days=400)), "trusted until"),
    ],
)
def test_pack_by_command_that_fails_is_one_sentence(tmp_path: Path, change, sentence: str) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(change(_raw()))

    result = CliRunner().invoke(cards, ["verify-pack", str(file)])

    assert result.exit_code == 1
    assert sentence in result.output
    assert result.output.count("\n") == 1
