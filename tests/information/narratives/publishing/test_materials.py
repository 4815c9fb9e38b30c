"""Rebuttals to pass on: from the page to paper, and amber on all of it when a source changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one
from tests.information.narratives.publishing.test_actions import published

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.core.rulesets.models import Parameter
from wayforward.information.materials.files import FILES
from wayforward.information.narratives.cli import narratives
from wayforward.information.narratives.models import ClaimText
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    load_rule_sets()
    return load_one(import_page(tmp_path, "01", *SAID))


def _get(client: Client, file: str, language: str = "en", **headers: str) -> Any:
    return client.get(f"/{language}/rumours/{KEY}/{file}", headers=headers)


def _is_amber(pdf: bytes) -> bool:
    """Whether every page has dots of the colour of the warning."""
    pages = [page.render(scale=0.4, rev_byteorder=True) for page in pypdfium2.PdfDocument(pdf)]
    rows = [page.to_numpy().astype(int) for page in pages]
    return all(
        bool(((row[:, :, 0] > 240) & (abs(row[:, :, 1] - 190) < 12) & (row[:, :, 2] < 90)).any())
        for row in rows
    )


def _said(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(pdf)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_rebuttal_offers_each_form_and_each_is_there(client, texts, language) -> None:
    published(texts[language])
    page = client.get(f"/{language}/rumours/{KEY}").content.decode()

    for file in FILES:
        answer = _get(client, file, language)
        assert (f'href="/{language}/rumours/{KEY}/{file}"' in page) is not file.endswith(".svg")
        assert answer.status_code == 200, answer.content
        assert f"-{language}." in answer["Content-Disposition"]


def test_draft_is_not_handed_out(client: Client, texts) -> None:
    assert {_get(client, file).status_code for file in FILES} == {404}
    published(texts["en"])
    assert _get(client, "leaflet.exe").status_code == 404
    assert _get(client, "leaflet.pdf", "ps").status_code == 404


def test_source_change_turns_page_leaflet_and_picture_amber(
    client: Client, texts: dict[str, ClaimText], tmp_path: Path
) -> None:
    published(texts["en"])
    sound = {file: _get(client, file).content for file in FILES}
    assert "Under review" not in client.get(f"/en/rumours/{KEY}").content.decode()
    assert not _is_amber(sound["leaflet.pdf"])

    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    page = client.get(f"/en/rumours/{KEY}").content.decode()
    doubtful = {file: _get(client, file).content for file in FILES}
    assert 'class="note amber"' in page
    assert f"data-share>Under review: {TEXTS['en'].said.title}" in page
    assert 'property="og:description" content="Under review"' in page
    assert all(doubtful[file] != sound[file] for file in FILES)
    for file in FILES:
        if file.endswith(".pdf"):
            assert _is_amber(doubtful[file]), file
            assert "Under review since" in _said(doubtful[file])
    assert b"#ffbe3d" in doubtful["card.svg"]
    assert b"#ffbe3d" not in sound["card.svg"]
    assert TEXTS["en"].said.sms not in doubtful["sms.txt"].decode()
    assert TEXTS["en"].said.radio not in doubtful["radio.txt"].decode()
    assert TEXTS["en"].said.radio not in page


def test_forms_are_kept_by_their_content(client: Client, texts, tmp_path: Path) -> None:
    published(texts["en"])
    first = _get(client, "card.png")
    again = _get(client, "card.png", **{"If-None-Match": first["ETag"]})
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    changed = _get(client, "card.png", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert first["Cache-Control"] == "public, no-cache"
    assert first["Content-Security-Policy"].startswith("default-src 'none'")


def test_preview_in_a_messenger_says_what_is_true(client: Client, texts) -> None:
    published(texts["en"])
    page = client.get(f"/en/rumours/{KEY}").content.decode()

    assert f'property="og:image" content="http://testserver/en/rumours/{KEY}/card.png"' in page
    assert f'property="og:title" content="{TEXTS["en"].said.fact[0]}"' in page


def test_short_address_on_paper_leads_to_the_page(client: Client, texts) -> None:
    number = texts["en"].published_id
    assert client.get(f"/t/{number}").status_code == 404
    published(texts["en"])
    assert client.get(f"/t/{number}")["Location"] == f"/en/rumours/{KEY}"
    assert f"/t/{number}" in _said(_get(client, "leaflet.pdf").content)


def test_radio_without_its_parameters_is_not_offered_and_says_why(client: Client, texts) -> None:
    published(texts["en"])
    Parameter.objects.filter(key__startswith="radio-").delete()

    page = client.get(f"/en/rumours/{KEY}").content.decode()
    answer = _get(client, "radio.txt")
    assert "radio.txt" not in page
    assert "leaflet.pdf" in page
    assert answer.status_code == 422
    assert "radio-words-per-second-en" in answer.content.decode()


def test_desk_sees_drafts_marked_as_such(texts: dict[str, ClaimText]) -> None:
    client = Client()
    address = reverse("desk-rumour-material", args=[KEY, "en", "leaflet.pdf"])
    assert client.get(address).status_code == 302
    sign_in(client, Role.EDITOR, name="demo-editor")

    page = client.get(reverse("desk-rumour", args=[KEY, "en"])).content.decode()
    answer = client.get(address)
    assert address in page
    assert "Draft, not for distribution" in _said(answer.content)
    assert answer["Cache-Control"] == "no-store"


def _run(*arguments: str) -> Any:
    return CliRunner().invoke(narratives, ["material", *arguments])


def test_command_writes_the_form_and_says_what_it_is(texts, tmp_path: Path) -> None:
    out = tmp_path / "leaflet.pdf"

    done = _run(KEY, "--lang", "ps", "--kind", "leaflet", "--out", str(out), "--json")

    facts = json.loads(done.output)
    assert out.read_bytes().startswith(b"%PDF")
    assert facts == {
        "file": str(out), "media_type": "application/pdf", "bytes": out.stat().st_size,
        "draft": True, "under_review_since": None,
    }  # fmt: skip


def test_command_refuses_in_one_sentence(texts, tmp_path: Path) -> None:
    ClaimText.objects.filter(language="en").update(radio="word " * 60)

    long = _run(KEY, "--kind", "radio", "--out", str(tmp_path / "x"))
    nothing = _run("no-such-claim", "--kind", "card", "--out", str(tmp_path / "x"))
    nowhere = _run(KEY, "--kind", "sms", "--out", str(tmp_path / "no" / "x"))

    assert [one.exit_code for one in (long, nothing, nowhere)] == [1, 1, 1]
    assert "20.7 seconds" in long.output
    assert "wayforward narratives list" in nothing.output
    assert not (tmp_path / "x").exists()
