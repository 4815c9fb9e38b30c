"""Machines that open links by themselves: they are sent on and not counted. Pure.

By what they declare alone: their user agent, HEAD, or that they fetch ahead. A machine that says it
is a browser is counted as one, and the published method says so.
"""

from __future__ import annotations

# Parts of user agents, in small letters. Messengers' own browsers (FBAN, Telegram-Android,
# Instagram) are people and must match none of them. Names: the senders' documentation of their
# crawlers.
_PREVIEWS = (
    "facebookexternalhit", "facebookcatalog", "facebot", "meta-external", "whatsapp/",
    "telegrambot", "twitterbot", "slackbot", "slack-imgproxy", "discordbot", "linkedinbot",
    "skypeuripreview", "viber/", "vkshare", "pinterestbot", "redditbot", "mastodon/",
    "kakaotalk-scrap", "snapchat-proxy", "iframely", "embedly", "google-pagerenderer",
)  # fmt: skip
_CRAWLERS = (
    "bot/", "bot;", "bot ", "bot)", "-bot", "robot", "crawler", "spider", "crawling", "archiver",
    "heritrix", "wget/", "curl/", "python-", "python/", "aiohttp", "httpx/", "go-http-client",
    "java/", "okhttp/", "libwww", "scrapy", "headlesschrome", "phantomjs", "playwright",
    "lighthouse", "pingdom", "uptime", "monitor", "feedfetcher", "google-read-aloud", "googleother",
    "apis-google", "mediapartners-google", "bingpreview", "yahoo! slurp", "safelinks", "urlscan",
    "virustotal", "proofpoint", "barracuda", "preview",
)  # fmt: skip
_TOKENS = _PREVIEWS + _CRAWLERS


def declared_machine(user_agent: str) -> bool:
    """Whether a user agent says that it is no person's browser; none at all says so too."""
    agent = user_agent.strip().casefold().replace("cubot", "")  # telephones of that make
    return not agent or agent.endswith("bot") or any(one in agent for one in _TOKENS)


def fetched_ahead(purpose: str) -> bool:
    """Whether a browser fetched the page before anybody asked for it (Sec-Purpose, Purpose)."""
    said = purpose.casefold()
    return "prefetch" in said or "prerender" in said or "preview" in said
