"""The forms of the parts of a chain: message, material, placement, outcome, result."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.clocks.forms import DayField
from wayforward.core.language.places import place_name
from wayforward.core.places.reading import districts_of, provinces
from wayforward.core.wording import language_name
from wayforward.information.campaigns.chain_actions import WantedOutcome
from wayforward.information.campaigns.desk.fields import (
    ERRORS,
    AmountField,
    ChainForm,
    add_languages,
    line_field,
    lines_field,
    spread,
)
from wayforward.information.campaigns.models import Campaign, Material, Message, Outcome
from wayforward.information.campaigns.rules import (
    FITS,
    LANGUAGES,
    Channel,
    MaterialKind,
    Spot,
)
from wayforward.information.campaigns.wording import CHANNELS, KINDS
from wayforward.information.cards.models import Card, CardText
from wayforward.information.narratives.models import Claim, ClaimText


class MessageForm(ChainForm):
    """What a message says, the claim it answers, the cards it carries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the claims and cards there are, in the reader's language."""
        super().__init__(*args, **kwargs)
        claims = ClaimText.objects.filter(
            Q(claim__active=True) | Q(claim=self.initial.get("claim"))
        ).values_list("claim", "language", "title")
        self.fields["claim"] = forms.TypedChoiceField(
            label=lazy("The claim it answers"), required=False, coerce=int, empty_value=None,
            choices=[("", "–"), *_in_my_language(claims)], error_messages=ERRORS,
        )  # fmt: skip
        cards = CardText.objects.filter(
            Q(card__active=True) | Q(card__in=self.initial.get("cards", ()))
        ).values_list("card", "language", "question")
        self.fields["cards"] = forms.TypedMultipleChoiceField(
            label=lazy("The cards it carries"), required=False, coerce=int,
            choices=_in_my_language(cards),
            widget=forms.SelectMultiple(attrs={"size": 8}), error_messages=ERRORS,
        )  # fmt: skip
        add_languages(self, "says", lazy("What it says"), 2)

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action, after `is_valid`."""
        cards = Card.objects.in_bulk(self.cleaned_data["cards"])
        return {
            "says": self.in_languages("says"),
            "claim": Claim.objects.filter(pk=self.cleaned_data["claim"]).first(),
            "cards": [cards[pk] for pk in self.cleaned_data["cards"] if pk in cards],
        }


def _in_my_language(said: Iterable[tuple[int, str, str]]) -> list[tuple[int, str]]:
    """Each thing once, by what it is called in the reader's language, else in another.

    What a message carries already is never left out for want of a translation: saving would drop
    it.
    """
    order = {get_language() or "en": 0, "en": 1}
    found: dict[int, str] = {}
    for thing, _language, words in sorted(said, key=lambda row: (order.get(row[1], 2), row[2])):
        found.setdefault(thing, words)
    return sorted(found.items(), key=lambda pair: pair[1])


def message_initial(message: Message) -> dict[str, Any]:
    """A message as its form shows it."""
    cards = message.cards.order_by("position").values_list("card", flat=True)
    return {
        **spread("says", message.says), "claim": message.claim_id, "cards": [*cards],
    }  # fmt: skip


class ChooseForm(forms.Form):
    """Which kind of material, in which language."""

    kind = forms.ChoiceField(label=lazy("Kind"), choices=list(KINDS.items()))
    language = forms.ChoiceField(label=lazy("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Names the languages for the reader."""
        super().__init__(*args, **kwargs)
        choices = [(one, language_name(one)) for one in LANGUAGES]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class WordsForm(ChainForm):
    """What a material says."""

    title = line_field(lazy("Title"), most=200)
    words = lines_field(lazy("Its words: one sentence a line"), 8, required=True)

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action, after `is_valid`."""
        words = [" ".join(one.split()) for one in self.cleaned_data["words"].splitlines()]
        return {"title": self.cleaned_data["title"], "words": [one for one in words if one]}


def words_initial(material: Material) -> dict[str, Any]:
    """A material as its form shows it."""
    return {"title": material.title, "words": "\n".join(material.words)}


class SpotForm(ChainForm):
    """Where, when and for how much a material is shown."""

    channel = forms.ChoiceField(label=lazy("By which way"), error_messages=ERRORS)
    place = forms.ChoiceField(label=lazy("Where"), error_messages=ERRORS)
    copies = forms.IntegerField(
        label=lazy("Copies, or messages sent"), required=False, min_value=0, max_value=2**31 - 1
    )
    airings = forms.IntegerField(
        label=lazy("How often it is read out"), required=False, min_value=0, max_value=2**31 - 1
    )
    currency = line_field(lazy("Currency"), most=3)

    def __init__(self, material: Material, *args: Any, **kwargs: Any) -> None:
        """Offers the ways that fit the material and the places of its campaign's audience."""
        super().__init__(*args, **kwargs)
        campaign = material.message.campaign
        fits = FITS[MaterialKind(material.kind)]
        ways = [(one.value, CHANNELS[one]) for one in Channel if one in fits]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        self.fields["place"].choices = _places(campaign)  # type: ignore[attr-defined]
        self.fields["first_day"] = DayField(lazy("First day"))
        self.fields["last_day"] = DayField(lazy("Last day"))
        self.fields["cost"] = AmountField(lazy("Cost"), required=False)
        self.order_fields(
            ["channel", "place", "first_day", "last_day", "copies", "airings", "cost", "currency"]
        )

    def spot(self) -> Spot:
        """The placement, after `is_valid`."""
        given = self.cleaned_data
        place, _slash, district = given["place"].partition("/")
        where = {"province": place, "district": district} if "-" in place else {"country": place}
        return Spot(
            channel=Channel(given["channel"]), first_day=given["first_day"],
            last_day=given["last_day"], copies=given["copies"], airings=given["airings"],
            cost=given["cost"] or Decimal(0), currency=given["currency"].strip().upper(), **where,
        )  # fmt: skip


def _places(campaign: Campaign) -> list[Any]:
    """Countries of stay, then the provinces of the audience with their districts."""
    tongue = get_language() or "en"
    known = provinces()
    wanted = [code for code in campaign.provinces if code in known] or list(known)
    groups: list[Any] = [(code, place_name(code, tongue)) for code in campaign.countries]
    for code in wanted:
        name = known[code].names.in_language(tongue)
        inside = [
            (f"{code}/{one.key}", f"{name} › {one.names.in_language(tongue)}")
            for one in districts_of(code)
        ]
        groups.append((name, [(code, name), *inside]))
    return groups


class OutcomeForm(ChainForm):
    """What is to change and how that is measured."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The fields in their order."""
        super().__init__(*args, **kwargs)
        add_languages(self, "what", lazy("What is to change"), 2)
        self.fields["indicator"] = lines_field(
            lazy("How it is measured: what is counted, among whom"), 2, required=True
        )
        self.fields["unit"] = line_field(lazy("Unit, such as percent"), required=False, most=40)
        self.fields["baseline"] = AmountField(lazy("Where it stands now"), required=False)
        self.fields["target"] = AmountField(lazy("Where it should stand"))
        self.fields["due"] = DayField(lazy("By when"))

    def wanted(self) -> WantedOutcome:
        """The outcome, after `is_valid`."""
        given = self.cleaned_data
        return WantedOutcome(
            self.in_languages("what"), given["indicator"].strip(), given["target"], given["due"],
            given["unit"].strip(), given["baseline"],
        )  # fmt: skip


class ResultForm(ChainForm):
    """What was measured; empty takes a result back."""

    def __init__(self, outcome: Outcome, data: Any = None) -> None:
        """Begins with what is known."""
        initial = {
            "result": outcome.result, "measured_on": outcome.measured_on, "note": outcome.note,
        }  # fmt: skip
        super().__init__(data, initial=initial, prefix=f"outcome-{outcome.pk}")
        self.fields["result"] = AmountField(lazy("Result"), required=False)
        self.fields["measured_on"] = DayField(lazy("Measured on"), required=False)
        self.fields["note"] = line_field(
            lazy("How it was measured, among how many"), required=False
        )
