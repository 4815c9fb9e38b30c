"""The operator ties an account to a subject: by action, on the command line, in the log."""

import hashlib
import json

import pytest
from allauth.socialaccount.models import SocialAccount
from click.testing import CliRunner, Result
from django.test import Client

from wayforward.core.access import actions
from wayforward.core.access.cli import accounts as command
from wayforward.core.access.queries import NoSuchAccountError, accounts, factors_of, user_tied_to
from wayforward.core.access.rules import AT_TERMINAL, Actor, NotAllowedError, Role
from wayforward.core.audit.queries import events_of
from wayforward.testing.issuer import Issuer
from wayforward.testing.staff import hire, sign_in

pytestmark = pytest.mark.django_db

ISSUER, SUBJECT = "https://login.example.org/staff", "7b0c2f5e-subject-one"


def _tie(name: str = "editor-one", subject: str = SUBJECT, issuer: str = ISSUER) -> None:
    actions.tie_subject(name=name, issuer=issuer, subject=subject, actor=AT_TERMINAL)


def test_tie_is_told_to_the_log_by_a_fingerprint() -> None:
    user = hire()

    _tie()

    event = events_of(actions.STREAM, "editor-one")[0]
    digest = hashlib.sha256(f"{ISSUER}\n{SUBJECT}".encode()).hexdigest()
    assert (event.name, event.actor) == ("subject tied", AT_TERMINAL.name)
    assert event.facts == {"issuer": ISSUER, "fingerprint": digest[:16]}
    assert user_tied_to(ISSUER, SUBJECT) == user
    assert user_tied_to("https://login.example.org", SUBJECT) is None


def test_tie_by_an_editor_is_refused_and_nothing_is_written() -> None:
    hire()
    editor = Actor("editor-one", frozenset({Role.EDITOR}))

    with pytest.raises(NotAllowedError):
        actions.tie_subject(name="editor-one", issuer=ISSUER, subject=SUBJECT, actor=editor)
    with pytest.raises(NotAllowedError):
        actions.untie_subject(name="editor-one", actor=editor)

    assert not SocialAccount.objects.exists()


def test_tie_takes_the_place_of_the_one_before_and_ends_sessions(client: Client) -> None:
    user = sign_in(client, Role.EDITOR)
    _tie(issuer="https://former.example.org")
    sign_in_again = Client()
    sign_in_again.force_login(user)

    _tie(subject="another")

    assert user_tied_to(ISSUER, "another") == user
    assert SocialAccount.objects.count() == 1
    assert client.get("/en/desk/").status_code == 302
    assert "_auth_user_id" not in sign_in_again.session


def test_tie_of_a_subject_that_is_taken_is_refused() -> None:
    hire(name="editor-one")
    hire(name="editor-two")
    _tie("editor-one")
    _tie("editor-one")  # the same again is no trouble

    with pytest.raises(actions.SubjectTakenError):
        _tie("editor-two")


@pytest.mark.parametrize("subject", ["", " a", "a\n", "a\nb", "a" * 192])
def test_tie_to_what_can_be_no_subject_is_refused(subject: str) -> None:
    hire()

    with pytest.raises(actions.SubjectNotAllowedError):
        _tie(subject=subject)


def test_tie_of_a_closed_account_is_refused_and_a_former_subject_is_free_again() -> None:
    hire(name="editor-one")
    hire(name="editor-two")
    _tie("editor-one")
    actions.close_account(name="editor-one", actor=AT_TERMINAL)

    with pytest.raises(NoSuchAccountError):
        _tie("editor-one", subject="another")
    _tie("editor-two")

    assert SocialAccount.objects.get().user.get_username() == "editor-two"


def test_untie_keeps_the_account_and_says_why() -> None:
    hire()
    _tie()

    actions.untie_subject(name="editor-one", actor=AT_TERMINAL, reason="left the ministry")

    event = events_of(actions.STREAM, "editor-one")[0]
    assert (event.name, event.reason) == ("subject untied", "left the ministry")
    assert event.facts == {"issuer": ISSUER}
    with pytest.raises(actions.NotTiedError):
        actions.untie_subject(name="editor-one", actor=AT_TERMINAL)


def test_factors_name_the_organisation_while_its_server_is_set(issuer: Issuer, settings) -> None:
    user = hire()
    _tie(issuer=issuer.issuer)

    assert factors_of(user).organisation == issuer.issuer
    settings.SIGN_IN_SERVER = None
    assert factors_of(user).organisation == ""
    assert accounts()[0].organisation == issuer.issuer  # the operator sees it all the same


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["oidc", *arguments])


def test_command_ties_lists_and_unties(issuer: Issuer) -> None:
    hire()

    tied = _run("editor-one", "--subject", SUBJECT)

    assert tied.stdout == (
        f"editor-one now signs in through {issuer.issuer} as '{SUBJECT}' as well.\n"
    )
    listed = CliRunner().invoke(command, ["list"]).stdout
    assert f"(never signed in; no second factor yet; through {issuer.issuer})" in listed
    machines = json.loads(CliRunner().invoke(command, ["list", "--json"]).stdout)
    assert machines[0]["organisation"] == issuer.issuer
    removed = _run("editor-one", "--remove", "--reason", "left")
    assert removed.stdout == (
        "The account editor-one is tied to no subject and signed out everywhere.\n"
    )
    assert _run("editor-one", "--remove").stderr == (
        "Error: The account editor-one is tied to no subject.\n"
    )


@pytest.mark.parametrize("options", [(), ("--subject", "a", "--remove")])
def test_command_wants_one_of_the_two(issuer: Issuer, options: tuple[str, ...]) -> None:
    hire()

    done = _run("editor-one", *options)

    assert done.exit_code == 2
    assert "Give either --subject SUB or --remove." in done.stderr


def test_command_without_a_server_says_what_to_set_and_still_unties() -> None:
    hire()

    assert "WAYFORWARD_OIDC_URL" in _run("editor-one", "--subject", "a").stderr
    _tie()
    assert _run("editor-one", "--remove").exit_code == 0
