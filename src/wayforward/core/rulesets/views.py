"""Public pages of rule sets: which there are, one with its sources, two compared."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.rulesets import queries
from wayforward.core.rulesets.models import RuleSet
from wayforward.core.rulesets.queries import NoSuchRuleSetError
from wayforward.core.rulesets.rules import Comparison

_EDITS = 25


def _rule_set(key: str) -> RuleSet:
    try:
        return queries.rule_set(key)
    except NoSuchRuleSetError as problem:
        raise Http404("rule set") from problem


@require_safe
def rule_sets(request: HttpRequest) -> HttpResponse:
    """Every rule set, with how much in it is verified."""
    return render(request, "rules/list.html", {"shelves": queries.shelves()})


@require_safe
def rule_set_page(request: HttpRequest, key: str) -> HttpResponse:
    """One rule set: each parameter with its value, its span of days and its source."""
    found = _rule_set(key)
    context = {
        "found": found,
        "values": queries.values_of(found),
        "edits": queries.edits_of(found, most=_EDITS),
        "others": [one for one in queries.shelves() if one.one.pk != found.pk],
        "today": timezone.now().date(),
    }
    return render(request, "rules/rule_set.html", context)


@require_safe
def compared(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """Two rule sets side by side: what differs first, what is the same last."""
    one, two = _rule_set(key), _rule_set(other)
    found = queries.differences_between(one, two)
    context = {
        "one": one,
        "two": two,
        "differ": [each for each in found if each.how is not Comparison.SAME],
        "same": [each for each in found if each.how is Comparison.SAME],
    }
    return render(request, "rules/compared.html", context)
