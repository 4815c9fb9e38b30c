"""Both messengers as an operator sets them up, speaking to a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.information.narratives.channels.making import (
    Api,
    messenger_api,
    telegram_access,
    whatsapp_access,
)

from wayforward.core.access.limiting import Limiter
from wayforward.information.narratives.channels import views


@pytest.fixture
def api(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """What is sent to people lands here; no chat writes too much."""
    monkeypatch.setattr(views, "limiter", Limiter(clock=lambda: 0.0, burst=100))
    with messenger_api() as found:
        settings.TELEGRAM = telegram_access(found.address)
        settings.WHATSAPP = whatsapp_access(found.address)
        yield found
