"""Small synthetic narratives and claims for the tests."""

from __future__ import annotations

from dataclasses import replace

from tests.information.cards.making import load_two

from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.rules import Channel, Gainer, Harm, Verdict, Words
from wayforward.information.narratives.starters import (
    StarterCitation,
    StarterClaim,
    StarterNarrative,
    Starters,
    StarterText,
)
from wayforward.information.sources.models import Source

KEY = "appeals-are-never-read"
STORY = StarterNarrative(
    "papers-only",
    {"en": "Rights are on paper", "fa-af": "حق تنها روی کاغذ است", "ps": "حق یوازې پر کاغذ دی"},
    {"en": "Nobody listens.", "fa-af": "کسی گوش نمی‌کند.", "ps": "څوک غوږ نه نیسي."},
    {"en": "Fixers gain.", "fa-af": "فایده به کمیشن‌کار است.", "ps": "ګټه د کمېشنکار ده."},
)


def _text(title: str, said: str, word: str, *also: str) -> StarterText:
    radio = " ".join([word] * 34)
    return StarterText(Words(title, (said,), (said,), (said,), said, radio), also)


TEXTS = {
    "en": _text("Appeals are never read", "You may appeal.", "word", "they dont read appeals"),
    "fa-af": _text("استیناف را کسی نمی‌خواند", "استیناف کنید.", "سخن", "estinaf ra nemekhanand"),
    "ps": _text("استیناف څوک نه لولي", "استیناف وکړئ.", "خبره", "estinaf sok na lwali"),
}


def starters(source: Source, **changed: object) -> Starters:
    """One narrative with one claim on one page; `changed` are fields of the claim."""
    claim = StarterClaim(
        KEY, STORY.key, ("DE",), Verdict.FALSE, None, Harm.LOST_RIGHTS, (Gainer.FIXERS,),
        (Channel.FACEBOOK,), ("work-while-waiting", "appeal-deadline"),
        (StarterCitation(source.key, "Article 1"),), TEXTS,
    )  # fmt: skip
    return Starters((STORY,), (replace(claim, **changed),))  # type: ignore[arg-type]


def load_one(source: Source) -> dict[str, ClaimText]:
    """Load the claim with the cards it names; its texts by language."""
    load_two(source)
    load_claims(starters=starters(source))
    rows = ClaimText.objects.filter(claim__key=KEY).select_related("claim", "published")
    return {row.language: row for row in rows}
