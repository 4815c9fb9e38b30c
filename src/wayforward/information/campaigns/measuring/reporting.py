"""What stands in the report of a campaign, in the language that is active: page and paper alike.

Only what may be told: small counts are hidden before they come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.core.documents.charts.drawing import Chart, ChartWords, Figure, Form, chart
from wayforward.core.language.calendar import both_calendars
from wayforward.information.campaigns import queries as campaigns
from wayforward.information.campaigns.measuring import queries, wording
from wayforward.information.campaigns.measuring.effects import Effect, Least, Verdict
from wayforward.information.campaigns.measuring.parameters import least_answers
from wayforward.information.campaigns.measuring.queries import Found, Reach, Spent
from wayforward.information.campaigns.models import Campaign, Placement
from wayforward.information.campaigns.rules import Channel
from wayforward.information.campaigns.wording import CHANNELS, KINDS, state_in_words

MOST_RAN, MOST_QUESTIONS, MOST_AMBER = 8, 3, 4  # what fits on one page; the rest is counted


@dataclass(frozen=True, slots=True)
class Ran:
    """A placement as the report shows it."""

    material: str
    channel: str
    place: str
    days: str
    how_many: str
    cost: str


@dataclass(frozen=True, slots=True)
class QuestionSaid:
    """A question and what may be said of it."""

    asks: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page. `picture` is of what people know; None where nobody was asked."""

    language: str
    key: str
    title: str
    days: str
    state: str
    objective: str
    who: str
    ran: tuple[Ran, ...]
    more_ran: int
    reach: tuple[str, ...]
    channels: tuple[tuple[str, str, str], ...]  # name, counted by links, told
    questions: tuple[QuestionSaid, ...]
    more_questions: int
    costs: tuple[str, ...]
    amber: tuple[str, ...]
    unknown: tuple[str, ...]
    picture: Chart | None
    on: date


def report_of(campaign: Campaign, *, on: date) -> Report:
    language = get_language() or "en"
    shown = campaigns.shown(campaign)
    reach = queries.reach(campaign, on=on)
    least = least_answers(on=on, arrangement=campaign.arrangement.key)
    found = queries.effects(campaign, on=on)
    placements = shown.placements
    asked = [one for one in found if one.effect.verdict is not Verdict.NOT_ASKED]
    return Report(
        language=language,
        key=campaign.key,
        title=_named(campaign.names, language),
        days=_days(campaign.first_day, campaign.last_day, language),
        state=state_in_words(campaign.state),
        objective=_named(campaign.objective, language),
        who=_named(campaign.who, language),
        ran=tuple(_ran(one, language) for one in placements[:MOST_RAN]),
        more_ran=max(0, len(placements) - MOST_RAN),
        reach=tuple(_reach(reach, language)),
        channels=tuple(
            (str(CHANNELS[Channel(one.name)]), wording.cell(one.counted) if one.counted else "–",
             wording.people(one.told) if one.told else "–")
            for one in reach.channels
        ),
        questions=tuple(_question(one, least) for one in asked[:MOST_QUESTIONS]),
        more_questions=max(0, len(asked) - MOST_QUESTIONS),
        costs=tuple(_cost(one) for one in reach.spent) or (_("No cost was entered."),),
        amber=tuple(_amber(shown)),
        unknown=tuple(_unknown(reach, found)),
        picture=_picture(asked[0].effect, language) if asked else None,
        on=on,
    )  # fmt: skip


def _named(said: dict[str, str], language: str) -> str:
    return said.get(language) or said.get("en") or next(iter(said.values()), "")


def _days(first: date, last: date, language: str) -> str:
    return f"{both_calendars(first, language)} – {both_calendars(last, language)}"


def _ran(one: Placement, language: str) -> Ran:
    how_many = [
        text % {"n": wording.number(count)}
        for count, text in ((one.copies, _("%(n)s copies")), (one.airings, _("%(n)s times")))
        if count
    ]
    return Ran(
        material=str(KINDS[one.material.kind]),  # type: ignore[index]
        channel=str(CHANNELS[one.channel]),  # type: ignore[index]
        place=wording.place_in_words(one.district or one.province or one.country),
        days=_days(one.first_day, one.last_day, language),
        how_many=wording.listed(how_many) or "–",
        cost=wording.money(float(one.cost), one.currency) if one.cost else "–",
    )


def _reach(reach: Reach, language: str) -> Iterator[str]:
    yield _("People reached: %(people)s.") % {"people": wording.people(reach.people)}
    if reach.until is not None:
        yield _("Openings of links are counted until %(day)s.") % {
            "day": both_calendars(reach.until, language)
        }
    if reach.told is not None:
        yield _("As stations, offices and surveys say: %(people)s.") % {
            "people": wording.people(reach.told)
        }


def _question(one: Found, least: Least) -> QuestionSaid:
    return QuestionSaid(
        wording.asks(one.question), tuple(wording.effect_in_words(one.effect, least))
    )


def _cost(one: Spent) -> str:
    amount = wording.money(float(one.amount), one.currency)
    if one.of_one is None:
        return _("%(amount)s in all; what one person costs is not known.") % {"amount": amount}
    low, high = (wording.money(end, one.currency) for end in one.of_one)
    return _("%(amount)s in all: %(low)s to %(high)s for each person reached.") % {
        "amount": amount, "low": low, "high": high
    }  # fmt: skip


def _amber(shown: campaigns.Shown) -> Iterator[str]:
    """Materials that are in doubt, with since when; those beyond the page are counted."""
    language = get_language() or "en"
    found = shown.amber
    for one in found[:MOST_AMBER]:
        since = one.stands.since
        said = f"{KINDS[one.material.kind]}: {one.material.title}"  # type: ignore[index]
        if since is None:
            yield _("%(material)s – its texts are not published.") % {"material": said}
        else:
            yield _("%(material)s – under review since %(day)s.") % {
                "material": said, "day": both_calendars(since.date(), language)
            }  # fmt: skip
    if len(found) > MOST_AMBER:
        yield _("And %(n)s more.") % {"n": wording.number(len(found) - MOST_AMBER)}


def _unknown(reach: Reach, found: Iterable[Found]) -> Iterator[str]:
    """What nobody can tell, so that it is not read into the figures."""
    yield _("How many people opened a link more than once, and how many were reached twice.")
    if reach.told is None:
        yield _("How many heard or read it and opened nothing: nobody has entered it.")
    if any(one.counted and one.counted.span is None for one in reach.channels):
        yield _("Ways by which too few came to be told.")
    verdicts = {one.effect.verdict for one in found}
    if not verdicts - {Verdict.NOT_ASKED}:
        yield _("Whether people know more than before: nobody was asked.")
    if Verdict.CHANGE_ONLY in verdicts:
        yield _("Whether the campaign did it: nobody was asked in areas without it.")
    if not reach.least.verified or not reach.of_one.verified:
        yield _("Whether the numbers this is told by are right: they are not verified.")


def _picture(one: Effect, language: str) -> Chart | None:
    """The share who know it in each group, in percent; a group with too few answers says so."""
    figures = [
        Figure(
            wording.group_in_words(group.arm, group.wave),
            round(100 * group.share.value) if group.share else None,
            _("too few answers"),
        )
        for group in one.groups
    ]
    words = ChartWords(
        language=language,
        title=_("Of a hundred people, so many know it"),
        names=_("Who was asked"),
        values=_("Of a hundred"),
    )
    return chart(figures, words, form=Form.BARS)


def effect_picture(one: Effect) -> Chart | None:
    """The same picture for a page, in the active language."""
    if one.verdict is Verdict.NOT_ASKED:
        return None
    return _picture(one, get_language() or "en")
