"""Short links: made, withdrawn, put back, followed and counted; never an open redirect."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.information.campaigns.making import Made
from tests.information.campaigns.measuring.making import (
    OFFICER,
    PERSON,
    READER,
    linked,
    placement_of,
    running,
)

from wayforward.core.access.rules import NotAllowedError
from wayforward.core.citations.models import PublishedText
from wayforward.information.campaigns.links import actions
from wayforward.information.campaigns.links.codes import new_code, spoken
from wayforward.information.campaigns.links.counting import count_open, put_together
from wayforward.information.campaigns.links.models import LinkOpens, ShortLink
from wayforward.information.campaigns.links.queries import opened
from wayforward.information.campaigns.models import Material
from wayforward.information.materials.codes import code_as_svg

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return running(tmp_path)


@pytest.fixture
def link(made: Made) -> ShortLink:
    return linked(made.campaign)


def _get(path: str, agent: str = PERSON, **headers: str) -> HttpResponse:
    return Client().get(path, headers={"user-agent": agent, **headers})


def _opens(link: ShortLink) -> int:
    return sum(one.opens for one in opened([link.pk]))


def test_link_is_on_its_placement(made: Made, link: ShortLink) -> None:
    assert placement_of(made.campaign).link == link.code
    assert link.made_by == OFFICER.name


def test_link_leads_to_the_page_of_its_material_and_is_counted(link: ShortLink) -> None:
    page = _get(f"/go/{link.code}")

    material = link.placement.material
    assert (page.status_code, page["Location"]) == (302, material.published.address)
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies
    [row] = LinkOpens.objects.all()
    assert (row.link_id, row.day, row.language, row.opens) == (
        link.pk, timezone.now().date(), "en", 1,
    )  # fmt: skip


def test_code_is_read_however_it_is_written(link: ShortLink) -> None:
    dari = link.code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    for written in (spoken(link.code), dari, f"{link.code[:4]}-{link.code[4:]}"):
        assert _get(f"/go/{written}").status_code == 302
    assert Client().get("/go", {"code": spoken(link.code)}).status_code == 302


@pytest.mark.parametrize(
    ("agent", "headers"),
    [
        ("WhatsApp/2.23.20.0 A", {}),
        ("TelegramBot (like TwitterBot)", {}),
        ("", {}),
        (PERSON, {"sec-purpose": "prefetch"}),
        (PERSON, {"x-moz": "prefetch"}),
    ],
)
def test_machine_is_sent_on_and_not_counted(
    link: ShortLink, agent: str, headers: dict[str, str]
) -> None:
    assert _get(f"/go/{link.code}", agent, **headers).status_code == 302
    assert _opens(link) == 0


def test_head_is_sent_on_and_not_counted(link: ShortLink) -> None:
    assert Client().head(f"/go/{link.code}", headers={"user-agent": PERSON}).status_code == 302
    assert _opens(link) == 0


@pytest.mark.parametrize("language", ["fa-AF", "ps", "en"])
def test_withdrawn_link_leads_to_a_page_that_says_so_and_where_to_turn(
    link: ShortLink, language: str
) -> None:
    actions.withdraw_link(code=link.code, actor=OFFICER, why="The leaflet has a mistake.")

    page = _get(f"/go/{link.code}", **{"accept-language": language})

    text = page.content.decode()
    assert page.status_code == 410
    assert f'lang="{language}"' in text
    assert "tel:" in text or 'class="contacts"' in text
    assert "mistake" not in text
    assert _opens(link) == 0


def test_put_back_link_leads_to_its_page_again(made: Made, link: ShortLink) -> None:
    actions.withdraw_link(code=link.code, actor=OFFICER, why="A mistake.")
    assert placement_of(made.campaign).link == ""

    actions.put_back_link(code=link.code, actor=OFFICER)

    assert _get(f"/go/{link.code}").status_code == 302
    assert placement_of(made.campaign).link == link.code


def test_code_that_is_not_there_says_so(link: ShortLink) -> None:
    other = next(code for code in iter(new_code, "") if code != link.code)
    wrong = link.code[:-1] + str((int(link.code[-1]) + 1) % 10)

    assert _get(f"/go/{other}").status_code == 404
    mistyped = _get(f"/go/{wrong}")
    assert mistyped.status_code == 404
    assert f'value="{wrong}"' in mistyped.content.decode()


def test_material_that_was_never_given_out_is_not_shown(made: Made, link: ShortLink) -> None:
    made.step("pause", "To correct it")
    made.step("reopen", "To correct it")
    PublishedText.objects.filter(kind="material").update(address="//evil.example/")

    page = _get(f"/go/{link.code}")

    assert page.status_code == 404
    assert _opens(link) == 0


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_nothing_that_is_typed_leads_anywhere_else(given: str) -> None:
    page = Client().get("/go", {"code": given}, headers={"user-agent": PERSON})

    assert page.status_code in (200, 404)
    assert "Location" not in page


@pytest.mark.parametrize(
    "given", ["https:%2F%2Fevil.example", "%2F%2Fevil.example", "evil.example", "..%2F..", "%0d%0a"]
)
def test_address_in_place_of_a_code_leads_nowhere(given: str) -> None:
    page = Client().get(f"/go/{given}", headers={"user-agent": PERSON})

    assert page.status_code in (200, 404)
    assert "Location" not in page


def test_page_of_another_language_is_opened_where_there_is_no_other(made: Made) -> None:
    link = linked(made.campaign)
    material = link.placement.material
    Material.objects.filter(pk=material.pk).update(withdrawn_at=timezone.now())

    assert _get(f"/go/{link.code}")["Location"] == material.published.address


def test_placement_has_one_standing_code(made: Made, link: ShortLink) -> None:
    with pytest.raises(actions.LinkedAlreadyError):
        linked(made.campaign)
    actions.withdraw_link(code=link.code, actor=OFFICER, why="Another one.")
    second = linked(made.campaign)
    with pytest.raises(actions.LinkedAlreadyError):
        actions.put_back_link(code=link.code, actor=OFFICER)

    assert second.code != link.code


def test_only_who_may_makes_and_withdraws(made: Made) -> None:
    with pytest.raises(NotAllowedError):
        actions.make_link(placement_id=placement_of(made.campaign).pk, actor=READER)
    link = linked(made.campaign)
    with pytest.raises(NotAllowedError):
        actions.withdraw_link(code=link.code, actor=READER, why="No")
    with pytest.raises(NotAllowedError):
        actions.put_back_link(code=link.code, actor=READER)


def test_refusals_say_what_to_do(link: ShortLink) -> None:
    with pytest.raises(actions.NoReasonError):
        actions.withdraw_link(code=link.code, actor=OFFICER, why=" ")
    with pytest.raises(actions.NotInThatStateError):
        actions.put_back_link(code=link.code, actor=OFFICER)
    with pytest.raises(actions.NoSuchLinkError):
        actions.withdraw_link(code="00000000", actor=OFFICER, why="x")
    with pytest.raises(actions.NoSuchPlacementError):
        actions.make_link(placement_id=0, actor=OFFICER)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["en", "ps"]), st.booleans()), max_size=30
    )
)
@settings(max_examples=25)
def test_putting_together_keeps_every_sum(events: list[tuple[int, str, bool]]) -> None:
    """Opened in any order, put together whenever: the sums are those of the openings."""
    LinkOpens.objects.all().delete()
    expected: dict[tuple[date, str], int] = {}
    today = date(2026, 5, 1)
    for back, language, tidy in events:
        day = today - timedelta(days=back)
        count_open(link=77, day=day, language=language)
        expected[day, language] = expected.get((day, language), 0) + 1
        if tidy:
            put_together()
    put_together()

    rows = LinkOpens.objects.all()
    assert {(row.day, row.language): row.opens for row in rows} == expected
    assert put_together().rows == 0


def test_qr_code_is_a_whole_svg() -> None:
    drawn = code_as_svg("https://example.org/go/49271639")

    assert drawn.startswith("<svg")
    assert 'xmlns="http://www.w3.org/2000/svg"' in drawn
