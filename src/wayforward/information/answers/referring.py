"""Where to turn when no official text answers: reviewed contacts by country and topic."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.answers.outcomes import ReferralContact

_FILE = PACKAGE / "data" / "referrals.yaml"
_MOST = 3


@dataclass(frozen=True, slots=True)
class Referral:
    """One reviewed contact; empty countries or topics mean any."""

    key: str
    countries: frozenset[str]
    topics: frozenset[str]
    names: dict[str, str]
    texts: dict[str, str]
    url: str
    phone: str

    def fits(self, countries: tuple[str, ...], topics: tuple[str, ...]) -> int | None:
        """How closely it fits, higher is closer; None when it is for another country or topic."""
        if self.countries and not self.countries.intersection(countries):
            return None
        if self.topics and not self.topics.intersection(topics):
            return None
        return 2 * bool(self.countries) + bool(self.topics)

    def in_language(self, language: str) -> ReferralContact:
        """As shown to a reader of `language` (fa-af, ps, en)."""
        return ReferralContact(self.names[language], self.texts[language], self.url, self.phone)


def _referral(row: dict[str, Any]) -> Referral:
    return Referral(
        key=row["key"],
        countries=frozenset(row.get("countries") or ()),
        topics=frozenset(row.get("topics") or ()),
        names=row["name"],
        texts=row["text"],
        url=row["url"],
        phone=str(row.get("phone") or ""),
    )


@cache
def load_referrals() -> tuple[Referral, ...]:
    """All reviewed contacts, as loaded from the data file."""
    return tuple(_referral(row) for row in read_yaml(_FILE)["referrals"])


def refer(
    *, countries: tuple[str, ...], topics: tuple[str, ...], language: str
) -> tuple[ReferralContact, ...]:
    """The closest contacts, at most three, in the reader's language."""
    fitting = [(referral.fits(countries, topics), referral) for referral in load_referrals()]
    ranked = sorted(
        ((score, referral) for score, referral in fitting if score is not None),
        key=lambda pair: -pair[0],
    )
    return tuple(referral.in_language(language) for _, referral in ranked[:_MOST])
