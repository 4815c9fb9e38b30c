"""The forms of measuring: reach by somebody's word, areas, questions, answers, a plan."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.language.digits import to_ascii
from wayforward.core.places.reading import districts, provinces
from wayforward.information.campaigns.measuring import wording
from wayforward.information.campaigns.measuring.actions import Said
from wayforward.information.campaigns.measuring.asking_actions import Asked
from wayforward.information.campaigns.measuring.models import Area, Question
from wayforward.information.campaigns.measuring.planning import Wanted
from wayforward.information.campaigns.measuring.rules import (
    DOES_NOT_KNOW,
    LONGEST_QUESTION,
    Arm,
    How,
    QuestionKind,
    QuestionText,
    Wave,
)
from wayforward.information.campaigns.models import Campaign, Placement
from wayforward.information.campaigns.rules import LANGUAGES
from wayforward.information.campaigns.wording import CHANNELS, KINDS

_MOST_PEOPLE = 100_000_000
_NAMES = {"en": lazy("English"), "fa-af": lazy("Dari"), "ps": lazy("Pashto")}


class _Day(forms.DateField):
    """A day as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def placement_name(one: Placement) -> str:
    """A placement in one line."""
    kind = KINDS[one.material.kind]  # type: ignore[index]
    place = wording.place_in_words(one.district or one.province or one.country)
    return f"{kind}, {CHANNELS[one.channel]}, {place}: {one.material.title}"  # type: ignore[index]


class ReachForm(forms.Form):
    """Between how many people somebody says a placement reached."""

    placement = forms.TypedChoiceField(label=lazy("Placement"), coerce=int)
    first_day = _Day(label=lazy("First day"))
    last_day = _Day(label=lazy("Last day"))
    least = forms.IntegerField(label=lazy("People at least"), min_value=0, max_value=_MOST_PEOPLE)
    most = forms.IntegerField(label=lazy("People at most"), min_value=0, max_value=_MOST_PEOPLE)
    how = forms.ChoiceField(label=lazy("How it is known"), choices=list(wording.HOW.items()))
    who_says = forms.CharField(
        label=lazy("Who says so"),
        max_length=120,
        help_text=lazy("A station, an office, a survey. Never a private person."),
    )
    note = forms.CharField(
        label=lazy("How it was estimated"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, campaign: Campaign, *args: object, **kwargs: object) -> None:
        """With the placements of a campaign."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        rows = Placement.objects.filter(
            material__message__campaign=campaign, withdrawn_at=None
        ).select_related("material")
        field = self.fields["placement"]
        field.choices = [(one.pk, placement_name(one)) for one in rows]  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was filled in, after `is_valid`."""
        given = self.cleaned_data
        return Said(
            given["first_day"], given["last_day"], given["least"], given["most"],
            How(given["how"]), given["who_says"], given["note"],
        )  # fmt: skip


class AreaForm(forms.Form):
    """A province or district, and on which side it stands."""

    place = forms.ChoiceField(label=lazy("Province or district"))
    arm = forms.ChoiceField(label=lazy("On which side"), choices=list(wording.ARMS.items()))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """With every place in the reader's language."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        language = get_language() or "en"
        named = {code: one.names.in_language(language) for code, one in provinces().items()}
        within = {
            one.key: f"{named[one.province]} – {one.names.in_language(language)}"
            for one in districts().values()
        }
        ordered = sorted((named | within).items(), key=lambda pair: pair[1])
        self.fields["place"].choices = ordered  # type: ignore[attr-defined]

    def arm_of(self) -> Arm:
        """The side, after `is_valid`."""
        return Arm(self.cleaned_data["arm"])


class QuestionForm(forms.Form):
    """A question in every language, its answers one a line, the right one first counted from 1."""

    key = forms.SlugField(label=lazy("Its short name in Latin letters"), max_length=80)
    kind = forms.ChoiceField(
        label=lazy("How it is answered"), choices=list(wording.QUESTION_KINDS.items())
    )
    right = forms.CharField(
        label=lazy("Which answer is right (1 is the first; of true and false 1 is true)"),
        max_length=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )
    card = forms.CharField(
        label=lazy("The card that says so"),
        required=False, max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    claim = forms.CharField(
        label=lazy("Or the rumour whose answer says so"),
        required=False, max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        """With two fields for each language."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language in LANGUAGES:
            direction = "ltr" if language == "en" else "rtl"
            self.fields[f"asks_{language}"] = forms.CharField(
                label=lazy("The question"),
                max_length=LONGEST_QUESTION,
                widget=forms.Textarea(attrs={"rows": 2, "dir": direction}),
            )
            self.fields[f"answers_{language}"] = forms.CharField(
                label=lazy("Its answers, one a line"),
                required=False,
                max_length=LONGEST_QUESTION * 3,
                widget=forms.Textarea(attrs={"rows": 3, "dir": direction}),
            )
            for name in ("asks", "answers"):
                field = self.fields[f"{name}_{language}"]
                field.label = f"{field.label} ({_NAMES[language]})"

    def asked(self) -> Asked:
        """What was filled in, after `is_valid`."""
        given = self.cleaned_data
        kind = QuestionKind(given["kind"])
        right = to_ascii(given["right"]).strip()
        return Asked(
            kind,
            {language: self._text(language, kind) for language in LANGUAGES},
            int(right) - 1 if right.isdecimal() and right.isascii() else -1,
            given["card"].strip(),
            given["claim"].strip(),
        )

    def _text(self, language: str, kind: QuestionKind) -> QuestionText:
        given = self.cleaned_data
        lines = [one.strip() for one in given[f"answers_{language}"].splitlines() if one.strip()]
        own = tuple(lines) if kind is QuestionKind.ONE_OF else ()
        return QuestionText(given[f"asks_{language}"].strip(), own)


class AskingForm(forms.Form):
    """A question, an area and a wave: for these a code is made."""

    question = forms.ChoiceField(label=lazy("Question"))
    area = forms.ChoiceField(label=lazy("Area"))
    wave = forms.ChoiceField(label=lazy("Before or after"), choices=list(wording.WAVES.items()))

    def __init__(self, campaign: Campaign, *args: object, **kwargs: object) -> None:
        """With the questions and areas of a campaign."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        standing = Question.objects.filter(campaign=campaign, withdrawn_at=None)
        areas = Area.objects.filter(campaign=campaign)
        fields = self.fields
        fields["question"].choices = [(q.key, wording.asks(q)) for q in standing]  # type: ignore[attr-defined]
        fields["area"].choices = [  # type: ignore[attr-defined]
            (one.place, wording.place_in_words(one.place)) for one in areas
        ]

    def wave_of(self) -> Wave:
        """The wave, after `is_valid`."""
        return Wave(self.cleaned_data["wave"])


class AnswersForm(AskingForm):
    """So many gave an answer; an enumerator's tally."""

    language = forms.ChoiceField(label=lazy("Asked in"), choices=list(_NAMES.items()))
    answer = forms.CharField(
        label=lazy("Which answer (1 is the first; nothing: does not know)"),
        required=False,
        max_length=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )
    count = forms.IntegerField(
        label=lazy("How many (below nought takes wrong ones back)"),
        min_value=-100_000, max_value=100_000, initial=1,
    )  # fmt: skip
    why = forms.CharField(label=lazy("Why, where they are taken back"), required=False)

    def chosen(self) -> int | None:
        """The place of the answer, -1 for none given; None for what is no number."""
        given = to_ascii(self.cleaned_data["answer"]).strip()
        if not given:
            return DOES_NOT_KNOW
        return int(given) - 1 if given.isdecimal() and given.isascii() and int(given) else None


class PlanForm(forms.Form):
    """What a campaign should be able to see, in percent and points of a hundred."""

    baseline = forms.FloatField(
        label=lazy("Of a hundred people, so many know it before"), min_value=1, max_value=99
    )
    difference = forms.FloatField(
        label=lazy("So many more shall know it after (below nought: fewer)"),
        min_value=-98, max_value=98,
    )  # fmt: skip
    power = forms.FloatField(
        label=lazy("Of a hundred such campaigns the difference shall be seen in so many"),
        min_value=50, max_value=99,
    )  # fmt: skip
    design_effect = forms.FloatField(
        label=lazy("Design effect: how many times more, since people of an area answer alike"),
        min_value=1, max_value=20,
    )  # fmt: skip
    areas = forms.IntegerField(
        label=lazy("Areas on either side, where areas are to be compared"),
        required=False, min_value=3, max_value=400,
    )  # fmt: skip

    def wanted(self, confidence: float) -> Wanted:
        """What was filled in, after `is_valid`."""
        given = self.cleaned_data
        return Wanted(
            baseline=given["baseline"] / 100,
            difference=given["difference"] / 100,
            power=given["power"] / 100,
            confidence=confidence,
            design_effect=given["design_effect"],
            areas=given["areas"],
        )
