"""Starter campaigns: the files are whole, loading repeats, what people edited is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from tests.information.campaigns.making import OFFICER, PLAN, SPOT
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY as CLAIM
from tests.information.narratives.making import load_one

from wayforward.core.citations.models import PublishedText
from wayforward.core.language.sms import sms_parts
from wayforward.core.places.reading import districts, provinces
from wayforward.information.campaigns import chain_actions, queries
from wayforward.information.campaigns.links.actions import make_link
from wayforward.information.campaigns.links.models import ShortLink
from wayforward.information.campaigns.loading import load_campaigns
from wayforward.information.campaigns.models import Campaign, Material, Outcome, Placement
from wayforward.information.campaigns.rules import LANGUAGES, MaterialKind, Standing
from wayforward.information.campaigns.starters import (
    CampaignFileError,
    StarterCampaign,
    StarterMaterial,
    StarterMessage,
    StarterOutcome,
    read_campaigns,
    read_file,
)
from wayforward.information.cards.starters import read_cards
from wayforward.information.narratives.starters import read_claims
from wayforward.testing.parties import two_parties

STARTER = StarterCampaign(
    "a-starter", "for-tests", PLAN,
    (StarterMessage(
        {one: f"in {one}" for one in LANGUAGES}, CLAIM, ("work-while-waiting",),
        (StarterMaterial(MaterialKind.LEAFLET, ("en", "ps"), (SPOT,)),
         StarterMaterial(MaterialKind.SMS, ("fa-af",), ())),
    ),),
    (StarterOutcome({"en": "more know"}, "asked", "%", Decimal(50), date(2027, 3, 1)),),
)  # fmt: skip


def test_every_starter_campaign_is_whole_in_three_languages_and_names_what_there_is() -> None:
    claims = {one.key: one for one in read_claims().claims}
    cards = {one.key for one in read_cards()}
    found = read_campaigns()

    assert found
    for one in found:
        said = [one.plan.names, one.plan.objective, one.plan.audience.who]
        said += [message.says for message in one.messages]
        said += [outcome.what for outcome in one.outcomes]
        assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in said)
        assert {message.claim for message in one.messages} <= set(claims)
        assert {card for message in one.messages for card in message.cards} <= cards
        assert set(one.plan.audience.provinces) <= set(provinces())
        spots = [s for m in one.messages for part in m.materials for s in part.spots]
        assert {s.district for s in spots if s.district} <= set(districts())


def test_texts_for_an_sms_fit_into_one() -> None:
    claims = {one.key: one for one in read_claims().claims}
    for one in read_campaigns():
        for message in one.messages:
            for part in message.materials:
                for language in part.languages if part.kind is MaterialKind.SMS else ():
                    assert sms_parts(claims[message.claim].texts[language].said.sms) == 1


def test_a_faulty_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("campaigns: [{key: x}]", encoding="utf-8")
    with pytest.raises(CampaignFileError, match=r"broken\.yaml"):
        read_file(path)


@pytest.mark.django_db
class TestInTheDatabase:
    @pytest.fixture(autouse=True)
    def _stand(self, tmp_path: Path) -> None:
        load_one(import_page(tmp_path, "01", *SAID))
        two_parties()

    def test_loading_makes_a_draft_with_the_words_of_its_rebuttals(self) -> None:
        assert str(load_campaigns(starters=[STARTER])).startswith("Campaigns: 1 (1 new")
        shown = queries.shown(Campaign.objects.get(key="a-starter"))
        [sms] = [row for link in shown.links for row in link.materials if
                 row.material.kind == "sms"]  # fmt: skip
        assert sms.material.words == ["استیناف کنید."]
        assert sms.stands.standing is Standing.HELD
        assert not PublishedText.objects.filter(kind="material", published=True).exists()
        assert Placement.objects.count() == 2

    def test_loading_again_changes_nothing_and_another_file_does(self) -> None:
        load_campaigns(starters=[STARTER])
        assert load_campaigns(starters=[STARTER]).changed == 0
        other = replace(STARTER, messages=(replace(STARTER.messages[0], cards=()),))
        assert load_campaigns(starters=[other]).changed == 1
        assert PublishedText.objects.filter(kind="material").count() == Material.objects.count()

    def test_what_a_person_edited_is_theirs(self) -> None:
        load_campaigns(starters=[STARTER])
        material = Material.objects.filter(kind="leaflet").first()
        assert material is not None
        chain_actions.edit_material(material_id=material.pk, title="Mine", words=["x"], who=OFFICER)
        assert load_campaigns(starters=[replace(STARTER, messages=())]).kept == 1
        assert Material.objects.filter(title="Mine").exists()

    def test_what_codes_and_results_hang_on_is_theirs(self) -> None:
        load_campaigns(starters=[STARTER, replace(STARTER, key="another")])
        place = Placement.objects.filter(material__message__campaign__key="a-starter").first()
        outcome = Outcome.objects.get(campaign__key="another")
        assert place is not None
        code = make_link(placement_id=place.pk, actor=OFFICER.actor).code
        chain_actions.record_result(outcome_id=outcome.pk, result=Decimal(1), note="",
                              measured_on=timezone.now().date(), who=OFFICER)  # fmt: skip

        other = [replace(STARTER, key=key, messages=(), outcomes=()) for key in
                 ("a-starter", "another")]  # fmt: skip
        assert load_campaigns(starters=other).kept == 2
        assert ShortLink.objects.get(code=code).placement_id == place.pk
        assert Outcome.objects.get(pk=outcome.pk).result == Decimal(1)

    def test_what_is_not_there_is_named(self) -> None:
        with pytest.raises(CampaignFileError, match="nowhere"):
            load_campaigns(starters=[replace(STARTER, arrangement="nowhere")])
