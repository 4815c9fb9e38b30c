"""Forms of a campaign and the parts of its chain; words in three languages stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.wording import REQUIRED
from wayforward.core.clocks.forms import DayField
from wayforward.core.language.digits import to_ascii
from wayforward.core.parties.models import Party
from wayforward.core.places.reading import districts_of, provinces
from wayforward.core.wording import language_name
from wayforward.information.campaigns.actions import WantedOutcome
from wayforward.information.campaigns.models import Campaign, Material, Message, Outcome
from wayforward.information.campaigns.rules import (
    FITS,
    LANGUAGES,
    Audience,
    Channel,
    Line,
    MaterialKind,
    Plan,
    Side,
    Spot,
    side_of,
)
from wayforward.information.campaigns.wording import CHANNELS, FAULTS, KINDS
from wayforward.information.cards.models import Card, CardText
from wayforward.information.narratives.models import Claim, ClaimText

_ERRORS = {"required": REQUIRED, "invalid_choice": lazy("Choose one of these.")}
_MOST = 4000
_FREE = {"dir": "auto"}


def _line(label: Any, *, required: bool = True, hint: Any = "", most: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=hint, error_messages=_ERRORS,
        widget=forms.TextInput(attrs=_FREE),
    )  # fmt: skip


def _lines(label: Any, rows: int, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=_MOST, help_text=hint, error_messages=_ERRORS,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )  # fmt: skip


class AmountField(forms.Field):
    """A number as people write it: digits of any script, with or without a decimal point."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        """Names the field."""
        widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
        super().__init__(label=label, widget=widget, required=required, error_messages=_ERRORS)

    def to_python(self, value: Any) -> Decimal | None:
        """The number. Raises ValidationError for what is none."""
        return amount(str(value)) if value not in (None, "") else None


def amount(given: str) -> Decimal:
    """A number of at most two decimals. Raises ValidationError."""
    plain = to_ascii(given.strip()).replace("٫", ".").replace("٬", "").replace(",", "")
    try:
        found = Decimal(plain)
    except InvalidOperation as wrong:
        raise forms.ValidationError(lazy("Write a number such as 12 or 12.50.")) from wrong
    if not found.is_finite() or abs(found) >= Decimal(10) ** 12 or found != round(found, 2):
        raise forms.ValidationError(lazy("Write a number such as 12 or 12.50."))
    return found


class _Form(forms.Form):
    """What the forms share: words in three languages, faults at their fields."""

    def tell(self, faults: Mapping[str, str]) -> None:
        """Show at each field why it cannot stay so."""
        for field, why in faults.items():
            at = next((one for one in (field, f"{field}_en") if one in self.fields), None)
            self.add_error(at, str(FAULTS.get(why, why)))

    def in_languages(self, part: str) -> dict[str, str]:
        """What was written of a part, by language; nothing for an empty one."""
        given = ((code, self.cleaned_data[_name(part, code)].strip()) for code in LANGUAGES)
        return {code: words for code, words in given if words}


def _name(part: str, code: str) -> str:
    return f"{part}_{code.replace('-', '_')}"


def _spread(part: str, said: Mapping[str, str]) -> dict[str, str]:
    return {_name(part, code): said.get(code, "") for code in LANGUAGES}


def _add_languages(form: forms.Form, part: str, label: Any, rows: int) -> None:
    for code in LANGUAGES:
        field = _lines(f"{label}: {language_name(code)}", rows)
        field.widget.attrs |= {"lang": code}
        form.fields[_name(part, code)] = field


def _party_choices(parties: Iterable[Party], side: Side) -> list[tuple[int, str]]:
    tongue = get_language() or "en"
    return [(one.pk, _party_name(one, tongue)) for one in parties if side_of(one.kind) is side]


def _party_name(one: Party, tongue: str) -> str:
    """Its name, with that of its arrangement: a party may stand in several."""
    name = one.names.get(tongue) or one.names.get("en") or one.key
    return f"{name} ({one.arrangement.names.get(tongue) or one.arrangement.key})"


class PlanForm(_Form):
    """What a campaign is to reach, among whom, when, with what, and who signs it."""

    def __init__(self, *args: Any, parties: Sequence[Party], new: bool, **kwargs: Any) -> None:
        """`parties` are those who may be named; `new` asks for the key as well."""
        super().__init__(*args, **kwargs)
        self.parties = {one.pk: one for one in parties}
        if new:
            self.fields["key"] = forms.SlugField(
                label=lazy("Short name in Latin letters, for addresses"), max_length=80,
                error_messages=_ERRORS, widget=forms.TextInput(attrs={"dir": "ltr"}),
            )  # fmt: skip
        _add_languages(self, "names", lazy("Name"), 1)
        _add_languages(self, "objective", lazy("What it is to reach"), 3)
        _add_languages(self, "who", lazy("Whom it speaks to"), 2)
        self.fields["languages"] = _ticks(
            lazy("Languages of its audience"), [(one, language_name(one)) for one in LANGUAGES]
        )
        self.fields["countries"] = _line(
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
        self.fields["provinces"] = _ticks(lazy("Provinces"), places, required=False)

    def _add_days_and_money(self) -> None:
        self.fields["first_day"] = DayField(lazy("First day"))
        self.fields["last_day"] = DayField(lazy("Last day"))
        self.fields["currency"] = _line(lazy("Currency of the budget"), most=3)
        self.fields["budget"] = _lines(
            lazy("Budget: one line each, what it is for and then the amount"), 5,
            hint=lazy("For example: Printing 1200.50"),
        )  # fmt: skip

    def _add_signers(self, parties: Sequence[Party]) -> None:
        for name, side in (("european", Side.EUROPEAN), ("partner", Side.PARTNER)):
            self.fields[name] = forms.TypedChoiceField(
                label=_SIGNERS[side], choices=_party_choices(parties, side), coerce=int,
                error_messages=_ERRORS,
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


def _ticks(label: Any, choices: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, error_messages=_ERRORS,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


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
        **_spread("names", campaign.names),
        **_spread("objective", campaign.objective),
        **_spread("who", campaign.who),
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


class MessageForm(_Form):
    """What a message says, the claim it answers, the cards it carries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the claims and cards there are, in the reader's language."""
        super().__init__(*args, **kwargs)
        tongue = get_language() or "en"
        claims = ClaimText.objects.filter(language=tongue, claim__active=True)
        self.fields["claim"] = forms.TypedChoiceField(
            label=lazy("The claim it answers"), required=False, coerce=int, empty_value=None,
            choices=[("", "–"), *claims.order_by("title").values_list("claim", "title")],
            error_messages=_ERRORS,
        )  # fmt: skip
        cards = CardText.objects.filter(language=tongue, card__active=True)
        self.fields["cards"] = forms.TypedMultipleChoiceField(
            label=lazy("The cards it carries"), required=False, coerce=int,
            choices=list(cards.order_by("question").values_list("card", "question")),
            widget=forms.SelectMultiple(attrs={"size": 8}), error_messages=_ERRORS,
        )  # fmt: skip
        _add_languages(self, "says", lazy("What it says"), 2)

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action, after `is_valid`."""
        cards = Card.objects.in_bulk(self.cleaned_data["cards"])
        return {
            "says": self.in_languages("says"),
            "claim": Claim.objects.filter(pk=self.cleaned_data["claim"]).first(),
            "cards": [cards[pk] for pk in self.cleaned_data["cards"] if pk in cards],
        }


def message_initial(message: Message) -> dict[str, Any]:
    """A message as its form shows it."""
    cards = message.cards.order_by("position").values_list("card", flat=True)
    return {
        **_spread("says", message.says), "claim": message.claim_id, "cards": [*cards],
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


class WordsForm(_Form):
    """What a material says."""

    title = _line(lazy("Title"), most=200)
    words = _lines(lazy("Its words: one sentence a line"), 8, required=True)

    def given(self) -> dict[str, Any]:
        """The keyword arguments of the action, after `is_valid`."""
        words = [" ".join(one.split()) for one in self.cleaned_data["words"].splitlines()]
        return {"title": self.cleaned_data["title"], "words": [one for one in words if one]}


def words_initial(material: Material) -> dict[str, Any]:
    """A material as its form shows it."""
    return {"title": material.title, "words": "\n".join(material.words)}


class SpotForm(_Form):
    """Where, when and for how much a material is shown."""

    channel = forms.ChoiceField(label=lazy("By which way"), error_messages=_ERRORS)
    place = forms.ChoiceField(label=lazy("Where"), error_messages=_ERRORS)
    copies = forms.IntegerField(
        label=lazy("Copies, or messages sent"), required=False, min_value=0, max_value=2**31 - 1
    )
    airings = forms.IntegerField(
        label=lazy("How often it is read out"), required=False, min_value=0, max_value=2**31 - 1
    )
    currency = _line(lazy("Currency"), most=3)

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
    groups: list[Any] = [(code, code) for code in campaign.countries]
    for code in wanted:
        name = known[code].names.in_language(tongue)
        inside = [
            (f"{code}/{one.key}", f"{name} › {one.names.in_language(tongue)}")
            for one in districts_of(code)
        ]
        groups.append((name, [(code, name), *inside]))
    return groups


class OutcomeForm(_Form):
    """What is to change and how that is measured."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The fields in their order."""
        super().__init__(*args, **kwargs)
        _add_languages(self, "what", lazy("What is to change"), 2)
        self.fields["indicator"] = _lines(
            lazy("How it is measured: what is counted, among whom"), 2, required=True
        )
        self.fields["unit"] = _line(lazy("Unit, such as percent"), required=False, most=40)
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


class ResultForm(_Form):
    """What was measured; empty takes a result back."""

    def __init__(self, outcome: Outcome, data: Any = None) -> None:
        """Begins with what is known."""
        initial = {
            "result": outcome.result, "measured_on": outcome.measured_on, "note": outcome.note,
        }  # fmt: skip
        super().__init__(data, initial=initial, prefix=f"outcome-{outcome.pk}")
        self.fields["result"] = AmountField(lazy("Result"), required=False)
        self.fields["measured_on"] = DayField(lazy("Measured on"), required=False)
        self.fields["note"] = _line(lazy("How it was measured, among how many"), required=False)
