"""Cookies belong to the desk: the public site neither sets one nor reads the desk's."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wayforward.core.access.rules import Role
from wayforward.testing.staff import hire, sign_in

PUBLIC = ("/", "/en/", "/ps/sources", "/en/about", "/en/privacy", "/en/api", "/en/nowhere",
          "/en/ask?q=", "/api/v1/openapi.json", "/robots.txt", "/en/site.webmanifest")  # fmt: skip
DESKS = {"/fa-af/desk", "/ps/desk", "/en/desk"}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_of_a_signed_in_editor_knows_nobody(client: Client, db, path: str) -> None:
    sign_in(client, Role.EDITOR)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    touched = [q["sql"] for q in asked if "django_session" in q["sql"] or "auth_user" in q["sql"]]
    assert touched == []
    assert b"editor-one" not in response.content


def test_public_form_of_a_signed_in_editor_knows_nobody(db) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, Role.EDITOR)

    response = client.post("/en/ask", {"q": ""})

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_desk_cookies_go_to_the_desk_in_each_language_and_nowhere_else(client: Client, db) -> None:
    hire(Role.EDITOR)

    page = client.get("/en/desk/account/sign-in")
    done = client.post(
        "/en/desk/account/sign-in", {"login": "editor-one", "password": "seven quiet mountains"}
    )

    for response, name in ((page, "desk-form"), (done, "desk")):
        morsels = [morsel for morsel in response.cookies.values() if morsel.key == name]
        assert {morsel["path"] for morsel in morsels} == DESKS
        assert len({morsel.value for morsel in morsels}) == 1
        for morsel in morsels:
            assert morsel["httponly"]
            assert morsel["samesite"] == "Strict"
            assert not morsel["secure"]  # the origin of the tests is http://localhost
            assert morsel["max-age"] == ""  # ends with the browser


def test_signing_out_takes_the_cookie_back_everywhere(client: Client, db) -> None:
    sign_in(client, Role.EDITOR)

    done = client.post(reverse("account_logout"))

    ended = [morsel for morsel in done.cookies.values() if morsel.key == "desk"]
    assert {morsel["path"] for morsel in ended if not morsel.value} == DESKS
    assert done["Location"] == reverse("account_login")
    assert client.get("/en/desk/").status_code == 302


def _settings_under(origin: str) -> subprocess.CompletedProcess[str]:
    code = (
        "from wayforward import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.CSRF_TRUSTED_ORIGINS,"
        " 'desk.example.org' in s.ALLOWED_HOSTS)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "WAYFORWARD_ORIGIN": origin},
        capture_output=True,
        text=True,
        check=False,
    )


def test_cookies_are_secure_when_the_origin_is_https() -> None:
    shown = _settings_under("https://desk.example.org/")

    assert shown.stdout == "True True ['https://desk.example.org'] True\n", shown.stderr


@pytest.mark.parametrize("origin", ["desk.example.org", "ftp://x", "https://x/desk", "https://"])
def test_origin_that_is_none_is_refused_in_a_sentence(origin: str) -> None:
    assert "WAYFORWARD_ORIGIN must read like https://example.org" in _settings_under(origin).stderr
