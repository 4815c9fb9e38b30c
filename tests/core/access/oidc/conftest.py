"""A server of an organisation that runs, is set, and knows the account editor-one."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from wayforward.core.access.actions import tie_subject
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.testing.issuer import Issuer, an_issuer
from wayforward.testing.staff import hire


@pytest.fixture
def issuer(settings) -> Iterator[Issuer]:
    with an_issuer() as running:
        settings.SIGN_IN_SERVER = running.settings
        yield running


@pytest.fixture
def tied(issuer: Issuer, db) -> User:
    user = hire(Role.EDITOR)
    tie_subject(name="editor-one", issuer=issuer.issuer, subject=issuer.subject, actor=AT_TERMINAL)
    return user
