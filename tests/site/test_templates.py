"""Every template compiles, and what it includes or extends is there."""

from pathlib import Path

import pytest
from django.template.loader import get_template

from wayforward.conf import PACKAGE

TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def _named(path: Path) -> str:
    return path.as_posix().rpartition("/templates/")[2]


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_template_compiles_and_what_it_names_is_there(path: Path) -> None:
    nodes = get_template(_named(path)).template.nodelist

    for node in nodes.get_nodes_by_type(object):
        named = getattr(node, "template", None) or getattr(node, "parent_name", None)
        if isinstance(getattr(named, "var", None), str):
            get_template(named.var)
