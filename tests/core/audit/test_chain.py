"""The chain of hashes: written by the database alone, and every hand in it is named."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.core.audit.hands import by_hand, commit, tell

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit import queries
from wayforward.core.audit.actions import record
from wayforward.core.audit.checking import verify_log
from wayforward.core.audit.models import Event, EventLink, RowHistory
from wayforward.core.audit.outside.chains import line_of
from wayforward.core.audit.whole_log import WholeLogClosedError, whole_log
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


def _fault() -> tuple[str, str, int | None, int | None]:
    """The first fault: of which kind, in which chain, at which number, which event."""
    first = verify_log().faults[0]
    return first.what, first.chain, first.sequence, first.event


def test_events_are_numbered_in_each_stream_and_each_holds_the_hash_before() -> None:
    first, second = tell(2)
    [other] = tell(1, stream="sources")

    links = {link.event_id: link for link in EventLink.objects.all()}

    assert [links[one.pk].sequence for one in (first, second, other)] == [1, 2, 1]
    assert links[second.pk].previous == links[first.pk].hash
    assert links[first.pk].previous == links[other.pk].previous == ""
    assert verify_log().faults == []


def test_line_of_the_database_is_the_line_of_the_verifier() -> None:
    tell(1, stream="sources", words='"\\ \u0001 \x7f پښتو 🙂', numbers=[1, 2.50, None, True])

    with whole_log() as log:
        [row] = log.events()

    line = line_of(row[1], row[2], row[4:])
    assert hashlib.sha256(line).hexdigest() == row[3]
    assert '"نه'.encode() not in line
    assert "پښتو".encode() in line


def test_writer_chooses_neither_time_nor_party_nor_place() -> None:
    _here, there = two_parties()
    with as_app_role():
        made = Event.objects.create(
            stream="cards", name="n", subject="s", actor="a", at="2001-01-01T00:00Z",
            party_id=there.pk, account_id=7, purpose="audit",
        )  # fmt: skip
        commit()
        with pytest.raises(DatabaseError), transaction.atomic():
            EventLink.objects.create(event_id=10**9, chain="cards", sequence=9, hash="0" * 64)
    made.refresh_from_db()
    assert made.at.year > 2001
    assert (made.party_id, made.account_id, made.purpose) == (None, None, "")


def test_acting_is_bound_into_what_is_written_about_persons() -> None:
    here, there = two_parties()
    account = member_of(here, Role.DATA_PROTECTION_OFFICER)

    with as_app_role():
        with acting_as(account, purpose=Purpose.AUDIT, reason="asked by the court"):
            made = record(stream="persons", name="person read", subject="ABC", actor="x")
            made.refresh_from_db()
            commit()
            chains = [state.chain for state in queries.chain_states("persons")]
        with acting_for(there):
            assert not Event.objects.filter(stream="persons").exists()
            assert not EventLink.objects.filter(chain__startswith="persons").exists()
        assert not Event.objects.filter(stream="persons").exists()

    assert (made.party_id, made.account_id) == (here.pk, account.pk)
    assert (made.purpose, made.reason) == ("audit", "asked by the court")
    assert chains == [f"persons/{here.pk}"]


def test_what_belongs_to_no_party_stays_open_to_every_desk() -> None:
    here, there = two_parties()
    with as_app_role():
        with acting_for(here):
            record(stream="cards", name="card signed", subject="appeal", actor="x")
        with acting_for(there):
            assert Event.objects.filter(stream="cards").count() == 1
        assert Event.objects.filter(stream="cards").count() == 1


def test_changing_and_removing_are_refused_aloud() -> None:
    tell(1)
    for refused in (lambda: Event.objects.update(actor="b"), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()
        with as_app_role(), pytest.raises(DatabaseError), transaction.atomic():
            refused()


def test_altered_event_is_named_at_its_place() -> None:
    made = tell(9)

    by_hand("UPDATE core_event SET reason = 'better' WHERE id = %s", made[4].pk)

    assert _fault() == ("altered", "cards", 5, made[4].pk)
    report = verify_log()
    assert [(one.chain, one.events, one.unbroken_to) for one in report.chains] == [("cards", 9, 4)]


@pytest.mark.parametrize(
    "column", ["at = at + interval '1 us'", "facts = '{\"a\": 1}'", "account_id = 5", "actor = 'z'",
               "name = name || ' '", "purpose = 'audit'", "subject = ''", "stream = 'sources'",
               "party_id = 5"],
)  # fmt: skip
def test_no_column_can_be_altered_unseen(column: str) -> None:
    made = tell(3)

    by_hand(f"UPDATE core_event SET {column} WHERE id = %s", made[1].pk)

    assert _fault() == ("altered", "cards", 2, made[1].pk)
    assert [(f.what, f.sequence) for f in queries.chain_faults()] == [("altered", 2)]


def test_removed_event_is_missing() -> None:
    made = tell(5)

    by_hand("DELETE FROM core_event WHERE id = %s", made[2].pk)

    assert _fault() == ("missing", "cards", 3, None)
    assert [(f.what, f.sequence) for f in queries.chain_faults()] == [("missing", 3)]


def test_event_removed_with_its_link_leaves_a_gap() -> None:
    made = tell(5)

    by_hand("DELETE FROM core_event WHERE id = %s", made[2].pk)
    by_hand("DELETE FROM core_eventlink WHERE event_id = %s", made[2].pk)

    assert _fault() == ("missing", "cards", 3, None)
    assert [(f.what, f.sequence) for f in queries.chain_faults()] == [("missing", 3)]


def test_gap_that_was_closed_by_counting_anew_is_out_of_order() -> None:
    made = tell(5)

    by_hand("DELETE FROM core_event WHERE id = %s", made[2].pk)
    by_hand("DELETE FROM core_eventlink WHERE event_id = %s", made[2].pk)
    by_hand("UPDATE core_eventlink SET sequence = sequence - 1 WHERE sequence > 3")

    assert _fault() == ("out_of_order", "cards", 3, made[3].pk)
    assert [(f.what, f.sequence) for f in queries.chain_faults()] == [("out_of_order", 3)]


def test_two_events_that_changed_places_are_out_of_order() -> None:
    made = tell(5)

    by_hand("UPDATE core_eventlink SET sequence = -1 WHERE event_id = %s", made[2].pk)
    by_hand("UPDATE core_eventlink SET sequence = 3 WHERE event_id = %s", made[3].pk)
    by_hand("UPDATE core_eventlink SET sequence = 4 WHERE event_id = %s", made[2].pk)

    assert _fault() == ("out_of_order", "cards", 3, made[3].pk)


def test_event_put_in_past_the_triggers_is_named() -> None:
    tell(3)

    by_hand(
        "INSERT INTO core_event (at, stream, name, subject, actor, reason, facts, purpose)"
        " VALUES (now() - interval '1 day', 'cards', 'n', 's', 'a', '', '{}', '')"
    )

    what, chain, sequence, event = _fault()
    assert (what, chain, sequence) == ("unchained", "cards", None)
    assert event == Event.objects.latest("pk").pk
    assert [f.what for f in queries.chain_faults()] == ["unchained"]


def test_chain_written_anew_after_one_event_breaks_at_the_next() -> None:
    made = tell(3)

    by_hand("UPDATE core_event SET actor = 'b' WHERE id = %s", made[1].pk)
    by_hand("UPDATE core_eventlink AS link SET hash = core_line_hash(core_event_line(event,"
            " link.sequence, link.previous)) FROM core_event AS event"
            " WHERE event.id = link.event_id AND event.id = %s", made[1].pk)  # fmt: skip

    assert _fault() == ("out_of_order", "cards", 3, made[2].pk)


def test_whole_log_opens_to_the_owner_alone() -> None:
    here, _there = two_parties()
    with acting_for(here):
        tell(2, stream="persons")

    with as_app_role(), pytest.raises(WholeLogClosedError, match="DATABASE_OWNER_URL"):
        verify_log()
    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("SELECT core_see_whole_log('on')")
        assert not Event.objects.filter(stream="persons").exists()
        assert not EventLink.objects.filter(party_id=here.pk).exists()
        assert not RowHistory.objects.exists()


@pytest.mark.parametrize(
    "call",
    ["core_chain_heads()", "core_state_hashes('-infinity', now())", "core_log_begins()",
     "core_chain_fault('persons/1', 0, '')", "core_unchained_event()", "core_log_waiting()"],
)  # fmt: skip
def test_verifying_leaves_the_wall_as_it_was(call: str) -> None:
    here, _there = two_parties()
    with acting_for(here):
        tell(1, stream="persons")

    with connection.cursor() as cursor:
        for before in ("", "on"):
            cursor.execute("SELECT core_see_whole_log(%s)", [before])
            cursor.execute(f"SELECT * FROM {call}")
            assert _wall() == before


def test_wall_is_closed_again_where_chaining_fails_while_it_is_open() -> None:
    [made] = tell(1)

    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError), transaction.atomic():  # it stands in the chain already
            cursor.execute("SELECT core_append_link(one) FROM core_event AS one")
        assert _wall() == ""
        assert [link.event_id for link in EventLink.objects.all()] == [made.pk]


def _wall() -> str:
    """What the setting that opens the wall to the owner is after all that was done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('wayforward.whole_log', true), '')")
        return str((cursor.fetchone() or ("",))[0])


def test_rolled_back_savepoint_leaves_no_gap() -> None:
    tell(1)
    mark = transaction.savepoint()
    tell(2)
    transaction.savepoint_rollback(mark)
    tell(1)

    assert [link.sequence for link in EventLink.objects.order_by("sequence")] == [1, 2]
    assert verify_log().faults == []


def test_many_streams_in_one_transaction_are_chained_each() -> None:
    for number in range(6):
        record(stream=f"s{number % 3}", name="n", subject="s", actor="a")
    commit()

    report = verify_log()
    assert [(one.chain, one.events) for one in report.chains] == [("s0", 2), ("s1", 2), ("s2", 2)]
    assert report.faults == []
