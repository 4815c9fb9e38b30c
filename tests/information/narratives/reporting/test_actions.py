"""Reports are scrubbed, matched, stored and sorted; what goes back is only what is published."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import (
    DAY,
    EDITOR,
    OFFICER,
    TRANSLATOR,
    Matching,
    load_rumour_rules,
    publish,
    report,
)

from wayforward.core.access.rules import NotAllowedError
from wayforward.core.audit.models import Event
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.reporting import actions, queries, sorting_actions
from wayforward.information.narratives.reporting.actions import (
    EmptyReportError,
    Heard,
    LongReportError,
    receive_report,
)
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import How, Intake
from wayforward.information.narratives.reporting.sorting_actions import (
    NoSuchClaimError,
    NothingSuggestedError,
)
from wayforward.information.narratives.rules import Audience, Channel, Decision
from wayforward.testing.walls import see_whole_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    """One claim in three languages, none of it published."""
    load_rumour_rules()
    return load_one(import_page(tmp_path, "01", *SAID))


@pytest.fixture
def match(texts: dict[str, ClaimText]) -> Matching:
    """Knows the claim by "never read", has an inkling of it by "appeal"."""
    return Matching({"never read": KEY, "نمی‌خواند": KEY}, {"appeal": KEY})


def _names() -> list[str]:
    see_whole_log()
    return list(
        Event.objects.filter(stream="reports").order_by("pk").values_list("name", flat=True)
    )


def test_report_is_scrubbed_before_it_is_matched_and_stored(match: Matching) -> None:
    done = report("Call 0701234567, my name is Nemuna, appeals are never read", match)

    kept = "Call [phone], my name is [name], appeals are never read"
    assert match.asked == [kept]
    assert (done.text, done.removed) == (kept, {"name": 1, "phone": 1})


def test_near_exact_report_counts_for_its_claim_at_once(match: Matching) -> None:
    done = report("Appeals are never read", match, channel=Channel.TIKTOK, province="AF-KAB")

    assert (done.claim and done.claim.key, done.how, done.confirmed) == (KEY, How.MACHINE, None)
    assert (done.decision, done.language, done.channel) == ("near_exact", "en", "tiktok")
    assert queries.waiting(on=DAY) == []


def test_near_exact_report_is_answered_with_what_is_published(
    match: Matching, texts: dict[str, ClaimText]
) -> None:
    publish(texts["fa-af"])
    heard = Heard("استیناف را کسی نمی‌خواند", Intake.WEB, DAY)

    [rebuttal] = receive_report(heard=heard, match=match).answer.rebuttals

    assert (rebuttal.claim, rebuttal.language) == (KEY, "fa-af")
    assert rebuttal.fact == ("استیناف کنید.",)
    assert rebuttal.url == f"http://localhost:8000/fa-af/rumours/{KEY}"
    assert not rebuttal.in_doubt


def test_nothing_that_is_not_published_goes_back(
    match: Matching, texts: dict[str, ClaimText]
) -> None:
    publish(texts["ps"])

    answer = receive_report(heard=Heard("Appeals never read", Intake.WEB, DAY), match=match).answer

    assert (answer.kind, answer.language, answer.rebuttals) == (Decision.NEAR_EXACT, "en", ())


def test_rebuttal_whose_page_changed_says_so(
    match: Matching, texts: dict[str, ClaimText], tmp_path: Path
) -> None:
    publish(texts["en"])
    import_page(tmp_path, "09", "Something else altogether.")

    answer = receive_report(heard=Heard("Appeals never read", Intake.WEB, DAY), match=match).answer

    assert [one.in_doubt for one in answer.rebuttals] == [True]


def test_suggested_report_waits_and_shows_what_may_be_meant(
    match: Matching, texts: dict[str, ClaimText]
) -> None:
    publish(texts["en"])
    done = receive_report(heard=Heard("an appeal is useless", Intake.WEB, DAY), match=match)

    assert (done.report.claim, done.report.how) == (None, "")
    assert done.report.candidates == [{"claim": KEY, "score": 0.7, "why": "the same words"}]
    assert [one.claim for one in done.answer.rebuttals] == [KEY]
    [waiting] = queries.waiting(on=DAY)
    assert (waiting.suggested, waiting.harm, waiting.weight) == (KEY, 2, 2)


def test_new_report_waits_and_promises_nothing(match: Matching) -> None:
    done = receive_report(heard=Heard("The sea is warm now", Intake.WEB, DAY), match=match)

    assert (done.answer.kind, done.answer.rebuttals) == (Decision.NEW, ())
    [waiting] = queries.waiting(on=DAY)
    assert (waiting.suggested, waiting.harm, waiting.weight) == ("", None, 3)


@pytest.mark.parametrize("text", ["", "  \n", "0701234567", "[phone] @nemuna_travel", "؟!"])
def test_report_that_says_nothing_is_refused(match: Matching, text: str) -> None:
    with pytest.raises(EmptyReportError):
        report(text, match)

    assert match.asked == []


def test_report_longer_than_a_rumour_is_refused(match: Matching) -> None:
    with pytest.raises(LongReportError, match="4000"):
        report("so " * 2000, match)


def test_report_whose_links_make_it_long_is_taken(match: Matching) -> None:
    done = report(f"Appeals are never read https://example.org/{'a' * 5000}", match)

    assert done.text == "Appeals are never read hxxps://example[.]org/…"


def test_report_far_too_long_is_refused_before_it_is_read(match: Matching) -> None:
    with pytest.raises(LongReportError):  # once read it would be short
        actions.look_up(text=f"Appeals https://example.org/{'a' * 200_000}", match=match)


def test_chat_that_tells_it_again_counts_nobody_more(match: Matching) -> None:
    heard = Heard("Appeals never read", Intake.TELEGRAM, DAY)
    about: list[str] = []

    receive_report(heard=heard, match=match, first_today=lambda one: not about.append(one))
    receive_report(heard=heard, match=match, first_today=lambda one: bool(about.append(one)))

    assert about == [KEY, KEY]
    assert sorted(Report.objects.values_list("people", flat=True)) == [0, 1]
    assert queries.sightings(KEY, on=DAY) == 1


def test_confirmed_suggestion_counts_by_the_word_of_staff(match: Matching) -> None:
    done = report("an appeal is useless", match)
    assert queries.sightings(KEY, on=DAY) == 0

    confirmed = sorting_actions.confirm_match(report_id=done.pk, actor=EDITOR)

    assert (confirmed.how, confirmed.confirmed) == (How.STAFF, True)
    assert queries.sightings(KEY, on=DAY) == 1
    assert _names() == ["report confirmed"]


def test_rejected_match_waits_as_new_and_counts_no_more(match: Matching) -> None:
    done = report("Appeals are never read", match)

    sorting_actions.reject_match(report_id=done.pk, actor=OFFICER, why="another court is meant")

    assert queries.sightings(KEY, on=DAY) == 0
    assert [one.suggested for one in queries.waiting(on=DAY)] == [""]
    with pytest.raises(NothingSuggestedError):
        sorting_actions.reject_match(report_id=done.pk, actor=OFFICER)
    with pytest.raises(NothingSuggestedError):
        sorting_actions.confirm_match(report_id=done.pk, actor=OFFICER)


def test_many_matches_are_rejected_at_once_with_one_event(match: Matching) -> None:
    many = [report("an appeal is useless", match).pk for _ in range(9)]
    new = report("The sea is warm", match).pk

    with CaptureQueriesContext(connection) as said:
        count = sorting_actions.reject_matches(report_ids=[*many, new], actor=OFFICER)

    assert (count, len(said) < len(many)) == (9, True)
    assert Report.objects.filter(suggested=None, confirmed=False).count() == 9
    see_whole_log()
    event = Event.objects.get(name="report rejected")
    assert (event.subject, event.facts) == (KEY, {"reports": 9})


def test_reports_put_under_a_claim_leave_the_queue(match: Matching) -> None:
    ids = [report(text, match).pk for text in ("The sea is warm", "Judges burn letters")]

    assert sorting_actions.put_under(report_ids=ids, claim=KEY, actor=EDITOR, why="the same") == 2

    assert queries.waiting(on=DAY) == []
    assert Report.objects.filter(claim__key=KEY, how=How.STAFF, confirmed=True).count() == 2
    with pytest.raises(NoSuchClaimError):
        sorting_actions.put_under(report_ids=ids, claim="no-such-claim", actor=EDITOR)


def test_reports_set_aside_tell_no_rumour(match: Matching) -> None:
    done = report("Appeals are never read", match)

    assert sorting_actions.set_aside(report_ids=[done.pk], actor=EDITOR, why="a question") == 1

    done.refresh_from_db()
    assert (done.claim, done.how, done.confirmed, done.set_aside) == (None, "", False, True)
    assert queries.waiting(on=DAY) == []


def test_who_may_not_sort_reports_changes_none(match: Matching) -> None:
    done = report("Appeals are never read", match)

    for verb in (
        lambda: sorting_actions.confirm_match(report_id=done.pk, actor=TRANSLATOR),
        lambda: sorting_actions.reject_match(report_id=done.pk, actor=TRANSLATOR),
        lambda: sorting_actions.put_under(report_ids=[done.pk], claim=KEY, actor=TRANSLATOR),
        lambda: sorting_actions.set_aside(report_ids=[done.pk], actor=TRANSLATOR, why="x"),
    ):
        with pytest.raises(NotAllowedError):
            verb()
    assert _names() == []


def test_database_refuses_a_claim_without_who_put_it_there(match: Matching) -> None:
    done = report("Appeals are never read", match)

    for wrong in ({"how": ""}, {"set_aside": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=done.pk).update(**wrong)


def test_queue_is_ordered_by_reach_times_harm(match: Matching) -> None:
    report("an appeal is useless", match)
    report("an appeal costs a house", match, province="AF-KAB")
    report("The sea is warm now", match)
    for province in ("AF-HER", "AF-KAN"):
        report("the sea is  WARM now.", match, province=province)

    found = queries.waiting(on=DAY)

    assert [(one.suggested, one.told, one.sightings, one.weight) for one in found] == [
        ("", 3, 3, 9),
        (KEY, 2, 2, 4),
    ]
    assert [(one.text, one.told) for one in found[0].examples] == [("the sea is  WARM now.", 3)]
    assert queries.waiting(on=DAY, most=1) == found[:1]


def test_what_waits_counts_sightings_as_a_claim_does(match: Matching) -> None:
    words = ("an appeal is useless", "an appeal costs a house", "no appeal is read")
    rows = [report(text, match) for text in words]

    [waiting] = queries.waiting(on=DAY)
    sorting_actions.put_under(report_ids=[row.pk for row in rows], claim=KEY, actor=EDITOR)

    assert (waiting.told, waiting.sightings) == (3, queries.sightings(KEY, on=DAY)) == (3, 1)


def test_queue_asks_as_often_for_many_as_for_one(match: Matching) -> None:
    counts = []
    for texts in (["The sea is warm"], [f"The sea is {number}" for number in range(9)]):
        for text in texts:
            report(text, match)
        with CaptureQueriesContext(connection) as said:
            queries.waiting(on=DAY)
        counts.append(len(said))

    assert counts[0] == counts[1]


def test_claim_is_answered_in_public_from_the_threshold_on(match: Matching) -> None:
    for province in ("AF-KAB", "AF-HER"):
        report("Appeals never read", match, province=province)
    claim = Report.objects.select_related("claim").first().claim
    assert queries.seen(claim, on=DAY).audience is Audience.HELPLINE

    report("Appeals never read", match, province="AF-KAN")

    seen = queries.seen(claim, on=DAY)
    assert (seen.sightings, seen.audience) == (3, Audience.EVERYBODY)
    assert (seen.reports, seen.languages) == (3, {"en": 3})
    assert (seen.least.value, seen.least.verified) == (3, False)


def test_place_is_named_only_from_its_own_threshold_on(match: Matching) -> None:
    for number in range(6):
        report("Appeals never read", match, province="AF-KAB", day=DAY + timedelta(7 * number))
    for number in range(4):
        report("Appeals never read", match, province="AF-HER", day=DAY + timedelta(7 * number))

    seen = queries.seen(Report.objects.first().claim, on=DAY)

    assert (seen.places, seen.elsewhere, seen.sightings) == ({"AF-KAB": 6}, 4, 10)
    assert (seen.first, seen.last) == (DAY, DAY + timedelta(35))


def test_words_go_when_their_time_is_over_and_counts_stay(match: Matching) -> None:
    report("Appeals never read, ask 0701234567", match)
    report("The sea is warm", match)
    late = DAY + timedelta(days=180)
    assert actions.forget_texts(on=late) == 0

    assert actions.forget_texts(on=late + timedelta(days=1)) == 2

    assert set(Report.objects.values_list("text", "same_text")) == {("", "")}
    assert [row.candidates for row in Report.objects.all()] == [[], []]
    assert queries.sightings(KEY, on=DAY) == 1
    assert queries.waiting(on=DAY) == []
    assert _names() == ["texts of reports let go"]


def test_words_stay_where_nobody_set_a_time(match: Matching) -> None:
    assert actions.forget_texts(on=date(2000, 1, 1)) == 0
    report("The sea is warm", match)

    with pytest.raises(RuleSetError):
        actions.forget_texts(on=date(2000, 1, 1))


def test_what_staff_enter_and_its_event_are_one_transaction(match: Matching) -> None:
    heard = Heard("Appeals are never read", Intake.DESK, DAY, people=40)

    with CaptureQueriesContext(connection) as said:
        actions.enter_report(heard=heard, match=match, actor=EDITOR)

    first, last = said.captured_queries[0]["sql"], said.captured_queries[-1]["sql"]
    assert (first.split()[0], last) == ("SAVEPOINT", f"RELEASE {first}")
