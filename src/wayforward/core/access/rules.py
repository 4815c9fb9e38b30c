"""Who may do what: roles and permissions of the desks. Pure.

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
    CAMPAIGN_OFFICER = "campaign_officer"
    RETURN_CASE_OFFICER = "return_case_officer"
    CONSULAR_OFFICER = "consular_officer"
    FLIGHT_COORDINATOR = "flight_coordinator"
    SAFEGUARD_ASSESSOR = "safeguard_assessor"
    MONITOR = "monitor"
    REINTEGRATION_COUNSELLOR = "reintegration_counsellor"
    SERVICE_PROVIDER = "service_provider"
    IDENTITY_ADJUDICATOR = "identity_adjudicator"
    LIAISON_OFFICER = "liaison_officer"
    CALL_SECRETARY = "call_secretary"
    PROPOSAL_ASSESSOR = "proposal_assessor"
    SECRETARIAT = "secretariat"
    HEAD_OF_DELEGATION = "head_of_delegation"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Permission(StrEnum):
    """What can be allowed or refused."""

    SEE_DESK = "see_desk"
    SEE_EDITING = "see_editing"  # cards, translations, needs, sources, changes
    EDIT_CARD = "edit_card"  # change what a card says, its citations, its topics
    TRANSLATE_CARD = "translate_card"  # bring a language up to what another says, mend its language
    SORT_REPORTS = "sort_reports"  # say which claim a reported rumour tells, or that it is none
    SEE_CAMPAIGNS = "see_campaigns"
    EDIT_CAMPAIGN = "edit_campaign"  # plan campaigns, start and end them, record what came of them
    SIGN_CAMPAIGN = "sign_campaign"  # for the side of the own party
    CONFIRM_CARD = "confirm_card"  # compare an amber text with its pages and clear it
    SIGN_LANGUAGE = "sign_language"
    SIGN_LAW = "sign_law"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_PARTY = "see_party"  # the own party's page; contact points that others share
    MANAGE_PARTY = "manage_party"  # contact points and working days of the own party
    SEE_PERSONS = "see_persons"  # persons the own party holds, what others disclosed to it
    EDIT_PERSONS = "edit_persons"
    READ_SENSITIVE = "read_sensitive"  # protection, health, children; with a reason each time
    ADJUDICATE = "adjudicate"  # judge whether two records are one person
    DISCLOSE = "disclose"  # send named fields about a person to another party
    RECORD_CONSENT = "record_consent"
    SEE_LEDGERS = "see_ledgers"  # what was disclosed to whom, on which ground
    SEE_CLOCKS = "see_clocks"  # deadlines of the own party and what they are about
    KEEP_CLOCKS = "keep_clocks"  # start, suspend, extend, meet and cancel deadlines
    SEE_DOCUMENTS = "see_documents"  # files and letters the own party holds
    WRITE_DOCUMENTS = "write_documents"  # keep files, write and issue letters
    ERASE = "erase"  # let go of a file for good, and prove it
    AUDIT = "audit"  # verify the log, unusual access, subject-access reports


_CASEWORK = frozenset(
    {
        Permission.SEE_DESK,
        Permission.SEE_PARTY,
        Permission.SEE_PERSONS,
        Permission.EDIT_PERSONS,
        Permission.DISCLOSE,
        Permission.RECORD_CONSENT,
        Permission.SEE_LEDGERS,
        Permission.SEE_DOCUMENTS,
        Permission.WRITE_DOCUMENTS,
        Permission.SEE_CLOCKS,
        Permission.KEEP_CLOCKS,
    }
)
_DOCUMENTS = frozenset({Permission.SEE_DOCUMENTS, Permission.WRITE_DOCUMENTS})
_EDITING = frozenset({Permission.SEE_DESK, Permission.SEE_EDITING})
_DESK = frozenset({Permission.SEE_DESK, Permission.SEE_PARTY})
_READING = _DESK | {Permission.SEE_PERSONS, Permission.SEE_CLOCKS}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.SEE_EDITING,
            Permission.EDIT_CARD,
            Permission.TRANSLATE_CARD,
            Permission.CONFIRM_CARD,
            Permission.SORT_REPORTS,
            Permission.SEE_CAMPAIGNS,
        }
    ),
    Role.TRANSLATOR: _EDITING | {Permission.TRANSLATE_CARD},
    Role.NATIVE_READER: _EDITING | {Permission.SIGN_LANGUAGE},
    Role.LEGAL_READER: _EDITING | {Permission.SIGN_LAW},
    Role.CAMPAIGN_OFFICER: _EDITING
    | {
        Permission.SORT_REPORTS,
        Permission.SEE_CAMPAIGNS,
        Permission.EDIT_CAMPAIGN,
        Permission.SIGN_CAMPAIGN,
    },
    Role.RETURN_CASE_OFFICER: _CASEWORK,
    Role.CONSULAR_OFFICER: _CASEWORK,
    Role.FLIGHT_COORDINATOR: _READING | {Permission.KEEP_CLOCKS},
    Role.SAFEGUARD_ASSESSOR: _READING
    | _DOCUMENTS
    | {Permission.READ_SENSITIVE, Permission.KEEP_CLOCKS},
    Role.MONITOR: _READING,
    Role.REINTEGRATION_COUNSELLOR: _CASEWORK,
    Role.SERVICE_PROVIDER: _READING,
    Role.IDENTITY_ADJUDICATOR: _READING | {Permission.ADJUDICATE},
    Role.LIAISON_OFFICER: _DESK,
    Role.CALL_SECRETARY: _DESK,
    Role.PROPOSAL_ASSESSOR: _DESK,
    Role.SECRETARIAT: _DESK
    | _DOCUMENTS
    | {Permission.MANAGE_PARTY, Permission.SEE_CLOCKS, Permission.SEE_CAMPAIGNS},
    Role.HEAD_OF_DELEGATION: _DESK
    | _DOCUMENTS
    | {Permission.SEE_CLOCKS, Permission.SEE_CAMPAIGNS, Permission.SIGN_CAMPAIGN},
    Role.DATA_PROTECTION_OFFICER: _READING
    | _DOCUMENTS
    | {
        Permission.SEE_LEDGERS,
        Permission.AUDIT,
        Permission.ERASE,
        Permission.READ_SENSITIVE,
        Permission.KEEP_CLOCKS,
    },
    Role.AUDITOR: _DESK | {Permission.SEE_LEDGERS, Permission.AUDIT},
    Role.OPERATOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.SEE_EDITING,
            Permission.EDIT_CARD,
            Permission.TRANSLATE_CARD,
            Permission.CONFIRM_CARD,
            Permission.SORT_REPORTS,
            Permission.SEE_CAMPAIGNS,
            Permission.EDIT_CAMPAIGN,
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
