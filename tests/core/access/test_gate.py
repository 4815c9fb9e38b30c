"""The gate: who is sent where before a page of the desk opens."""

import time
from importlib import import_module
from types import ModuleType

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path as route
from django.urls import reverse
from django.utils import translation

from wayforward.core.access.gate import desk_page, is_desk
from wayforward.core.access.rules import Permission, Role
from wayforward.testing.staff import PASSWORD, add_app, code_of, hire, sign_in


def at(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize(
    ("path", "desk"),
    [
        ("/en/desk/", True),
        ("/fa-af/desk", True),
        ("/ps/desk/account/sign-in", True),
        ("/en/", False),
        ("/en/desks", False),
        ("/de/desk/", False),
        ("/desk/", False),
        ("/api/v1/en/desk/", False),
    ],
)
def test_is_desk(path: str, desk: bool) -> None:
    assert is_desk(path) is desk


def test_signed_out_is_sent_to_sign_in_and_comes_back(client: Client, db) -> None:
    response = client.get("/ps/desk/log?stream=accounts")

    assert response["Location"] == (
        "/ps/desk/account/sign-in?next=%2Fps%2Fdesk%2Flog%3Fstream%3Daccounts"
    )


def test_password_alone_is_sent_to_set_up_a_second_factor(client: Client, db) -> None:
    hire(Role.EDITOR)

    answer = client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})

    assert answer["Location"] == "/en/desk/"
    for name in ("desk", "desk-log", "mfa_index", "account_change_password"):
        assert client.get(at(name))["Location"].startswith(at("desk-set-up")), name
    for name in ("desk-set-up", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(at(name)).status_code == 200, name


def test_first_sign_in_sets_up_an_app_and_the_desk_opens(client: Client, transactional_db) -> None:
    hire(Role.EDITOR)
    client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})
    secret = client.get(at("mfa_activate_totp")).context["form"].secret

    done = client.post(at("mfa_activate_totp"), {"code": code_of(secret)})

    assert done["Location"] == at("mfa_view_recovery_codes")
    assert len(client.get(done["Location"]).context["unused_codes"]) == 10
    assert client.get("/en/desk/").status_code == 200


def test_second_sign_in_asks_for_the_code_and_a_wrong_one_opens_nothing(client: Client, db) -> None:
    secret = add_app(hire(Role.EDITOR))

    asked = client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})
    assert asked["Location"] == at("mfa_authenticate")
    assert client.get("/en/desk/").status_code == 302
    wrong = client.post(at("mfa_authenticate"), {"code": "000000"})
    assert "That did not match" in wrong.content.decode()
    right = client.post(at("mfa_authenticate"), {"code": code_of(secret)})

    assert right["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_code_counts_once(client: Client, db) -> None:
    secret = add_app(hire(Role.EDITOR))
    seen = code_of(secret)

    def enter() -> HttpResponse:
        somebody = Client()
        somebody.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})
        return somebody.post(at("mfa_authenticate"), {"code": seen})

    assert enter().status_code == 302
    assert enter().status_code == 200  # asked again


def test_session_begun_before_the_factor_has_to_prove_it(client: Client, db) -> None:
    user = hire(Role.EDITOR)
    client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})
    secret = add_app(user)  # meanwhile, elsewhere

    for name in ("desk", "mfa_index", "mfa_deactivate_totp", "mfa_add_webauthn", "desk-set-up"):
        assert client.get(at(name))["Location"].startswith(at("mfa_reauthenticate")), name
    client.post(at("mfa_reauthenticate") + "?next=/en/desk/", {"code": code_of(secret)})

    assert client.get("/en/desk/").status_code == 200


def test_second_factor_removed_elsewhere_closes_the_desk(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)
    Authenticator.objects.all().delete()

    assert client.get("/en/desk/")["Location"].startswith(at("desk-set-up"))


def test_last_second_factor_cannot_be_removed(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)

    answer = client.post(at("mfa_deactivate_totp"))

    assert "This is your last second factor" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_what_matters_asks_again_after_five_minutes(client: Client, db, monkeypatch) -> None:
    sign_in(client, Role.EDITOR)
    assert client.get(at("mfa_generate_recovery_codes")).status_code == 200

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    asked = client.get(at("mfa_generate_recovery_codes"))

    assert asked["Location"].startswith(at("account_reauthenticate"))
    back = client.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == at("mfa_generate_recovery_codes")


def test_user_without_an_account_sees_nothing(client: Client, db) -> None:
    sign_in(client)

    response = client.get("/en/desk/")

    assert response.status_code == 403
    assert "Your roles" in response.content.decode()


def test_closed_account_with_the_right_password_reads_that_it_is_closed(client: Client, db) -> None:
    user = hire(Role.EDITOR)
    user.is_active = False
    user.save()

    answer = client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})

    assert answer["Location"] == at("account_inactive")


def test_name_unknown_and_password_wrong_read_the_same(client: Client, db) -> None:
    hire(Role.EDITOR)

    texts = [
        client.post(at("account_login"), {"login": name, "password": "wrong wrong wrong"})
        .context["form"]
        .non_field_errors()
        for name in ("editor-one", "nobody-here")
    ]

    assert texts[0] == texts[1] == ["This name and password do not match."]


def test_guessing_one_password_is_stopped_after_five_attempts(client: Client, db) -> None:
    hire(Role.EDITOR)

    for _ in range(5):
        client.post(at("account_login"), {"login": "editor-one", "password": "wrong wrong"})
    answer = client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})

    assert answer.context["form"].non_field_errors() == [
        "Too many attempts. Wait five minutes, then try again."
    ]


def test_guessing_a_code_is_stopped_after_five_attempts(client: Client, db) -> None:
    secret = add_app(hire(Role.EDITOR))
    client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})

    for _ in range(5):
        client.post(at("mfa_authenticate"), {"code": "000000"})
    answer = client.post(at("mfa_authenticate"), {"code": code_of(secret)})

    assert answer.status_code == 200
    assert "Too many attempts" in answer.content.decode()


def test_limits_keep_no_address(client: Client, db) -> None:
    from django.core.cache import cache

    client.post(at("account_login"), {"login": "x", "password": "y"}, REMOTE_ADDR="203.0.113.77")

    kept = repr(cache._cache)  # type: ignore[attr-defined]
    assert "allauth:rl" in kept
    assert "203.0.113.77" not in kept


def test_network_trying_too_often_reads_a_page_of_ours(client: Client, db) -> None:
    for _ in range(30):
        client.post(at("account_login", language="ps"), {})
    answer = client.post(at("account_login", language="ps"), {})

    assert answer.status_code == 429
    assert b"site.css" in answer.content


def test_next_leads_nowhere_else(client: Client, db) -> None:
    secret = add_app(hire(Role.EDITOR))
    there = at("account_login") + "?next=https://evil.example/"
    client.post(there, {"login": "editor-one", "password": PASSWORD})

    done = client.post(at("mfa_authenticate"), {"code": code_of(secret)})

    assert done["Location"] == "/en/desk/"


def test_nobody_signs_up(client: Client, db) -> None:
    for path in ("signup/", "signup", "sign-up", "email/", "password/reset/"):
        assert client.get(f"/en/desk/account/{path}").status_code == 404


def test_form_without_its_token_is_refused(db) -> None:
    strict = Client(enforce_csrf_checks=True)
    hire(Role.EDITOR)

    answer = strict.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})

    assert answer.status_code == 403


def test_page_that_forgot_to_ask_opens_to_nobody_without_both_factors(
    client: Client, db, settings
) -> None:
    forgetful = ModuleType("forgetful")
    bare = route("en/desk/forgotten", lambda request: HttpResponse("secret"))
    forgetful.urlpatterns = [bare, *import_module(settings.ROOT_URLCONF).urlpatterns]
    settings.ROOT_URLCONF = forgetful
    hire(Role.EDITOR)

    signed_out = client.get("/en/desk/forgotten")
    client.post(at("account_login"), {"login": "editor-one", "password": PASSWORD})
    password_alone = client.get("/en/desk/forgotten")

    assert signed_out["Location"].startswith(at("account_login"))
    assert password_alone["Location"].startswith(at("desk-set-up"))
    assert b"secret" not in signed_out.content + password_alone.content


def test_view_outside_the_desk_cannot_be_a_desk_page() -> None:
    @desk_page(Permission.SEE_DESK)
    def view(request):
        return HttpResponse("secret")

    with pytest.raises(ImproperlyConfigured):
        view(RequestFactory().get("/en/about"))
