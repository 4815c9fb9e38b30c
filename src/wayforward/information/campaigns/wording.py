"""Words of closed sets about campaigns, and of what is missing or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.workflow.registry import words_of
from wayforward.core.workflow.rules import Why
from wayforward.core.workflow.words import sentence
from wayforward.information.campaigns.flow import CAMPAIGN
from wayforward.information.campaigns.refusals import (
    CampaignError,
    EditedMeanwhileError,
    GivenOutError,
    NotThereError,
    RunsError,
    StillInDoubtError,
)
from wayforward.information.campaigns.rules import Channel, MaterialKind, Side, Standing

KINDS = {
    MaterialKind.LEAFLET: lazy("Leaflet"),
    MaterialKind.POSTER: lazy("Poster"),
    MaterialKind.SOCIAL_CARD: lazy("Card for social media"),
    MaterialKind.SMS: lazy("SMS"),
    MaterialKind.RADIO_SCRIPT: lazy("Radio script"),
    MaterialKind.HELPLINE_CARD: lazy("Card for the helpline"),
}
CHANNELS = {
    Channel.BY_HAND: lazy("Given out by hand"),
    Channel.POSTED_UP: lazy("Posted up"),
    Channel.RADIO: lazy("Radio"),
    Channel.SMS: lazy("SMS"),
    Channel.FACEBOOK: lazy("Facebook"),
    Channel.TIKTOK: lazy("TikTok"),
    Channel.TELEGRAM: lazy("Telegram"),
    Channel.WHATSAPP: lazy("WhatsApp"),
    Channel.YOUTUBE: lazy("YouTube"),
    Channel.HELPLINE: lazy("Helpline"),
    Channel.MEETING: lazy("Meetings"),
    Channel.WEBSITE: lazy("Website"),
}
SIDES = {Side.EUROPEAN: lazy("European side"), Side.PARTNER: lazy("Partner country")}
STANDINGS = {
    Standing.GOOD: lazy("Confirmed"),
    Standing.AMBER: lazy("Under review"),
    Standing.HELD: lazy("Its texts are not published"),
}
LACKING = {
    "names": lazy("a name in %(detail)s"),
    "objective": lazy("the objective in %(detail)s"),
    "who": lazy("whom it speaks to, in %(detail)s"),
    "languages": lazy("the languages of its audience"),
    "places": lazy("a province or a country of stay"),
    "budget": lazy("a budget"),
    "sides": lazy("a party of each side that will sign"),
    "messages": lazy("a message"),
    "untranslated": lazy("the message %(detail)s in every language of the audience"),
    "materials": lazy("a material for the message %(detail)s"),
    "placements": lazy("a placement for %(detail)s"),
    "outcomes": lazy("an outcome and how it is measured"),
}
FAULTS = {
    "empty": lazy("Please write something here."),
    "too_long": lazy("This is too long."),
    "unknown": lazy("Choose one of the list."),
    "reversed": lazy("The last day comes before the first."),
    "another_age": lazy("Look at the year again."),
    "too_many_days": lazy("A campaign lasts five years at most."),
    "no_currency": lazy("Write the currency as three letters, such as EUR or AFN."),
    "negative": lazy("An amount cannot be negative."),
    "taken": lazy("There is a campaign of this key already."),
    "placements_outside": lazy(
        "A placement lies outside these days: withdraw it first, or choose others."
    ),
    "one_text": lazy("This kind of material is one text."),
    "two_parts": lazy("It does not fit into one SMS: shorten it."),
    "does_not_fit": lazy("This kind of material is not shown in that way."),
    "one_place": lazy("Name a province or a country of stay, not both."),
    "outside": lazy("These days lie outside the campaign."),
    "nothing_carried": lazy("A message answers a claim or carries a card: choose at least one."),
    "one_a_side": lazy("Name one party of each side."),
    "another_arrangement": lazy("Both parties belong to the arrangement of the campaign."),
    "with_its_day": lazy("A result goes with the day it was measured."),
    "to_come": lazy("This day is still to come."),
}
_REFUSALS = {
    RunsError: lazy("This campaign was started: pause or end it, then reopen it as a draft."),
    GivenOutError: lazy("This material was given out: withdraw it and make another."),
    NotThereError: lazy("It is not there, or somebody withdrew it or put it back meanwhile."),
    StillInDoubtError: lazy(
        "A rebuttal or card that it carries is in doubt itself: an editor compares that one first."
    ),
}


def lacking_in_words(found: Iterable[tuple[str, str]]) -> list[str]:
    """What a campaign still needs, for a reader."""
    return [str(LACKING[key]) % {"detail": detail} for key, detail in found]


def refusal_in_words(refusal: CampaignError) -> str:
    """Why something was refused and what to do, in the reader's language."""
    if isinstance(refusal, EditedMeanwhileError):
        return _("%(name)s changed this campaign meanwhile: look again, then decide.") % {
            "name": refusal.campaign.updated_by
        }
    return str(_REFUSALS.get(type(refusal), refusal))


def state_in_words(state: str) -> str:
    """How far a campaign has come."""
    return words_of(CAMPAIGN).states[state][get_language() or "en"]


def step_in_words(step: str) -> str:
    """A step of a campaign."""
    return words_of(CAMPAIGN).steps[step][get_language() or "en"]


def why_in_words(
    why: Why, role_name: Callable[[str], str], party_name: Callable[[str], str] = str
) -> str:
    """Why a step is closed, what would open it and who can; names of roles are the site's."""
    return sentence(why, words_of(CAMPAIGN), get_language() or "en", role_name=role_name,
                    party_name=party_name)  # fmt: skip
