"""The log at the desk, and the heads of its days in public."""

from pathlib import Path

from django.test import Client
from tests.core.audit.hands import by_hand, tell
from tests.core.audit.test_heads import NIGHT

from wayforward.core.access.context import acting_for
from wayforward.core.access.models import Account
from wayforward.core.access.rules import Role
from wayforward.core.audit import head_actions
from wayforward.core.audit.actions import record
from wayforward.core.documents.signing import check, public_key
from wayforward.core.outside.reading import digest_of
from wayforward.testing.parties import two_parties
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import as_app_role


def test_log_shows_who_did_what_and_why_newest_first(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    record(
        stream="citations",
        name="text reconfirmed",
        subject="card/appeal/ps",
        actor="editor-one",
        reason="same amount",
        doubts=2,
    )

    text = client.get("/en/desk/log").content.decode()

    assert text.index("Text compared again and found right") < text.index("Account opened")
    assert "card/appeal/ps" in text
    assert "same amount" in text
    assert "doubts: <bdi>2</bdi>" in text
    assert "roles: <bdi>Editor</bdi>" in text


def test_log_of_one_stream_leaves_the_others_out(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    record(stream="cards", name="card admired", subject="appeal", actor="reader-one")

    response = client.get("/en/desk/log?stream=cards")

    text = response.content.decode()
    assert [event.name for event in response.context["page"]] == ["card admired"]
    assert "card admired" in text  # no words of ours yet: its own name is shown
    assert '<option value="cards" selected>' in text


def test_log_of_an_unknown_stream_shows_everything(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)

    response = client.get("/en/desk/log", {"stream": "<nothing>"})

    assert response.context["stream"] == ""
    assert len(response.context["page"]) == 1


def test_log_is_read_page_by_page(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    for number in range(60):
        record(stream="cards", name="seen", subject=f"card {number}", actor="x")

    second = client.get("/en/desk/log?stream=cards&page=2")

    assert [event.subject for event in second.context["page"]][-1] == "card 0"
    assert len(second.context["page"]) == 10
    assert "page=1" in second.content.decode()


def test_log_reason_with_markup_is_shown_as_text(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    record(stream="cards", name="seen", subject="x", actor="x", reason="<b>bold</b>")

    assert "&lt;b&gt;" in client.get("/en/desk/log").content.decode()


def test_log_says_up_to_where_it_is_whole_and_where_it_is_not(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    made = tell(4)
    whole = client.get("/en/desk/log?stream=cards").content.decode()
    by_hand("UPDATE core_event SET reason = 'better' WHERE id = %s", made[2].pk)

    broken = client.get("/en/desk/log?stream=cards").content.decode()

    assert "unbroken up to event 4" in whole
    assert "Broken" not in whole
    assert "unbroken up to event 2" in broken
    assert "at event 3: An event was changed after it was written" in " ".join(broken.split())


def test_log_shows_the_part_of_a_party_to_its_auditors_alone(client: Client, db) -> None:
    here, there = two_parties()
    with acting_for(here):
        tell(1, stream="persons")
    for name, role, party in (
        ("auditor", Role.AUDITOR, here),
        ("officer", Role.RETURN_CASE_OFFICER, here),
        ("stranger", Role.AUDITOR, there),
    ):
        user = sign_in(client, role, name=name)
        Account.objects.filter(user=user).update(party=party)
        with as_app_role():
            page = client.get("/en/desk/log")
        seen = [event.stream for event in page.context["page"]]
        assert ("persons" in seen) == (name == "auditor"), name


def test_public_heads_are_listed_and_handed_out_as_signed(
    client: Client, db, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(head_actions, "heads_folder", lambda: tmp_path)
    assert "Nothing is signed yet." in client.get("/en/audit/heads").content.decode()
    tell(2)
    [head] = head_actions.make_heads(now=NIGHT)

    page = client.get("/en/audit/heads").content.decode()
    listed = client.get("/audit/heads.json").json()
    document = client.get(listed["heads"][0]["address"]).json()

    assert head.digest in page
    assert listed["total"] == 1
    assert digest_of(document) == listed["heads"][0]["digest"] == head.digest
    check(document, public_key())
    assert client.get("/audit/heads/2001-01-01.json").status_code == 404
    assert client.get("/audit/heads/2001-13-01.json").status_code == 404
