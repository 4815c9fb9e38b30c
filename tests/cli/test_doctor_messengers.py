"""The doctor says where a messenger is half set up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.information.narratives.channels.making import telegram_access, whatsapp_access

from wayforward.cli.doctor import check_messengers
from wayforward.conf import TelegramAccess, WhatsAppAccess

NO_TELEGRAM = TelegramAccess("", "", "", "https://api.telegram.org")
NO_WHATSAPP = WhatsAppAccess("", "", "", "", "https://graph.facebook.com/v23.0")


@pytest.mark.parametrize(
    ("telegram", "whatsapp", "seen"),
    [
        (NO_TELEGRAM, NO_WHATSAPP, "none is set"),
        (telegram_access(), NO_WHATSAPP, "Telegram set up"),
        (telegram_access(), whatsapp_access(), "Telegram and WhatsApp set up"),
    ],
)
def test_messengers_that_are_whole_or_not_there_are_in_order(
    settings: Any, telegram: TelegramAccess, whatsapp: WhatsAppAccess, seen: str
) -> None:
    settings.TELEGRAM, settings.WHATSAPP = telegram, whatsapp

    found = check_messengers()

    assert (found.fine, found.seen, found.mend) == (True, seen, "")


def test_half_of_a_messenger_is_named(settings: Any) -> None:
    settings.TELEGRAM = replace(telegram_access(), secret="")
    settings.WHATSAPP = replace(NO_WHATSAPP, token="EAAJB")

    found = check_messengers()

    assert not found.fine
    for name in ("TELEGRAM_SECRET", "WHATSAPP_NUMBER", "WHATSAPP_SECRET", "WHATSAPP_VERIFY"):
        assert f"WAYFORWARD_{name}" in found.seen
    assert "TELEGRAM_TOKEN" not in found.seen
    assert "EAAJB" not in found.seen
