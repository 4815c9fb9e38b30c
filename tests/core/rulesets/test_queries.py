"""Reading parameters: what is in force on a day, what must stop, what changed, what differs."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.audit.models import Event
from wayforward.core.parties.actions import load_arrangements
from wayforward.core.rulesets import queries, rules
from wayforward.core.rulesets.actions import load_parameters, load_rule_sets
from wayforward.core.rulesets.models import Parameter, ParameterHistory
from wayforward.core.rulesets.rules import Comparison, Happening, Value

OLD, NEW = "joint-way-forward", "joint-declaration-2021"


def row(**facts: object) -> dict[str, object]:
    """A row of YAML as a test wants it."""
    plain = {"key": "cap", "value": 50, "unit": "persons", "valid_from": date(2020, 1, 1)}
    return {**plain, "citation": "Somewhere", "verified": True, **facts}


@pytest.mark.django_db
def test_value_comes_with_unit_source_and_validity() -> None:
    load_arrangements()

    found = queries.value(OLD, "travel-document-weeks", on=date(2017, 3, 1))

    assert (found.whole(), found.unit, found.verified) == (4, "weeks", True)
    assert "rferl.org" in found.citation
    assert (found.valid_from, found.valid_to) == (date(2016, 10, 2), date(2021, 4, 25))
    assert found.label("ps").startswith("د سفر")


@pytest.mark.django_db
def test_value_of_general_law_applies_in_every_arrangement() -> None:
    load_arrangements()
    load_rule_sets()

    for arrangement in (OLD, NEW):
        found = queries.value(arrangement, "entry-ban-most-years", on=date(2021, 6, 1))
        assert (found.rule_set, found.whole(), found.verified) == ("eu-law", 5, False)


@pytest.mark.django_db
def test_value_of_the_arrangement_goes_before_that_of_general_law() -> None:
    load_arrangements()
    load_parameters(key="elsewhere", names={}, rows=[row(key="travel-document-weeks", value=9)])

    assert queries.value(OLD, "travel-document-weeks", on=date(2020, 5, 1)).value == 4


@pytest.mark.django_db
def test_what_cannot_be_read_is_refused_each_in_its_own_way() -> None:
    load_arrangements()

    def read(key: str, on: date) -> Value:
        return queries.value(OLD, key, on=on)

    with pytest.raises(rules.NoSuchParameterError, match="has a parameter nothing"):
        read("nothing", date(2017, 1, 1))
    with pytest.raises(rules.NotInForceError, match="2016-10-02 to 2017-04-01"):
        read("flight-cap-non-voluntary", date(2018, 1, 1))
    with pytest.raises(rules.UnsetParameterError, match="the parties have to set it"):
        read("flight-notice-days", date(2017, 1, 1))
    with pytest.raises(rules.NotANumberError):
        read("flight-kinds", date(2017, 1, 1)).whole()
    with pytest.raises(queries.NoSuchRuleSetError, match="joint-way-forward"):
        queries.rule_set("nothing")


@pytest.mark.django_db
def test_value_left_empty_on_purpose_means_no_limit_and_is_read() -> None:
    load_arrangements()

    assert queries.value(OLD, "flight-count-cap", on=date(2017, 1, 1)).value is None


@pytest.mark.django_db
def test_true_is_no_whole_number() -> None:
    load_arrangements()

    with pytest.raises(rules.NotANumberError):
        queries.value(OLD, "family-unity", on=date(2017, 1, 1)).whole()


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_each_change_is_kept_with_an_event() -> None:
    load_parameters(key="one", names={"en": "One"}, rows=[row(), row(key="gone")])
    history, events = ParameterHistory.objects.count(), Event.objects.count()
    load_parameters(key="one", names={"en": "One"}, rows=[row(), row(key="gone")])
    assert (ParameterHistory.objects.count(), Event.objects.count()) == (history, events)

    one = load_parameters(key="one", names={"en": "One"}, rows=[row(value=60)])

    assert Parameter.objects.get(rule_set=one).value == 60
    edits = queries.edits_of(one)
    assert [(e.verb, e.key, e.state["value"]) for e in edits[:2]] == [
        ("delete", "gone", 50),
        ("update", "cap", 60),
    ]
    told = Event.objects.filter(stream="rules").order_by("-pk").values_list("name", flat=True)
    assert list(told[:2]) == ["parameter taken out", "parameter changed"]
    changed = Event.objects.get(name="parameter changed")
    assert (changed.facts["before"]["value"], changed.facts["after"]["value"]) == (50, 60)


@pytest.mark.django_db
def test_history_of_parameters_only_grows() -> None:
    load_parameters(key="one", names={}, rows=[row()])

    with pytest.raises(ProgrammingError, match="only grows"):
        ParameterHistory.objects.update(verb="delete")


@pytest.mark.django_db
def test_turns_tell_what_changed_when() -> None:
    load_arrangements()
    one = queries.rule_set(NEW)

    found = queries.turns_between(one, date(2021, 8, 1), date(2021, 12, 31))

    assert [(turn.on, turn.what, turn.key) for turn in found] == [
        (date(2021, 8, 15), Happening.CHANGED, "counterpart-recognised"),
        (date(2021, 8, 15), Happening.BEGAN, "outbound-sharing-default"),
    ]
    assert found[0].before
    assert found[0].after
    assert (found[0].before.value, found[0].after.value) == (True, False)


@pytest.mark.django_db
def test_cap_of_the_first_six_months_ended_and_nothing_followed() -> None:
    load_arrangements()

    found = queries.turns_between(queries.rule_set(OLD), date(2017, 1, 1), date(2017, 12, 31))

    assert [(turn.on, turn.what, turn.key) for turn in found] == [
        (date(2017, 4, 2), Happening.ENDED, "flight-cap-non-voluntary")
    ]


@pytest.mark.django_db
def test_differences_between_the_two_arrangements() -> None:
    load_arrangements()

    found = queries.differences_between(queries.rule_set(OLD), queries.rule_set(NEW))

    how = {each.key: each.how for each in found}
    assert how["month-cap-non-voluntary"] is Comparison.ONLY_SECOND
    assert how["working-group-meetings-a-year"] is Comparison.ONLY_FIRST
    assert how["flight-cap-non-voluntary"] is Comparison.SAME
    assert [each.how for each in found] == sorted(
        (each.how for each in found), key=list(Comparison).index
    )


spans = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200), st.integers(0, 3)), max_size=6)


def _values(parts: list[tuple[int, int, int]]) -> list[Value]:
    """Spans of one key that follow each other, with gaps."""
    found, start = [], date(2016, 1, 1).toordinal()
    for gap, length, value in parts:
        first = start + gap + 1
        last = first + length
        found.append(
            Value("s", "k", value, "", "c", True, date.fromordinal(first), date.fromordinal(last))
        )
        start = last
    return found


@given(spans, st.integers(0, 2500))
def test_turns_explain_every_difference_between_two_days(parts, offset) -> None:
    values = _values(parts)
    start, on = date(2016, 1, 1), date.fromordinal(date(2016, 1, 1).toordinal() + offset)

    turned = rules.turns(values, start, on)

    now = next((value for value in values if value.in_force(on)), None)
    last = turned[-1].after if turned else None
    assert (last.value if last else None) == (now.value if now else None)


@given(spans)
def test_set_differs_from_itself_in_nothing(parts) -> None:
    values = _values(parts)

    assert {each.how for each in rules.differences(values, values)} <= {Comparison.SAME}
