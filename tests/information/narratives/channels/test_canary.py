"""Somebody marked reports through every way there is; then the marks are looked for everywhere."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.channels.making import (
    Api,
    body_of,
    payload,
    signature,
)
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import EDITOR, Matching, load_rumour_rules

from wayforward.information.narratives.reporting import matched
from wayforward.information.narratives.reporting.import_actions import import_reports
from wayforward.information.narratives.reporting.matched import on_match, one_by_one
from wayforward.information.narratives.reporting.models import Report
from wayforward.testing.canaries import Planted, search_everything

pytestmark = pytest.mark.django_db
# Of the sender in the payloads, and of whoever the text is about. Nobody exists.
MARKS = [
    Planted("nemunaqz", "a name and a handle"),
    Planted("Nemunaqz", "a name"),
    Planted("Azmayeshqz", "a family name"),
    Planted("degarqz", "a handle"),
    Planted("Degarqz", "whoever was passed on"),
    Planted("700555111", "a telephone number"),
    Planted("5550001111", "a chat"),
    Planted("5550003333", "a chat that was passed on"),
    Planted("1005550002222", "a group"),
    Planted("Y2FwaV9ncm91cDox", "a group of WhatsApp"),
    Planted("wamid.HBgLOTM3", "a message"),
    Planted("AbCdEfqz", "an invitation"),
]
SAID_WITH_MARKS = (
    "appeals are never read! My name is Nemunaqz Azmayeshqz, call 0700555111 or +93 700555111,"
    " @degarqz_travel, t.me/nemunaqz_azmayesh, https://t.me/+AbCdEfqz1,"
    " https://facebook.com/Degarqz.Nemunaqz"
)


@pytest.fixture
def match(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Matching:
    """Knows the claim; is what the product matches with."""
    monkeypatch.setattr(matched, "_matchers", [])
    load_rumour_rules()
    load_one(import_page(tmp_path, "01", *SAID))
    found = Matching({"never read": KEY})
    on_match(found)
    return found


def _telegram(number: int, name: str = "text", **changed: Any) -> None:
    Client().post(
        "/hooks/telegram/the-secret-path",
        body_of(payload(f"telegram_{name}", number=number, **changed)),
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": "the-secret-token"},
    )


def _whatsapp(number: int, text: str, name: str = "text") -> None:
    body = body_of(payload(f"whatsapp_{name}", number=number, text={"body": text}))
    Client().post(
        "/hooks/whatsapp", body, content_type="application/json",
        headers={"X-Hub-Signature-256": signature(body)},
    )  # fmt: skip


def _report_in_every_way(api: Api, match: Matching, folder: Path) -> None:
    for number, name in enumerate(("text", "forward"), start=1):
        _telegram(10 * number, text="yes")
        _telegram(10 * number + 1, name, text=SAID_WITH_MARKS)
    _telegram(50, "group", text=SAID_WITH_MARKS)
    _telegram(51, "voice")
    _whatsapp(60, "yes")
    _whatsapp(61, SAID_WITH_MARKS)
    _whatsapp(62, SAID_WITH_MARKS, "group")
    api.status = 500
    _telegram(70, text=SAID_WITH_MARKS)
    _whatsapp(71, SAID_WITH_MARKS)
    for act in ("report", "ask"):
        Client().post("/en/rumours/report", {"text": SAID_WITH_MARKS, "act": act})
    Client().post("/en/rumours/report", {"text": "0700555111", "act": "report"})
    file = folder / "reports.csv"
    file.write_text(f'text,channel\n"{SAID_WITH_MARKS}",tiktok\n', encoding="utf-8")
    import_reports(path=file, match=one_by_one(match), actor=EDITOR, today=timezone.now().date())


def test_nobody_who_reports_is_in_any_table_job_or_log(
    api: Api, match: Matching, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _report_in_every_way(api, match, tmp_path)

    assert set(Report.objects.values_list("came_by", flat=True)) == {
        "telegram", "whatsapp", "file", "web"
    }  # fmt: skip
    assert {row.claim and row.claim.key for row in Report.objects.all()} == {KEY}
    told = {"the log": caplog.text, "what the matching saw": "\n".join(match.asked)}
    assert "did not take a reply (HTTP 500)" in caplog.text
    assert [str(one) for one in search_everything(MARKS, told)] == []


def test_marks_are_found_where_they_are(match: Matching) -> None:
    """The search that finds nothing above does find what is there."""
    Report.objects.create(
        text="Nemunaqz", language="en", came_by="web", day=timezone.now().date(), decision="new"
    )

    assert [str(one) for one in search_everything(MARKS)] == [
        "a name came out in table information_report"
    ]
