"""Who can see this, and why: for one person or one disclosure, asked by its own party."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.queries import consents_of
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.queries import disclosures_of
from wayforward.core.access.duties import open_to
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose
from wayforward.core.access.rules import ALLOWED, Permission, Role
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person


@dataclass(frozen=True, slots=True)
class RoleSees:
    """A role of a party that sees it: what for, whether also the protection file, how many."""

    role: Role
    purposes: tuple[Purpose, ...]
    sensitive: bool
    accounts: int


@dataclass(frozen=True, slots=True)
class WhoSees:
    """Everybody who can see it: roles of a party, other parties by disclosure, and consents."""

    party: Party
    roles: tuple[RoleSees, ...]
    disclosures: tuple[Disclosure, ...]
    consents: tuple[Consent, ...]


def who_sees(person: Person) -> WhoSees:
    """Who can see a person: people of its party by role, others by what was sent to them.

    Recalled disclosures are left out: the recipient sees that there was one, and nothing of it.
    """
    now = timezone.now()
    return WhoSees(
        person.party,
        roles_that_see(person.party),
        tuple(disclosures_of(person).filter(recalled_at=None)),
        tuple(one for one in consents_of(person) if one.agreed.alive(now)),
    )


def who_sees_disclosure(disclosure: Disclosure) -> tuple[WhoSees, WhoSees]:
    """Who can see a disclosure: at the party that sent it, at the one that received it."""
    used = tuple(Consent.objects.filter(pk__in=disclosure.consents))  # the sender's: walled
    reached = () if disclosure.recalled_at else roles_that_see(disclosure.recipient)
    return (
        WhoSees(disclosure.party, roles_that_see(disclosure.party), (disclosure,), used),
        WhoSees(disclosure.recipient, reached, (), ()),
    )


def roles_that_see(party: Party) -> tuple[RoleSees, ...]:
    """The roles of a party that open persons, with how many accounts hold each; none left out."""
    held = [one.held for one in Account.objects.filter(party=party, closed_at=None)]
    found = []
    for role in Role:
        allowed, purposes = ALLOWED[role], open_to(role) & ABOUT_PERSONS
        count = sum(role in roles for roles in held)
        if count and Permission.SEE_PERSONS in allowed and purposes:
            sensitive = Permission.READ_SENSITIVE in allowed
            named = tuple(one for one in Purpose if one in purposes)
            found.append(RoleSees(role, named, sensitive, count))
    return tuple(found)
