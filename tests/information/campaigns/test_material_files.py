"""Materials of campaigns as files: on their page, at the desk, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.information.campaigns.making import KEY, OFFICER, Made, whole
from tests.information.cards.making import SAID, import_page

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns import withdrawing_actions
from wayforward.information.campaigns.cli import campaigns
from wayforward.information.campaigns.models import Placement
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


def _said(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def _leaflet(client: Client, made: Made) -> str:
    answer = client.get(f"/en/materials/{made.leaflet.key}/leaflet.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return _said(answer.content)


def test_page_offers_the_forms_of_its_kind_alone(client: Client, made: Made) -> None:
    made.running()
    page = client.get(f"/en/materials/{made.leaflet.key}").content.decode()

    assert f"/en/materials/{made.leaflet.key}/leaflet.pdf" in page
    assert "poster.pdf" not in page
    assert client.get(f"/en/materials/{made.leaflet.key}/poster.pdf").status_code == 404
    said = _leaflet(client, made)
    assert "You may appeal." in said
    assert "draft" not in said.lower()


def test_a_changed_source_marks_the_leaflet_itself(
    client: Client, made: Made, tmp_path: Path
) -> None:
    made.running()
    assert "Under review" not in _leaflet(client, made)
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    assert "Under review" in _leaflet(client, made)


def test_before_it_is_given_out_and_after_it_is_withdrawn_nobody_prints_it(
    client: Client, made: Made
) -> None:
    address = f"/en/materials/{made.leaflet.key}/leaflet.pdf"
    assert client.get(address).status_code == 404
    made.running()
    withdrawing_actions.withdraw(part=made.leaflet, why="a misprint", who=OFFICER)
    assert client.get(address).status_code == 404


def test_desk_prints_drafts_marked_as_such_and_the_link_of_a_placement(
    client: Client, made: Made
) -> None:
    sign_in(client, Role.CAMPAIGN_OFFICER, name="demo-officer")
    place = Placement.objects.get(material=made.leaflet)
    Placement.objects.filter(pk=place.pk).update(link="12345675")
    address = reverse("desk-material-file", args=[KEY, made.leaflet.pk, "leaflet.pdf"])

    page = client.get(reverse("desk-material", args=[KEY, made.leaflet.pk])).content.decode()
    draft = client.get(address)
    placed = client.get(address, {"placement": place.pk})

    assert f'href="{address}"' in page
    assert f'href="{address}?placement={place.pk}"' in page
    assert draft["Cache-Control"] == "no-store"
    assert "draft" in _said(draft.content).lower()
    assert "go/12345675" not in _said(draft.content)
    assert "go/12345675" in _said(placed.content)
    assert client.get(address, {"placement": "0"}).status_code == 404
    assert Client().get(address).status_code in {302, 403}


def test_every_material_of_the_starter_campaign_is_made(tmp_path: Path, made: Made) -> None:
    from wayforward.core.parties.actions import load_arrangements
    from wayforward.information.campaigns.loading import load_campaigns
    from wayforward.information.cards.loading import load_cards
    from wayforward.information.narratives.loading import load_claims
    from wayforward.information.sources.register_actions import load_register

    load_register()
    load_arrangements()
    load_cards()
    load_claims()
    load_campaigns()

    command = ["print", "real-price-of-the-way", "--out", str(tmp_path / "out"), "--json"]
    done = json.loads(CliRunner().invoke(campaigns, command).output)

    assert done["refused"] == {}
    assert len(done["written"]) > 14


def test_command_writes_one_file_a_link(made: Made, tmp_path: Path) -> None:
    made.running()
    Placement.objects.filter(material=made.leaflet).update(link="12345675")

    done = CliRunner().invoke(campaigns, ["print", KEY, "--out", str(tmp_path / "out"), "--json"])

    assert done.exit_code == 0, done.output
    [name] = json.loads(done.output)["written"]
    assert name == f"{made.leaflet.key}-en-12345675-leaflet.pdf"
    assert "go/12345675" in _said((tmp_path / "out" / name).read_bytes())
    nothing = CliRunner().invoke(campaigns, ["print", "none", "--out", str(tmp_path)])
    assert nothing.exit_code == 1
    assert "nothing to print" in nothing.output
