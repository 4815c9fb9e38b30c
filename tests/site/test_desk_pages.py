"""Each role at each page of the desk, from one list; and what every page of the desk has."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation
from tests.site.desk_pages import PAGES, PAGES_OF_ONE, STEPS, below_the_desk

from wayforward.core.access.duties import duties
from wayforward.core.access.navigation import Place
from wayforward.core.access.rules import ALLOWED, Permission, Role
from wayforward.core.parties.models import Arrangement, Party
from wayforward.site import desk_wording
from wayforward.site.navigation import ENTRIES
from wayforward.testing.staff import sign_in

LANGUAGES = ("fa-af", "ps", "en")
EACH_ROLE_AND_NONE: tuple[Role | None, ...] = (*Role, None)


def _may(role: Role | None, permission: Permission | None) -> bool:
    return permission is None or (role is not None and permission in ALLOWED[role])


def _a_party_with(role: Role) -> Party | None:
    kinds = sorted(duties().places[role].party_kinds)
    if not kinds:
        return None
    arrangement, _new = Arrangement.objects.get_or_create(
        key="for-tests", defaults={"valid_from": date(2016, 10, 2)}
    )
    return Party.objects.create(arrangement=arrangement, key=f"of-{role}", kind=kinds[0])


@pytest.mark.parametrize("role", EACH_ROLE_AND_NONE)
def test_role_opens_its_pages_and_reads_why_the_others_are_closed(client: Client, db, role) -> None:
    sign_in(client, *([role] if role else []), party=_a_party_with(role) if role else None)

    for name, permission in PAGES.items():
        response = client.get(reverse(name))

        assert response.status_code == (200 if _may(role, permission) else 403), name
        if response.status_code == 403:
            needed = [r for r, allowed in ALLOWED.items() if permission in allowed]
            text = response.content.decode()
            assert all(str(desk_wording.ROLES[one]) in text for one in needed), name


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_to_nobody_who_is_signed_out(client: Client, db, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_list_holds_every_address_of_the_desk() -> None:
    named = {str(pattern.name) for pattern in below_the_desk(get_resolver().url_patterns)}

    assert named == set(PAGES) | set(PAGES_OF_ONE) | STEPS


def test_every_page_asks_for_the_permission_the_list_says() -> None:
    for pattern in below_the_desk(get_resolver().url_patterns):
        asked = getattr(pattern.callback, "permission", None)
        assert asked == {**PAGES, **PAGES_OF_ONE}.get(str(pattern.name)), pattern.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_in_each_language(client: Client, db, name: str, language: str) -> None:
    sign_in(client, *Role)
    with translation.override(language):
        address = reverse(name)

    response = client.get(address)

    text = response.content.decode()
    direction = "ltr" if language == "en" else "rtl"
    assert re.search(rf'<html lang="{language[:2]}[^"]*" dir="{direction}">', text)
    assert text.count("<h1") == 1
    assert text.count('aria-current="true"') == 1  # the language
    assert "style=" not in text
    # a script without an address must be data
    assert not re.findall(r'<script(?![^>]*(?:src=|type="application/json"))', text)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_navigation_marks_where_one_is(db) -> None:
    readers: dict[Role, Client] = {}
    for role in (Role.EDITOR, Role.DATA_PROTECTION_OFFICER, Role.IDENTITY_ADJUDICATOR):
        readers[role] = Client()
        sign_in(readers[role], role, name=role.value, party=_a_party_with(role))

    for entry in ENTRIES:
        reader = next(one for role, one in readers.items() if _may(role, entry.permission))
        text = reader.get(reverse(entry.address)).content.decode()
        (current,) = re.findall(r'<a href="([^"]+)" data-key="." aria-current="page"', text)
        assert current == reverse(entry.address)


def test_navigation_of_no_role_leads_to_the_account_alone(client: Client, db) -> None:
    sign_in(client)

    text = client.get(reverse("mfa_index")).content.decode()

    assert re.findall(r'data-key="(.)"', text) == ["a"]


def test_keys_are_letters_of_one_entry_each() -> None:
    keys = [entry.key for entry in ENTRIES]

    assert len(set(keys)) == len(keys)
    assert "g" not in keys


def test_every_place_has_an_entry() -> None:
    assert sorted(entry.place for entry in ENTRIES) == list(Place)


def test_words_are_there_for_every_role_permission_and_place() -> None:
    assert set(desk_wording.ROLES) == set(Role)
    assert set(desk_wording.PERMISSIONS) == set(Permission)


def test_public_errors_below_the_desk_are_pages(client: Client, db) -> None:
    assert client.get("/ps/desk/nowhere").status_code == 404


def test_robots_are_kept_out(client: Client) -> None:
    assert "Disallow: /ps/desk" in client.get("/robots.txt").content.decode()


def test_sign_in_at_another_host_says_where_passkeys_work(client: Client, db) -> None:
    address = reverse("account_login")

    here = client.get(address, headers={"Host": "localhost:9999"}).content.decode()
    there = client.get(address, headers={"Host": "127.0.0.1:8000"}).content.decode()

    assert "Passkeys work only at" not in here
    assert 'Passkeys work only at <a href="http://localhost:8000">' in there
