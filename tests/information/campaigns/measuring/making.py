"""A synthetic campaign that runs, its leaflet given out, to be opened, told of and asked about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.information.campaigns.making import Made, whole
from tests.information.cards.making import SAID, import_page

from wayforward.core.access.rules import Actor, Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns.links.actions import make_link
from wayforward.information.campaigns.links.models import ShortLink
from wayforward.information.campaigns.measuring.asking_actions import (
    Asked,
    add_area,
    write_question,
)
from wayforward.information.campaigns.measuring.models import AnswerCount, Area, Question
from wayforward.information.campaigns.measuring.rules import (
    Arm,
    QuestionKind,
    QuestionText,
    Wave,
)
from wayforward.information.campaigns.models import Campaign, Placement

OFFICER = Actor("Demo Campaign Officer", frozenset({Role.CAMPAIGN_OFFICER}))
READER = Actor("Demo Native Reader", frozenset({Role.NATIVE_READER}))
PERSON = (
    "Mozilla/5.0 (Linux; Android 9; Redmi 7A) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/120.0.0.0 Mobile Safari/537.36"
)
# Kabul has the campaign; Herat is like it and has not.
OURS, OTHER = "AF-KAB", "AF-HER"
RIGHT, WRONG = 0, 1


def running(folder: Path) -> Made:
    """A campaign that both sides signed and that was started; rule sets as they are shipped."""
    load_rule_sets()
    made = whole(import_page(folder, "01", *SAID))
    made.running()
    return made


def placement_of(campaign: Campaign) -> Placement:
    """Its one placement: leaflets in Kabul."""
    return Placement.objects.get(material__message__campaign=campaign)


def linked(campaign: Campaign) -> ShortLink:
    """A code for the leaflet."""
    return make_link(placement_id=placement_of(campaign).pk, actor=OFFICER)


def asked(kind: QuestionKind = QuestionKind.TRUE_FALSE, **changed: object) -> Asked:
    """An appeal costs nothing: true."""
    own = {QuestionKind.TRUE_FALSE: ()}.get(kind, ("Nothing", "A house", "A car"))
    dari = {QuestionKind.TRUE_FALSE: ()}.get(kind, ("هیچ", "یک خانه", "یک موتر"))
    pashto = {QuestionKind.TRUE_FALSE: ()}.get(kind, ("هیڅ", "یو کور", "یو موټر"))
    given: dict[str, object] = {
        "kind": kind,
        "texts": {
            "en": QuestionText("An appeal costs nothing.", own),
            "fa-af": QuestionText("استیناف مصرف ندارد.", dari),
            "ps": QuestionText("استیناف لګښت نه لري.", pashto),
        },
        "right": RIGHT,
        "claim": "appeals-are-never-read",
    }
    return Asked(**(given | changed))  # type: ignore[arg-type]


def question(campaign: Campaign, key: str = "an-appeal-costs-nothing") -> Question:
    """That question, in a campaign."""
    return write_question(campaign=campaign, key=key, asked=asked(), actor=OFFICER)


def two_areas(campaign: Campaign) -> Mapping[str, Area]:
    """One with the campaign, one to compare."""
    return {
        OURS: add_area(campaign=campaign, place=OURS, arm=Arm.CAMPAIGN, actor=OFFICER),
        OTHER: add_area(campaign=campaign, place=OTHER, arm=Arm.COMPARISON, actor=OFFICER),
    }


def answered(question: Question, area: Area, wave: Wave, *, know: int, of: int) -> None:
    """So many of so many knew it."""
    AnswerCount.objects.bulk_create(
        AnswerCount(
            question=question, area=area, wave=wave, language="fa-af", answer=answer, count=count
        )
        for answer, count in ((RIGHT, know), (WRONG, of - know))
        if count
    )


def told_effect(campaign: Campaign) -> Question:
    """200 answers in each of the four groups: 40 to 60 with the campaign, 40 to 42 without."""
    one, areas = question(campaign), two_areas(campaign)
    for place, know in ((OURS, (80, 120)), (OTHER, (80, 84))):
        for wave, count in zip(Wave, know, strict=True):
            answered(one, areas[place], wave, know=count, of=200)
    return one
