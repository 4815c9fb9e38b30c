"""Signed heads: what was cut off or written anew, in a day or after it, is told by them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.core.audit.hands import by_hand, tell

from wayforward.cli.doctor import Finding, check_heads
from wayforward.core.access.context import acting_for
from wayforward.core.audit import head_actions, queries
from wayforward.core.audit.checking import verify_log
from wayforward.core.audit.models import Event, LogHead, RowHistory
from wayforward.core.documents.signing import check, public_key
from wayforward.core.parties.models import ContactPoint, Party
from wayforward.testing.parties import two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
TOMORROW = datetime.combine(TODAY + timedelta(days=1), datetime.min.time(), UTC)
NIGHT = TOMORROW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(head_actions, "heads_folder", lambda: tmp_path / "heads")
    monkeypatch.setattr("wayforward.core.audit.checking.heads_folder", lambda: tmp_path / "heads")
    return tmp_path / "heads"


@pytest.fixture
def party() -> Party:
    return two_parties()[0]


def _faults() -> list[str]:
    return [fault.what for fault in verify_log().faults]


def test_a_day_is_closed_once_signed_and_written_to_a_file(folder: Path) -> None:
    tell(3)

    with as_app_role():
        [head] = head_actions.make_heads(now=NIGHT)
        assert head_actions.make_heads(now=NIGHT) == []

    assert head.day == TODAY
    check(head.document, public_key())
    assert json.loads((folder / f"{TODAY}.json").read_text()) == head.document
    assert [(one["stream"], one["sequence"]) for one in head.document["streams"]] == [("cards", 3)]
    assert _faults() == []
    assert verify_log().found.waiting == 0


def test_a_day_that_is_not_over_is_not_closed() -> None:
    tell(1)

    assert head_actions.make_heads(now=TOMORROW + timedelta(minutes=59)) == []


def test_days_follow_one_another_also_those_on_which_nothing_happened() -> None:
    tell(1)

    made = head_actions.make_heads(now=NIGHT + timedelta(days=2))

    assert [head.day for head in made] == [TODAY + timedelta(days=n) for n in range(3)]
    assert [head.document["previous"] for head in made[1:]] == [head.digest for head in made[:2]]
    assert _faults() == []


def test_published_head_tells_nothing_of_a_party_but_binds_it(party: Party) -> None:
    with acting_for(party):
        tell(4, stream="persons")

    [head] = head_actions.make_heads(now=NIGHT)

    assert head.document["streams"] == []
    assert len(head.document["sealed"]) == 1
    assert "persons" not in json.dumps(head.document)
    assert [(one["chain"], one["sequence"]) for one in head.heads] == [(f"persons/{party.pk}", 4)]
    assert _faults() == []


def test_end_that_was_cut_off_is_told_by_the_head() -> None:
    made = tell(5)
    head_actions.make_heads(now=NIGHT)

    _cut_off(made[3:])

    [fault] = verify_log().faults
    assert (fault.what, fault.chain, fault.sequence) == ("truncated", "cards", 4)
    assert [(one.what, one.sequence) for one in queries.chain_faults()] == [("truncated", 4)]


def test_chain_that_is_gone_altogether_is_told_by_the_head() -> None:
    made = tell(2)
    head_actions.make_heads(now=NIGHT)

    _cut_off(made)

    [fault] = verify_log().faults
    assert (fault.what, fault.chain, fault.sequence) == ("truncated", "cards", 1)


def test_log_written_anew_with_right_hashes_contradicts_the_head() -> None:
    made = tell(4)
    head_actions.make_heads(now=NIGHT)

    by_hand("UPDATE core_event SET actor = 'b' WHERE id = %s", made[1].pk)
    for one in made:
        by_hand("UPDATE core_eventlink AS link SET previous = coalesce((SELECT hash FROM"
                " core_eventlink WHERE sequence = link.sequence - 1), '') WHERE event_id = %s",
                one.pk)  # fmt: skip
        by_hand("UPDATE core_eventlink AS link SET hash = core_line_hash(core_event_line(event,"
                " link.sequence, link.previous)) FROM core_event AS event"
                " WHERE event.id = link.event_id AND event.id = %s", one.pk)  # fmt: skip

    [fault] = verify_log().faults
    assert (fault.what, fault.sequence) == ("rewritten", 4)
    assert "between events 1 and 4" in fault.sentence


def test_head_that_was_changed_removed_or_kept_elsewhere_is_told(folder: Path) -> None:
    tell(2)
    first, second = head_actions.make_heads(now=NIGHT + timedelta(days=1))

    by_hand("DELETE FROM core_loghead WHERE id = %s", second.pk)
    assert _faults() == ["head_missing"]  # the file is there

    (folder / f"{second.day}.json").unlink()
    assert _faults() == []

    by_hand(
        "UPDATE core_loghead SET document = jsonb_set(document, '{name}', '\"2001-01-01\"')"
        " WHERE id = %s", first.pk,
    )  # fmt: skip
    assert set(_faults()) >= {"head_unsigned", "head_missing", "head_altered"}


def test_chains_beside_a_head_cannot_be_exchanged() -> None:
    tell(2)
    head_actions.make_heads(now=NIGHT)

    by_hand("""UPDATE core_loghead SET heads = jsonb_set(heads, '{0,sequence}', '1')""")

    assert "head_altered" in _faults()


def test_states_of_rows_are_held_by_the_head_of_their_day(party: Party) -> None:
    with acting_for(party):
        contact = ContactPoint.objects.create(party=party, task="journeys", phone="1")
        for number in "23":
            contact.phone = number
            contact.save()
    tell(1)
    with as_app_role():
        [head] = head_actions.make_heads(now=NIGHT)
    assert len(head.states) == 3 * queries.STATE_SIZE
    assert _faults() == []
    first, second, third = sorted(queries.unpacked_states(bytes(head.states)))

    by_hand('UPDATE core_rowhistory SET state = state || \'{"phone": "9"}\' WHERE id = %s', first)
    by_hand("DELETE FROM core_rowhistory WHERE id = %s", second)

    faults = verify_log().faults
    assert [(one.what, one.event) for one in faults] == [
        ("state_altered", first),
        ("state_missing", second),
    ]
    assert str(TODAY) in faults[0].sentence
    assert third not in {one.event for one in faults}


def test_state_put_into_a_closed_day_is_told(party: Party) -> None:
    tell(1)
    head_actions.make_heads(now=NIGHT)

    by_hand(
        'INSERT INTO core_rowhistory (at, "table", row, verb, data_class, party_id, state, purpose,'
        " reason) VALUES (%s, 'core_person', '1', 'insert', 'person', %s, '{}', '', '')",
        TOMORROW - timedelta(minutes=1), party.pk,
    )  # fmt: skip

    assert _faults() == ["state_added"]


def test_states_are_hidden_and_their_hashes_are_not_what_they_say(party: Party) -> None:
    with acting_for(party):
        ContactPoint.objects.create(party=party, task="journeys")
    with as_app_role():
        assert not RowHistory.objects.exists()
        assert len(queries.packed_states(TOMORROW - timedelta(days=1), TOMORROW)) == 40


def test_faults_known_when_a_day_is_closed_stand_beside_its_head_and_on_the_desk() -> None:
    made = tell(4)
    by_hand("UPDATE core_event SET actor = 'b' WHERE id = %s", made[2].pk)

    [head] = head_actions.make_heads(now=NIGHT)

    assert [(one["what"], one["sequence"]) for one in head.faults] == [("altered", 3)]
    [state] = queries.chain_states("cards")
    assert (state.sequence, state.fault and state.fault.what) == (2, "altered")
    assert state.at is not None


def test_desk_sees_what_happened_after_the_last_head() -> None:
    tell(2)
    head_actions.make_heads(now=NIGHT)
    made = tell(2)
    [state] = queries.chain_states("cards")
    assert (state.sequence, state.fault) == (4, None)
    assert state.signed == LogHead.objects.get()

    by_hand("UPDATE core_event SET actor = 'b' WHERE id = %s", made[1].pk)

    [state] = queries.chain_states("cards")
    assert (state.sequence, state.fault and state.fault.sequence) == (3, 4)


def test_head_of_an_empty_log_is_not_made() -> None:
    assert head_actions.make_heads(now=NIGHT) == []


def _cut_off(events: list[Event]) -> None:
    for one in events:
        by_hand("DELETE FROM core_event WHERE id = %s", one.pk)
        by_hand("DELETE FROM core_eventlink WHERE event_id = %s", one.pk)


def test_head_in_between_is_made_after_an_hour_or_a_thousand_events(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = timezone.now()
    later = start + head_actions.LONGEST + timedelta(minutes=1)
    tell(3)

    with as_app_role():
        assert head_actions.sign_so_far(now=start + timedelta(minutes=50)) is None
        head = head_actions.sign_so_far(now=later)
        assert head_actions.sign_so_far(now=later + timedelta(days=1)) is None  # nothing new
    tell(4)
    monkeypatch.setattr(head_actions, "MOST", 4)
    second = head_actions.sign_so_far(now=start)

    assert head is not None
    assert second is not None
    assert (head.day, head.name) == (None, later.strftime("%Y-%m-%dT%H-%M-%SZ"))
    assert json.loads((folder / f"{head.name}.json").read_text()) == head.document
    assert (second.document["previous"], second.heads[0]["sequence"]) == (head.digest, 7)
    assert _faults() == []
    assert (verify_log().found.waiting, verify_log().found.last_head) == (0, second.name)


def test_end_cut_off_within_the_day_is_told_by_the_head_in_between() -> None:
    made = tell(5)
    assert _held_to() == 0
    head_actions.sign_so_far(at_once=True)
    made += tell(2)
    assert (_held_to(), verify_log().found.waiting) == (5, 2)
    _cut_off(made[5:])
    assert _faults() == []  # no head held these two: that is what nobody can tell

    _cut_off(made[3:5])

    [fault] = verify_log().faults
    assert (fault.what, fault.chain, fault.sequence) == ("truncated", "cards", 4)
    assert [(one.what, one.sequence) for one in queries.chain_faults(whole=False)] == [
        ("truncated", 4)
    ]


def _held_to() -> int:
    [chain] = verify_log().chains
    return chain.held_to


def test_end_replaced_within_the_day_is_told_also_by_the_desk(party: Party) -> None:
    with acting_for(party):
        made = tell(3, stream="persons")
        head_actions.sign_so_far(at_once=True)
        _cut_off(made[2:])
        tell(1, stream="persons")

        [fault] = verify_log().faults
        [state] = queries.chain_states("persons")

    assert (fault.what, fault.sequence) == ("rewritten", 3)
    assert (state.sequence, state.fault and state.fault.what) == (2, "rewritten")
    assert [one.what for one in queries.chain_faults()] == ["rewritten"]


def test_day_is_closed_after_heads_in_between_and_names_the_last(folder: Path) -> None:
    tell(2)
    between = head_actions.sign_so_far(at_once=True)
    tell(1)
    [day] = head_actions.make_heads(now=NIGHT)

    assert between is not None
    assert day.document["previous"] == between.digest
    assert _faults() == []
    by_hand("DELETE FROM core_loghead WHERE id = %s", between.pk)
    assert set(_faults()) == {"head_missing"}


def test_fault_known_in_between_is_known_from_then_on() -> None:
    made = tell(4)
    by_hand("UPDATE core_event SET actor = 'b' WHERE id = %s", made[2].pk)

    first = head_actions.sign_so_far(at_once=True)
    tell(1)
    second = head_actions.sign_so_far(now=timezone.now() + timedelta(seconds=1), at_once=True)

    assert first is not None
    assert second is not None
    assert first.faults == second.faults
    assert [(one["what"], one["sequence"]) for one in second.faults] == [("altered", 3)]


def test_doctor_says_up_to_which_event_and_day_the_log_is_signed_and_how_long_ago() -> None:
    assert check_heads(_ask).fine  # nothing is kept yet
    tell(1)
    assert check_heads(_ask) == Finding("heads", True, "none made yet; 1 events wait for a head")
    head_actions.sign_so_far(at_once=True)
    today = check_heads(_ask)
    by_hand("DELETE FROM core_loghead")
    by_hand("UPDATE core_event SET at = at - interval '3 days'")
    none = check_heads(_ask)
    made = head_actions.make_heads()
    signed = check_heads(_ask)
    by_hand("DELETE FROM core_loghead WHERE id = %s", made[-1].pk)
    by_hand("UPDATE core_loghead SET made_at = now() - interval '30 hours'")
    late = check_heads(_ask)

    assert (today.fine, none.fine, signed.fine, late.fine) == (True, False, True, False)
    assert today.seen == "1 events and no day yet are signed, 0 hours ago"
    assert signed.seen == f"1 events and its days up to {made[-1].day} are signed, 0 hours ago"
    assert late.seen == (
        f"1 events and its days up to {made[-2].day} are signed, 30 hours ago;"
        " 1 days are over without one"
    )
    assert "wayforward tick" in late.mend


def test_doctor_says_that_events_wait_too_long_for_a_head() -> None:
    tell(1)
    head_actions.make_heads(now=NIGHT)
    tell(2)
    by_hand("UPDATE core_event SET at = at - interval '3 hours'")

    found = check_heads(_ask)

    assert found.fine is False
    assert found.seen == (
        f"1 events and its days up to {TODAY} are signed, 0 hours ago;"
        " 2 events wait for a head, the first for 3 hours"
    )


def _ask(question: str) -> tuple[object, ...]:
    """The doctor's question on the connection of the test."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone() or ())
