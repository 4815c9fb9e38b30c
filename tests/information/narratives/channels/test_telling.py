"""Who asked to be told is told; the address is sealed and goes at one word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.channels.making import Api, messenger_api, telegram_access
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import Matching, load_rumour_rules, publish

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.audit.models import Event
from wayforward.core.parties.models import Party
from wayforward.information.narratives.channels import actions, tasks, telling
from wayforward.information.narratives.channels.models import Subscription
from wayforward.information.narratives.channels.port import Kind, Message
from wayforward.information.narratives.channels.telegram import Telegram
from wayforward.information.narratives.channels.telling import Told
from wayforward.information.narratives.channels.whatsapp import WhatsApp
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.reporting.models import Report
from wayforward.testing.parties import two_parties
from wayforward.testing.walls import as_app_role, see_whole_log

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
CHAT = "5550001111"


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    """One claim in three languages, all of it published."""
    load_rumour_rules()
    found = load_one(import_page(tmp_path, "01", *SAID))
    publish(*found.values())
    return found


@pytest.fixture
def party(settings: Any) -> Party:
    """Holds the addresses."""
    here, _there = two_parties()
    settings.TELLING_PARTY = f"{here.arrangement.key}/{here.key}"
    return here


@pytest.fixture
def api() -> Iterator[Api]:
    """Telegram, on this machine."""
    with messenger_api() as found:
        yield found


_number = iter(range(1000))


def _say(text: str, bot: Telegram | WhatsApp, chat: str = CHAT) -> str:
    message = Message(Kind.TEXT, delivery=str(next(_number)), chat=chat, text=text)
    match = Matching({"never read": KEY, "نه لولي": KEY})
    reply = actions.respond(message=message, messenger=bot, match=match, on=TODAY)
    assert reply is not None
    return reply.text


def _rows(party: Party) -> list[Subscription]:
    with acting_for(party, purpose=Purpose.SWEEP):
        return list(Subscription.objects.order_by("pk"))


def _tell(bot: Telegram, language: str = "en", on: date = TODAY) -> Told:
    return telling.tell(
        claim=KEY, language=language, messenger=bot, on=on, pause=lambda seconds: None
    )


def _follow(bot: Telegram, texts: dict[str, ClaimText], chat: str = CHAT) -> str:
    return _say(f"TELL {texts['en'].claim_id}", bot, chat)


def test_offer_stands_beneath_an_answer_and_says_what_it_means(
    party: Party, texts: dict[str, ClaimText]
) -> None:
    bot = Telegram(telegram_access())
    _say("yes", bot)

    text = _say("Appeals are never read", bot)

    assert f"Write TELL {texts['en'].claim_id} to be told" in text
    assert "31 October 2026" in text
    assert _rows(party) == []


def test_nothing_is_offered_where_no_party_holds_addresses(texts: dict[str, ClaimText]) -> None:
    bot = Telegram(telegram_access())
    _say("yes", bot)

    assert "TELL" not in _say("Appeals are never read", bot)
    assert "cannot be done here" in _follow(bot, texts)


def test_nothing_is_offered_where_the_messenger_lets_nobody_write_first(
    party: Party, texts: dict[str, ClaimText]
) -> None:
    from tests.information.narratives.channels.making import whatsapp_access

    number = WhatsApp(whatsapp_access())
    _say("yes", number)

    assert "TELL" not in _say("Appeals are never read", number)
    assert "cannot be done here" in _say(f"TELL {texts['en'].claim_id}", number)
    assert _rows(party) == []


def test_address_is_kept_sealed_and_behind_the_wall(
    party: Party, texts: dict[str, ClaimText]
) -> None:
    assert "31 October 2026" in _follow(Telegram(telegram_access()), texts)

    [row] = _rows(party)
    assert (row.address, row.claim.key, row.language) == (CHAT, KEY, "en")
    assert row.until == TODAY + timedelta(days=180)
    with as_app_role():
        assert Subscription.objects.count() == 0
    with acting_for(party, purpose=Purpose.SWEEP), connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM information_subscription AS s")
        assert CHAT not in str(cursor.fetchall())


def test_asking_twice_keeps_one_address(party: Party, texts: dict[str, ClaimText]) -> None:
    bot = Telegram(telegram_access())
    for word in ("TELL", "خبرتیا"):
        _say(f"{word} {texts['en'].claim_id}", bot)

    assert [row.language for row in _rows(party)] == ["ps"]


@pytest.mark.parametrize("number", ["999999", "123456789"])
def test_claim_that_is_none_is_not_followed(
    party: Party, texts: dict[str, ClaimText], number: str
) -> None:
    assert "cannot be done here" in _say(f"TELL {number}", Telegram(telegram_access()))
    assert _rows(party) == []


@pytest.mark.parametrize("word", ["STOP", "ودروه", "بس"])
def test_one_word_takes_everything_away_of_that_chat_alone(
    party: Party, texts: dict[str, ClaimText], word: str
) -> None:
    bot = Telegram(telegram_access())
    _follow(bot, texts)
    _follow(bot, texts, chat="5550001112")

    _say(word, bot)

    assert [row.address for row in _rows(party)] == ["5550001112"]


@pytest.mark.parametrize("now", ["", "demo/nobody"])
def test_what_was_promised_holds_where_the_operator_names_no_holder_any_more(
    party: Party, texts: dict[str, ClaimText], settings: Any, now: str
) -> None:
    bot = Telegram(telegram_access())
    _follow(bot, texts)
    _follow(bot, texts, chat="5550001112")
    settings.TELLING_PARTY = now

    _say("STOP", bot)
    assert [row.address for row in _rows(party)] == ["5550001112"]

    assert telling.forget_expired(on=TODAY + timedelta(days=181)) == 1


def test_those_who_asked_are_told_in_their_language(
    party: Party, texts: dict[str, ClaimText], api: Api
) -> None:
    bot = Telegram(telegram_access(api.address))
    _follow(bot, texts)
    _say(f"خبرتیا {texts['en'].claim_id}", bot, chat="5550001112")

    done = [_tell(bot, language) for language in ("en", "ps")]

    assert done == [Told(told=1, let_go=0), Told(told=1, let_go=0)]
    assert [one.body["chat_id"] for one in api.asked] == [5550001111, 5550001112]
    assert "this answer has changed" in api.texts[0]
    assert "You may appeal." in api.texts[0]
    assert "استیناف وکړئ." in api.texts[1]


def test_who_reads_another_language_is_not_told_that_theirs_changed(
    party: Party, texts: dict[str, ClaimText], api: Api
) -> None:
    bot = Telegram(telegram_access(api.address))
    _follow(bot, texts)

    assert _tell(bot, "ps") == Told(0, 0)
    assert api.asked == []


def test_nobody_is_told_what_is_not_published(
    party: Party, texts: dict[str, ClaimText], api: Api
) -> None:
    bot = Telegram(telegram_access(api.address))
    _follow(bot, texts)
    texts["en"].published.published = False
    texts["en"].published.save()

    assert _tell(bot) == Told(0, 0)
    assert api.asked == []


@pytest.mark.parametrize(
    ("status", "done", "left"),
    [(403, Told(0, 1), 0), (500, Told(0, 0, missed=1), 1), (429, Told(0, 0, missed=1), 1)],
)
def test_chat_that_is_closed_to_us_is_let_go_and_one_that_fails_is_kept_and_not_counted(
    party: Party, texts: dict[str, ClaimText], api: Api, status: int, done: Told, left: int
) -> None:
    bot = Telegram(telegram_access(api.address))
    _follow(bot, texts)
    api.status = status

    assert _tell(bot) == done

    assert len(_rows(party)) == left
    see_whole_log()
    told = Event.objects.get(name="those who asked were told").facts
    assert told == {"told": 0, "let_go": done.let_go, "missed": done.missed}


def test_who_could_not_be_reached_is_tried_again_and_nobody_is_told_twice(
    party: Party, texts: dict[str, ClaimText], api: Api
) -> None:
    bot = Telegram(telegram_access(api.address))
    _follow(bot, texts)
    _follow(bot, texts, chat="5550001112")
    api.refuses = {5550001111: [429]}

    assert _tell(bot) == Told(told=2, let_go=0)

    assert [one.body["chat_id"] for one in api.asked] == [5550001111, 5550001112, 5550001111]


def test_who_stops_between_two_tries_is_not_told(
    party: Party, texts: dict[str, ClaimText], api: Api
) -> None:
    bot = Telegram(telegram_access(api.address))
    _follow(bot, texts)
    api.status = 429

    def stop(seconds: float) -> None:
        if seconds:
            telling.unsubscribe(messenger=bot, chat=CHAT)

    done = telling.tell(claim=KEY, language="en", messenger=bot, on=TODAY, pause=stop)

    assert (done, len(api.asked)) == (Told(0, 0), 1)


def test_address_goes_when_its_time_is_over(party: Party, texts: dict[str, ClaimText]) -> None:
    _follow(Telegram(telegram_access()), texts)
    last = TODAY + timedelta(days=180)

    assert telling.forget_expired(on=last) == 0
    assert _tell(Telegram(telegram_access()), on=last + timedelta(days=1)) == Told(0, 0)
    assert telling.forget_expired(on=last + timedelta(days=1)) == 1


def test_job_names_a_claim_and_nobody(
    party: Party, texts: dict[str, ClaimText], api: Api, settings: Any
) -> None:
    settings.TELEGRAM = telegram_access(api.address)
    telling.subscribe(
        messenger=Telegram(settings.TELEGRAM), chat=CHAT, claim=texts["en"].claim_id,
        language="en", on=timezone.now().date(),
    )  # fmt: skip

    tasks.tell_soon(KEY, "en")
    tasks.tell_soon(KEY, "en")
    tasks.tell_those_who_asked(KEY, "en")

    assert [job.args for job in ProcrastinateJob.objects.all()] == [
        {"claim": KEY, "language": "en"}
    ]
    assert len(api.texts) == 1
    assert Report.objects.count() == 0
