"""Who has an account, in which roles, and how each signs in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode

from wayforward.core.access.models import Account
from wayforward.core.access.rules import Actor, Role

# What a sign-in may be proved with; recovery codes only stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class NoSuchAccountError(LookupError):
    """There is no account of this name, or it is closed."""


class WelcomeToken(PasswordResetTokenGenerator):
    """Makes the tokens of one-time links: good until the password is chosen or three days pass."""

    key_salt = "wayforward.core.access.welcome"


welcome_token = WelcomeToken()


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner knows it; `alone` when it signs in without the password."""

    number: int
    name: str
    alone: bool
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """How an account signs in."""

    app: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int
    password: bool  # whether one was chosen
    organisation: str  # the issuer it is tied to, while the operator has it set; else empty

    @property
    def any(self) -> bool:
        """Whether there is a second factor at all."""
        return self.app or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the operator's list."""

    name: str
    roles: tuple[Role, ...]
    party: str  # arrangement/party it acts for; empty at the editorial desk
    created: datetime
    closed: datetime | None
    signed_in: datetime | None
    password: bool  # whether one was chosen
    factors: tuple[str, ...]  # kinds of second factor, without recovery codes
    organisation: str  # the issuer it is tied to; empty when it is not


def open_account(name: str) -> Account:
    """The account of that name, in any case of letters. Raises NoSuchAccountError."""
    found = (
        Account.objects.select_related("user")
        .filter(user__username__iexact=name, closed_at=None)
        .first()
    )
    if found is None:
        raise NoSuchAccountError(f"There is no open account {name!r}: see `accounts list`.")
    return found


def actor_named(user: User) -> Actor:
    """The user as an actor; without an account, or once closed, without a role."""
    account = Account.objects.filter(user=user).first()
    return Actor(user.get_username(), account.held if account else frozenset())


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey is set up."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def factors_of(user: User) -> Factors:
    """How this user signs in."""
    app, codes, passkeys = False, 0, []
    for row in Authenticator.objects.filter(user=user).order_by("created_at"):
        if row.type == Authenticator.Type.TOTP:
            app = True
        elif row.type == Authenticator.Type.RECOVERY_CODES:
            codes = len(row.wrap().get_unused_codes())
        else:
            passkeys.append(_passkey(row))
    return Factors(app, tuple(passkeys), codes, user.has_usable_password(), _organisation_of(user))


def _organisation_of(user: User) -> str:
    server = settings.SIGN_IN_SERVER
    issuer = str(server.issuer) if server else ""
    tied = SocialAccount.objects.filter(user=user, provider=issuer).exists()
    return issuer if tied else ""


def user_tied_to(issuer: str, subject: str) -> User | None:
    """Whose account the operator tied to this subject of that issuer, also when it is closed."""
    tie = SocialAccount.objects.select_related("user").filter(provider=issuer, uid=subject).first()
    return tie.user if tie else None


def _passkey(row: Authenticator) -> Passkey:
    key = row.wrap()
    return Passkey(row.pk, key.name, bool(key.is_passwordless), row.created_at, row.last_used_at)


def accounts() -> list[AccountLine]:
    """Every account, open ones first, by name."""
    kinds: dict[int, list[str]] = {}
    factors = Authenticator.objects.filter(type__in=SECOND_FACTORS).order_by("created_at")
    for user_id, kind in factors.values_list("user_id", "type"):
        kinds.setdefault(user_id, []).append(kind)
    issuers = dict(SocialAccount.objects.values_list("user_id", "provider"))
    rows = Account.objects.select_related("user", "party__arrangement")
    lines = [_line(row, kinds.get(row.user_id, []), issuers.get(row.user_id, "")) for row in rows]
    return sorted(lines, key=lambda line: (line.closed is not None, line.name.lower()))


def _line(row: Account, kinds: list[str], issuer: str) -> AccountLine:
    return AccountLine(
        name=row.user.get_username(),
        roles=tuple(sorted(map(Role, row.roles))),
        party=f"{row.party.arrangement}/{row.party}" if row.party else "",
        created=row.created_at,
        closed=row.closed_at,
        signed_in=row.user.last_login,
        password=row.user.has_usable_password(),
        factors=tuple(dict.fromkeys(kinds)),
        organisation=issuer,
    )


def welcomed(uid: str, token: str) -> User | None:
    """The user a one-time link was made for; None when it is used, too old or not ours."""
    try:
        number = int(force_str(urlsafe_base64_decode(uid)))
    except ValueError:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return user if user is not None and welcome_token.check_token(user, token) else None
