"""Sums over projects in sentences of the active language, and all that was left out of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wayforward.core.language.digits import format_number
from wayforward.information.projects import wording
from wayforward.information.projects.exchange_rules import Unvalued
from wayforward.information.projects.totals_queries import FamilyTotal, LeftOut, Totals


@dataclass(frozen=True, slots=True)
class SaidSum:
    """One kind of money: its name, the sum ("9.00"), from how many amounts, what was left out."""

    name: str
    euros: str
    amounts: str
    left_out: tuple[str, ...]
    nothing: bool  # no amount of this kind is published


def sums(found: Totals) -> tuple[SaidSum, ...]:
    """Each kind of money, in the order of the chain."""
    return tuple(_family(one) for one in found.families)


def about(found: Totals) -> list[str]:
    """What was summed and what was not, over all kinds."""
    said = [
        ngettext(
            "Summed: %(count)s project, each once.",
            "Summed: %(count)s projects, each once.",
            found.projects,
        )
        % {"count": number(found.projects)}
    ]
    if found.second_reports:
        said.append(
            ngettext(
                "Not summed again: %(count)s second report of a project.",
                "Not summed again: %(count)s second reports of a project.",
                found.second_reports,
            )
            % {"count": number(found.second_reports)}
        )
    if found.gone:
        said.append(
            ngettext(
                "Not summed: %(count)s project no longer in the latest file of the publisher.",
                "Not summed: %(count)s projects no longer in the latest file of the publisher.",
                found.gone,
            )
            % {"count": number(found.gone)}
        )
    return said


def cautions(found: Totals) -> list[str]:
    """What may be counted twice all the same."""
    said = []
    if found.unlinked:
        said.append(
            ngettext(
                "Not to be told: whether receivers report %(count)s payment or promise too, for no"
                " activity that was read is named in them.",
                "Not to be told: whether receivers report %(count)s payments or promises too, for"
                " no activity that was read is named in them.",
                found.unlinked,
            )
            % {"count": number(found.unlinked)}
        )
    said.append(_("Budgets name no receiver: those of a funder and a receiver may overlap."))
    return said


def in_words(found: Totals) -> list[str]:
    """All of it, one sentence after the other."""
    said = about(found)
    for one in sums(found):
        said.append(
            _("%(name)s: %(euros)s euros from %(amounts)s.")
            % {"name": one.name, "euros": one.euros, "amounts": one.amounts}
        )
        said += [f"  {left}" for left in one.left_out]
    return [*said, *cautions(found)]


def _family(one: FamilyTotal) -> SaidSum:
    return SaidSum(
        name=str(wording.FAMILIES[one.family]),
        euros=money(one.total),
        amounts=_amounts(one.amounts),
        left_out=tuple(_left_out(one)),
        nothing=not (one.amounts or one.share_unknown or one.replaced or one.left_out),
    )


def _left_out(one: FamilyTotal) -> Iterator[str]:
    if one.counted_twice:
        yield _("Taken off: %(euros)s euros that sender and receiver both report.") % {
            "euros": money(one.counted_twice)
        }
    if one.replaced:
        yield _(
            "Left out: %(amounts)s (%(euros)s euros) of budgets that a revised one replaces."
        ) % {"amounts": _amounts(one.replaced), "euros": money(one.replaced_euro)}
    if one.share_unknown:
        yield _(
            "Left out: %(amounts)s (%(euros)s euros) of projects in several countries that do not"
            " say how they share."
        ) % {"amounts": _amounts(one.share_unknown), "euros": money(one.share_unknown_euro)}
    for left in one.left_out:
        yield _not_in_euros(left)


def _not_in_euros(left: LeftOut) -> str:
    told = {
        "amounts": _amounts(left.count),
        "sum": money(left.amount),
        "currency": left.currency or _("of no currency"),
        "why": wording.UNVALUED[Unvalued(left.reason)],
    }
    return _("Left out: %(amounts)s (%(sum)s %(currency)s) not in euros: %(why)s.") % told


def _amounts(count: int) -> str:
    said = ngettext("%(count)s amount", "%(count)s amounts", count)
    return said % {"count": number(count)}


def money(amount: Decimal) -> str:
    """An amount in the reader's digits: to the cent, or whole where cents tell nothing."""
    whole = abs(amount) >= _WHOLE_FROM
    return format_number(amount, language(), 0 if whole else 2)


_WHOLE_FROM = 10_000


def number(count: int) -> str:
    """A number in the reader's digits."""
    return format_number(count, language())


def language() -> str:
    """The active language: fa-af, ps or en."""
    return get_language() or "en"


def comma() -> str:
    """The comma of the reader's script and a blank."""
    return ", " if language() == "en" else "، "
