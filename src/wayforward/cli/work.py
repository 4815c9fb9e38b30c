"""`wayforward worker` and `wayforward tick`: background work, and what puts it in the queue."""

import time

import click


@click.command()
def worker() -> None:
    """Run background work until stopped."""
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--concurrency=1", "--delete-jobs=successful")


@click.command()
@click.option("--every", type=int, default=0, help="Repeat every N seconds until stopped.")
def tick(every: int) -> None:
    """Put due work in the queue, sweep deadlines, close the days that are over; can be repeated."""
    from wayforward.core.access.actions import forget_ended_sessions
    from wayforward.core.audit.head_actions import make_heads, sign_so_far
    from wayforward.core.clocks.sweeping import sweep
    from wayforward.information.campaigns.links.counting import put_together
    from wayforward.information.campaigns.measuring.answer_actions import put_answers_together
    from wayforward.information.sources.actions import defer_due_checks, defer_settling
    from wayforward.information.sources.evidence.actions import defer_stamping, make_digests

    while True:
        count = defer_due_checks()
        defer_settling()
        swept = sweep()
        forget_ended_sessions()
        made = len(make_digests())
        closed = len(make_heads())
        sign_so_far()
        defer_stamping()
        put_together()
        put_answers_together()
        _forget()
        if not every:
            click.echo(
                f"{count} checks put in the queue, {closed} days of the log closed,"
                f" {made} daily digests made. {swept}"
            )
            return
        time.sleep(every)


def _forget() -> None:
    """Let go of what is kept for a time only; the rest of the work goes on without a parameter."""
    from django.utils import timezone

    from wayforward.core.rulesets.rules import RuleSetError
    from wayforward.information.narratives.channels.memory import forget_what_is_over
    from wayforward.information.narratives.channels.telling import forget_expired
    from wayforward.information.narratives.reporting.actions import forget_texts

    today = timezone.now().date()
    forget_what_is_over(today=today)
    forget_expired(on=today)
    try:
        forget_texts(on=today)
    except RuleSetError as problem:
        click.echo(f"The words of old reports are still kept: {problem}", err=True)
