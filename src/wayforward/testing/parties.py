"""Parties for tests: a Member State authority and a partner-country authority, and their people."""

from __future__ import annotations

from datetime import date

from wayforward.core.access.models import Account
from wayforward.core.access.rules import Role
from wayforward.core.parties.models import Arrangement, Party, PartyKind
from wayforward.testing.staff import hire


def two_parties() -> tuple[Party, Party]:
    """One of each side, of an arrangement that exists in tests alone."""
    arrangement = Arrangement.objects.create(key="for-tests", valid_from=date(2016, 10, 2))
    kinds = (PartyKind.MEMBER_STATE_AUTHORITY, PartyKind.PARTNER_COUNTRY_AUTHORITY)
    here, there = (
        Party.objects.create(arrangement=arrangement, key=f"party-{kind.value}", kind=kind)
        for kind in kinds
    )
    return here, there


def member_of(party: Party, *roles: Role, name: str = "") -> Account:
    """Somebody who acts for a party in some roles."""
    return hire(*roles, name=name or f"somebody-of-{party.pk}-{len(roles)}", party=party).account


def everybody_of(party: Party) -> Account:
    """One account of a party in every role there is: who may see least is seen by it too."""
    name = f"everybody-of-{party.pk}"
    if found := Account.objects.filter(user__username=name).first():
        return found
    account = member_of(party, Role.EDITOR, name=name)
    account.roles = [role.value for role in Role]
    account.save(update_fields=["roles"])
    return account
