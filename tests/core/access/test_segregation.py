"""Duties kept apart: by the rules, by the actions, and by the database whoever writes."""

from itertools import combinations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.actions import create_account, load_duties, set_roles
from wayforward.core.access.duties import duties
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.access.segregation import (
    PurposeNotForRoleError,
    RoleNotForPartyError,
    RolesNotTogetherError,
    check_purpose,
    check_roles,
    purposes_of,
)
from wayforward.testing.parties import member_of, two_parties

RULES = duties()


def test_every_role_has_its_place_and_every_rule_its_reason_and_source() -> None:
    assert set(RULES.places) == set(Role)
    for apart in RULES.never_together:
        assert len(apart.two) == 2
        assert apart.reason
        assert apart.citation
    named = {name for apart in RULES.never_together for name in apart.two}
    assert named <= {role.value for role in Role}


@given(st.sets(st.sampled_from(sorted(Role))), st.sets(st.sampled_from(sorted(Role))))
def test_more_roles_never_make_a_refused_set_allowed(some: set[Role], more: set[Role]) -> None:
    def refused(roles: set[Role]) -> bool:
        return any(apart.two <= roles for apart in RULES.never_together)

    assert not (refused(some) and not refused(some | more))


@pytest.mark.parametrize(
    "apart", RULES.never_together, ids=lambda apart: "-".join(sorted(apart.two))
)
def test_two_roles_kept_apart_are_refused_for_every_party_that_has_both(apart) -> None:
    roles = {Role(name) for name in apart.two}
    kinds = [RULES.places[role].party_kinds for role in roles]
    both = frozenset.intersection(*kinds) if all(kinds) else frozenset().union(*kinds)

    for kind in both or {None}:
        with pytest.raises((RolesNotTogetherError, RoleNotForPartyError)):
            check_roles(RULES, roles, kind)


def test_a_consular_officer_is_of_the_partner_country() -> None:
    check_roles(RULES, [Role.CONSULAR_OFFICER], "partner_country_authority")

    for kind in ("member_state_authority", None):
        with pytest.raises(RoleNotForPartyError, match="consular_officer"):
            check_roles(RULES, [Role.CONSULAR_OFFICER], kind)


def test_a_purpose_needs_a_role_that_has_it() -> None:
    check_purpose(RULES, [Role.CONSULAR_OFFICER], Purpose.IDENTIFICATION)
    check_purpose(RULES, [Role.CONSULAR_OFFICER], Purpose.ADMINISTRATION)

    with pytest.raises(PurposeNotForRoleError, match="safeguard_assessor"):
        check_purpose(RULES, [Role.CONSULAR_OFFICER], Purpose.SAFEGUARD)
    for role in (Role.LIAISON_OFFICER, Role.CALL_SECRETARY, Role.EDITOR):
        assert not ABOUT_PERSONS & set(purposes_of(RULES, [role]))


@pytest.mark.django_db
def test_an_account_is_not_opened_nor_changed_into_roles_kept_apart() -> None:
    here, _there = two_parties()
    account = member_of(here, Role.RETURN_CASE_OFFICER, name="officer")

    with pytest.raises(RolesNotTogetherError):
        set_roles(
            name=str(account),
            roles=[Role.RETURN_CASE_OFFICER, Role.SAFEGUARD_ASSESSOR],
            actor=AT_TERMINAL,
        )
    with pytest.raises(RoleNotForPartyError):
        create_account(name="other", roles=[Role.CONSULAR_OFFICER], actor=AT_TERMINAL, party=here)


@pytest.mark.django_db
def test_the_database_refuses_what_a_forgotten_check_would_let_through() -> None:
    load_duties()
    here, _there = two_parties()
    account = member_of(here, Role.RETURN_CASE_OFFICER, name="officer")

    for first, second in (sorted(apart.two) for apart in RULES.never_together):
        with pytest.raises(IntegrityError, match="one person may not be"), transaction.atomic():
            Account.objects.filter(pk=account.pk).update(roles=[first, second])
    allowed = [
        pair
        for pair in combinations(sorted(Role), 2)
        if not any(apart.two == set(pair) for apart in RULES.never_together)
    ]
    Account.objects.filter(pk=account.pk).update(roles=list(allowed[0]))


@pytest.mark.django_db
def test_an_account_acts_for_one_party_for_good() -> None:
    here, there = two_parties()
    account = member_of(here, Role.RETURN_CASE_OFFICER, name="officer")

    for other in (there, None):
        with pytest.raises(IntegrityError, match="one party for good"), transaction.atomic():
            Account.objects.filter(pk=account.pk).update(party=other)
    Account.objects.filter(pk=account.pk).update(party=here, roles=[Role.CONSULAR_OFFICER])
