"""Disclosing, recalling, acknowledging, and what the database refuses by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wayforward.core.access.consenting.actions import (
    ConsentRefusedError,
    WithdrawnAlreadyError,
    record_consent,
    withdraw_consent,
)
from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.queries import consents_of, consents_proved_by
from wayforward.core.access.consenting.rules import GivenBy, Proof
from wayforward.core.access.context import acting_as
from wayforward.core.access.disclosing.actions import (
    DisclosureRefusedError,
    DoneAlreadyError,
    NoReasonError,
    NotYoursError,
    acknowledge,
    disclose,
    recall,
)
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.queries import (
    NoSuchDisclosureError,
    RecalledError,
    disclosure_named,
    disclosures_of,
    payload_of,
    preview,
    received,
    sent,
)
from wayforward.core.access.disclosing.rules import Ground, Why
from wayforward.core.access.disclosing.schemas import groups
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.parties.models import Arrangement, Party, PartyKind
from wayforward.core.persons.models import Person
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.rows import unsaved_row
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_log")]
NAME = {"full_name": "Nobody At All"}


@dataclass
class House:
    """Two parties, an officer of each, and a person whom the first cares for."""

    here: Party
    there: Party
    officer: Account
    consul: Account
    person: Person


@pytest.fixture
def house() -> Iterator[House]:
    here, there = two_parties()
    there.recognition = "recognised"
    there.save()
    officer = member_of(here, Role.RETURN_CASE_OFFICER, name="officer")
    consul = member_of(there, Role.CONSULAR_OFFICER, name="consul")
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        person = Person.objects.create(party=here)
    with as_app_role():
        yield House(here, there, officer, consul, person)


@contextmanager
def _at(account: Account) -> Iterator[None]:
    with acting_as(account, purpose=Purpose.IDENTIFICATION):
        yield


def _send(house: House, **changed: object) -> Disclosure:
    given = {
        "person": house.person,
        "recipient": house.there,
        "purpose": Purpose.IDENTIFICATION,
        "ground": Ground.PUBLIC_INTEREST,
        "provision": "GDPR Art. 49(1)(d)",
        "fields": NAME,
    }
    return disclose(**{**given, **changed})  # type: ignore[arg-type]


def _agree(house: House, **changed: object) -> Consent:
    given = {
        "person": house.person,
        "recipient": house.there,
        "purpose": Purpose.IDENTIFICATION,
        "groups": ["identity"],
        "given_by": GivenBy.PERSON,
        "language": "ps",
        "read_by": "an interpreter",
        "proof_kind": Proof.DOCUMENT,
        "proof": "form 17/2026",
        "expires_at": timezone.now() + timedelta(days=30),
    }
    return record_consent(**{**given, **changed})  # type: ignore[arg-type]


def _de_facto(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_party SET recognition = 'de_facto' WHERE id = %s",
                       [house.there.pk])  # fmt: skip
    house.there.refresh_from_db()


def test_recipient_sees_exactly_what_was_sent_and_not_the_person(house: House) -> None:
    with _at(house.officer):
        made = _send(house)
        assert list(sent()) == [made]
        assert list(disclosures_of(house.person)) == [made]

    with _at(house.consul):
        [came] = received()
        assert payload_of(came) == NAME
        assert came.fields == ["full_name"]
        assert not Person.objects.exists()
        assert not Consent.objects.exists()
        assert not RowHistory.objects.exists()


def test_payload_stands_sealed_in_the_database(house: House) -> None:
    with _at(house.officer):
        made = _send(house)
        with connection.cursor() as cursor:
            cursor.execute("SELECT d::text FROM core_disclosure d WHERE id = %s", [made.pk])
            (raw,) = cursor.fetchone()
        kept = str(list(RowHistory.objects.values_list("state", flat=True)))

    assert "Nobody" not in raw + kept


def test_event_has_the_reference_and_nothing_of_the_content(house: House) -> None:
    with _at(house.officer):
        made = _send(house)
        event = Event.objects.get(name="disclosed")

    assert (event.subject, event.actor) == (made.reference, "officer")
    assert "full_name" not in str(event.facts)


def test_recall_is_seen_by_both_at_once_and_closes_the_payload(house: House) -> None:
    with _at(house.officer):
        made = _send(house)
        recall(disclosure=made, reason="sent to the wrong office")
        assert payload_of(disclosure_named(made.reference)) == NAME

    with _at(house.consul):
        [came] = received()
        assert came.recalled_at is not None
        assert came.recall_reason == "sent to the wrong office"
        with pytest.raises(RecalledError):
            payload_of(came)


def test_recall_and_acknowledgement_are_each_of_one_side_and_once(house: House) -> None:
    with _at(house.officer):
        made = _send(house)
        with pytest.raises(NotYoursError):
            acknowledge(disclosure=made)
        with pytest.raises(NoReasonError):
            recall(disclosure=made, reason=" ")
    with _at(house.consul):
        with pytest.raises(NotYoursError):
            recall(disclosure=made, reason="no")
        assert acknowledge(disclosure=made).acknowledged_by == "consul"
        with pytest.raises(DoneAlreadyError):
            acknowledge(disclosure=made)
    with _at(house.officer):
        assert disclosure_named(made.reference).acknowledged_at is not None
        recall(disclosure=made, reason="wrong person")
        with pytest.raises(DoneAlreadyError):
            recall(disclosure=made, reason="again")
        with pytest.raises(NoSuchDisclosureError):
            disclosure_named("NOSUCH")


def test_disclosure_goes_whole_or_not_at_all(house: House) -> None:
    with _at(house.officer):
        with pytest.raises(DisclosureRefusedError) as refusal:
            _send(house, fields={**NAME, "asylum_claim": "yes", "shoe_size": 43})
        assert not Disclosure.objects.exists()

    assert [(one.why, one.about) for one in refusal.value.refusals] == [
        (Why.SENSITIVE_TO_PARTNER, "asylum_claim"),
        (Why.UNKNOWN_FIELD, "shoe_size"),
    ]


def test_preview_is_exactly_what_is_sent(house: House) -> None:
    asked = {
        "fields": {**NAME, "birth_year": 1998},
        "ground": Ground.CONSENT,
        "provision": "49(1)(a)",
    }
    with _at(house.officer):
        _agree(house)
        shown = preview(
            person=house.person, recipient=house.there, purpose="identification", **asked
        )  # type: ignore[arg-type]
        made = _send(house, **asked)

    with _at(house.consul):
        assert payload_of(received().get()) == dict(shown.payload)
    assert made.consents == list(shown.consents)


def test_only_roles_that_may_disclose_do(house: House) -> None:
    reader = member_of(house.here, Role.IDENTITY_ADJUDICATOR, name="reader")
    with acting_as(reader, purpose=Purpose.IDENTIFICATION):
        with pytest.raises(NotAllowedError):
            _send(house)
        with pytest.raises(NotAllowedError):
            _agree(house)


def test_de_facto_authority_is_told_nothing_without_consent(house: House) -> None:
    _de_facto(house)

    with _at(house.officer):
        for ground in Ground:
            with pytest.raises(DisclosureRefusedError):
                _send(house, ground=ground)
        consent = _agree(house)
        made = _send(house, ground=Ground.CONSENT)
        assert made.consents == [consent.pk]


def _party_of_another_arrangement() -> Party:
    other = Arrangement.objects.create(key="another", valid_from=date(2021, 4, 26))
    return Party.objects.create(
        arrangement=other, key="abroad", kind=PartyKind.PARTNER_COUNTRY_AUTHORITY,
        recognition="recognised",
    )  # fmt: skip


def test_nothing_is_told_to_a_party_of_another_arrangement(house: House) -> None:
    abroad = _party_of_another_arrangement()

    with _at(house.officer):
        with pytest.raises(DisclosureRefusedError) as refused:
            _send(house, recipient=abroad)
        assert [one.why for one in refused.value.refusals] == [Why.ANOTHER_ARRANGEMENT]
        with pytest.raises(ConsentRefusedError, match="another arrangement"):
            _agree(house, recipient=abroad)
        with pytest.raises(IntegrityError, match="another arrangement"), transaction.atomic():
            unsaved_row(Disclosure, house.here, recipient=abroad, person=house.person).save()


def test_withdrawal_stops_further_disclosures_and_leaves_the_past(house: House) -> None:
    with _at(house.officer):
        consent = _agree(house)
        made = _send(house, ground=Ground.CONSENT)
        withdraw_consent(consent=consent, how="said so at the counter")

        with pytest.raises(DisclosureRefusedError) as refusal:
            _send(house, ground=Ground.CONSENT)
        with pytest.raises(WithdrawnAlreadyError):
            withdraw_consent(consent=consent, how="again")
        assert disclosure_named(made.reference) == made
    assert [one.why for one in refusal.value.refusals] == [Why.NO_CONSENT]


def test_consent_in_the_past_or_to_nothing_is_none(house: House) -> None:
    now = timezone.now()
    with _at(house.officer):
        for wrong in (
            {"groups": []},
            {"groups": ["shoes"]},
            {"proof": " "},
            {"purpose": Purpose.ENFORCEMENT},
            {"given_at": now + timedelta(days=1)},
            {"expires_at": now - timedelta(days=1)},
        ):
            with pytest.raises(ConsentRefusedError):
                _agree(house, **wrong)


def test_consent_is_found_by_its_proof_and_the_proof_is_sealed(house: House) -> None:
    with _at(house.officer):
        consent = _agree(house)

        assert list(consents_proved_by(house.here, " FORM 17/2026")) == [consent]
        assert list(consents_proved_by(house.here, "form 18/2026")) == []
        assert consents_of(house.person).get().proof == "form 17/2026"
        with connection.cursor() as cursor:
            cursor.execute("SELECT c::text FROM core_consent c")
            assert "17/2026" not in str(cursor.fetchall())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["agree", "withdraw", "disclose"]),
        st.sets(st.sampled_from(["identity", "documents"]), min_size=1),
    ),
    max_size=8,
)
_FIELD_OF = {"identity": "full_name", "documents": "document_number"}


@given(STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_goes_on_consent_but_under_a_live_one_for_every_field(
    house: House, steps: list[tuple[str, set[str]]]
) -> None:
    with _at(house.officer):
        person = Person.objects.create(party=house.here)
        alive: list[Consent] = []
        for step, wanted in steps:
            if step == "agree":
                alive.append(_agree(house, person=person, groups=wanted))
            elif step == "withdraw" and alive:
                withdraw_consent(consent=alive.pop(), how="said so")
            elif step == "disclose":
                _rests_on(house, person, alive, wanted)


def _rests_on(house: House, person: Person, alive: list[Consent], wanted: set[str]) -> None:
    """It goes exactly where live consents cover every field, and names them."""
    fields = {_FIELD_OF[group]: "X 1" for group in wanted}
    given = {"person": person, "ground": Ground.CONSENT, "fields": fields}
    if wanted <= {group for one in alive for group in one.groups}:
        made = _send(house, **given)
        assert made.consents
        assert set(made.consents) <= {one.pk for one in alive}
    else:
        with pytest.raises(DisclosureRefusedError):
            _send(house, **given)


_PLAIN = {
    "purpose": "identification",
    "ground": "public_interest",
    "provision": "x",
    "allowance": "x",
    "fields": ["full_name"],
    "groups": ["identity"],
    "payload": NAME,
    "made_by": "somebody",
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"fields": []}, "disclosure_of_something"),
        ({"ground": ""}, "disclosure_on_a_ground"),
        ({"provision": ""}, "disclosure_on_a_ground"),
        ({"groups": ["identity", "protection"]}, "nothing sensitive"),
        ({"ground": "consent"}, "no live consent"),
        ({"ground": "consent", "consents": [1, 2]}, "no live consent"),
        ({"recalled_at": timezone.now()}, "after it was made"),
    ],
)
def test_database_refuses_what_python_would_have(house: House, changed, said: str) -> None:
    with _at(house.officer), pytest.raises(IntegrityError, match=said), transaction.atomic():
        Disclosure.objects.create(
            party=house.here, recipient=house.there, person=house.person, **{**_PLAIN, **changed}
        )


def test_database_refuses_the_de_facto_authority_without_a_ground_that_carries(
    house: House,
) -> None:
    _de_facto(house)

    refused = pytest.raises(IntegrityError, match="not recognised")
    with _at(house.officer), refused, transaction.atomic():
        Disclosure.objects.create(
            party=house.here, recipient=house.there, person=house.person, **_PLAIN
        )


def test_database_knows_every_sensitive_group(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'core_disclosure_made'")
        (source,) = cursor.fetchone()

    assert [
        one.key for one in groups().values() if one.sensitive and f"'{one.key}'" not in source
    ] == []


@pytest.mark.parametrize(
    ("side", "column", "value"),
    [
        ("officer", "fields", ["birth_date"]),
        ("officer", "ground", "legal_duty"),
        ("officer", "made_by", "another"),
        ("officer", "payload", None),
        ("officer", "acknowledged_at", timezone.now()),
        ("consul", "recalled_at", timezone.now()),
        ("consul", "payload", None),
        ("consul", "person_id", None),
    ],
)
def test_database_lets_nobody_alter_a_disclosure(house: House, side, column: str, value) -> None:
    with _at(house.officer):
        made = _send(house)
        other = Person.objects.create(party=house.here)
    if column == "payload":
        value = "v1.00000000.AAAA"
    if column == "person_id":
        value = other.pk

    also = ", recall_reason = 'x', recalled_by = 'x'" if column == "recalled_at" else ""
    with _at(getattr(house, side)), pytest.raises(IntegrityError):
        _execute(f"UPDATE core_disclosure SET {column} = %s{also}", value)
    with _at(house.officer):
        assert Disclosure.objects.filter(pk=made.pk).delete()[0] == 0


def test_database_lets_nobody_alter_a_consent_or_take_a_withdrawal_back(house: House) -> None:
    with _at(house.officer):
        consent = _agree(house)
        withdraw_consent(consent=consent, how="said so")
        for change in (
            "groups = '{health}'",
            "withdrawn_at = NULL, withdrawn_by = ''",
            "expires_at = now() + interval '9 years'",
            "proof = 'v1.00000000.AAAA'",
        ):
            with pytest.raises(IntegrityError):
                _execute(f"UPDATE core_consent SET {change}")
        assert Consent.objects.all().delete()[0] == 0


def _execute(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)
