"""The migration goes back and forth with claims in doubt there, and takes nothing of cards."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import load_one, starters

from wayforward.core.citations.models import Citation, Doubt, PublishedText
from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.starters import StarterCitation

AFTER = "0013_narratives"
BEFORE = dict(import_module(f"wayforward.information.migrations.{AFTER}").Migration.dependencies)


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", "information", verbosity=0)


def _kinds() -> set[str]:
    return set(PublishedText.objects.values_list("kind", flat=True))


def test_back_takes_rebuttals_from_the_citation_graph_and_forth_they_load_anew(
    latest: None, tmp_path: Path
) -> None:
    source = import_page(tmp_path, "01", *SAID)
    load_one(source)
    whole_page = starters(source, cites=(StarterCitation(source.key),))
    load_claims(starters=whole_page)
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    assert Doubt.objects.filter(citation__text__kind="rebuttal").count() == 3

    call_command("migrate", "information", BEFORE["information"], verbosity=0)
    tables = connection.introspection.table_names()
    left, doubts = _kinds(), Doubt.objects.exclude(citation__text__kind="card").count()
    call_command("migrate", "information", verbosity=0)

    assert not [name for name in tables if "claim" in name or "narrative" in name]
    assert (left, doubts) == ({"card"}, 0)
    assert Citation.objects.exists()
    assert load_claims(starters=whole_page).new == 2
