"""The verbs of accounts. Each asks for the permission, writes, and tells the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from wayforward.core.access.adapter import weaknesses
from wayforward.core.access.duties import duties
from wayforward.core.access.models import Account, RolesApart
from wayforward.core.access.queries import open_account, welcome_token
from wayforward.core.access.rules import Actor, Permission, Role, require
from wayforward.core.access.segregation import check_roles
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party

STREAM = "accounts"


class NameTakenError(ValueError):
    """There is or was an account of this name; the log knows it, so it is not given twice."""


class NameNotAllowedError(ValueError):
    """The name has signs that a name may not have."""


class NoRoleError(ValueError):
    """An account without a role could see nothing."""


class SubjectTakenError(ValueError):
    """Another account is tied to this subject already."""


class SubjectNotAllowedError(ValueError):
    """This cannot be a subject of an issuer."""


class NotTiedError(LookupError):
    """The account is tied to no subject."""


class PasswordTooWeakError(ValueError):
    """The password breaks a rule; `problems` are sentences in the reader's language."""

    def __init__(self, problems: list[str]) -> None:
        """Keeps the sentences apart for a screen."""
        super().__init__(" ".join(problems))
        self.problems = problems


@transaction.atomic
def create_account(
    *, name: str, roles: Iterable[Role], actor: Actor, party: Party | None = None
) -> Account:
    """Open an account that has no password yet: give its person a link, or choose a password.

    Raises NotAllowedError, NameNotAllowedError, NameTakenError, NoRoleError, RolesNotTogetherError
    or RoleNotForPartyError.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    name = User.normalize_username(name.strip())
    held = _allowed_roles(roles, party)
    _check_name(name)
    user = User.objects.create_user(username=name)
    account = Account.objects.create(user=user, roles=held, party=party)
    acts_for = {"acts_for": str(party)} if party else {}
    _tell("account opened", account, actor, roles=held, **acts_for)
    return account


def _check_name(name: str) -> None:
    try:
        User._meta.get_field("username").run_validators(name)
    except ValidationError as problem:
        raise NameNotAllowedError(
            f"{name!r} cannot be a name: letters, digits and @ . + - _ only, at most 150."
        ) from problem
    if not name:
        raise NameNotAllowedError("An account needs a name.")
    if User.objects.filter(username__iexact=name).exists():
        raise NameTakenError(f"There is or was an account {name!r}: take another name.")


def _allowed_roles(roles: Iterable[Role], party: Party | None) -> list[str]:
    held = {Role(role) for role in roles}
    if not held:
        raise NoRoleError("Name at least one role.")
    check_roles(duties(), held, party.kind if party else None)
    return sorted(role.value for role in held)


@transaction.atomic
def set_roles(*, name: str, roles: Iterable[Role], actor: Actor) -> Account:
    """Have an account hold exactly these roles.

    Raises NotAllowedError, NoSuchAccountError, NoRoleError, RolesNotTogetherError or
    RoleNotForPartyError.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = open_account(name)
    before, account.roles = account.roles, _allowed_roles(roles, account.party)
    account.save(update_fields=["roles"])
    _tell("roles set", account, actor, before=before, roles=account.roles)
    return account


@transaction.atomic
def close_account(*, name: str, actor: Actor, reason: str = "") -> Account:
    """End an account at once: its sessions, its password, its second factors. The name stays."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = open_account(name)
    account.closed_at = timezone.now()
    account.save(update_fields=["closed_at"])
    account.user.is_active = False
    account.user.set_unusable_password()
    account.user.save(update_fields=["is_active", "password"])
    SocialAccount.objects.filter(user=account.user).delete()
    _forget_factors(account.user)
    _tell("account closed", account, actor, reason)
    return account


@transaction.atomic
def reset_factors(*, name: str, actor: Actor, reason: str = "") -> int:
    """Remove every second factor of an account and sign it out; how many there were.

    The next sign-in has to set one up again, with the password alone: hand out a new link as well
    when the password may be known to others.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = open_account(name)
    count = _forget_factors(account.user)
    _tell("factors reset", account, actor, reason)
    return count


def _forget_factors(user: User) -> int:
    removed = Authenticator.objects.filter(user=user)
    count: int = removed.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    removed.delete()
    _end_sessions(user)
    return count


def _end_sessions(user: User) -> None:
    """Sessions name their user only inside; staff are few, so all are looked through."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


@transaction.atomic
def tie_subject(*, name: str, issuer: str, subject: str, actor: Actor) -> Account:
    """Let a subject of an organisation's server sign in to this account, in place of any before.

    Sessions of the account end. The log keeps a fingerprint, not the subject: it may name a person.
    Raises NotAllowedError, NoSuchAccountError, SubjectNotAllowedError or SubjectTakenError.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = open_account(name)
    _check_subject(subject)
    if SocialAccount.objects.filter(provider=issuer, uid=subject).exclude(user=account.user):
        raise SubjectTakenError("Another account is tied to this subject: see `accounts list`.")
    SocialAccount.objects.filter(user=account.user).delete()
    SocialAccount.objects.create(user=account.user, provider=issuer, uid=subject)
    _end_sessions(account.user)
    print_ = subject_fingerprint(issuer, subject)
    _tell("subject tied", account, actor, issuer=issuer, fingerprint=print_)
    return account


def _check_subject(subject: str) -> None:
    longest = SocialAccount._meta.get_field("uid").max_length
    if not subject.isprintable() or subject.strip() != subject or not 0 < len(subject) <= longest:
        raise SubjectNotAllowedError(
            f"A subject is the identifier the server gives a person, 1 to {longest} signs on one"
            " line, without spaces around it."
        )


def subject_fingerprint(issuer: str, subject: str) -> str:
    """What the log knows a subject by: 16 hexadecimal digits of SHA-256(issuer, newline, subject).

    Whoever holds the subject can compare; whoever holds the log alone cannot read it back from an
    identifier that is random.
    """
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:16]


@transaction.atomic
def untie_subject(*, name: str, actor: Actor, reason: str = "") -> Account:
    """Have the account sign in by password or passkey alone again; its sessions end.

    Raises NotAllowedError, NoSuchAccountError or NotTiedError.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = open_account(name)
    tie = SocialAccount.objects.filter(user=account.user).first()
    if tie is None:
        raise NotTiedError(f"The account {account} is tied to no subject.")
    tie.delete()
    _end_sessions(account.user)
    _tell("subject untied", account, actor, reason, issuer=tie.provider)
    return account


@transaction.atomic
def make_link(*, name: str, actor: Actor) -> tuple[str, str]:
    """What a one-time link needs to let a person choose a password: user and token."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = open_account(name)
    _tell("link made", account, actor)
    uid = urlsafe_base64_encode(force_bytes(account.user.pk))
    return uid, welcome_token.make_token(account.user)


@transaction.atomic
def choose_password(*, user: User, password: str, actor: Actor) -> None:
    """Give an account a password; its sessions and links end. Raises PasswordTooWeakError.

    The caller has seen that this is the person (a link, the old password) or the operator.
    """
    if problems := weaknesses(password, user):
        raise PasswordTooWeakError(problems)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(stream=STREAM, name="password chosen", subject=user.get_username(), actor=actor.name)


@transaction.atomic
def load_duties() -> int:
    """Have the database refuse the roles that data/duties.yaml keeps apart; how many pairs."""
    pairs = {tuple(sorted(apart.two)): apart for apart in duties().never_together}
    RolesApart.objects.all().delete()
    RolesApart.objects.bulk_create(
        RolesApart(first=first, second=second, reason=apart.reason, citation=apart.citation)
        for (first, second), apart in pairs.items()
    )
    return len(pairs)


def forget_ended_sessions() -> int:
    """Delete the sessions whose time is over; how many. Due work, harmless to repeat."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def _tell(name: str, account: Account, actor: Actor, reason: str = "", **facts: object) -> None:
    record(stream=STREAM, name=name, subject=str(account), actor=actor.name, reason=reason, **facts)
