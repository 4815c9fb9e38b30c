"""The log at the desk."""

from django.test import Client

from wayforward.core.access.rules import Role
from wayforward.core.audit.actions import record
from wayforward.testing.staff import sign_in


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
