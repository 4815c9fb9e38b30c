"""`wayforward accounts`: what the operator types and reads."""

import json
import re

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth.models import User
from django.test import Client

from wayforward.core.access.cli import accounts
from wayforward.core.access.queries import open_account
from wayforward.core.access.rules import Role
from wayforward.testing.staff import PASSWORD, add_app, hire

pytestmark = pytest.mark.django_db


def _run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(accounts, arguments, input=typed)


def test_add_prints_a_link_that_opens(client: Client) -> None:
    done = _run("add", "editor-one", "--role", "editor", "--role", "translator")

    assert done.exit_code == 0, done.output
    assert open_account("editor-one").held == {Role.EDITOR, Role.TRANSLATOR}
    link = re.search(r"^http://localhost:8000(/en/desk/account/welcome/\S+)$", done.stdout, re.M)
    assert link is not None
    assert client.get(link[1]).status_code == 200


def test_add_with_password_reads_it_from_standard_input_and_repeats_it_nowhere() -> None:
    done = _run("add", "editor-one", "--role", "editor", "--password", typed=f"{PASSWORD}\n")

    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert "http" not in done.output
    assert User.objects.get(username="editor-one").check_password(PASSWORD)


@pytest.mark.parametrize(("typed", "sentence"), [("", "first line"), ("short\n", "12 characters")])
def test_add_with_a_bad_password_opens_no_account(typed: str, sentence: str) -> None:
    done = _run("add", "editor-one", "--role", "editor", "--password", typed=typed)

    assert done.exit_code == 1
    assert sentence in done.stderr
    assert not User.objects.exists()


def test_add_takes_no_password_as_an_argument() -> None:
    done = _run("add", "editor-one", "--role", "editor", f"--password={PASSWORD}")

    assert done.exit_code == 2
    assert not User.objects.exists()


def test_add_a_name_twice_is_one_sentence() -> None:
    hire(name="editor-one")

    done = _run("add", "editor-one", "--role", "editor")

    assert done.exit_code == 1
    assert done.stderr == "Error: There is or was an account 'editor-one': take another name.\n"


def test_list_for_people_and_for_machines() -> None:
    assert "Nobody has an account yet" in _run("list").stdout
    add_app(hire(Role.EDITOR, name="editor-one"))

    assert _run("list").stdout == "editor-one  editor  (never signed in; totp)\n"
    (line,) = json.loads(_run("list", "--json").stdout)
    assert line["name"] == "editor-one"
    assert line["roles"] == ["editor"]
    assert line["factors"] == ["totp"]


def test_roles_close_and_reset_factors_say_what_they_did() -> None:
    add_app(hire(Role.EDITOR, name="editor-one"))

    changed = _run("roles", "editor-one", "--role", "legal_reader")
    reset = _run("reset-factors", "editor-one", "--reason", "telephone lost")
    shut = _run("close", "editor-one", "--reason", "left")

    assert changed.stdout == "editor-one is now legal_reader.\n"
    assert reset.stdout == "Second factors removed: 1. editor-one is signed out everywhere.\n"
    assert shut.stdout == "The account editor-one is closed and signed out everywhere.\n"
    assert re.search(r"legal_reader  \(closed \d{4}-\d\d-\d\d\)", _run("list").stdout)


def test_link_for_an_unknown_name_is_one_sentence() -> None:
    done = _run("link", "nobody")

    assert done.exit_code == 1
    assert "no open account 'nobody'" in done.stderr


def test_link_opens_in_the_language_asked_for() -> None:
    hire(name="editor-one")

    assert "/ps/desk/account/welcome/" in _run("link", "editor-one", "--language", "ps").stdout
