"""Who may do what: roles and permissions of the editorial desk. Pure.

An `Actor` is whoever acts: a signed-in account with its roles, the operator at the terminal, or the
product itself. Actions ask `require` first; screens ask `may` to say why a button is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may be; one may be several."""

    EDITOR = "editor"
    TRANSLATOR = "translator"
    NATIVE_READER = "native_reader"
    LEGAL_READER = "legal_reader"
    OPERATOR = "operator"


class Permission(StrEnum):
    """What can be allowed or refused."""

    SEE_DESK = "see_desk"
    EDIT_CARD = "edit_card"  # change what a card says, its citations, its topics
    TRANSLATE_CARD = "translate_card"  # bring a language up to what another says, mend its language
    CONFIRM_CARD = "confirm_card"  # compare an amber text with its pages and clear it
    SIGN_LANGUAGE = "sign_language"
    SIGN_LAW = "sign_law"
    MANAGE_ACCOUNTS = "manage_accounts"


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.EDIT_CARD,
            Permission.TRANSLATE_CARD,
            Permission.CONFIRM_CARD,
        }
    ),
    Role.TRANSLATOR: frozenset({Permission.SEE_DESK, Permission.TRANSLATE_CARD}),
    Role.NATIVE_READER: frozenset({Permission.SEE_DESK, Permission.SIGN_LANGUAGE}),
    Role.LEGAL_READER: frozenset({Permission.SEE_DESK, Permission.SIGN_LAW}),
    Role.OPERATOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.EDIT_CARD,
            Permission.TRANSLATE_CARD,
            Permission.CONFIRM_CARD,
            Permission.MANAGE_ACCOUNTS,
        }
    ),
}


class NotAllowedError(PermissionError):
    """The actor's roles do not allow this; `permission` names what was asked."""

    def __init__(self, actor: Actor, permission: Permission) -> None:
        """Keeps what a screen needs to explain the refusal."""
        needed = ", ".join(role for role, some in ALLOWED.items() if permission in some)
        super().__init__(f"{actor.name} may not {permission}: that needs the role {needed}.")
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, as the log will name them."""

    name: str
    roles: frozenset[Role] = frozenset()

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows it."""
        return any(permission in ALLOWED[role] for role in self.roles)


def require(actor: Actor, permission: Permission) -> None:
    """Do nothing, or raise NotAllowedError."""
    if not actor.may(permission):
        raise NotAllowedError(actor, permission)


# Whoever holds the terminal holds the database: the log says it was done there.
AT_TERMINAL = Actor("operator at the terminal", frozenset({Role.OPERATOR}))
ITSELF = Actor("wayforward", frozenset({Role.OPERATOR}))
