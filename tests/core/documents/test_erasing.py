"""A file is erased by the data protection officer alone, with ground and reason, and proves it."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.consenting.actions import record_consent, withdraw_consent
from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.rules import GivenBy, Proof
from wayforward.core.access.context import Acting, acting_as, acting_for
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.access.segregation import PurposeNotForRoleError
from wayforward.core.audit.models import Event
from wayforward.core.documents.actions import ErasedError, keep_file
from wayforward.core.documents.erasing.actions import erase_file, prove_erasure
from wayforward.core.documents.erasing.queries import erasure_proof
from wayforward.core.documents.erasing.rules import (
    CITATIONS,
    ErasureGround,
    NoReasonError,
    NotForErasureError,
    Rests,
    StillRestsError,
    check_erasure,
)
from wayforward.core.documents.letters.actions import issue_letter, withdraw_letter, write_letter
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.documents.refusals import RESTS, in_words
from wayforward.core.documents.signing import check, public_key
from wayforward.core.documents.wording import ERASURE_GROUNDS
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.letters import EXAMPLES
from wayforward.testing.office_files import PDF
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.rows import make_row
from wayforward.testing.shelf import MemoryShelf, files_in_memory  # noqa: F401
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_in_memory", "whole_log")]
PAGE = "/en/desk/documents"
ACK = "data-request-acknowledgement"
WHY = "Asked for on 3 November."


@pytest.fixture
def parties() -> tuple[Party, Party]:
    return two_parties()


@pytest.fixture
def officer(parties: tuple[Party, Party]) -> Account:
    return member_of(parties[0], Role.RETURN_CASE_OFFICER, name="officer")


@pytest.fixture
def dpo(parties: tuple[Party, Party]) -> Account:
    return member_of(parties[0], Role.DATA_PROTECTION_OFFICER, name="protector")


@pytest.fixture
def person(parties: tuple[Party, Party]) -> Person:
    with acting_for(parties[0]):
        return Person.objects.create(party=parties[0])


@pytest.fixture
def desk(client: Client, parties: tuple[Party, Party]) -> Iterator[Client]:
    sign_in(client, Role.DATA_PROTECTION_OFFICER, name="at-the-desk", party=parties[0])
    with as_app_role():
        yield client


def _keep(by: Account, person: Person | None = None, kind: str = "other") -> StoredFile:
    with acting_as(by, purpose=Purpose.RETURN_CASE):
        return keep_file(
            source=BytesIO(PDF), name="scan.pdf", kind=kind, data_class=DataClass.PERSON,
            person=person,
        ).file  # fmt: skip


def _protecting(dpo: Account) -> AbstractContextManager[Acting]:
    return acting_as(dpo, purpose=Purpose.DATA_PROTECTION, reason=WHY)


def _erase(dpo: Account, file: StoredFile) -> StoredFile:
    with _protecting(dpo):
        return erase_file(file_id=file.pk, ground=ErasureGround.ASKED_FOR, reason=WHY)


def _letter(officer: Account, other: Account) -> Letter:
    """One that was issued."""
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        letter = write_letter(
            kind=ACK, language="en", fields=EXAMPLES[ACK], data_class=DataClass.PERSON
        )
    with acting_as(other, purpose=Purpose.RETURN_CASE):
        return issue_letter(letter_id=letter.pk, version=letter.version)


def _consent(by: Account, person: Person, to: Party, proof: str, kind: Proof) -> Consent:
    with acting_as(by, purpose=Purpose.RETURN_CASE):
        return record_consent(
            person=person, recipient=to, purpose=Purpose.REINTEGRATION, groups=["contact"],
            given_by=GivenBy.PERSON, language="fa-af", read_by="An interpreter", proof_kind=kind,
            proof=proof, expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip


@given(reason=st.text(), letter=st.booleans(), consent=st.booleans())
def test_only_a_reason_and_nothing_that_rests_lets_a_file_go(
    reason: str, letter: bool, consent: bool
) -> None:
    try:
        check_erasure(reason=reason, letter_in_force=letter, consent_rests=consent)
    except (NoReasonError, StillRestsError):
        assert letter or consent or not reason.strip()
    else:
        assert reason.strip()
        assert not letter
        assert not consent


def test_every_ground_and_every_hold_has_its_words() -> None:
    assert set(ERASURE_GROUNDS) == set(CITATIONS) == set(ErasureGround)
    assert set(RESTS) == set(Rests)
    for one in Rests:
        assert in_words(StillRestsError(one)) == str(StillRestsError(one))


@pytest.mark.parametrize("role", [Role.RETURN_CASE_OFFICER, Role.SAFEGUARD_ASSESSOR])
def test_another_role_erases_nothing(
    officer: Account, parties: tuple[Party, Party], role: Role
) -> None:
    other = member_of(parties[0], role, name="other")
    kept = _keep(officer)

    with as_app_role():
        with acting_as(other, purpose=Purpose.RETURN_CASE), pytest.raises(NotAllowedError):
            erase_file(file_id=kept.pk, ground=ErasureGround.RETENTION, reason=WHY)
        if role is Role.RETURN_CASE_OFFICER:
            with pytest.raises(PurposeNotForRoleError):
                _erase(other, kept)


def test_the_officer_of_another_party_finds_no_file(
    officer: Account, parties: tuple[Party, Party]
) -> None:
    theirs = member_of(parties[1], Role.DATA_PROTECTION_OFFICER, name="theirs")
    kept = _keep(officer)

    with as_app_role(), pytest.raises(StoredFile.DoesNotExist):
        _erase(theirs, kept)


@pytest.mark.parametrize(
    ("purpose", "reason"), [(Purpose.AUDIT, WHY), (Purpose.DATA_PROTECTION, " ")]
)
def test_nothing_is_erased_or_proved_where_the_walls_hide_what_rests(
    officer: Account, dpo: Account, purpose: Purpose, reason: str
) -> None:
    kept = _keep(officer)

    with as_app_role(), acting_as(dpo, purpose=purpose, reason=reason):
        with pytest.raises(NotForErasureError):
            erase_file(file_id=kept.pk, ground=ErasureGround.RETENTION, reason=WHY)
        with pytest.raises(NotForErasureError):
            erasure_proof(kept.pk)


def test_what_stays_is_who_when_why_and_the_digest(officer: Account, dpo: Account) -> None:
    kept = _keep(officer)
    with as_app_role():
        gone = _erase(dpo, kept)
        with pytest.raises(ErasedError):
            _erase(dpo, kept)

    assert (gone.name, gone.file_key, gone.sha256) == ("", None, kept.sha256)
    assert (gone.erased_by, gone.erasure_ground, gone.erasure_reason) == (dpo, "asked_for", WHY)
    event = Event.objects.get(name="file erased")
    assert (event.reason, event.actor, event.facts["ground"]) == (WHY, "protector", "asked_for")
    assert event.facts["sha256"] == kept.sha256


def test_the_database_keeps_no_half_erased_file(officer: Account, dpo: Account) -> None:
    kept = _keep(officer)

    with _protecting(dpo), pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=kept.pk).update(erased_at=timezone.now())


def test_a_letter_in_force_holds_its_print_and_stays_provable_after(
    officer: Account,
    dpo: Account,
    parties: tuple[Party, Party],
    django_capture_on_commit_callbacks,
) -> None:
    other = member_of(parties[0], Role.RETURN_CASE_OFFICER, name="second")
    with as_app_role(), django_capture_on_commit_callbacks(execute=True):
        letter = _letter(officer, other)
        assert letter.file is not None
        with pytest.raises(StillRestsError) as refused:
            _erase(dpo, letter.file)
        with acting_as(other, purpose=Purpose.RETURN_CASE):
            withdraw_letter(letter_id=letter.pk, version=letter.version, reason="wrong name")
        _erase(dpo, letter.file)

    assert refused.value.rests is Rests.LETTER
    with _protecting(dpo):
        kept = Letter.objects.select_related("file").get(pk=letter.pk)
        assert kept.file is not None
        proof = prove_erasure(file_id=kept.file.pk)
        assert (proof["letters"], proof["sha256"]) == ([letter.reference], kept.file.sha256)
        assert kept.content == EXAMPLES[ACK]
    assert Event.objects.get(name="erasure proved").actor == "protector"


@pytest.mark.parametrize("how", ["number", "sentence", "name", "kind"])
def test_the_proof_of_a_consent_that_stands_is_held(
    officer: Account, dpo: Account, parties: tuple[Party, Party], person: Person, how: str
) -> None:
    kept = _keep(officer, person, kind="consent" if how == "kind" else "other")
    named = {
        "number": str(kept.uid),
        "sentence": f"form, file {kept.uid}".upper(),
        "name": "scan.pdf",
        "kind": "the signed form",
    }[how]
    with as_app_role():
        consent = _consent(officer, person, parties[1], named, Proof.DOCUMENT)
        with pytest.raises(StillRestsError) as refused:
            _erase(dpo, kept)
        with acting_as(officer, purpose=Purpose.RETURN_CASE):
            withdraw_consent(consent=consent, how="by telephone")

        assert refused.value.rests is Rests.CONSENT
        assert _erase(dpo, kept).erased_at


def test_the_proof_of_a_consent_that_something_was_disclosed_on_is_held(
    officer: Account, dpo: Account, parties: tuple[Party, Party], person: Person
) -> None:
    kept = _keep(officer, person)
    consent = _consent(officer, person, parties[1], str(kept.uid), Proof.DOCUMENT)
    with acting_as(officer, purpose=Purpose.RETURN_CASE):
        withdraw_consent(consent=consent, how="by telephone")
    with acting_for(parties[0]):
        make_row(Disclosure, parties[0], person=person, consents=[consent.pk])

    with as_app_role(), pytest.raises(StillRestsError):
        _erase(dpo, kept)


def test_the_number_of_a_file_about_nobody_holds_it_as_well(
    officer: Account, dpo: Account, parties: tuple[Party, Party], person: Person
) -> None:
    kept = _keep(officer)
    with as_app_role():
        _consent(officer, person, parties[1], str(kept.uid), Proof.RECORDING)

        with pytest.raises(StillRestsError):
            _erase(dpo, kept)


def test_a_consent_before_a_witness_holds_no_file(
    officer: Account, dpo: Account, parties: tuple[Party, Party], person: Person
) -> None:
    kept = _keep(officer, person, kind="consent")
    with as_app_role():
        _consent(officer, person, parties[1], "a colleague", Proof.WITNESS)

        assert _erase(dpo, kept).erased_at


def test_the_desk_says_what_is_lost_asks_twice_and_gives_the_proof(
    desk: Client,
    officer: Account,
    django_capture_on_commit_callbacks,
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    kept = _keep(officer)
    page = f"{PAGE}/{kept.pk}"
    answers = {"ground": "asked_for", "reason": WHY}
    assert "Erase this file" in desk.get(f"{page}/about").content.decode()

    first = desk.get(f"{page}/erase").content.decode()
    empty = desk.post(f"{page}/erase", {"ground": "asked_for", "reason": " "}).content.decode()
    asked = desk.post(f"{page}/erase", answers).content.decode()
    for said in (first, empty, asked):
        assert "nobody can bring them back" in said
        assert "A letter that was issued stays provable" in said
        assert ("Is this meant?" in said) == (said is asked)
    assert len(files_in_memory.held) == 1
    early = desk.post(f"{page}/proof", follow=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = desk.post(f"{page}/erase", {**answers, "confirmed": "yes"}, follow=True)

    assert "not gone everywhere yet" in early
    assert not files_in_memory.held
    shown = done.content.decode()
    for said in ("The file is erased", "at-the-desk", WHY, "GDPR Art. 17(1)", kept.sha256):
        assert said in shown
    assert "scan.pdf" not in shown
    proof = desk.post(f"{page}/proof")
    assert proof["Content-Disposition"] == f'attachment; filename="erased-{kept.uid}.json"'
    said = json.loads(proof.content)
    check(said, public_key())
    assert (said["erased_by"], said["reason"], said["sha256"]) == ("at-the-desk", WHY, kept.sha256)
    assert str(kept.uid) in desk.get(f"{PAGE}/erased").content.decode()
    assert desk.get(f"{page}/erase")["Location"] == f"{page}/about"


def test_the_desk_says_what_holds_a_file_and_offers_no_way_on(
    desk: Client, officer: Account, parties: tuple[Party, Party], person: Person
) -> None:
    kept = _keep(officer, person)
    _consent(officer, person, parties[1], str(kept.uid), Proof.DOCUMENT)
    answers = {"ground": "retention", "reason": WHY, "confirmed": "yes"}

    shown = desk.get(f"{PAGE}/{kept.pk}/erase").content.decode()
    tried = desk.post(f"{PAGE}/{kept.pk}/erase", answers).content.decode()

    for said in (shown, tried):
        assert "the consent must be provable" in said
        assert 'name="reason" maxlength="400"' not in said
    with acting_for(parties[0]):
        assert StoredFile.objects.get(pk=kept.pk).erased_at is None


def test_an_officer_sees_that_it_was_erased_and_takes_no_proof(
    client: Client, officer: Account, dpo: Account, parties: tuple[Party, Party]
) -> None:
    kept = _keep(officer)
    sign_in(client, Role.RETURN_CASE_OFFICER, name="reader", party=parties[0])
    with as_app_role():
        before = client.get(f"{PAGE}/{kept.pk}/about").content.decode()
        _erase(dpo, kept)
        after = client.get(f"{PAGE}/{kept.pk}/about").content.decode()
        closed = [client.get(f"{PAGE}/{kept.pk}/erase"), client.post(f"{PAGE}/{kept.pk}/proof")]

    assert "Erase this file" not in before
    assert WHY in after
    assert "Take the signed proof" not in after
    assert [one.status_code for one in closed] == [403, 403]


def test_a_file_of_another_party_has_no_page(desk: Client, parties: tuple[Party, Party]) -> None:
    theirs = _keep(member_of(parties[1], Role.CONSULAR_OFFICER, name="consul"))

    assert desk.get(f"{PAGE}/{theirs.pk}/about").status_code == 404
    assert desk.get(f"{PAGE}/{theirs.pk}/erase").status_code == 404
    assert desk.post(f"{PAGE}/{theirs.pk}/proof").status_code == 404
