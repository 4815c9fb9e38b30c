"""The queue finds the tasks and a worker does what is due."""

from __future__ import annotations

from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.information.sources import processes

from wayforward.information.sources import actions
from wayforward.information.sources.models import Publisher, Source

_WORK = """
from django.core.management import call_command
call_command("procrastinate", "worker", "--one-shot")
"""


@pytest.mark.django_db(transaction=True)
def test_worker_visits_the_due_page(tmp_path: Path) -> None:
    publisher = Publisher.objects.create(key="p", names={"en": "P"}, tier="eu", hosts=["127.0.0.1"])
    Source.objects.create(
        key="p-page", publisher=publisher, url="http://127.0.0.1/", language="en", tier="eu",
        origin="register",
    )  # fmt: skip

    actions.defer_due_checks()
    _, _ = processes.start(_WORK, tmp_path).communicate(timeout=120)

    source = Source.objects.get()
    assert source.state == "refused"
    assert source.checks.get().detail == "127.0.0.1 leads to 127.0.0.1, which is not public."
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}
