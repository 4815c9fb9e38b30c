"""`wayforward campaigns plan`, `reach`, `effect` and `report`. Parses, calls, prints."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import override

from wayforward.core.access.rules import AT_TERMINAL
from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns.measuring import queries, wording
from wayforward.information.campaigns.measuring.answer_actions import import_answers
from wayforward.information.campaigns.measuring.parameters import least_answers, number, share
from wayforward.information.campaigns.measuring.planning import (
    PlanError,
    Wanted,
    plan,
    smallest_difference,
)
from wayforward.information.campaigns.measuring.presenting import (
    found_to_dict,
    plan_to_dict,
    reach_to_dict,
)
from wayforward.information.campaigns.measuring.refusals import MeasuringError
from wayforward.information.campaigns.measuring.rules import CONFIDENCE, DESIGN_EFFECT, POWER
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.rules import LANGUAGES

_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_language = click.option("--lang", default="en", type=click.Choice(LANGUAGES))


def _campaign(key: str) -> Campaign:
    found = Campaign.objects.select_related("arrangement").filter(key=key).first()
    if found is None:
        raise click.ClickException(
            f"There is no campaign {key!r}; see `wayforward campaigns list`."
        )
    return found


@click.command(name="plan")
@click.option("--baseline", type=float, required=True, help="Share who know it before, as 0.4.")
@click.option("--difference", type=float, required=True, help="How many more shall know it: 0.1.")
@click.option("--power", type=float, help="How often that is to be seen, as 0.8.")
@click.option("--confidence", type=float, help="How often an interval holds the truth: 0.95.")
@click.option("--design-effect", type=float, help="How many times more answers, as 1.5.")
@click.option("--trend", type=float, default=0.0, help="What changes everywhere without it.")
@click.option("--areas", type=int, help="Areas on either side, where areas are compared.")
@click.option("--answers", type=int, help="So many answers a group: the smallest difference seen.")
@_json_option
@one_sentence(PlanError, RuleSetError)
def plan_command(
    baseline: float,
    difference: float,
    power: float | None,
    confidence: float | None,
    design_effect: float | None,
    trend: float,
    areas: int | None,
    answers: int | None,
    as_json: bool,
) -> None:
    """How many answers it takes to see what a campaign changed; the rest is of the rules."""
    today = timezone.now().date()
    wanted = Wanted(
        baseline=baseline,
        difference=difference,
        power=share(POWER, on=today) if power is None else power,
        confidence=share(CONFIDENCE, on=today) if confidence is None else confidence,
        design_effect=number(DESIGN_EFFECT, on=today) if design_effect is None else design_effect,
        trend=trend,
        areas=areas,
    )
    planned = plan(wanted)
    smallest = smallest_difference(wanted, answers or planned.answers_per_group)
    if as_json:
        print_json(plan_to_dict(planned, smallest))
        return
    click.echo(
        f"{planned.answers_per_group} answers in each of four groups, before and after, with the"
        f" campaign and without: {planned.answers_in_all} in all, for each question."
    )
    if answers:
        seen = "no difference there could be" if smallest is None else f"{abs(smallest):.3f}"
        click.echo(f"With {answers} answers a group the smallest difference seen is {seen}.")


@click.command(name="reach")
@click.argument("key")
@_language
@_json_option
@one_sentence(RuleSetError)
def reach_command(key: str, lang: str, as_json: bool) -> None:
    """Whom a campaign reached, up to yesterday: by day, channel, language and place."""
    found = queries.reach(_campaign(key), on=timezone.now().date())
    if as_json:
        print_json(reach_to_dict(key, found))
        return
    with override(lang):
        click.echo(f"{key}: {wording.people(found.people)} people.")
        click.echo(f"  by links: {wording.people(found.counted)}, until {found.until or '-'}")
        click.echo(f"  as told by others: {wording.people(found.told)}")
        for name in ("channels", "languages", "places"):
            click.secho(name, bold=True)
            for row in getattr(found, name):
                click.echo(f"  {row.name}: {_both(row)}")
        mark = "" if found.least.verified else " (unverified)"
        click.echo(f"Counts below {found.least.value} are not told{mark}.")


def _both(row: queries.Line) -> str:
    counted = wording.cell(row.counted) if row.counted else "-"
    return f"links {counted}; told {wording.people(row.told) if row.told else '-'}"


@click.command(name="effect")
@click.argument("key")
@_language
@_json_option
@one_sentence(RuleSetError)
def effect_command(key: str, lang: str, as_json: bool) -> None:
    """What people know before and after a campaign, and how sure that is."""
    campaign = _campaign(key)
    today = timezone.now().date()
    least = least_answers(on=today, arrangement=campaign.arrangement.key)
    found = queries.effects(campaign, on=today)
    if as_json:
        rows = [found_to_dict(one, least, lang) for one in found]
        print_json({"campaign": key, "questions": rows})
        return
    with override(lang):
        for one in found:
            click.secho(wording.asks(one.question), bold=True)
            for sentence in wording.effect_in_words(one.effect, least):
                click.echo(f"  {sentence}")
    if not found:
        click.echo("No question is asked in this campaign.")


@click.command(name="answers")
@click.argument("key")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_json_option
@one_sentence(MeasuringError)
def answers_command(key: str, file: Path, as_json: bool) -> None:
    """Count the answers of a CSV file: question, wave, place, language, answer, count."""
    done = import_answers(campaign=_campaign(key), path=file, actor=AT_TERMINAL)
    if as_json:
        bad = [{"row": one.number, "why": one.why} for one in done.bad]
        print_json({"rows": done.rows, "answers": done.answers, "bad": bad})
        return
    for one in done.bad:
        click.echo(str(one), err=True)
    click.echo(str(done))


@click.command(name="report")
@click.argument("key")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@_language
@one_sentence(RuleSetError)
def report_command(key: str, out: Path, lang: str) -> None:
    """The report of a campaign on one page, as PDF, in one language."""
    from wayforward.information.campaigns.measuring.reporting import report_of
    from wayforward.information.campaigns.measuring.setting import set_report

    with override(lang):
        pdf = set_report(report_of(_campaign(key), on=timezone.now().date()))
    out.write_bytes(pdf)
    click.echo(f"{out}: {len(pdf) / 1000:.0f} kB.")


COMMANDS = (plan_command, reach_command, effect_command, answers_command, report_command)
