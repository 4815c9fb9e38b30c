"""The evidence on the page of a source, on a phone: in both directions and without a fault."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.test_public_site import _SIDEWAYS, _SMALL_TARGETS, LANGUAGES, broken_rules

from wayforward.information.sources.evidence.actions import make_digests
from wayforward.information.sources.models import Capture

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

NOON = datetime(2025, 3, 10, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sealed(served: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The path of a source whose captures stand in the digest of a closed day."""
    with django_db_blocker.unblock():
        Capture.objects.update(recorded_at=NOON)
        make_digests(now=NOON + timedelta(days=1))
        key = Capture.objects.select_related("source").order_by("pk")[0].source.key
    return f"sources/{key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_source_page_with_digests_has_no_fault_and_fits_small_screens(
    page: Page, served: str, sealed: str, language: str
) -> None:
    page.goto(f"{served}/{language}/{sealed}")

    assert page.locator("table a[href^='/api/v1/captures/']").count() == 1
    assert broken_rules(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(_SIDEWAYS) <= 0
    assert page.evaluate(_SMALL_TARGETS) == []
