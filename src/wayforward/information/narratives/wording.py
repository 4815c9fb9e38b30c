"""Words of closed sets about rumours."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.language.calendar import date_words, format_gregorian, format_solar
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.rules import Channel, Gainer, Harm, State, Verdict

VERDICTS = {
    Verdict.FALSE: lazy("False"),
    Verdict.WAS_TRUE: lazy("Was true"),
    Verdict.TRUE_FOR_SOME: lazy("True for some people"),
    Verdict.NO_OFFICIAL_WORD: lazy("Nobody official has said this"),
    Verdict.SCAM: lazy("A scam"),
}
HARMS = {
    Harm.DISAPPOINTMENT: lazy("disappointment or lost money"),
    Harm.LOST_RIGHTS: lazy("lost rights or heavy debt"),
    Harm.DANGER: lazy("danger to life, body or freedom"),
}
GAINERS = {
    Gainer.SMUGGLERS: lazy("smugglers"),
    Gainer.FIXERS: lazy("fixers"),
    Gainer.FRAUDSTERS: lazy("fraudsters"),
    Gainer.CLICK_PAGES: lazy("pages that live by clicks"),
    Gainer.NOBODY: lazy("nobody in particular"),
}
CHANNELS = {
    Channel.FACEBOOK: lazy("Facebook"),
    Channel.TIKTOK: lazy("TikTok"),
    Channel.TELEGRAM: lazy("Telegram"),
    Channel.WHATSAPP: lazy("WhatsApp"),
    Channel.YOUTUBE: lazy("YouTube"),
    Channel.WORD_OF_MOUTH: lazy("word of mouth"),
    Channel.RELATIVES: lazy("relatives"),
    Channel.SMUGGLER: lazy("smugglers themselves"),
    Channel.RADIO: lazy("radio"),
    Channel.POSTERS: lazy("posters"),
}
STATES = {
    State.DRAFT: lazy("Draft"),
    State.IN_REVIEW: lazy("In review"),
    State.PUBLISHED: lazy("Published"),
}
FAULTS = {
    "empty": lazy("Please write something here."),
    "missing": lazy("Please write at least one sentence."),
    "too_long": lazy("This is too long."),
    "too_short": lazy("This is too short."),
    "too_many": lazy("At most three sentences, please."),
    "only_true_for_some": lazy("Only a claim that is true for some says for whom."),
    "until_missing": lazy("Say until which day it was true."),
    "until_to_come": lazy("The last day it was true must be past."),
    "until_without_was_true": lazy("Only a claim that was true has a last day."),
}
OBSTACLES = {
    "not_in_review": lazy("It has not been handed to a second reader."),
    "faults": lazy("Some of its words cannot stay as they are."),
    "no_live_citation": lazy("No official page it stands on was there at the last visit."),
    "amber": lazy("An official page it stands on has changed: compare it first."),
    "own_words": lazy("You wrote it: somebody else has to read it."),
    "own_verdict": lazy("You judged the claim: somebody else has to look at it."),
    "too_few_sightings": lazy(
        "Too few people have heard it: answering in public would spread it. Helpline staff can."
    ),
}


def verdict_in_words(claim: Claim) -> str:
    """The verdict, with the last day where it was true until then."""
    verdict = Verdict(claim.verdict)
    if verdict is not Verdict.WAS_TRUE or claim.until is None:
        return str(VERDICTS[verdict])
    language = get_language() or "en"
    own = format_solar if date_words(language).solar_first else format_gregorian
    return _("Was true until %s") % own(claim.until, language)
