"""The one-time link, setting up, the page of the account."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from wayforward.core.access.actions import create_account, make_link
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.audit.queries import events_of
from wayforward.testing.staff import PASSWORD, hire, sign_in


def _link(name: str = "editor-one") -> str:
    return reverse("desk-welcome", args=make_link(name=name, actor=AT_TERMINAL))


def test_welcome_chooses_the_password_and_leads_to_sign_in(client: Client, db) -> None:
    create_account(name="editor-one", roles=[Role.EDITOR], actor=AT_TERMINAL)
    link = _link()
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200  # looking uses nothing up

    done = client.post(link, {"password1": PASSWORD, "password2": PASSWORD})

    assert done["Location"] == reverse("account_login")
    assert "Your password is saved" in client.get(done["Location"]).content.decode()
    assert User.objects.get(username="editor-one").check_password(PASSWORD)
    assert events_of("accounts", "editor-one")[0].actor == "editor-one"
    assert client.get(link).status_code == 410


def test_welcome_with_two_passwords_or_a_weak_one_says_so(client: Client, db) -> None:
    create_account(name="editor-one", roles=[Role.EDITOR], actor=AT_TERMINAL)
    link = _link()

    differ = client.post(link, {"password1": PASSWORD, "password2": PASSWORD + "!"})
    weak = client.post(link, {"password1": "editor-one-1", "password2": "editor-one-1"})
    empty = client.post(link, {})

    assert "The two passwords are not the same." in differ.content.decode()
    assert "This is too close to your name." in weak.content.decode()
    assert empty.content.decode().count("Please fill this in.") == 2
    assert client.get(link).status_code == 200


def test_welcome_signs_out_whoever_was_signed_in_here(client: Client, db) -> None:
    sign_in(client, Role.EDITOR, name="editor-one")
    create_account(name="editor-two", roles=[Role.EDITOR], actor=AT_TERMINAL)

    client.post(_link("editor-two"), {"password1": PASSWORD, "password2": PASSWORD})

    assert client.get("/en/desk/").status_code == 302


def test_welcome_link_that_is_over_says_what_to_do(client: Client, db) -> None:
    response = client.get(reverse("desk-welcome", args=["MQ", "abc-def"]))

    assert response.status_code == 410
    assert "Ask there for a new one" in response.content.decode()


def test_overview_shows_roles_and_ways_to_sign_in(client: Client, db) -> None:
    user = sign_in(client, Role.EDITOR, Role.LEGAL_READER)
    RecoveryCodes.activate(user)

    text = client.get(reverse("mfa_index")).content.decode()

    assert "Editor, Legal reader" in text
    assert "10 codes are left" in text
    assert reverse("mfa_deactivate_totp") in text


def test_change_of_password_is_told_to_the_log_and_keeps_this_session(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    new = "eight quiet mountains"

    done = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert done["Location"] == reverse("mfa_index")
    assert events_of("accounts", "editor-one")[0].name == "password chosen"
    assert "Your password is changed." in client.get(done["Location"]).content.decode()


def test_change_of_password_ends_other_sessions(client: Client, db) -> None:
    user = sign_in(client, Role.EDITOR)
    elsewhere = Client()
    elsewhere.force_login(user)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"},
    )

    assert elsewhere.get("/en/desk/")["Location"].startswith(reverse("account_login"))


def test_recovery_codes_as_a_file(client: Client, db) -> None:
    user = sign_in(client, Role.EDITOR)
    codes = RecoveryCodes.activate(user).generate_codes()

    response = client.get(reverse("mfa_download_recovery_codes"))

    assert response.content.decode().split() == ["wayforward", *codes]
    assert "attachment" in response["Content-Disposition"]


def test_account_opened_in_no_role_hires_nobody_else(client: Client, db) -> None:
    hire(name="editor-two")
    sign_in(client, Role.TRANSLATOR)

    assert "editor-two" not in client.get(reverse("mfa_index")).content.decode()
