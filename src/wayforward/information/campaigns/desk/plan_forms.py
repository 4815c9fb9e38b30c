"""The form of a plan: what, among whom, when, with what, who signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.clocks.forms import DayField
from wayforward.core.parties.models import Party
from wayforward.core.places.reading import provinces
from wayforward.core.wording import language_name
from wayforward.information.campaigns.desk.fields import (
    ERRORS,
    ChainForm,
    add_languages,
    amount,
    line_field,
    lines_field,
    spread,
    ticks,
)
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.rules import (
    LANGUAGES,
    Audience,
    Line,
    Plan,
    Side,
    side_of,
)


def _party_choices(parties: Iterable[Party], side: Side) -> list[tuple[int, str]]:
    tongue = get_language() or "en"
    return [(one.pk, _party_name(one, tongue)) for one in parties if side_of(one.kind) is side]


def _party_name(one: Party, tongue: str) -> str:
    """Its name, with that of its arrangement: a party may stand in several."""
    name = one.names.get(tongue) or one.names.get("en") or one.key
    return f"{name} ({one.arrangement.names.get(tongue) or one.arrangement.key})"


class PlanForm(ChainForm):
    """What a campaign is to reach, among whom, when, with what, and who signs it."""

    def __init__(self, *args: Any, parties: Sequence[Party], new: bool, **kwargs: Any) -> None:
        """`parties` are those who may be named; `new` asks for the key as well."""
        super().__init__(*args, **kwargs)
        self.parties = {one.pk: one for one in parties}
        if new:
            self.fields["key"] = forms.SlugField(
                label=lazy("Short name in Latin letters, for addresses"), max_length=80,
                error_messages=ERRORS, widget=forms.TextInput(attrs={"dir": "ltr"}),
            )  # fmt: skip
        add_languages(self, "names", lazy("Name"), 1)
        add_languages(self, "objective", lazy("What it is to reach"), 3)
        add_languages(self, "who", lazy("Whom it speaks to"), 2)
        self.fields["languages"] = ticks(
            lazy("Languages of its audience"), [(one, language_name(one)) for one in LANGUAGES]
        )
        self.fields["countries"] = line_field(
            lazy("Countries of stay: their two letters, such as IR, PK, DE"), required=False
        )
        self._add_places()
        self._add_days_and_money()
        self._add_signers(parties)
        if not new:
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)

    def _add_places(self) -> None:
        tongue = get_language() or "en"
        places = [(code, one.names.in_language(tongue)) for code, one in provinces().items()]
        self.fields["provinces"] = ticks(lazy("Provinces"), places, required=False)

    def _add_days_and_money(self) -> None:
        self.fields["first_day"] = DayField(lazy("First day"))
        self.fields["last_day"] = DayField(lazy("Last day"))
        self.fields["currency"] = line_field(lazy("Currency of the budget"), most=3)
        self.fields["budget"] = lines_field(
            lazy("Budget: one line each, what it is for and then the amount"), 5,
            hint=lazy("For example: Printing 1200.50"),
        )  # fmt: skip

    def _add_signers(self, parties: Sequence[Party]) -> None:
        for name, side in (("european", Side.EUROPEAN), ("partner", Side.PARTNER)):
            self.fields[name] = forms.TypedChoiceField(
                label=_SIGNERS[side], choices=_party_choices(parties, side), coerce=int,
                error_messages=ERRORS,
            )  # fmt: skip

    def clean_countries(self) -> tuple[str, ...]:
        """Two-letter codes, each once."""
        codes = self.cleaned_data["countries"].upper().replace(",", " ").replace("،", " ").split()
        if any(len(one) != 2 or not one.isascii() or not one.isalpha() for one in codes):
            raise forms.ValidationError(lazy("Write each country with its two letters."))
        return tuple(dict.fromkeys(codes))

    def clean_budget(self) -> tuple[Line, ...]:
        """Lines whose last word is the amount."""
        return tuple(_budget_line(one) for one in self.cleaned_data["budget"].splitlines() if
                     one.strip())  # fmt: skip

    def plan(self) -> Plan:
        """The plan, after `is_valid`."""
        given = self.cleaned_data
        audience = Audience(
            self.in_languages("who"), tuple(given["languages"]), tuple(given["provinces"]),
            given["countries"],
        )  # fmt: skip
        return Plan(
            names=self.in_languages("names"), objective=self.in_languages("objective"),
            audience=audience, first_day=given["first_day"], last_day=given["last_day"],
            currency=given["currency"].strip().upper(), budget=given["budget"],
        )  # fmt: skip

    def signers(self) -> list[Party]:
        """The parties that will sign, after `is_valid`."""
        return [self.parties[self.cleaned_data[side]] for side in ("european", "partner")]


_SIGNERS = {
    Side.EUROPEAN: lazy("Who signs for the European side"),
    Side.PARTNER: lazy("Who signs for the partner country"),
}


def _budget_line(line: str) -> Line:
    what, _space, last = line.strip().rpartition(" ")
    if not what.strip():
        raise forms.ValidationError(lazy("Each line names something and then its amount."))
    return Line(what.strip()[:120], amount(last))


def plan_initial(campaign: Campaign) -> dict[str, Any]:
    """A campaign as its form shows it."""
    sides = {one.side: one.party_id for one in campaign.sides.all()}
    lines = [f"{one.what} {one.amount}" for one in campaign.budget.order_by("position", "pk")]
    return {
        **spread("names", campaign.names),
        **spread("objective", campaign.objective),
        **spread("who", campaign.who),
        "languages": campaign.languages,
        "provinces": campaign.provinces,
        "countries": ", ".join(campaign.countries),
        "first_day": campaign.first_day,
        "last_day": campaign.last_day,
        "currency": campaign.currency,
        "budget": "\n".join(lines),
        "european": sides.get(Side.EUROPEAN),
        "partner": sides.get(Side.PARTNER),
        "revision": campaign.revision,
    }
