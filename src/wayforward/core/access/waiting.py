"""Each subject's part of *what needs me now*; the site gathers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from wayforward.core.access.rules import Permission


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: who sees it, its template, and what the template shows.

    `about` returns the template's context; an empty one leaves the part out.
    """

    permission: Permission
    template: str
    about: Callable[[HttpRequest], Mapping[str, object]]
