"""Documents at the desk: nothing before a purpose is stated, every file opened is written down."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import Client
from django.utils import translation

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import Event
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.refusals import REFUSALS, in_words
from wayforward.core.documents.rules import (
    ALLOWED,
    MEGABYTE,
    FileRefusedError,
    PersonNotHeldError,
    TypeRefusedError,
    check_size,
)
from wayforward.core.documents.scanning import ScannerSilentError
from wayforward.core.documents.sniffing import type_of
from wayforward.core.language.digits import to_reader
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.office_files import PDF, PROGRAM
from wayforward.testing.parties import two_parties
from wayforward.testing.shelf import files_in_memory  # noqa: F401
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_in_memory", "whole_log")]
PAGE = "/en/desk/documents"


def _officer(client: Client, party: Party | None, *roles: Role) -> None:
    user = sign_in(client, *(roles or (Role.RETURN_CASE_OFFICER,)))
    user.account.party = party
    user.account.save()


def _look(client: Client, reason: str = "") -> None:
    client.post("/en/desk/purpose", {"purpose": "return_case", "reason": reason})


def _send(
    client: Client, content: bytes = PDF, name: str = "scan.pdf", how: str = "person", who: str = ""
) -> str:
    sent = BytesIO(content)
    sent.name = name
    data = {"file": sent, "kind": "travel_document", "kept_class": how, "person": who}
    return client.post(f"{PAGE}/keep", data, follow=True).content.decode()


def test_an_account_without_a_party_is_told_so(client: Client) -> None:
    _officer(client, None)

    assert "Your account acts for none" in client.get(PAGE).content.decode()


def test_page_says_for_whom_and_what_for() -> None:
    client = Client()
    sign_in(client, Role.RETURN_CASE_OFFICER, party=two_parties()[0])

    text = client.get(PAGE).content.decode()

    assert "You act for this party:" in text
    assert "the return" in text


def test_a_file_goes_in_and_out_and_the_log_knows(client: Client) -> None:
    _officer(client, two_parties()[0])
    _look(client)

    shown = _send(client)
    assert "The file is kept, sealed." in shown
    assert "scan.pdf" in shown
    assert "not scanned for viruses" in shown
    assert "No virus scanner is set up here" in shown

    number = Event.objects.filter(name="file kept").count()
    opened = client.post(f"{PAGE}/{_number()}")
    assert b"".join(opened.streaming_content) == PDF  # type: ignore[attr-defined]
    assert opened["Content-Disposition"] == 'attachment; filename="scan.pdf"'
    assert (number, Event.objects.filter(name="file read").count()) == (1, 1)


def _number() -> int:
    """The file's number, from the log of the owner: rows are behind their wall."""
    with acting_for(Party.objects.order_by("pk")[0]):
        return StoredFile.objects.get().pk


def test_a_refusal_says_what_to_do_and_a_repeated_file_is_told(client: Client) -> None:
    _officer(client, two_parties()[0])
    _look(client)

    assert "A file of this type is not kept" in _send(client, PROGRAM, "a.pdf")
    assert "The file is empty" in _send(client, b"", "a.txt")
    _send(client)
    assert "This very file was kept before" in _send(client)


def test_a_file_is_kept_about_a_person_of_the_own_party(client: Client) -> None:
    here, there = two_parties()
    _officer(client, here)
    _look(client)
    with acting_for(here):
        person = Person.objects.create(party=here)
    with acting_for(there):
        theirs = Person.objects.create(party=there)

    assert "Nobody in the care of our party" in _send(client, who=theirs.reference)
    assert "kept as such, or as sensitive" in _send(client, how="party", who=person.reference)
    assert f"?person={person.reference}" in _send(client, who=person.reference)
    _send(client, b"about nobody", "other.txt")
    shown = client.get(f"{PAGE}?person={person.reference}").content.decode()
    assert "scan.pdf" in shown
    assert "other.txt" not in shown
    assert "The same file is kept here as well" not in shown


def test_the_same_file_of_two_persons_is_told_with_both(client: Client) -> None:
    here = two_parties()[0]
    _officer(client, here)
    _look(client)
    with acting_for(here):
        one, two = (Person.objects.create(party=here) for _ in range(2))
    _send(client, who=one.reference)
    _send(client, who=two.reference)

    for this, other in ((one, two), (two, one)):
        shown = client.get(f"{PAGE}?person={this.reference}").content.decode()
        told = shown.split("The same file is kept here as well:")[1].split("</p>")[0]
        assert f"?person={other.reference}" in told
        assert this.reference not in told


@pytest.mark.parametrize("how", ["person", "sensitive"])
def test_what_the_purpose_does_not_open_is_refused_in_words_and_not_offered(
    client: Client, how: str
) -> None:
    _officer(client, two_parties()[0], Role.SECRETARIAT, Role.DATA_PROTECTION_OFFICER)
    client.post("/en/desk/purpose", {"purpose": "audit", "reason": ""})

    with as_app_role():
        refused = _send(client, how=how)
        shown = client.get(PAGE).content.decode()

    assert ("does not open this" in refused) == (how == "sensitive")
    assert '<option value="party"' in shown
    assert '<option value="sensitive"' not in shown


def test_an_office_that_looks_at_no_person_keeps_what_is_about_none(client: Client) -> None:
    _officer(client, two_parties()[0], Role.SECRETARIAT)

    with as_app_role():
        refused, kept = _send(client, how="person"), _send(client, how="party")
        shown = client.get(PAGE).content.decode()

    assert "does not open this" in refused
    assert "The file is kept, sealed." in kept
    assert '<option value="person"' not in shown


def test_every_refusal_has_its_words_and_figures_in_the_readers_digits() -> None:
    kinds = {*_below(FileRefusedError), ScannerSilentError, PersonNotHeldError}
    assert kinds <= set(REFUSALS)
    for one in ALLOWED.values():
        with pytest.raises(FileRefusedError) as refused:
            check_size(one.largest + 1, one)
        with translation.override("ps"):
            assert to_reader(str(one.largest // MEGABYTE), "ps") in in_words(refused.value)
    with pytest.raises(TypeRefusedError) as unknown:
        type_of(BytesIO(PROGRAM))
    with translation.override("fa-af"):
        assert "docx" in in_words(unknown.value)


def _below(kind: type[Exception]) -> Iterator[type[Exception]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def test_a_file_that_is_not_there_cannot_be_opened(client: Client) -> None:
    _officer(client, two_parties()[0])
    _look(client)

    answer = client.post(f"{PAGE}/999", follow=True)

    assert "This file cannot be opened" in answer.content.decode()
    assert client.get(f"{PAGE}/999").status_code == 405


def test_a_sensitive_file_is_not_taken_from_a_role_that_may_not_read_it(client: Client) -> None:
    _officer(client, two_parties()[0])
    _look(client, "reason")

    assert "read a protection file" in _send(client, how="sensitive")


def test_figures_are_pictures_with_a_table_for_auditors_alone(client: Client) -> None:
    _officer(client, None, Role.AUDITOR)

    shown = client.get("/ps/desk/figures").content.decode()

    assert shown.count('role="img"') == 1
    assert "<table>" in shown
    assert "style=" not in shown


def test_figures_are_closed_to_other_roles(client: Client) -> None:
    _officer(client, None)

    assert client.get("/en/desk/figures").status_code == 403
