"""A marked visitor opens links and answers in every way; then the marks are looked for."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.test import Client
from tests.information.campaigns.measuring.making import (
    OFFICER,
    OURS,
    linked,
    question,
    running,
    two_areas,
)

from wayforward.cli.run import commands
from wayforward.information.campaigns.links import views
from wayforward.information.campaigns.links.actions import withdraw_link
from wayforward.information.campaigns.links.counting import put_together
from wayforward.information.campaigns.links.models import LinkOpens
from wayforward.information.campaigns.measuring.answer_actions import put_answers_together
from wayforward.information.campaigns.measuring.asking_actions import close_asking, open_asking
from wayforward.information.campaigns.measuring.models import AnswerCount
from wayforward.information.campaigns.measuring.rules import Wave
from wayforward.testing.canaries import Planted, search_everything
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
MARKS = [
    Planted("203.0.113.77", "an address"),
    Planted("198.51.100.23", "an address behind a proxy"),
    Planted("VisitorqzPhone", "a device"),
    Planted("qzreferer", "the page before"),
    Planted("qzcookie", "a cookie"),
    Planted("qzlanguage", "the languages of a browser"),
    Planted("qztyped", "what was typed"),
]
_HEADERS = {
    "user-agent": "Mozilla/5.0 (Linux; Android 9; VisitorqzPhone) Chrome/120 Mobile",
    "referer": "https://qzreferer.example/page?q=1",
    "x-forwarded-for": "198.51.100.23",
    "accept-language": "ps,qzlanguage;q=0.5",
    "cookie": "somebody=qzcookie",
}


def _visitor() -> Client:
    return Client(REMOTE_ADDR="203.0.113.77", headers=_HEADERS)


def _visit(folder: Path) -> None:
    campaign = running(folder).campaign
    link = linked(campaign)
    code = open_asking(
        question=question(campaign), area=two_areas(campaign)[OURS], wave=Wave.AFTER, actor=OFFICER
    )
    for path in (f"/go/{link.code}", f"/go/{link.code}?from=qztyped", f"/go/{code.code}", "/go"):
        _visitor().get(path)
    _visitor().get("/go/qztyped")
    _visitor().get("/go", {"code": "qztyped"})
    for answer in ("0", "1", "-1", "qztyped"):
        _visitor().post(f"/ps/question/{code.code}", {"answer": answer, "name": "qztyped"})
    _visitor().get("/ps/method/reach")
    withdraw_link(code=link.code, actor=OFFICER, why="The test is over.")
    close_asking(code=code.code, actor=OFFICER)
    for path in (f"/go/{link.code}", f"/ps/question/{code.code}"):
        _visitor().get(path)


def test_nothing_of_a_visitor_is_in_any_table_job_or_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Of what Django itself tells tests about pages that are not found, an address is no part of
    # ours: the product sets its loggers to warnings of its own (settings.LOGGING).
    with caplog.at_level(logging.DEBUG):
        _visit(tmp_path)
        put_together()
        put_answers_together()

    ours = [one.getMessage() for one in caplog.records if one.name.startswith("wayforward")]
    assert sum(row.opens for row in LinkOpens.objects.all()) == 2
    assert sum(row.count for row in AnswerCount.objects.all()) == 3
    assert [str(one) for one in search_everything(MARKS, {"the log": "\n".join(ours)})] == []


def test_what_is_stored_has_no_column_for_anybody() -> None:
    assert {field.name for field in LinkOpens._meta.get_fields()} == {
        "id", "link", "day", "language", "opens", "together",
    }  # fmt: skip
    assert {field.name for field in AnswerCount._meta.get_fields()} == {
        "id", "question", "area", "wave", "language", "answer", "count", "together",
    }  # fmt: skip


def test_server_keeps_no_list_of_visits() -> None:
    assert not [one for one in commands()["web"] if "access" in one]


def test_counting_works_as_the_role_that_the_product_runs_as(tmp_path: Path) -> None:
    link = linked(running(tmp_path).campaign)

    with as_app_role():
        _visitor().get(f"/go/{link.code}")
        assert put_together().into == 1
        put_answers_together()

    assert LinkOpens.objects.get().together


def test_a_failing_count_lets_the_reader_through_and_tells_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def broken(**_given: object) -> None:
        raise OperationalError("the server is away")

    link = linked(running(tmp_path).campaign)
    monkeypatch.setattr(views, "count_open", broken)

    page = _visitor().get(f"/go/{link.code}")

    assert page.status_code == 302
    assert link.code not in caplog.text
    assert "could not be counted" in caplog.text
