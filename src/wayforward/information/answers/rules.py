"""Pure rules of answering: how long a question may be, when a page is stale, when we answer."""

from datetime import datetime, timedelta

LONGEST_QUESTION = 500  # characters; longer texts are letters, not questions

READER_LANGUAGES = ("fa-af", "ps", "en")
_READER_OF = {"fa": "fa-af", "ps": "ps"}
TEXT_LANGUAGE = {"fa-af": "fa", "ps": "ps", "en": "en"}


def reader_language(asked: str | None, detected: str | None) -> str:
    """The language of everything around the quotations.

    The reader's own choice wins. Dari and Iranian Persian are never told apart: both read Dari.
    """
    if asked in READER_LANGUAGES:
        return str(asked)
    return _READER_OF.get(detected or "", "en")


def is_stale(checked_at: datetime | None, interval_days: int, now: datetime) -> bool:
    """Whether a page was not confirmed within twice its check interval.

    Twice, because a single failed visit is common and is retried within the next interval.
    """
    if checked_at is None:
        return True
    return now - checked_at > timedelta(days=2 * interval_days)


OUTCOMES_THAT_REFER = frozenset({"no_official_text", "topic_off"})
