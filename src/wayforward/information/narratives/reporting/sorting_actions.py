"""Sorting reports: confirm, reject, put under a claim, set aside, take words away.

The verbs of staff; how reports come is `actions.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting.actions import WITHOUT_WORDS, tell
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import How

_REJECTED: dict[str, Any] = {"claim": None, "how": "", "suggested": None, "confirmed": False}


class NoSuchClaimError(LookupError):
    """There is no active claim with this key."""

    def __init__(self, key: str) -> None:
        """Names it."""
        super().__init__(f"There is no claim {key!r}; see `wayforward narratives list`.")


class NothingSuggestedError(RuntimeError):
    """A report has no suggestion that could be confirmed."""


@transaction.atomic
def confirm_match(*, report_id: int, actor: Actor) -> Report:
    """The suggestion is right, or the machine was.

    Raises NotAllowedError, NothingSuggestedError.
    """
    require(actor, Permission.SORT_REPORTS)
    report = _locked(report_id)
    right = report.claim or report.suggested
    if right is None:
        raise NothingSuggestedError(
            "Nothing was suggested for this report: put it under a claim, or set it aside."
        )
    return _put(report, right, actor, "report confirmed")


@transaction.atomic
def reject_match(*, report_id: int, actor: Actor, why: str = "") -> Report:
    """Neither what was suggested nor what the machine put it under: it waits as new.

    Raises NotAllowedError, NothingSuggestedError.
    """
    require(actor, Permission.SORT_REPORTS)
    report = _locked(report_id)
    wrong = report.claim or report.suggested
    if wrong is None:
        raise NothingSuggestedError("Nothing was suggested for this report: it waits as new.")
    Report.objects.filter(pk=report_id).update(**_REJECTED)
    report.refresh_from_db()
    tell("report rejected", wrong.key, actor, why, reports=1)
    return report


@transaction.atomic
def reject_matches(*, report_ids: Collection[int], actor: Actor, why: str = "") -> int:
    """As `reject_match`, for those of the reports that something was suggested for.

    How many they are. Raises NotAllowedError.
    """
    require(actor, Permission.SORT_REPORTS)
    rows = list(_locked_rows().filter(pk__in=report_ids).exclude(suggested=None).defer("text"))
    wrong = Counter(claim.key for row in rows if (claim := row.claim or row.suggested))
    Report.objects.filter(pk__in=[row.pk for row in rows]).update(**_REJECTED)
    for key, count in sorted(wrong.items()):
        tell("report rejected", key, actor, why, reports=count)
    return wrong.total()


@transaction.atomic
def put_under(*, report_ids: Collection[int], claim: str, actor: Actor, why: str = "") -> int:
    """Reports that tell one claim, whatever was suggested: merge them into it. How many they are.

    Raises NotAllowedError, NoSuchClaimError.
    """
    require(actor, Permission.SORT_REPORTS)
    found = _claim(claim)
    if found is None:
        raise NoSuchClaimError(claim)
    count = Report.objects.filter(pk__in=report_ids).update(
        claim=found, how=How.STAFF, confirmed=True, set_aside=False
    )
    if count:
        tell("reports put under a claim", claim, actor, why, reports=count)
    return count


@transaction.atomic
def set_aside(*, report_ids: Collection[int], actor: Actor, why: str) -> int:
    """Reports that tell no rumour: a question, an advertisement, a greeting. How many they are.

    Raises NotAllowedError.
    """
    require(actor, Permission.SORT_REPORTS)
    count = Report.objects.filter(pk__in=report_ids).update(
        claim=None, how="", confirmed=False, set_aside=True
    )
    if count:
        tell("reports set aside", "", actor, why, reports=count)
    return count


@transaction.atomic
def take_words_away(*, report_ids: Collection[int], actor: Actor) -> int:
    """Let words go at once that name somebody: scrubbing did not know. How many reports it were.

    What a report counts for stays. Raises NotAllowedError.
    """
    require(actor, Permission.SORT_REPORTS)
    rows = Report.objects.filter(pk__in=report_ids).exclude(text="")
    count = rows.update(**WITHOUT_WORDS)
    if count:
        tell("words that named somebody let go", "", actor, "", reports=count)
    return count


def _claim(key: str) -> Claim | None:
    return Claim.objects.filter(key=key, active=True).first()


def _locked(report_id: int) -> Report:
    return _locked_rows().get(pk=report_id)


def _locked_rows() -> QuerySet[Report]:
    return Report.objects.select_for_update(of=("self",)).select_related("claim", "suggested")


def _put(report: Report, claim: Claim, actor: Actor, name: str) -> Report:
    report.claim, report.confirmed, report.set_aside = claim, True, False
    report.how = report.how or How.STAFF
    report.save()
    tell(name, claim.key, actor, "")
    return report
