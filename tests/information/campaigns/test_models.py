"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.information.campaigns.making import FIRST, LAST, SHOWN_FROM, SHOWN_TO, Made, whole
from tests.information.cards.making import SAID, import_page

from wayforward.core.access.context import acting_as
from wayforward.core.access.purposes import Purpose
from wayforward.core.citations.models import PublishedText
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns.models import (
    BudgetLine,
    Campaign,
    CampaignSide,
    CampaignSignature,
    Material,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.rules import NEED_SIGNATURES, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


def refused(name: str, write: Callable[[], object]) -> bool:
    """Whether the database refuses a write by the constraint of that name."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as refusal:
        return name in str(refusal) or name == getattr(
            getattr(refusal.__cause__, "diag", None), "constraint_name", ""
        )
    return False


def _set(model, pk: int, **changed: object) -> Callable[[], object]:
    return lambda: model.objects.filter(pk=pk).update(**changed)


def _signature(made: Made, **changed: object) -> CampaignSignature:
    given = {"campaign": made.campaign, "side": "european", "party": made.parties[0],
             "account": made.here, "revision": made.now().revision}  # fmt: skip
    return CampaignSignature(**given | changed)


@pytest.mark.parametrize("state", sorted(NEED_SIGNATURES))
def test_no_campaign_is_signed_or_runs_without_both_signatures(made: Made, state: State) -> None:
    number = made.campaign.pk
    assert refused("campaign_moves", _set(Campaign, number, state=state))
    assert refused("campaign_signed_by_both", lambda: Campaign.objects.create(
        key="other", arrangement=made.campaign.arrangement, first_day=date(2026, 1, 1),
        last_day=date(2026, 1, 2), state=state,
    )) or refused("campaign_moves", lambda: Campaign.objects.create(
        key="other", arrangement=made.campaign.arrangement, first_day=date(2026, 1, 1),
        last_day=date(2026, 1, 2), state=state,
    ))  # fmt: skip


def test_half_a_signature_is_not_enough_and_an_old_one_is_none(made: Made) -> None:
    number = made.campaign.pk
    made.step("hand_in")
    assert refused("campaign_signed_by_one", _set(Campaign, number, state="half_signed"))
    made.sign(made.here)
    assert refused("campaign_signed_by_both", _set(Campaign, number, state="signed"))
    made.sign(made.there)
    assert refused("campaign_signed_by_both", _set(Campaign, number, revision=99))


def test_a_signed_campaign_keeps_its_signatures_and_nobody_rewrites_one(made: Made) -> None:
    made.signed()
    one = CampaignSignature.objects.order_by("pk").first()
    assert one is not None
    ended = {"ended_at": timezone.now(), "ended_by": "x"}
    assert refused("campaign_signature_needed", _set(CampaignSignature, one.pk, **ended))
    assert refused("campaign_signature_needed", one.delete)
    assert refused("campaign_signature_stays", _set(CampaignSignature, one.pk, revision=1))


def test_a_signature_that_ended_never_stands_again_and_none_goes(made: Made) -> None:
    made.step("hand_in")
    made.sign(made.here)
    made.step("send_back", "a word is wrong")
    one, whole_ = CampaignSignature.objects.get(), "campaign_signature_whole"
    assert refused(whole_, _set(CampaignSignature, one.pk, ended_at=None, ended_by=""))
    assert refused(whole_, _set(CampaignSignature, one.pk, ended_by="somebody else"))
    assert refused(whole_, _set(CampaignSignature, one.pk, signed_at=timezone.now()))
    assert refused(whole_, one.delete)


def test_a_signature_is_for_the_revision_that_stands(made: Made) -> None:
    made.step("hand_in")
    with acting_as(made.here, purpose=Purpose.ADMINISTRATION):
        ahead = _signature(made, revision=made.now().revision + 1)
        assert refused("campaign_signature_whole", lambda: ahead.save(force_insert=True))


def test_what_was_handed_in_says_what_it_said(made: Made) -> None:
    made.step("hand_in")
    for changed in ({"objective": {"en": "other"}}, {"provinces": ["AF-HER"]}, {"currency": "AFN"}):
        assert refused("campaign_says_what_was_signed", _set(Campaign, made.campaign.pk, **changed))
    assert not refused("", _set(Campaign, made.campaign.pk, updated_by="x"))


def test_what_was_given_out_keeps_its_page(made: Made) -> None:
    made.running()
    assert refused("material_given_out_kept", made.leaflet.delete)
    other = PublishedText.objects.exclude(pk=made.leaflet.published_id).first()
    assert refused("material_given_out_kept", _set(Material, made.leaflet.pk, published=other))


def test_a_signature_is_that_of_the_account_that_acts_for_its_side(made: Made) -> None:
    own = "campaign_signed_by_own_account"
    assert refused(own, lambda: _signature(made).save(force_insert=True))
    with acting_as(made.there, purpose=Purpose.ADMINISTRATION):
        assert refused(own, lambda: _signature(made).save(force_insert=True))
        assert refused(own, lambda: _signature(made, account=made.there).save(force_insert=True))
        wrong = _signature(made, account=made.there, party=made.parties[1])
        assert refused(own, lambda: wrong.save(force_insert=True))


def test_a_side_signs_once_and_a_party_is_on_one_side(made: Made) -> None:
    made.step("hand_in")
    made.sign(made.here)
    with acting_as(made.here, purpose=Purpose.ADMINISTRATION):
        again = _signature(made)
        assert refused("campaign_signed_once_a_side", lambda: again.save(force_insert=True))
    double = CampaignSide(campaign=made.campaign, side="partner", party=made.parties[0])
    assert refused("campaign_side_once", lambda: double.save(force_insert=True))


def test_periods_run_forwards_and_placements_stay_inside(made: Made) -> None:
    campaign, place = made.campaign.pk, Placement.objects.get().pk
    assert refused(
        "campaign_holds_placements", _set(Campaign, campaign, last_day=SHOWN_TO - timedelta(days=1))
    )
    assert refused(
        "placement_period_forwards", _set(Placement, place, last_day=SHOWN_FROM - timedelta(days=1))
    )
    day = timedelta(days=1)
    for outside in ({"first_day": FIRST - day}, {"last_day": LAST + day}):
        assert refused("placement_within_campaign", _set(Placement, place, **outside))
    Placement.objects.all().delete()
    assert refused("campaign_period_forwards", _set(Campaign, campaign, last_day=date(2020, 1, 1)))


def test_nothing_costs_less_than_nothing(made: Made) -> None:
    line, place = BudgetLine.objects.order_by("pk").first(), Placement.objects.get().pk
    assert line is not None
    assert refused("budget_not_negative", _set(BudgetLine, line.pk, amount=Decimal(-1)))
    assert refused("placement_cost_not_negative", _set(Placement, place, cost=Decimal(-1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=place).update(copies=-1)


def test_a_placement_is_at_one_place(made: Made) -> None:
    place = Placement.objects.get().pk
    for where in ({"country": "IR"}, {"province": ""}, {"province": "", "country": "IR",
                                                         "district": "kab-kabul"}):  # fmt: skip
        assert refused("placement_at_one_place", _set(Placement, place, **where))
    assert not refused("", _set(Placement, place, province="", country="IR"))


def test_what_was_given_out_keeps_its_words(made: Made) -> None:
    made.running()
    number = made.leaflet.pk
    for changed in ({"title": "other"}, {"words": ["other"]}, {"given_out_at": None}):
        assert refused("material_given_out_stays", _set(Material, number, **changed))
    assert not refused("", _set(Material, number, withdrawn_at=timezone.now()))


def test_a_result_has_its_day(made: Made) -> None:
    number = Outcome.objects.get().pk
    assert refused("outcome_result_with_its_day", _set(Outcome, number, result=Decimal(1)))


def test_guards_stand_as_the_files_say() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN"
            " ('information_campaign'::regclass, 'information_placement'::regclass,"
            "  'information_material'::regclass, 'information_campaignsignature'::regclass)"
        )
        assert {name for (name,) in cursor.fetchall()} == {
            "campaign_guarded", "placement_within_campaign", "material_given_out_stays",
            "campaign_signed_by_own_account", "campaign_signature_stays",
            "campaign_signature_whole", "campaign_says_what_was_signed", "material_given_out_kept",
        }  # fmt: skip
