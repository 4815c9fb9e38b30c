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
        if not every:
            click.echo(
                f"{count} checks put in the queue, {closed} days of the log closed,"
                f" {made} daily digests made. {swept}"
            )
            return
        time.sleep(every)
