"""The report: one page in every language, with what ran, what is amber and what is not known."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.utils.translation import override
from tests.information.campaigns.making import SHOWN_FROM, Made
from tests.information.campaigns.measuring.making import (
    OFFICER,
    OTHER,
    OURS,
    answered,
    linked,
    placement_of,
    question,
    running,
    told_effect,
)
from tests.information.cards.making import SAID, import_page

from wayforward.information.campaigns.links.models import LinkOpens
from wayforward.information.campaigns.measuring.actions import Said, tell_reach
from wayforward.information.campaigns.measuring.models import Area
from wayforward.information.campaigns.measuring.reporting import MOST_RAN, report_of
from wayforward.information.campaigns.measuring.rules import How, Wave
from wayforward.information.campaigns.measuring.setting import set_report
from wayforward.information.campaigns.models import Placement
from wayforward.information.campaigns.rules import Channel

pytestmark = pytest.mark.django_db
ON = SHOWN_FROM + timedelta(18)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return running(tmp_path)


def _text(pdf: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return len(pages), "\n".join(pages)


def _full(made: Made) -> None:
    """As much as a report can hold: many placements and channels, four questions, amber."""
    link = linked(made.campaign)
    place = placement_of(made.campaign)
    for number in range(20):
        day = place.first_day + timedelta(number % 15)
        LinkOpens.objects.create(link_id=link.pk, day=day, language="ps", opens=40 + number)
    for channel in Channel:
        Placement.objects.create(
            material=place.material, channel=channel, province="AF-HER", district="",
            first_day=place.first_day, last_day=place.last_day, copies=12_000, airings=90,
            cost=1234.56,
        )  # fmt: skip
    for row in Placement.objects.all():
        said = Said(row.first_day, row.first_day, 900, 4000, How.STATION, "Radio Demo", "By word")
        tell_reach(placement_id=row.pk, said=said, actor=OFFICER)
    told_effect(made.campaign)
    areas = {one.place: one for one in Area.objects.all()}
    for number in range(3):
        more = question(made.campaign, f"another-{number}")
        for where, know in ((OURS, (80, 120)), (OTHER, (80, 84))):
            for wave, count in zip(Wave, know, strict=True):
                answered(more, areas[where], wave, know=count, of=200)


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_report_is_one_page_however_much_there_is(made: Made, language: str) -> None:
    _full(made)

    with override(language):
        pages, text = _text(set_report(report_of(made.campaign, on=ON)))

    assert pages == 1
    if language == "en":
        for words in (
            "What it is to reach",
            "What ran",
            "Whom it reached",
            "What people know",
            "18 points more people know it",
            "What is not known",
            "And 5 more.",
        ):
            assert words in " ".join(text.split())  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_report_of_a_campaign_of_which_nothing_is_known_says_so(made: Made, language: str) -> None:
    with override(language):
        one = report_of(made.campaign, on=ON)
        pages, text = _text(set_report(one))

    assert pages == 1
    assert one.questions == ()
    if language == "en":
        assert "People reached: not known." in text
        assert "nobody was asked" in " ".join(text.split())


def test_report_names_what_did_not_fit(made: Made) -> None:
    _full(made)

    one = report_of(made.campaign, on=ON)

    assert (len(one.ran), one.more_ran) == (MOST_RAN, len(Channel) + 1 - MOST_RAN)
    assert (len(one.questions), one.more_questions) == (3, 1)


def test_report_names_materials_under_review_once_their_page_changes(
    made: Made, tmp_path: Path
) -> None:
    assert report_of(made.campaign, on=ON).amber == ()

    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    [said] = report_of(made.campaign, on=ON).amber
    assert "Leaflet: Appeals are read" in said
    assert "under review since" in said


def test_cost_of_one_person_is_a_range(made: Made) -> None:
    link = linked(made.campaign)
    LinkOpens.objects.create(
        link_id=link.pk, day=placement_of(made.campaign).first_day, language="en", opens=90
    )

    assert report_of(made.campaign, on=ON).costs == (
        "450 EUR in all: 5 EUR to 15 EUR for each person reached.",
    )
