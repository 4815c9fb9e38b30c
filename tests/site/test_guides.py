"""The guides name every public address and every call."""

import re

from django.urls import URLPattern, URLResolver, get_resolver
from tests.site.desk_pages import below_the_desk

from wayforward.conf import REPOSITORY
from wayforward.core.access.rules import ALLOWED, Role
from wayforward.information.answers.outcomes import Outcome
from wayforward.site.api import api

GUIDES = REPOSITORY / "docs" / "guides"


def _names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.add(str(pattern.name))
        elif pattern.namespace is None:
            found |= _names(pattern.url_patterns)
    return found


def _listed(guide: str) -> set[str]:
    text = (GUIDES / guide).read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z_-]+)` \| `/", text, re.MULTILINE))


def test_every_address_is_in_its_guide_and_no_other() -> None:
    patterns = get_resolver().url_patterns
    desk = {str(pattern.name) for pattern in below_the_desk(patterns)}

    assert _listed("desk.md") == desk
    assert _listed("public-site.md") == _names(patterns) - desk


def test_every_role_is_told_once_and_only_roles_that_may_the_same_together() -> None:
    guide = (GUIDES / "desk.md").read_text(encoding="utf-8")
    roles = guide.split("## Signing in")[0]
    rows = [
        [Role(name) for name in re.findall("`(.+?)`", told)]
        for told in re.findall(r"^\| (`[a-z_`, ]+`) \|", roles, re.MULTILINE)
    ]

    assert sorted(role for row in rows for role in row) == sorted(Role)
    assert [row for row in rows if len({ALLOWED[role] for role in row}) > 1] == []


def test_every_outcome_is_in_both_guides() -> None:
    for name in ("public-site.md", "api.md"):
        guide = (GUIDES / name).read_text(encoding="utf-8")
        assert [outcome for outcome in Outcome if f"`{outcome.value}`" not in guide] == []


def test_every_call_and_field_of_the_api_is_in_its_guide() -> None:
    guide = (GUIDES / "api.md").read_text(encoding="utf-8")
    schema = api.get_openapi_schema()
    shapes = schema["components"]["schemas"]

    for path in schema["paths"]:
        assert re.sub(r"{(\w+)}", r"<\1>", path) in guide
    for shape in ("AskIn", "AnswerOut", "PassageOut", "ContactOut", "FindingOut", "CardTextOut"):
        missing = [name for name in shapes[shape]["properties"] if f"`{name}`" not in guide]
        assert missing == [], shape
