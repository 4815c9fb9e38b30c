"""Accounts are opened, changed and closed by those who may, and the log knows it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from wayforward.core.access import actions
from wayforward.core.access.queries import (
    NoSuchAccountError,
    accounts,
    actor_named,
    factors_of,
    open_account,
    welcomed,
)
from wayforward.core.access.rules import AT_TERMINAL, Actor, NotAllowedError, Role
from wayforward.core.audit.queries import events_of
from wayforward.testing.staff import add_app, hire, sign_in

pytestmark = pytest.mark.django_db

EDITOR = Actor("editor-one", frozenset({Role.EDITOR}))


def _told(name: str) -> list[str]:
    return [event.name for event in events_of(actions.STREAM, name)]


def test_create_account_holds_roles_and_has_no_password_yet() -> None:
    account = actions.create_account(
        name="translator-one", roles=[Role.TRANSLATOR, Role.EDITOR], actor=AT_TERMINAL
    )

    assert account.held == {Role.TRANSLATOR, Role.EDITOR}
    assert not account.user.has_usable_password()
    assert account.user.email == ""
    (event,) = events_of(actions.STREAM, "translator-one")
    assert (event.name, event.actor) == ("account opened", AT_TERMINAL.name)
    assert event.facts == {"roles": ["editor", "translator"]}


def test_create_account_by_an_editor_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(NotAllowedError):
        actions.create_account(name="friend", roles=[Role.EDITOR], actor=EDITOR)

    assert not User.objects.exists()


@pytest.mark.parametrize("verb", [actions.close_account, actions.reset_factors, actions.make_link])
def test_verbs_of_the_operator_are_closed_to_an_editor(verb) -> None:
    hire(name="colleague")

    with pytest.raises(NotAllowedError):
        verb(name="colleague", actor=EDITOR)

    assert _told("colleague") == ["account opened"]


@pytest.mark.parametrize("name", ["", "two words", "a/b", "x" * 151, "semi;colon"])
def test_create_account_name_with_other_signs_is_refused(name: str) -> None:
    with pytest.raises(actions.NameNotAllowedError):
        actions.create_account(name=name, roles=[Role.EDITOR], actor=AT_TERMINAL)


def test_create_account_name_in_other_case_or_of_a_closed_account_is_taken() -> None:
    hire(name="Editor-One")
    actions.close_account(name="editor-one", actor=AT_TERMINAL)

    with pytest.raises(actions.NameTakenError):
        actions.create_account(name="EDITOR-ONE", roles=[Role.EDITOR], actor=AT_TERMINAL)


def test_create_account_name_may_be_in_dari() -> None:
    account = actions.create_account(name="ویراستار", roles=[Role.EDITOR], actor=AT_TERMINAL)

    assert str(account) == "ویراستار"


def test_create_account_without_role_is_refused() -> None:
    with pytest.raises(actions.NoRoleError):
        actions.create_account(name="nobody", roles=[], actor=AT_TERMINAL)


def test_set_roles_replaces_them_and_the_log_keeps_both() -> None:
    hire(Role.EDITOR, name="editor-one")

    actions.set_roles(name="Editor-one", roles=[Role.LEGAL_READER], actor=AT_TERMINAL)

    assert open_account("editor-one").held == {Role.LEGAL_READER}
    latest = events_of(actions.STREAM, "editor-one")[0]
    assert latest.facts == {"before": ["editor"], "roles": ["legal_reader"]}


def test_close_account_ends_password_factors_links_and_sessions_at_once(client: Client) -> None:
    user = sign_in(client, Role.EDITOR)
    uid, token = actions.make_link(name="editor-one", actor=AT_TERMINAL)
    assert client.get("/en/desk/").status_code == 200

    actions.close_account(name="editor-one", actor=AT_TERMINAL, reason="left")

    assert client.get("/en/desk/").status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_usable_password()
    assert not Authenticator.objects.exists()
    assert not Session.objects.exists()
    assert welcomed(uid, token) is None
    assert actor_named(user).roles == frozenset()
    assert events_of(actions.STREAM, "editor-one")[0].reason == "left"


def test_close_account_twice_says_that_there_is_none_open() -> None:
    hire(name="editor-one")
    actions.close_account(name="editor-one", actor=AT_TERMINAL)

    with pytest.raises(NoSuchAccountError):
        actions.close_account(name="editor-one", actor=AT_TERMINAL)


def test_reset_factors_removes_all_and_signs_out_this_person_alone(client: Client) -> None:
    sign_in(client, Role.EDITOR, name="editor-one")
    other = Client()
    sign_in(other, Role.EDITOR, name="editor-two")

    count = actions.reset_factors(name="editor-one", actor=AT_TERMINAL, reason="telephone lost")

    assert count == 1
    assert not factors_of(User.objects.get(username="editor-one")).any
    assert "sign-in" in client.get("/en/desk/")["Location"]
    assert other.get("/en/desk/").status_code == 200


def test_reset_factors_counts_no_recovery_codes() -> None:
    user = hire(name="editor-one")
    add_app(user)
    RecoveryCodes.activate(user)

    assert actions.reset_factors(name="editor-one", actor=AT_TERMINAL) == 1
    assert not Authenticator.objects.exists()


def test_make_link_is_good_until_the_password_is_chosen() -> None:
    account = actions.create_account(name="new", roles=[Role.EDITOR], actor=AT_TERMINAL)
    uid, token = actions.make_link(name="new", actor=AT_TERMINAL)
    assert welcomed(uid, token) == account.user

    actions.choose_password(user=account.user, password="seven quiet mountains", actor=Actor("new"))

    assert welcomed(uid, token) is None
    assert _told("new") == ["password chosen", "link made", "account opened"]


def test_make_link_is_over_after_three_days(monkeypatch) -> None:
    hire(name="new")
    uid, token = actions.make_link(name="new", actor=AT_TERMINAL)
    later = timezone.now().replace(tzinfo=None) + timedelta(days=3, minutes=1)
    monkeypatch.setattr("wayforward.core.access.queries.welcome_token._now", lambda: later)

    assert welcomed(uid, token) is None


@pytest.mark.parametrize("uid", ["", "x", "MQ", "!!!!", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_welcomed_with_nonsense_is_nobody(uid: str) -> None:
    assert welcomed(uid, "abc-def") is None


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "At least 12 characters"),
        ("84629174058211", "Digits alone"),
        ("passwordpassword", None),
        ("translator-seven", "too close to your name"),
    ],
)
def test_choose_password_that_is_weak_is_refused_in_our_words(password, problem) -> None:
    user = hire(name="translator-seven")
    if problem is None:
        actions.choose_password(user=user, password=password, actor=EDITOR)
        return

    with pytest.raises(actions.PasswordTooWeakError, match=problem):
        actions.choose_password(user=user, password=password, actor=EDITOR)


def test_forget_ended_sessions_deletes_only_those_whose_time_is_over(client: Client) -> None:
    sign_in(client, Role.EDITOR)
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now())

    assert actions.forget_ended_sessions() == 1
    assert client.get("/en/desk/").status_code == 200


def test_accounts_lists_open_ones_first_with_their_factors() -> None:
    hire(Role.EDITOR, name="zahra-desk")
    add_app(User.objects.get(username="zahra-desk"))
    hire(Role.TRANSLATOR, name="closed-one")
    actions.close_account(name="closed-one", actor=AT_TERMINAL)

    first, second = accounts()

    assert (first.name, first.roles, first.factors) == ("zahra-desk", (Role.EDITOR,), ("totp",))
    assert first.password
    assert second.name == "closed-one"
    assert second.closed is not None
