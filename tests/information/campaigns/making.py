"""A small synthetic campaign for the tests: one message against one claim, and who signs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from tests.information.narratives.making import load_one
from tests.information.narratives.publishing.test_actions import published

from wayforward.core.access.models import Account
from wayforward.core.access.rules import Actor, Role
from wayforward.core.parties.models import Arrangement, Party
from wayforward.information.campaigns import actions, chain_actions, step_actions
from wayforward.information.campaigns.models import Campaign, Material
from wayforward.information.campaigns.moving import Who
from wayforward.information.campaigns.rules import (
    Audience,
    Channel,
    Line,
    MaterialKind,
    Plan,
    Spot,
)
from wayforward.information.sources.models import Source
from wayforward.testing.parties import member_of, two_parties

KEY = "what-an-appeal-is"
OFFICER = Who(Actor("Demo Officer", frozenset({Role.CAMPAIGN_OFFICER})))
FIRST = timezone.now().date() - timedelta(days=29)  # so that it may be started today
LAST = FIRST + timedelta(days=91)
SHOWN_FROM, SHOWN_TO = FIRST + timedelta(days=9), FIRST + timedelta(days=49)
NAMES = {"en": "What an appeal is", "fa-af": "استیناف چیست", "ps": "استیناف څه دی"}
PLAN = Plan(
    names=NAMES,
    objective={"en": "More people appeal in time.", "fa-af": "اشخاص بیشتری به وقت استیناف کنند.",
               "ps": "ډېر خلک پر وخت استیناف وکړي."},
    audience=Audience(
        {"en": "Families of refused people", "fa-af": "فامیل‌های ردشدگان", "ps": "د ردو شویو کورنۍ"},
        ("en", "fa-af", "ps"), ("AF-KAB",), ("IR",),
    ),
    first_day=FIRST, last_day=LAST, currency="EUR",
    budget=(Line("Print", Decimal("1200.00")), Line("Radio", Decimal("800.00"))),
)  # fmt: skip
SPOT = Spot(Channel.BY_HAND, SHOWN_FROM, SHOWN_TO, province="AF-KAB",
            copies=5000, cost=Decimal("450.00"))  # fmt: skip
OUTCOME = chain_actions.WantedOutcome(
    {"en": "More know the deadline", "fa-af": "مهلت را بیشتر می‌دانند", "ps": "مهلت ډېر پېژني"},
    "Share of people asked who name the deadline", Decimal(60), LAST, "percent", Decimal(30),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A whole draft with the people of both sides."""

    campaign: Campaign
    leaflet: Material
    here: Account  # of the European side
    there: Account  # of the partner country
    parties: tuple[Party, Party]

    def now(self) -> Campaign:
        """The campaign as it stands."""
        return Campaign.objects.get(pk=self.campaign.pk)

    def step(self, step: str, reason: str = "", who: Who = OFFICER) -> Campaign:
        """Take a step on the campaign as it stands."""
        return step_actions.take(
            campaign_id=self.campaign.pk, step=step, version=self.now().version, who=who,
            reason=reason,
        )  # fmt: skip

    def sign(self, account: Account) -> Campaign:
        """Have somebody sign it as it stands."""
        return step_actions.sign(
            campaign_id=self.campaign.pk, version=self.now().version, account=account
        )

    def signed(self) -> Campaign:
        """Hand it in and have both sides sign."""
        self.step("hand_in")
        self.sign(self.here)
        return self.sign(self.there)

    def running(self) -> Campaign:
        """Sign and start it."""
        self.signed()
        return self.step("start")


def whole(source: Source) -> Made:
    """A draft that lacks nothing, its rebuttal published in English. Rule sets must be loaded."""
    text = published(load_one(source)["en"])
    here, there = two_parties()
    campaign = actions.create(
        key=KEY, arrangement=Arrangement.objects.get(key="for-tests"), parties=[here, there],
        plan=PLAN, who=OFFICER,
    )  # fmt: skip
    cards = [row.card for row in text.claim.cards.order_by("position")[:1]]
    message = chain_actions.add_message(
        campaign_id=campaign.pk, says=NAMES, claim=text.claim, cards=cards, who=OFFICER
    )
    leaflet = chain_actions.add_material(
        message_id=message.part, kind=MaterialKind.LEAFLET, language="en",
        title="Appeals are read", words=["You may appeal.", "It costs nothing."], who=OFFICER,
    )  # fmt: skip
    chain_actions.place(material_id=leaflet.part, spot=SPOT, who=OFFICER)
    chain_actions.add_outcome(campaign_id=campaign.pk, wanted=OUTCOME, who=OFFICER)
    return Made(
        Campaign.objects.get(pk=campaign.pk),
        Material.objects.get(pk=leaflet.part),
        member_of(here, Role.CAMPAIGN_OFFICER, name="officer-here"),
        member_of(there, Role.HEAD_OF_DELEGATION, name="head-there"),
        (here, there),
    )
