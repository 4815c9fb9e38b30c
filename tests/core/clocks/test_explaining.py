"""A clock in words and pictures, in three languages; as a calendar file without a name in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from icalendar import Calendar as ICalendar
from tests.core.clocks.conftest import NOW
from tests.core.clocks.test_actions import CASE, travel_document

from wayforward.core.clocks import actions, queries
from wayforward.core.clocks.drawing import Stop, Timeline, Works, timeline, who_works, year_grid
from wayforward.core.clocks.exporting import calendar_file
from wayforward.core.clocks.models import ClockState
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.rules import Length, StepKind, Unit
from wayforward.core.clocks.wording import REASONS
from wayforward.core.persons.models import Person

LANGUAGES = ("en", "fa-af", "ps")


@pytest.fixture
def moved(at_work, kabul):
    """A clock that stood still for ten days and was extended by a week."""
    clock = travel_document(kabul)
    reference = clock.reference
    actions.suspend(reference=reference, since=date(2017, 3, 8), reason=Reason.DOCUMENTS_AWAITED)
    actions.resume(reference=reference, resumed=date(2017, 3, 18), reason=Reason.DOCUMENTS_AWAITED)
    return actions.extend(
        reference=reference, by=Length(1, Unit.WEEKS), reason=Reason.PARTIES_AGREED
    )


def test_every_step_is_told_in_its_order(moved) -> None:
    found = queries.explained(moved.reference, NOW)

    said = found.sentences
    assert said[0].startswith("It starts on 3 March 2017 (13 Hut 1395): the request for a travel")
    assert said[0].endswith("That day does not count.")
    assert said[1].startswith("4 weeks lead to 31 March 2017")
    assert said[2] == "It was extended by 1 week: both sides agreed."
    assert "from 8 March 2017" in said[3]
    assert "to 17 March 2017" in said[3]
    assert "(10 days): documents are awaited." in said[3]
    assert said[-2].startswith("It ends at the end of")
    assert said[-2].endswith("midnight in Kabul.")
    assert said[-1] == (
        "If nothing is done by then: The European side may issue its own travel document."
    )


def test_last_day_off_names_whose_day_off_it_is_and_why(moved) -> None:
    found = queries.explained(moved.reference, NOW)

    # 17 April 2017 was Easter Monday.
    [sentence] = [s for s in found.sentences if "is a day off" in s]
    assert "17 April 2017" in sentence
    assert "Easter Monday in Germany" in sentence
    assert sentence.endswith("is a working day of both sides.")
    assert found.due.on == date(2017, 4, 18)


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanation_is_whole_in_each_language_with_both_calendars(moved, language) -> None:
    with translation.override(language):
        found = queries.explained(moved.reference, NOW)

    text = " ".join(found.sentences)
    assert len(found.sentences) == len(found.due.steps) + 1
    assert "%(" not in text
    assert ("1396" if language == "en" else "۱۳۹۶") in text
    assert ("2017" if language == "en" else "۲۰۱۷") in text


def test_clock_that_stands_still_tells_since_when_and_where_it_would_end(at_work, kabul) -> None:
    clock = travel_document(kabul)
    actions.suspend(reference=clock.reference, since=date(2017, 3, 8), reason=Reason.APPEAL_PENDING)

    found = queries.explained(clock.reference, NOW)

    assert found.sentences[-1].startswith("It has stood still since 8 March 2017")
    assert "an appeal is pending. Resumed today, it would end on" in found.sentences[-1]


def test_notice_is_told_backwards(at_work) -> None:
    clock = actions.start(
        kind_key="reintegration-registration", subject=CASE, triggered=date(2026, 6, 15)
    )

    found = queries.explained(clock.reference, NOW)

    assert {step.kind for step in found.due.steps} >= {StepKind.COUNTED_BACK, StepKind.MOVED}
    assert found.due.on == date(2026, 5, 22)  # 25 May is Whit Monday
    assert found.sentences[0].startswith("It is counted back from 15 June 2026")


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)


def _drawn(**facts: object) -> Timeline:
    plain = {
        "triggered": date(2017, 3, 3),
        "due": date(2017, 4, 3),
        "stops": [Stop(date(2017, 3, 8), date(2017, 3, 17))],
        "today": date(2017, 3, 20),
        "says": "4 weeks & more",
    }
    return Timeline(**{**plain, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_timeline_shows_start_stop_today_and_end_without_inline_style(language) -> None:
    svg = timeline(_drawn(), language)

    assert svg.count("<rect") == 2
    assert svg.count("<line") == 3
    assert "<title>4 weeks &amp; more</title>" in svg
    assert "style=" not in svg
    assert 'role="img"' in svg


def test_timeline_of_dari_runs_from_right_to_left() -> None:
    def start(language: str) -> float:
        svg = timeline(_drawn(), language)
        return float(svg.split('line class="start" x1="')[1].split('"')[0])

    assert start("en") < start("fa-af")


def test_timeline_of_a_day_is_no_division_by_nothing() -> None:
    same = date(2017, 3, 3)

    assert "<rect" in timeline(_drawn(due=same, today=same, stops=[]), "en")


def test_year_grid_has_every_day_once_with_who_works() -> None:
    found = queries.year_of_days(2024, "belgium", "afghanistan")

    svg = year_grid(2024, found.european, found.partner, "x", "en")

    assert svg.count("<rect") == 366
    assert svg.count('rect class="both"') == found.joint
    assert who_works(date(2024, 3, 1), found.european, found.partner) is Works.EUROPEAN  # Friday
    assert who_works(date(2024, 3, 3), found.european, found.partner) is Works.PARTNER  # Sunday
    assert who_works(date(2024, 3, 2), found.european, found.partner) is Works.NOBODY


def test_year_grid_of_a_solar_year_has_its_leap_day_and_its_months() -> None:
    found = queries.year_of_days(1403, "belgium", "afghanistan")

    svg = year_grid(1403, found.european, found.partner, "x", "ps")

    assert svg.count("<rect") == 366
    assert svg.count('rect class="both"') == found.joint
    assert [month.name for month in queries.named_months(found, "fa-af")][0::11] == ["حمل", "حوت"]
    assert {line.day.year for line in queries.holidays_of(found)} == {2024, 2025}


def test_working_days_of_a_solar_month_are_counted_from_its_own_first_day() -> None:
    [hamal, *_others] = queries.year_of_days(1396, "belgium", "afghanistan").months

    # 21 March to 20 April 2017 by hand: Kabul rested on Thursday and Friday, so Monday to Wednesday
    # are left, thirteen without Nowruz on the 21st, and 17 April is Easter Monday.
    assert hamal[0] == 12


def test_calendar_file_has_references_and_nothing_about_anybody(at_work, germany, kabul) -> None:
    person = Person.objects.create(party=germany)
    clock = actions.start(
        kind_key="detention", subject=CASE, triggered=date(2017, 1, 10), person=person
    )
    travel_document(kabul)
    found = queries.clocks(states=[ClockState.RUNNING])

    content = calendar_file(found, origin="https://desk.example", made=NOW)

    events = ICalendar.from_ical(content).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {one.reference for one in found}
    [one] = [event for event in events if str(event["summary"]) == clock.reference]
    assert one.decoded("dtstart") == date(2017, 7, 9)
    assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(days=1)
    text = content.decode()
    assert person.reference not in text
    assert "detention" not in text.lower()
    assert CASE.type not in text


def test_estimated_islamic_dates_are_said_to_be_so(at_work, kabul) -> None:
    from wayforward.core.clocks.calendars import calendar

    estimated = [d for d, s in calendar("afghanistan").specials.items() if s.estimated]

    assert date(2026, 3, 20) in estimated
    clock = actions.start(kind_key="post-arrival", subject=CASE, triggered=date(2026, 3, 10))
    assert queries.explained(clock.reference, datetime(2026, 3, 11, tzinfo=UTC)).shifts
    assert not queries.explained(travel_document(kabul).reference, NOW).shifts
