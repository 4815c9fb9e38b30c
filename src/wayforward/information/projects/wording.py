"""Words of closed categories about projects, for pages and the command line, in three languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from wayforward.information.projects.exchange_rules import Unvalued
from wayforward.information.projects.finding_rules import Picture
from wayforward.information.projects.money_rules import Family, MoneyKind
from wayforward.information.projects.rules import Age, Basis, Completeness, Part

PICTURES = {
    Picture.NOTHING_READ: lazy(
        "No publisher's file has been read yet, so we do not know what help there is."
    ),
    Picture.NOTHING_FOR_COUNTRY: lazy(
        "None of the files read speaks of this country. That does not mean nothing happens there."
    ),
    Picture.NO_PLACES: lazy(
        "Projects in the country are published, but none says in which province it works."
        " Something may well happen here."
    ),
    Picture.NOT_NAMED_HERE: lazy(
        "No published project names this place. Others do not say where they work,"
        " so something may still happen here."
    ),
    Picture.NO_MATCH: lazy("Published projects name this place, but none fits what you look for."),
    Picture.ONLY_ENDED: lazy(
        "All published projects that fit have ended, are past their end or are no longer told of."
    ),
    Picture.RUNNING: lazy("At least one published project runs here or is planned."),
}
AGES = {
    Age.FRESH: lazy("Its publisher spoke of it not long ago."),
    Age.AGEING: lazy("Its publisher has not spoken of it for a while."),
    Age.OLD: lazy("Its publisher has not spoken of it for a long time: much may have changed."),
    Age.UNKNOWN: lazy("Its publisher does not say when this was true."),
}
COMPLETENESS = {
    Completeness.GOOD: lazy("Most of what a reader needs stands there."),
    Completeness.PARTIAL: lazy("A part of what a reader needs is missing."),
    Completeness.THIN: lazy("Little more than the name stands there."),
}
PARTS = {
    Part.TITLE: lazy("the name"),
    Part.DESCRIPTION: lazy("a description"),
    Part.STATUS: lazy("whether it runs"),
    Part.DATES: lazy("dates"),
    Part.IMPLEMENTER: lazy("who does the work"),
    Part.PLACE: lazy("the place"),
    Part.SECTOR: lazy("what it is about"),
    Part.BUDGET: lazy("the budget"),
    Part.SPENDING: lazy("what was paid"),
    Part.CONTACT: lazy("where to ask"),
}
BASES = {
    Basis.ONLY_COUNTRY: lazy("It works in this country alone."),
    Basis.STATED_SHARE: lazy("It states which share is for this country."),
    Basis.UNSTATED_SHARE: lazy("It works in several countries and does not say how it shares."),
    Basis.TRANSACTIONS: lazy("Only single payments name this country."),
    Basis.LOCATIONS: lazy("Only a place of work names this country."),
}
FAMILIES = {
    Family.BUDGET: lazy("Planned (budgets)"),
    Family.COMMITMENT: lazy("Promised by contract (commitments)"),
    Family.DISBURSEMENT: lazy("Passed on to others (disbursements)"),
    Family.SPENDING: lazy("Spent on the work itself"),
}
UNVALUED = {
    Unvalued.NO_AMOUNT: lazy("the amount cannot be read"),
    Unvalued.NO_CURRENCY: lazy("no currency is stated"),
    Unvalued.NO_DAY: lazy("no date is stated"),
    Unvalued.NO_RATE: lazy("no exchange rate is known"),
    Unvalued.RATE_TOO_OLD: lazy("the nearest exchange rate is too old"),
}
MONEY = {
    MoneyKind.BUDGET: lazy("Budget"),
    MoneyKind.PLANNED_DISBURSEMENT: lazy("Planned payment to others"),
    MoneyKind.UNKNOWN: lazy("Payment of an unknown kind"),
}
GONE = lazy("No longer in the latest file of its publisher.")
OVERDUE = lazy("Said to be running, but its end is past: ask before you go there.")
