"""Through an organisation's server to the desk: the whole way, and what is kept of it."""

import json

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.core.access.oidc.steps import (
    asked_of,
    at,
    at_the_server,
    begin,
    come_back,
    onward,
    sign_in_through,
)

from wayforward.core.access.actions import close_account, untie_subject
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.testing.issuer import Issuer
from wayforward.testing.staff import add_app, code_of, hire, sign_in


def test_tied_account_comes_in_and_is_asked_for_its_own_second_factor(
    client: Client, tied: User
) -> None:
    secret = add_app(tied)

    back = sign_in_through(client)

    assert back["Location"] == at("mfa_authenticate")
    assert client.get("/en/desk/").status_code == 302  # the server's word for a factor is none
    right = client.post(at("mfa_authenticate"), {"code": code_of(secret)})
    assert right["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_tied_account_without_a_second_factor_has_to_set_one_up(
    client: Client, transactional_db, tied: User
) -> None:
    tied.set_unusable_password()
    tied.save()

    back = sign_in_through(client)

    assert back["Location"] == "/en/desk/"
    assert client.get("/en/desk/")["Location"].startswith(at("desk-set-up"))
    secret = client.get(at("mfa_activate_totp")).context["form"].secret
    client.post(at("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get("/en/desk/").status_code == 200
    overview = client.get(at("mfa_index")).content.decode()
    assert "None yet. The operator makes a link for you" in overview
    assert "You can sign in through it" in overview
    assert client.get(at("account_change_password"))["Location"] == at("mfa_index")


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_way_ends_in_the_language_and_at_the_page_where_it_began(
    client: Client, tied: User, language: str
) -> None:
    secret = add_app(tied)
    wanted = f"/{language}/desk/log?stream=accounts"

    back = sign_in_through(client, language, wanted)
    done = client.post(back["Location"], {"code": code_of(secret)})

    assert back["Location"] == at("mfa_authenticate", language)
    assert done["Location"] == wanted


def test_next_page_elsewhere_is_forgotten(client: Client, tied: User) -> None:
    back = sign_in_through(client, next_url="https://elsewhere.example/")

    assert back["Location"] == "/en/desk/"


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_server_is_told_one_address_and_asked_for_the_subject_alone(
    client: Client, issuer: Issuer, db, language: str
) -> None:
    address = begin(client, language)
    again = asked_of(begin(client, language))

    asked = asked_of(address)
    assert address.startswith(f"{issuer.issuer}/authorize?")
    assert asked["redirect_uri"] == "http://localhost:8000/en/desk/account/organisation/back"
    assert asked["scope"] == "openid"
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 43  # 256 bits
        assert asked[name] != again[name]


def test_nothing_of_the_address_steers_what_is_asked(client: Client, issuer: Issuer, db) -> None:
    query = "?process=connect&scope=email&auth_params=prompt%3Dnone&next=/en/desk/log"

    asked = asked_of(onward(client.post(at("desk-oidc-start") + query)))

    assert asked["scope"] == "openid"
    assert "prompt" not in asked


def test_nothing_is_kept_but_the_subject(client: Client, tied: User, issuer: Issuer) -> None:
    add_app(tied)

    sign_in_through(client)

    (tie,) = SocialAccount.objects.all()
    assert (tie.provider, tie.uid, tie.extra_data) == (issuer.issuer, issuer.subject, {})
    assert not SocialToken.objects.exists()
    tied.refresh_from_db()
    assert (tied.email, tied.first_name, tied.last_name) == ("", "", "")
    (session,) = Session.objects.all()
    kept = json.dumps(session.get_decoded())
    for told in ("ministry.example", "Person of", "access-token", "refresh", issuer.subject):
        assert told not in kept
    assert tied.password not in kept


def test_userinfo_is_never_asked(client: Client, tied: User, issuer: Issuer) -> None:
    sign_in_through(client)

    assert issuer.asked == [
        "GET /staff/.well-known/openid-configuration",
        "GET /staff/authorize",  # the browser
        "POST /staff/token",
        "GET /staff/keys",
    ]


def test_secret_and_verifier_go_to_the_token_endpoint_alone(
    client: Client, tied: User, issuer: Issuer
) -> None:
    sign_in_through(client)

    (given,) = issuer.given
    assert set(given) == {"grant_type", "code", "redirect_uri", "code_verifier"}


def test_unknown_subject_of_an_equal_name_reads_a_sentence_and_leaves_nothing(
    client: Client, issuer: Issuer, db
) -> None:
    user = hire(Role.EDITOR)  # the server says its name, and that of its e-mail
    user.email = "person@ministry.example"
    user.save()

    back = sign_in_through(client)

    assert back.status_code == 403
    text = back.content.decode()
    assert "no account of the desk is tied to you there: ask the operator" in text
    assert issuer.subject in text
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    assert client.get("/en/desk/")["Location"].startswith(at("account_login"))
    kept = json.dumps([session.get_decoded() for session in Session.objects.all()])
    assert issuer.subject not in kept


def test_subject_of_another_issuer_is_nobody(client: Client, tied: User, issuer: Issuer) -> None:
    SocialAccount.objects.update(provider="https://login.example.org")

    assert sign_in_through(client).status_code == 403


@pytest.mark.parametrize("subject", ["7B0C2F5E-SUBJECT-ONE", "7b0c2f5e-subject-one "])
def test_subject_is_compared_sign_by_sign(
    client: Client, tied: User, issuer: Issuer, subject: str
) -> None:
    issuer.subject = subject

    assert sign_in_through(client).status_code == 403


def test_closed_account_is_tied_to_nobody_any_more(client: Client, tied: User) -> None:
    close_account(name="editor-one", actor=AT_TERMINAL)

    assert sign_in_through(client).status_code == 403
    assert not SocialAccount.objects.exists()


def test_account_that_is_not_active_reads_that_it_is_closed(client: Client, tied: User) -> None:
    tied.is_active = False
    tied.save()

    back = sign_in_through(client)

    assert back["Location"] == at("account_inactive")
    assert client.get("/en/desk/")["Location"].startswith(at("account_login"))


def test_closing_and_untying_end_sessions_begun_this_way(client: Client, tied: User) -> None:
    sign_in_through(client)
    assert client.get(at("desk-set-up")).status_code == 200

    untie_subject(name="editor-one", actor=AT_TERMINAL)

    assert client.get(at("desk-set-up"))["Location"].startswith(at("account_login"))


def test_cancelling_there_is_no_accident(client: Client, issuer: Issuer, db) -> None:
    issuer.denies = "access_denied"

    back = sign_in_through(client)

    assert back.status_code == 200
    assert "was cancelled; nothing was passed on" in back.content.decode()


def test_somebody_else_signed_in_meanwhile_is_signed_out(client: Client, tied: User) -> None:
    address = begin(client)
    states = dict(client.session)
    client.cookies.clear()  # the test client keeps them by name, whatever their path
    sign_in(client, Role.TRANSLATOR, name="translator-one")
    session = client.session
    session["socialaccount_states"] = states["socialaccount_states"]
    session.save()

    back = come_back(client, at_the_server(address))

    assert back["Location"] == "/en/desk/"
    assert client.session["_auth_user_id"] == str(tied.pk)
    assert client.get("/en/desk/")["Location"].startswith(at("desk-set-up"))


def test_whoever_is_signed_in_is_not_led_away(client: Client, issuer: Issuer, db) -> None:
    sign_in(client, Role.EDITOR)

    assert client.post(at("desk-oidc-start"))["Location"] == "/en/desk/"
    assert issuer.asked == []


def test_beginning_needs_a_form_of_ours(issuer: Issuer, db) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(at("desk-oidc-start")).status_code == 403
    assert client.get(at("desk-oidc-start"))["Location"] == at("account_login")
    assert issuer.asked == []


def test_beginning_is_limited_like_passwords(client: Client, issuer: Issuer, db) -> None:
    answers = [client.post(at("desk-oidc-start")).status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


def test_button_stands_where_the_way_back_leads(client: Client, issuer: Issuer, db) -> None:
    here = client.get(at("account_login"), headers={"Host": "localhost:8000"}).content.decode()
    there = client.get(at("account_login"), headers={"Host": "127.0.0.1:8000"}).content.decode()

    assert "Sign in through Example Ministry" in here
    assert at("desk-oidc-start") in here
    assert at("desk-oidc-start") not in there


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_pages_are_as_strict_as_the_others(
    client: Client, issuer: Issuer, db, language: str
) -> None:
    pages = [
        client.get(at("account_login", language)),
        client.post(at("desk-oidc-start", language)),
        client.get(at("desk-oidc-back", language) + "?code=a&state=b"),
        client.get(at("desk-oidc-finish", language) + "?code=a&state=b"),
    ]

    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "same-origin"
        assert "noindex" in page["X-Robots-Tag"]
        assert "form-action 'self';" in page["Content-Security-Policy"] + ";"
        assert issuer.origin not in page["Content-Security-Policy"]
        assert page.content.decode().count("<h1") == 1


def test_way_back_speaks_the_language_it_began_in_and_passes_on_three_things(
    client: Client, issuer: Issuer, db
) -> None:
    page = client.get("/en/desk/account/organisation/back?state=ps.x&code=a%22b&evil=1")

    assert onward(page) == "/ps/desk/account/organisation/finish?code=a%22b&state=ps.x"
    assert page["Content-Language"] == "ps"
    assert 'lang="ps"' in page.content.decode()


def test_nothing_answers_where_no_server_is_set(client: Client, db) -> None:
    for name in ("desk-oidc-start", "desk-oidc-back", "desk-oidc-finish"):
        assert client.get(at(name)).status_code == 404, name
        assert client.post(at(name)).status_code in {404, 405}, name
    assert at("desk-oidc-start") not in client.get(at("account_login")).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "socialaccount_signup",
        "socialaccount_connections",
        "socialaccount_login_cancelled",
        "openid_connect_login",
        "openid_connect_callback",
    ],
)
def test_pages_of_allauth_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, kwargs={"provider_id": "x"} if "openid" in name else None)


def test_database_refuses_what_is_not_to_be_kept(tied: User) -> None:
    tie = SocialAccount.objects.get()
    for row in (
        SocialToken(account=tie, token="a"),
        SocialApp(provider="openid_connect", client_id="a", secret="b"),
        SocialAccount(user=tied, provider="another", uid="1"),
        SocialAccount(user=hire(name="b"), provider="x", uid="2", extra_data={"email": "a@b"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
