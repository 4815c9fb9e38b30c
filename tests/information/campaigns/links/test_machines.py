"""Machines that say so are known; people's browsers, those inside messengers too, are not."""

from __future__ import annotations

import pytest

from wayforward.information.campaigns.links.machines import declared_machine, fetched_ahead

MACHINES = (
    "",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "curl/8.5.0",
    "python-requests/2.32.3",
    "Wget/1.21.4",
    "Go-http-client/2.0",
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " HeadlessChrome/120.0.0.0 Safari/537.36"
    ),
    "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        " Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)"
    ),
)
PEOPLE = (
    (
        "Mozilla/5.0 (Linux; Android 9; Redmi 7A) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/120.0.0.0 Mobile Safari/537.36"
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        " Gecko) Version/16.5 Mobile/15E148 Safari/604.1"
    ),
    (
        "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Version/4.0 Chrome/119.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/440.0.0.31.105;]"
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        " Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/436.0.0.35.101;FBDV/iPhone12,1]"
    ),
    (
        "Mozilla/5.0 (Linux; Android 12; M2004J19C) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/118.0.0.0 Mobile Safari/537.36 Telegram-Android/10.2.4 (Xiaomi M2004J19C)"
    ),
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Instagram 309.0.0.40.113 Android",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; fa) Presto/2.12.423 Version/12.16",
    "Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
    "Mozilla/5.0 (Linux; U; Android 8.1.0; en-US; CUBOT_NOTE) AppleWebKit/537.36 UCBrowser/13.4",
    (
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19 S) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/119.0.0.0 Mobile Safari/537.36"
    ),
    "UCWEB/2.0 (MIDP-2.0; U; Adr 6.0; en-US; Redmi) U2/1.0.0 UCBrowser/10.7 Mobile",
    "SamsungBrowser/23.0 Mozilla/5.0 (Linux; Android 13) Mobile",
)


@pytest.mark.parametrize("agent", MACHINES)
def test_declared_machine_is_known(agent: str) -> None:
    assert declared_machine(agent)


@pytest.mark.parametrize("agent", PEOPLE)
def test_browser_of_a_person_is_none(agent: str) -> None:
    assert not declared_machine(agent)


@pytest.mark.parametrize("said", ["prefetch", "prefetch;prerender", "Preview", "prerender"])
def test_fetching_ahead_is_known(said: str) -> None:
    assert fetched_ahead(said)


def test_an_ordinary_visit_says_nothing() -> None:
    assert not fetched_ahead("")
