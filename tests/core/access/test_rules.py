"""Roles and what they allow."""

import re

import pytest

from wayforward.conf import PACKAGE
from wayforward.core.access.duties import open_to
from wayforward.core.access.purposes import SENSITIVE_FOR
from wayforward.core.access.rules import (
    ALLOWED,
    AT_TERMINAL,
    Actor,
    NotAllowedError,
    Permission,
    Role,
    require,
)


def test_every_role_may_see_the_desk() -> None:
    assert [role for role in Role if Permission.SEE_DESK not in ALLOWED[role]] == []


def test_every_permission_belongs_to_some_role() -> None:
    assert set(Permission) == set().union(*ALLOWED.values())


def test_every_permission_is_asked_for_somewhere() -> None:
    asked = "".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("rules.py", "desk_wording.py") and "testing" not in path.parts
    )

    unused = [one for one in Permission if not re.search(rf"Permission\.{one.name}\b", asked)]
    assert unused == []


def test_roles_that_read_sensitive_rows_are_those_that_look_for_it() -> None:
    """The database asks for the purpose, screens for the permission: both open to the same."""
    may = {role for role in Role if Permission.READ_SENSITIVE in ALLOWED[role]}

    assert may == {role for role in Role if open_to(role) & SENSITIVE_FOR}


def test_signatures_are_not_the_operators_to_give() -> None:
    assert not AT_TERMINAL.may(Permission.SIGN_LANGUAGE)
    assert not AT_TERMINAL.may(Permission.SIGN_LAW)


def test_require_without_the_role_names_the_roles_that_may() -> None:
    reader = Actor("reader", frozenset({Role.NATIVE_READER}))

    with pytest.raises(NotAllowedError, match="needs the role editor, operator") as refusal:
        require(reader, Permission.EDIT_CARD)

    assert refusal.value.permission is Permission.EDIT_CARD
