"""A letter is written by one and issued by another, says what is missing, and is set whole."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import NotAllowedError, Role
from wayforward.core.documents.actions import read_file
from wayforward.core.documents.letters.actions import (
    NoDraftError,
    NotYourDraftError,
    issue_letter,
    rewrite_letter,
    withdraw_letter,
    write_letter,
)
from wayforward.core.documents.letters.kinds import LANGUAGES, UnknownKindError, kind_named, kinds
from wayforward.core.documents.letters.rules import (
    FieldsMissingError,
    FieldsUnknownError,
    FieldsWrongError,
    FieldType,
    LetterField,
    LetterKind,
    read_fields,
)
from wayforward.core.documents.letters.setting import Issued, Letterhead, set_letter, show
from wayforward.core.documents.models import Letter, StoredFile
from wayforward.core.language.digits import to_ascii, to_reader
from wayforward.core.parties.models import Party
from wayforward.core.workflow.actions import MovedMeanwhileError, StepClosedError
from wayforward.testing.letters import EXAMPLES
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.shelf import MemoryShelf, files_in_memory  # noqa: F401
from wayforward.testing.walls import as_app_role

HEAD = Letterhead(
    {"en": "Example Office", "fa-af": "ادارهٔ نمونه", "ps": "بېلګه اداره"}, ("Street 1",)
)
ISSUED = Issued("7QX4M2KDA9PB", date(2026, 11, 29))
ACK = "data-request-acknowledgement"


def _read_back(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"[\u2066-\u2069\u200e\u200f]", "", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EXAMPLES)
def test_every_kind_is_set_in_every_language(key: str, language: str) -> None:
    kind = kind_named(key)

    values = read_fields(kind, EXAMPLES[key])
    pdf = set_letter(kind, values, language=language, letterhead=HEAD, issued=ISSUED)

    said = _read_back(pdf)
    assert ("1" if language == "en" else "۱") in said.splitlines()[-1]
    assert len(pypdfium2.PdfDocument(BytesIO(pdf))) == 1
    assert pdf == set_letter(kind, values, language=language, letterhead=HEAD, issued=ISSUED)


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(kinds())


def test_dates_stand_in_both_calendars_with_the_readers_own_first() -> None:
    kind = kind_named(ACK)
    values = read_fields(kind, EXAMPLES[ACK])

    said = {
        one: _read_back(set_letter(kind, values, language=one, letterhead=HEAD, issued=ISSUED))
        for one in LANGUAGES
    }

    assert "12 December 2026 (21 Qaws 1405)" in said["en"]
    assert "۱۴۰۵" in said["fa-af"]
    assert "۲۰۲۶" in said["ps"]


def test_missing_fields_are_all_named() -> None:
    with pytest.raises(FieldsMissingError, match="name, received, request"):
        read_fields(kind_named(ACK), {"name": " "})


def test_wrong_fields_are_all_named_with_what_to_do() -> None:
    given = {**EXAMPLES[ACK], "received": "12.11.2026", "request": "money", "page": "javascript:1"}

    with pytest.raises(FieldsWrongError) as refused:
        read_fields(kind_named(ACK), given)

    assert "received: write the date as yyyy-mm-dd" in str(refused.value)
    assert "request: choose one of access, correction, erasure" in str(refused.value)
    assert "page: write an address" in str(refused.value)


NUMBERS = LetterKind(
    "numbers", {"en": "Numbers"}, (LetterField("n", FieldType.NUMBER, {"en": "Number"}),), ()
)


@given(st.decimals(1 - 10**12, 10**12 - 1, places=2, allow_nan=False), st.sampled_from(LANGUAGES))
def test_a_number_is_shown_as_it_was_given_in_whichever_digits(
    number: Decimal, language: str
) -> None:
    given_as = f"{number:f}" if language == "en" else to_reader(f"{number:f}", language)

    read = read_fields(NUMBERS, {"n": given_as.replace(".", "." if language == "en" else "٫")})

    shown = to_ascii(show(NUMBERS.field("n"), read["n"], language))
    assert Decimal(shown.replace("٬", "").replace(",", "").replace("٫", ".")) == number


@pytest.mark.parametrize("said", ["nan", "inf", "1e9", "1_0", "12.345", "9" * 16, "twelve", "½"])
def test_what_is_no_number_or_would_be_rounded_is_refused(said: str) -> None:
    with pytest.raises(FieldsWrongError, match="write a number such as 12"):
        read_fields(NUMBERS, {"n": said})


def test_a_field_the_kind_has_not_and_an_unknown_kind_are_named() -> None:
    with pytest.raises(FieldsUnknownError, match="no field colour"):
        read_fields(kind_named(ACK), {**EXAMPLES[ACK], "colour": "red"})
    with pytest.raises(UnknownKindError, match="there is data-request"):
        kind_named("love-letter")


def test_what_a_field_holds_is_data_and_never_a_place_or_code() -> None:
    kind = kind_named(ACK)
    given = {**EXAMPLES[ACK], "name": "{contact} #panic(1) *b*"}

    pdf = set_letter(kind, read_fields(kind, given), language="en", letterhead=HEAD, issued=ISSUED)

    assert "Dear {contact} #panic(1) *b*," in _read_back(pdf)


def test_a_draft_says_so_across_the_page() -> None:
    kind = kind_named(ACK)
    values = read_fields(kind, EXAMPLES[ACK])

    draft = Issued("", date(2026, 11, 29), draft=True)

    assert "Draft: not issued" in _read_back(
        set_letter(kind, values, language="en", letterhead=HEAD, issued=draft)
    )


@pytest.fixture
def office(db: None) -> Iterator[tuple[Party, Account, Account]]:
    """A party with two officers, seen as the app role."""
    here, _there = two_parties()
    one = member_of(here, Role.RETURN_CASE_OFFICER, name="one")
    two = member_of(here, Role.RETURN_CASE_OFFICER, name="two")
    with as_app_role():
        yield here, one, two


def _written(by: Account, **changed: str) -> Letter:
    with acting_as(by, purpose=Purpose.RETURN_CASE):
        return write_letter(
            kind=ACK,
            language="fa-af",
            fields={**EXAMPLES[ACK], **changed},
            data_class=DataClass.PERSON,
        )


def test_a_letter_is_issued_by_another_than_its_writer(
    office: tuple[Party, Account, Account],
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    _here, one, two = office
    letter = _written(one)

    with acting_as(one, purpose=Purpose.RETURN_CASE), pytest.raises(StepClosedError) as refused:
        issue_letter(letter_id=letter.pk, version=1)
    with acting_as(two, purpose=Purpose.RETURN_CASE):
        issued = issue_letter(letter_id=letter.pk, version=1)
        pdf = b"".join(read_file(file_id=issued.file_id or 0).pieces)

    assert [why.kind for why in refused.value.why_not] == ["apart"]
    assert issued.state == "issued"
    assert pypdfium2.PdfDocument(BytesIO(pdf)).get_metadata_dict()["Keywords"] == issued.reference
    assert issued.dated is not None


def test_a_letter_with_missing_fields_is_not_issued_and_says_which(
    office: tuple[Party, Account, Account],
    files_in_memory: MemoryShelf,  # noqa: F811
) -> None:
    _here, one, two = office
    letter = _written(one, contact="")

    with acting_as(two, purpose=Purpose.RETURN_CASE), pytest.raises(StepClosedError) as refused:
        issue_letter(letter_id=letter.pk, version=1)

    assert [(why.key, why.detail) for why in refused.value.why_not] == [
        ("incomplete", "Data protection officer")
    ]
    assert not files_in_memory.held


def test_a_draft_is_rewritten_by_its_writer_alone_and_at_its_version(
    office: tuple[Party, Account, Account],
) -> None:
    _here, one, two = office
    letter = _written(one)
    changed = {**EXAMPLES[ACK], "name": "Somebody Else"}

    with acting_as(two, purpose=Purpose.RETURN_CASE), pytest.raises(NotYourDraftError):
        rewrite_letter(letter_id=letter.pk, version=1, fields=changed)
    with acting_as(one, purpose=Purpose.RETURN_CASE):
        rewritten = rewrite_letter(letter_id=letter.pk, version=1, fields=changed)
        with pytest.raises(MovedMeanwhileError):
            rewrite_letter(letter_id=letter.pk, version=1, fields=changed)

        assert rewritten.content["name"] == "Somebody Else"
    with acting_as(two, purpose=Purpose.RETURN_CASE), pytest.raises(MovedMeanwhileError):
        issue_letter(letter_id=letter.pk, version=1)


def test_a_letter_is_withdrawn_with_a_reason_and_then_stands_still(
    office: tuple[Party, Account, Account],
) -> None:
    _here, one, two = office
    letter = _written(one)

    with acting_as(two, purpose=Purpose.RETURN_CASE):
        with pytest.raises(StepClosedError):
            withdraw_letter(letter_id=letter.pk, version=1, reason=" ")
        withdrawn = withdraw_letter(letter_id=letter.pk, version=1, reason="sent twice")
        with pytest.raises(NoDraftError):
            rewrite_letter(letter_id=letter.pk, version=2, fields=EXAMPLES[ACK])
        with pytest.raises(StepClosedError):
            issue_letter(letter_id=letter.pk, version=2)

    assert withdrawn.state == "withdrawn"


def test_fields_are_sealed_in_the_database(office: tuple[Party, Account, Account]) -> None:
    _here, one, _two = office
    letter = _written(one)

    with acting_as(one, purpose=Purpose.RETURN_CASE), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_letter WHERE id = %s", [letter.pk])
        row = cursor.fetchone()

    assert all("Zarghuna" not in str(bytes(v) if isinstance(v, memoryview) else v) for v in row)


def test_somebody_without_the_permission_writes_no_letter(db: None) -> None:
    here, _there = two_parties()
    monitor = member_of(here, Role.MONITOR)

    with acting_as(monitor, purpose=Purpose.OVERSIGHT), pytest.raises(NotAllowedError):
        write_letter(kind=ACK, language="en", fields=EXAMPLES[ACK], data_class=DataClass.PERSON)


def test_the_database_itself_refuses_to_skip_a_step(
    office: tuple[Party, Account, Account],
) -> None:
    _here, one, _two = office
    letter = _written(one)
    with acting_as(one, purpose=Purpose.RETURN_CASE):
        Letter.objects.filter(pk=letter.pk).update(state="withdrawn")

        with pytest.raises(IntegrityError, match="moves state"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(state="draft")


def test_a_kind_of_letter_has_fields_of_the_declared_form() -> None:
    assert all(isinstance(one, LetterField) for kind in kinds().values() for one in kind.fields)
    assert StoredFile.data_class is DataClass.SENSITIVE
