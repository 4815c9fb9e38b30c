"""Who looks is told to the database for one transaction, and the wall stands where nobody looks."""

import pytest
from django.db import ProgrammingError, connection
from django.db.models import Model

from wayforward.core.access.context import NotActingError, acting, acting_as, acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import RowHistory
from wayforward.core.parties.models import ContactPoint, Party
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


def _contact(party: Party, shared: bool = False) -> ContactPoint:
    with acting_for(party):
        return ContactPoint.objects.create(party=party, task="travel_documents", shared=shared)


def test_acting_as_tells_the_database_who_looks_and_forgets_it_after() -> None:
    here, _there = two_parties()
    account = member_of(here, Role.RETURN_CASE_OFFICER)

    with acting_as(account, purpose=Purpose.ADMINISTRATION) as one:
        assert acting() is one
        assert _asked("acting_party()") == here.pk
        assert _asked("acting_account()") == account.pk
        assert _asked("acting_in('return_case_officer', 'monitor')") is True
        assert _asked("acting_for('audit')") is False

    assert _asked("acting_party()") is None
    with pytest.raises(NotActingError):
        acting()


def test_acting_within_acting_gives_back_what_was_before() -> None:
    here, there = two_parties()

    with acting_for(here):
        with acting_for(there):
            assert _asked("acting_party()") == there.pk
        assert _asked("acting_party()") == here.pk


def test_a_closed_account_acts_no_more() -> None:
    from django.utils import timezone

    account = member_of(two_parties()[0], Role.RETURN_CASE_OFFICER)
    account.closed_at = timezone.now()

    with pytest.raises(NotActingError):
        acting_as(account, purpose=Purpose.ADMINISTRATION).__enter__()


def test_rows_of_another_party_are_not_there_until_shared() -> None:
    here, there = two_parties()
    contact = _contact(here)

    with as_app_role():
        assert list(ContactPoint.objects.all()) == []
        with acting_for(there):
            assert list(ContactPoint.objects.all()) == []
        with acting_for(here):
            contact.shared = True
            contact.save()
        with acting_for(there):
            assert list(ContactPoint.objects.all()) == [contact]


def test_history_is_walled_in_like_its_table_and_written_by_nobody() -> None:
    here, there = two_parties()
    contact = _contact(here)

    with as_app_role():
        with acting_for(there):
            assert not RowHistory.objects.exists()
        with acting_for(here):
            [state] = RowHistory.objects.filter(table="core_contactpoint")
            assert (state.row, state.verb, state.party_id) == (str(contact.pk), "insert", here.pk)
        state.pk = None
        with pytest.raises(ProgrammingError):
            _save_as(here, state)


def test_a_row_cannot_be_given_to_another_party() -> None:
    here, there = two_parties()
    contact = _contact(here)

    contact.party = there

    with as_app_role(), pytest.raises(ProgrammingError):
        _save_as(here, contact)


def _save_as(party: Party, row: Model) -> None:
    with acting_for(party):
        row.save(force_insert=row.pk is None)


def _asked(expression: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}")
        row = cursor.fetchone()
    return row[0] if row else None
