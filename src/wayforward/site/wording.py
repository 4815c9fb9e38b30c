"""Words the site has for closed sets (tiers, states, topics) and for spans of time.

Every word goes through the translation catalogues; nothing here reads the database.
"""

from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

TIERS = {
    "eu": lazy("European Union"),
    "member_state": lazy("National authority"),
    "partner_country": lazy("Authority of the country of origin"),
    "un": lazy("United Nations"),
    "international_organisation": lazy("International organisation"),
    "local": lazy("Local authority"),
}
STATES = {
    "never_checked": lazy("Not checked yet"),
    "fresh": lazy("Read for the first time"),
    "unchanged": lazy("Unchanged"),
    "changed": lazy("Changed"),
    "not_seen": lazy("Not there at the last visit"),
    "fetch_failed": lazy("Could not be reached"),
    "blocked": lazy("The site would not let us in"),
    "refused_by_robots": lazy("The site asks programs to stay away"),
    "refused": lazy("Refused: the address is not safe"),
    "unreadable": lazy("It came, but holds no text we can read"),
}
TROUBLED_STATES = frozenset(
    {"not_seen", "fetch_failed", "blocked", "refused_by_robots", "refused", "unreadable"}
)
TOPICS = {
    "asylum": lazy("Asylum"),
    "procedures": lazy("How a procedure runs"),
    "appeal": lazy("Appeal and courts"),
    "family": lazy("Family"),
    "children": lazy("Children"),
    "work": lazy("Work"),
    "study": lazy("School and study"),
    "health": lazy("Health"),
    "housing": lazy("Housing"),
    "benefits": lazy("Support and benefits"),
    "legal-routes": lazy("Legal ways to come"),
    "return": lazy("Return"),
    "reintegration": lazy("Starting again after return"),
    "smuggling-safety": lazy("Smugglers and safety"),
    "trafficking": lazy("Help against trafficking"),
    "documents": lazy("Papers and documents"),
    "statelessness": lazy("People without a nationality"),
    "development-projects": lazy("Projects in Afghanistan"),
    "data-protection": lazy("Your data"),
    "rights": lazy("Your rights"),
}
FINDINGS = {
    "phone": lazy("a phone number"),
    "email": lazy("an e-mail address"),
    "tazkira": lazy("a tazkira number"),
    "case_number": lazy("a case number"),
    "passport": lazy("a passport number"),
    "iban": lazy("a bank account number"),
    "card": lazy("a bank card number"),
}
DOUBTS = {
    "reworded": lazy("An official page this answer stands on says something else now."),
    "removed": lazy("An official page no longer says what this answer stands on."),
    "page_changed": lazy("An official page this answer stands on has changed."),
    "page_not_seen": lazy(
        "An official page this answer stands on was not there at our last visit."
    ),
}
PRIORITIES = {
    "high": lazy("Something people act on"),
    "normal": lazy("Other words"),
    "low": lazy("Links, news, numbers of articles"),
    "none": lazy("Page furniture"),
}
HOWS = {
    "reworded": lazy("Reworded"),
    "added": lazy("Added"),
    "removed": lazy("Removed"),
}
CHANGE_KINDS = {
    "amount": lazy("amount"),
    "deadline": lazy("time limit"),
    "date": lazy("date"),
    "phone": lazy("telephone or address on the net"),
    "place": lazy("street or room"),
    "number": lazy("number"),
    "negation": lazy("yes or no"),
    "condition": lazy("condition"),
    "eligibility": lazy("who it is for"),
    "reference": lazy("article or law named"),
    "wording": lazy("wording"),
    "furniture": lazy("page furniture"),
}
CAPACITIES = {
    "native_reader": lazy("Native reader"),
    "legal_reader": lazy("Legal reader"),
}
_DAY, _MONTH_DAYS, _YEAR_DAYS = 86400, 30, 365


def reader_language() -> str:
    """The site's language of this request: fa-af, ps or en."""
    return get_language() or "en"


def ago(then: date, now: datetime) -> str:
    """How long ago, in whole days, months or years: the coarsest that is still true."""
    on = then.date() if isinstance(then, datetime) else then
    days = (now.date() - on).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 2 * _MONTH_DAYS:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if days < _YEAR_DAYS:
        months = days // _MONTH_DAYS
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    years = days // _YEAR_DAYS
    return ngettext("%(count)s year ago", "%(count)s years ago", years) % {"count": years}
