"""The verbs of campaigns: planning, both sides' signatures, giving out, amber."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import QuerySet
from tests.information.campaigns.making import (
    FIRST,
    KEY,
    NAMES,
    OFFICER,
    PLAN,
    SHOWN_FROM,
    SPOT,
    Made,
    whole,
)
from tests.information.cards.making import EDITOR, SAID, import_page

from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.audit.models import Event
from wayforward.core.citations.models import Citation, Doubt
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns import (
    actions,
    chain_actions,
    doubt_actions,
    queries,
    readiness,
    standing,
    step_actions,
    withdrawing_actions,
    writing,
)
from wayforward.information.campaigns.models import (
    CampaignSignature,
    Material,
    Message,
    Placement,
)
from wayforward.information.campaigns.moving import Who, check, who_is
from wayforward.information.campaigns.refusals import (
    EditedMeanwhileError,
    FaultyError,
    GivenOutError,
    NotThereError,
    RunsError,
    StepClosedError,
    StillInDoubtError,
)
from wayforward.information.campaigns.rules import MaterialKind, Standing, State
from wayforward.information.cards import actions as cards
from wayforward.information.cards.models import CardText
from wayforward.information.narratives import queries as narratives
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.publishing import actions as publishing
from wayforward.testing.parties import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


def _why(refusal: pytest.ExceptionInfo[StepClosedError]) -> list[str]:
    return [why.key for why in refusal.value.why_not]


def test_a_campaign_runs_once_both_sides_have_signed(made: Made) -> None:
    assert made.step("hand_in").state == State.HANDED_IN
    assert made.sign(made.here).state == State.HALF_SIGNED
    assert made.sign(made.there).state == State.SIGNED
    assert made.step("start").state == State.RUNNING

    material = Material.objects.select_related("published").get(pk=made.leaflet.pk)
    assert material.given_out_at is not None
    assert material.published.published
    steps = made.campaign.steps.order_by("version").values_list("step", "actor")
    assert [*steps] == [
        ("plan", "Demo Officer"), ("hand_in", "Demo Officer"), ("sign_first", "officer-here"),
        ("sign_second", "head-there"), ("start", "Demo Officer"),
    ]  # fmt: skip
    told = Event.objects.filter(stream="campaigns", subject=KEY)
    assert told.filter(name="campaign start").exists()


def test_a_draft_that_lacks_something_says_all_of_it(made: Made) -> None:
    actions.edit(
        campaign_id=made.campaign.pk, revision=made.now().revision, who=OFFICER, parties=[],
        plan=PLAN.__class__(**{f: getattr(PLAN, f) for f in PLAN.__slots__} | {"budget": ()}),
    )  # fmt: skip
    with pytest.raises(StepClosedError) as refusal:
        made.step("hand_in")

    assert _why(refusal) == ["incomplete"]
    assert "a budget; a party of each side" in refusal.value.why_not[0].detail
    assert made.now().state == State.DRAFT


def test_nobody_signs_for_a_side_that_is_not_theirs(made: Made) -> None:
    made.step("hand_in")
    other = member_of(made.parties[0], Role.CAMPAIGN_OFFICER, name="second-officer-here")
    nobody = member_of(made.parties[0], Role.SECRETARIAT, name="secretary")
    desk = Who(OFFICER.actor)
    made.sign(made.here)

    with pytest.raises(StepClosedError) as refusal:
        made.sign(other)
    assert _why(refusal) == ["side_has_signed"]
    with pytest.raises(NotAllowedError):
        made.sign(nobody)
    with pytest.raises(KeyError):
        made.step("sign_second", who=desk)
    assert CampaignSignature.objects.count() == 1


def test_one_person_cannot_sign_for_both_sides(made: Made) -> None:
    made.step("hand_in")
    made.sign(made.here)
    now = queries.shown(made.now())
    facts = readiness.facts_of(now, party=made.parties[1].pk, reason="", lacking=())
    same = Who(who_is(made.here).actor, made.here.pk, made.parties[1].pk)
    with pytest.raises(StepClosedError) as refusal:
        check(made.now(), "sign_second", same, facts)
    assert [why.kind.value for why in refusal.value.why_not] == ["apart"]


def test_an_edit_after_a_signature_takes_the_signatures_back_and_says_so(made: Made) -> None:
    made.step("hand_in")
    made.sign(made.here)
    edited = chain_actions.edit_material(
        material_id=made.leaflet.pk, title="Appeals are read by judges", words=["You may appeal."],
        who=OFFICER,
    )  # fmt: skip

    assert (edited.taken_back, made.now().state) == (1, State.DRAFT)
    signature = CampaignSignature.objects.get()
    assert (signature.ended_by, signature.ended_why != "") == (OFFICER.actor.name, True)
    made.step("hand_in")
    assert made.sign(made.there).state == State.HALF_SIGNED
    assert made.sign(made.here).state == State.SIGNED


def test_a_signature_sent_back_with_a_reason_ends_the_others(made: Made) -> None:
    made.signed()
    with pytest.raises(StepClosedError) as refusal:
        made.step("send_back")
    assert _why(refusal) == ["no_reason"]

    made.step("send_back", "the poster frightens", who_is(made.there))
    assert made.now().state == State.DRAFT
    assert not CampaignSignature.objects.filter(ended_at=None).exists()


def test_what_runs_is_not_edited_and_what_was_given_out_keeps_its_words(made: Made) -> None:
    made.running()
    with pytest.raises(RunsError):
        chain_actions.place(material_id=made.leaflet.pk, spot=SPOT, who=OFFICER)
    made.step("pause", "the page changed")
    made.step("reopen", "another province")
    with pytest.raises(GivenOutError):
        chain_actions.edit_material(
            material_id=made.leaflet.pk, title="x", words=["y"], who=OFFICER
        )
    assert made.now().state == State.DRAFT
    assert not CampaignSignature.objects.filter(ended_at=None).exists()


def test_a_wrong_material_is_stopped_by_one_hand_and_put_back(made: Made) -> None:
    made.running()
    edited = withdrawing_actions.withdraw(part=made.leaflet, why="a misprint", who=OFFICER)
    assert (edited.taken_back, made.now().state) == (0, State.RUNNING)
    with pytest.raises(NotThereError):
        withdrawing_actions.withdraw(part=made.leaflet, why="again", who=OFFICER)

    withdrawing_actions.put_back(part=made.leaflet, who=OFFICER)
    assert Material.objects.get(pk=made.leaflet.pk).withdrawn_at is None
    with pytest.raises(RunsError):
        withdrawing_actions.withdraw(part=Message.objects.get(), why="no", who=OFFICER)


def test_nothing_is_given_out_whose_rebuttal_is_not_public(made: Made) -> None:
    made.signed()
    text = ClaimText.objects.get(claim=made.leaflet.message.claim, language="en")
    publishing.withdraw(text_id=text.pk, actor=EDITOR, why="looked again")

    with pytest.raises(StepClosedError) as refusal:
        made.step("start")
    assert _why(refusal) == ["texts_not_published"]
    assert made.leaflet.key in refusal.value.why_not[0].detail


def test_a_changed_source_turns_rebuttal_card_and_material_amber_and_back(
    made: Made, tmp_path: Path
) -> None:
    made.running()
    assert Citation.objects.filter(text=made.leaflet.published_id).count() >= 2
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    text = narratives.text_of(made.leaflet.message.claim.key, "en")
    [rebuttal] = narratives.shown([text])
    where = standing.standings([made.leaflet])[made.leaflet.pk]
    assert rebuttal.state == "amber"
    assert (where.standing, where.since is not None) == (Standing.AMBER, True)

    with pytest.raises(StillInDoubtError):
        doubt_actions.confirm(material_id=made.leaflet.pk, why="compared", who=OFFICER)
    publishing.confirm(text_id=text.pk, actor=EDITOR, why="compared")
    card = CardText.objects.get(card__messages__message=made.leaflet.message, language="en")
    if standing.in_doubt([card.published_id]):
        cards.confirm(text_id=card.pk, actor=EDITOR, why="compared")
    assert doubt_actions.confirm(material_id=made.leaflet.pk, why="compared", who=OFFICER) >= 1
    assert standing.standings([made.leaflet])[made.leaflet.pk].standing is Standing.GOOD
    assert doubt_actions.unconfirm(material_id=made.leaflet.pk, who=OFFICER) >= 1
    assert standing.standings([made.leaflet])[made.leaflet.pk].standing is Standing.AMBER


def test_the_second_of_two_officers_is_told(made: Made) -> None:
    revision, version = made.now().revision, made.now().version
    actions.edit(campaign_id=made.campaign.pk, revision=revision, plan=PLAN, who=OFFICER)
    with pytest.raises(EditedMeanwhileError):
        actions.edit(campaign_id=made.campaign.pk, revision=revision, plan=PLAN, who=OFFICER)
    made.step("hand_in")
    with pytest.raises(EditedMeanwhileError):
        step_actions.take(
            campaign_id=made.campaign.pk, step="send_back", version=version, who=OFFICER, reason="x"
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first_day": FIRST - timedelta(days=1)}, "first_day"),
        ({"last_day": SHOWN_FROM - timedelta(days=1)}, "last_day"),
        ({"cost": Decimal(-1)}, "cost"),
        ({"country": "IR"}, "place"),
        ({"currency": "euro"}, "currency"),
    ],
)
def test_a_placement_that_cannot_be_is_refused_at_its_field(
    made: Made, changed: dict[str, object], field: str
) -> None:
    spot = SPOT.__class__(**{f: getattr(SPOT, f) for f in SPOT.__slots__} | changed)
    with pytest.raises(FaultyError) as refusal:
        chain_actions.place(material_id=made.leaflet.pk, spot=spot, who=OFFICER)
    assert field in refusal.value.faults
    assert Placement.objects.count() == 1


def test_days_of_a_campaign_hold_its_placements(made: Made) -> None:
    short = {"last_day": SPOT.first_day + timedelta(days=1)}
    plan = PLAN.__class__(**{f: getattr(PLAN, f) for f in PLAN.__slots__} | short)
    with pytest.raises(FaultyError) as refusal:
        actions.edit(campaign_id=made.campaign.pk, revision=made.now().revision, plan=plan,
                     who=OFFICER)  # fmt: skip
    assert refusal.value.faults == {"last_day": "placements_outside"}


def test_a_result_is_recorded_without_touching_signatures_and_taken_back(made: Made) -> None:
    made.running()
    outcome = made.campaign.outcomes.get()
    with pytest.raises(FaultyError):
        chain_actions.record_result(
            outcome_id=outcome.pk, result=Decimal(55), measured_on=None, note="", who=OFFICER
        )
    day = FIRST
    done = chain_actions.record_result(
        outcome_id=outcome.pk, result=Decimal(55), measured_on=day, note="400 asked", who=OFFICER
    )
    assert (done.result, made.now().state) == (Decimal(55), State.RUNNING)
    again = chain_actions.record_result(
        outcome_id=outcome.pk, result=None, measured_on=None, note="", who=OFFICER
    )
    assert again.result is None


def test_an_editor_looks_but_plans_nothing(made: Made) -> None:
    editor = Who(EDITOR)
    with pytest.raises(NotAllowedError):
        withdrawing_actions.withdraw(part=made.leaflet, why="x", who=editor)
    with pytest.raises(NotAllowedError):
        made.step("hand_in", who=editor)


def test_an_sms_is_one_text_of_one_part_and_a_key_serves_every_language(made: Made) -> None:
    def add(kind: MaterialKind, language: str, *words: str) -> Material:
        done = chain_actions.add_material(
            message_id=made.leaflet.message_id,
            kind=kind,
            language=language,
            title="t",
            words=words,
            who=OFFICER,
        )
        return Material.objects.get(pk=done.part)

    for words in (("a", "b"), ("x" * 200,)):
        with pytest.raises(FaultyError):
            add(MaterialKind.SMS, "en", *words)
    assert add(MaterialKind.LEAFLET, "ps", "استیناف").key == made.leaflet.key
    assert add(MaterialKind.LEAFLET, "en", "Again").key == f"{made.leaflet.key}-2"
    assert made.leaflet.key == f"{KEY}-1-leaflet"


def test_what_nobody_signed_is_not_put_back_into_a_running_campaign(made: Made) -> None:
    poster = chain_actions.add_material(
        message_id=made.leaflet.message_id, kind=MaterialKind.POSTER, language="en", title="Loud",
        words=["Never shown to the other side."], who=OFFICER,
    )  # fmt: skip
    unsigned = Material.objects.get(pk=poster.part)
    place = Placement.objects.get()
    second = chain_actions.place(material_id=made.leaflet.pk, spot=SPOT, who=OFFICER)
    withdrawing_actions.withdraw(part=unsigned, why="not now", who=OFFICER)
    withdrawing_actions.withdraw(part=place, why="not here", who=OFFICER)
    made.running()

    for part in (unsigned, place):
        with pytest.raises(RunsError):
            withdrawing_actions.put_back(part=part, who=OFFICER)
    signed = Placement.objects.get(pk=second.part)
    withdrawing_actions.withdraw(part=signed, why="the hall is closed", who=OFFICER)
    withdrawing_actions.put_back(part=signed, who=OFFICER)
    made.step("pause", "looked at again")
    made.step("resume")
    assert Material.objects.get(pk=unsigned.pk).given_out_at is None


def _compared(made: Made) -> None:
    """Have the editors compare the rebuttal and its card with the page."""
    text = narratives.text_of(made.leaflet.message.claim.key, "en")
    publishing.confirm(text_id=text.pk, actor=EDITOR, why="compared")
    card = CardText.objects.get(card__messages__message=made.leaflet.message, language="en")
    if standing.in_doubt([card.published_id]):
        cards.confirm(text_id=card.pk, actor=EDITOR, why="compared")


def _doubts(made: Made) -> int:
    return Doubt.objects.filter(
        citation__text=made.leaflet.published_id, cleared_at=None
    ).count()  # fmt: skip


def test_going_on_ends_no_doubt_that_nobody_compared(made: Made, tmp_path: Path) -> None:
    made.running()
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    doubts = _doubts(made)
    _compared(made)
    # The editors have the answer stand on another part of the page.
    carried = writing.carried_ids(made.leaflet.message, "en")
    Citation.objects.filter(text__in=carried).update(heading="Appeals")
    made.step("pause", "the page changed")
    made.step("resume")

    assert standing.standings([made.leaflet])[made.leaflet.pk].standing is Standing.AMBER
    assert _doubts(made) == doubts
    assert doubt_actions.confirm(material_id=made.leaflet.pk, why="compared", who=OFFICER) == doubts
    assert doubt_actions.unconfirm(material_id=made.leaflet.pk, who=OFFICER) == doubts


def test_a_result_that_is_overwritten_stays_in_the_log(made: Made) -> None:
    outcome = made.campaign.outcomes.get()
    for result in (Decimal(55), Decimal(70)):
        chain_actions.record_result(
            outcome_id=outcome.pk, result=result, measured_on=FIRST, note="asked", who=OFFICER
        )
    told = Event.objects.filter(stream="campaigns", name="campaign result recorded").order_by("pk")
    assert [one.facts["result"] for one in told] == ["55", "70"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last_day": FIRST + timedelta(days=4000)}, "last_day"),
        ({"first_day": date(1, 1, 1), "last_day": date(1, 2, 1)}, "first_day"),
        ({"first_day": date(9999, 1, 1), "last_day": date(9999, 12, 31)}, "last_day"),
    ],
)
def test_a_campaign_of_another_age_is_refused(
    made: Made, changed: dict[str, object], field: str
) -> None:
    plan = PLAN.__class__(**{f: getattr(PLAN, f) for f in PLAN.__slots__} | changed)
    with pytest.raises(FaultyError) as refusal:
        actions.create(key="other", arrangement=made.campaign.arrangement, parties=[], plan=plan,
                       who=OFFICER)  # fmt: skip
    assert field in refusal.value.faults


def test_a_key_leaves_room_for_its_parts(made: Made) -> None:
    def create(key: str) -> int:
        return actions.create(key=key, arrangement=made.campaign.arrangement, parties=[],
                              plan=PLAN, who=OFFICER).pk  # fmt: skip

    with pytest.raises(FaultyError) as refusal:
        create("k" * 80)
    assert refusal.value.faults == {"key": "too_long"}
    claim = made.leaflet.message.claim
    number = create("k" * 70)
    assert chain_actions.add_message(campaign_id=number, says=NAMES, claim=claim, cards=[],
                               who=OFFICER).part  # fmt: skip


def test_two_who_plan_under_one_key_at_once_are_not_both_let(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuerySet, "exists", lambda _rows: False)  # the other has not saved yet
    with pytest.raises(FaultyError) as refusal:
        actions.create(key=KEY, arrangement=made.campaign.arrangement, parties=[], plan=PLAN,
                       who=OFFICER)  # fmt: skip
    assert refusal.value.faults == {"key": "taken"}
