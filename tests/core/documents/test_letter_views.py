"""A letter at the desk: written by one, issued by another, every closed step saying why."""

import re

import pytest
from django.test import Client

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import Role
from wayforward.core.documents.letters.rules import LONGEST
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.letters import EXAMPLES
from wayforward.testing.parties import two_parties
from wayforward.testing.shelf import files_in_memory  # noqa: F401
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_in_memory")]
LETTERS = "/en/desk/documents/letters"
ACK = "data-request-acknowledgement"


@pytest.fixture
def parties() -> tuple[Party, Party]:
    return two_parties()


def _desk(party: Party, name: str, role: Role = Role.RETURN_CASE_OFFICER) -> Client:
    client = Client()
    user = sign_in(client, role, name=name)
    user.account.party = party
    user.account.save()
    client.post("/en/desk/purpose", {"purpose": "return_case", "reason": ""})
    return client


def _fields(kind: str, **changed: str) -> dict[str, str]:
    return {f"f-{key}": said for key, said in {**EXAMPLES[kind], **changed}.items()}


def _write(client: Client, kind: str = ACK, person: str = "", **changed: str) -> str:
    """The address of the new letter."""
    data = {"language": "ps", "kept_class": "person", "person": person, **_fields(kind, **changed)}
    answer = client.post(f"{LETTERS}/new/{kind}", data)
    return str(answer.headers.get("Location", ""))


def _text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_a_letter_is_written_by_one_and_issued_by_another(parties: tuple[Party, Party]) -> None:
    one, two = _desk(parties[0], "one"), _desk(parties[0], "two")
    address = _write(one)

    own = _text(one, address)
    assert "You yourself took the step “Write”: somebody else must take this one." in own
    assert re.search(r'<button[^>]*disabled aria-describedby="why-issue"', own)
    issued = two.post(f"{address}/issue", {"version": "1"}, follow=True).content.decode()

    assert "12 November 2026 (21 Aqrab 1405)" in own
    assert "a copy of the data we hold about you" in own
    assert "Issued" in issued
    assert "Open the letter" in issued
    assert "one" in issued
    assert "Issued" in _text(one, LETTERS)


def test_a_closed_step_says_what_is_open_and_who_can_close_it(
    parties: tuple[Party, Party],
) -> None:
    one, two = _desk(parties[0], "one"), _desk(parties[0], "two")
    address = _write(one, contact="")

    shown = _text(two, address)

    assert "These fields are still empty: Data protection officer." in shown
    assert "Who can close it: Consular officer, Data protection officer" in shown
    assert "(GDPR Art. 5(1)(d))" in shown
    refused = two.post(f"{address}/issue", {"version": "1"}, follow=True).content.decode()
    assert "This step is closed" in refused


def test_reasons_are_in_the_readers_language(parties: tuple[Party, Party]) -> None:
    address = _write(one := _desk(parties[0], "one"))

    shown = _text(one, address.replace("/en/", "/fa-af/"))
    assert "شخص دیگری انجام دهد" in shown
    assert "پیش از صدور باید شخص دومی بخواند" in shown


def test_a_letter_is_withdrawn_with_a_reason_and_at_its_version(
    parties: tuple[Party, Party],
) -> None:
    one = _desk(parties[0], "one")
    address = _write(one)

    late = one.post(f"{address}/withdraw", {"version": "7", "reason": "x"}, follow=True)
    done = one.post(f"{address}/withdraw", {"version": "1", "reason": "sent twice"}, follow=True)

    assert "Somebody took a step meanwhile" in late.content.decode()
    shown = done.content.decode()
    assert "Withdrawn" in shown
    assert "sent twice" in shown
    assert "What can be done now" not in shown


def test_a_wrong_field_is_named_by_its_label_and_what_was_typed_stays(
    parties: tuple[Party, Party],
) -> None:
    one = _desk(parties[0], "one")

    shown = one.post(
        f"{LETTERS}/new/{ACK}",
        {"language": "ps", "kept_class": "person", **_fields(ACK, received="yesterday")},
    ).content.decode()

    assert "Received on: write the date as year-month-day" in shown
    assert 'value="Zarghuna Example"' in shown


def test_who_issues_letters_and_writes_none_reads_so(parties: tuple[Party, Party]) -> None:
    head = _desk(parties[0], "head", Role.HEAD_OF_DELEGATION)
    data = {"language": "ps", "kept_class": "party", **_fields(ACK)}

    with as_app_role():
        refused = head.post(f"{LETTERS}/new/{ACK}", data).content.decode()

    assert "None of your roles writes letters" in refused
    assert "Write a letter" not in _text(head, LETTERS)
    assert "Write a letter" in _text(_desk(parties[0], "one"), LETTERS)


def test_a_value_that_is_too_long_is_told_how_long_it_may_be(
    parties: tuple[Party, Party],
) -> None:
    one = _desk(parties[0], "one")

    shown = one.post(
        f"{LETTERS}/new/{ACK}",
        {"language": "ps", "kept_class": "person", **_fields(ACK, name="x" * (LONGEST + 1))},
    ).content.decode()

    assert "Name: this is too long: shorten it to" in shown
    assert f"{LONGEST:,} characters" in shown


def test_a_field_may_be_called_as_something_else_on_the_page_is(
    parties: tuple[Party, Party],
) -> None:
    one = _desk(parties[0], "one")

    shown = _text(one, _write(one, "handover-sheet"))

    assert EXAMPLES["handover-sheet"]["language"] in shown
    assert EXAMPLES["handover-sheet"]["person"] in shown


def test_a_draft_is_rewritten_by_its_writer(parties: tuple[Party, Party]) -> None:
    one, two = _desk(parties[0], "one"), _desk(parties[0], "two")
    address = _write(one, contact="")
    form = _text(one, f"{address}/rewrite")

    wrong = one.post(f"{address}/rewrite", {"version": "1", **_fields(ACK, received="soon")})
    done = one.post(f"{address}/rewrite", {"version": "1", **_fields(ACK)})
    late = one.post(f"{address}/rewrite", {"version": "1", **_fields(ACK, name="Typed Late")})

    assert "Rewrite the draft" in _text(one, address)
    assert 'value="Zarghuna Example"' in form
    assert "write the date as year-month-day" in wrong.content.decode()
    assert done.headers["Location"] == address
    assert "Somebody took a step meanwhile" in late.content.decode()
    assert 'value="Typed Late"' in late.content.decode()
    assert "dpo@office.example" in _text(one, address)
    assert "Rewrite the draft" not in _text(two, address)
    other = two.post(f"{address}/rewrite", {"version": "2", **_fields(ACK)}).content.decode()
    assert "Somebody else wrote this draft" in other
    two.post(f"{address}/issue", {"version": "2"})
    issued = one.post(f"{address}/rewrite", {"version": "3", **_fields(ACK)}).content.decode()
    assert "no draft any more" in issued
    assert one.get(f"{LETTERS}/999/rewrite").status_code == 302


def test_a_letter_is_about_a_person_of_the_own_party(parties: tuple[Party, Party]) -> None:
    one = _desk(parties[0], "one")
    with acting_for(parties[0]):
        person = Person.objects.create(party=parties[0])
    with acting_for(parties[1]):
        theirs = Person.objects.create(party=parties[1])
    written = _write(one, person=person.reference.lower())

    refused = one.post(
        f"{LETTERS}/new/{ACK}",
        {"language": "ps", "kept_class": "person", "person": theirs.reference, **_fields(ACK)},
    ).content.decode()

    assert person.reference in _text(one, written)
    assert "Nobody in the care of our party has this reference" in refused
    assert written in _text(one, f"{LETTERS}?person={person.reference}")
    assert f'value="{person.reference}"' in _text(
        one, f"{LETTERS}/new/{ACK}?person={person.reference}"
    )
    assert _write(one) not in _text(one, f"{LETTERS}?person={person.reference}")


def test_older_letters_about_a_person_are_about_them_too(
    parties: tuple[Party, Party], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wayforward.core.documents.letters.views._PAGE", 1)
    one = _desk(parties[0], "one")
    with acting_for(parties[0]):
        person = Person.objects.create(party=parties[0])
    for _ in range(2):
        _write(one, person=person.reference)

    shown = _text(one, f"{LETTERS}?person={person.reference}")

    assert f"?page=2&amp;person={person.reference}" in shown


def test_another_party_and_an_unknown_kind_lead_back(parties: tuple[Party, Party]) -> None:
    address = _write(_desk(parties[0], "one"))
    other = _desk(parties[1], "other", Role.CONSULAR_OFFICER)

    # The tests' owner role is behind the same forced wall.
    assert "There is no such letter here" in _text(other, address)
    assert other.get(f"{LETTERS}/new/poem").status_code == 302


def test_nothing_opens_to_an_account_of_no_party(db: None) -> None:
    client = Client()
    sign_in(client, Role.RETURN_CASE_OFFICER, name="nobody")

    for address in (LETTERS, f"{LETTERS}/1"):
        assert client.get(address).status_code == 403


def test_a_role_without_documents_is_told_which_is_needed(parties: tuple[Party, Party]) -> None:
    client = Client()
    sign_in(client, Role.MONITOR)

    assert client.get(LETTERS).status_code == 403
