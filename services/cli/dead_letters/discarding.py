"""``newsloom dead-letters discard``."""

import asyncio
import sys

import click

from services.cli.console import is_terminal
from services.cli.dead_letters.choice import Choice, choose
from services.cli.dead_letters.options import choice_options
from services.cli.dead_letters.report import Report
from services.cli.delivery import connected_delivery
from services.cli.drawing.work import WorkProgress
from services.cli.options import bootstrap_servers_option, json_option, load_settings
from services.dead_letters.discard import discard as discard_letters
from services.dead_letters.place import Place
from services.dead_letters.selection import Selection


@click.command(short_help="Write them down as done with.")
@choice_options
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option("--yes", is_flag=True, help="Do not ask before discarding several.")
@bootstrap_servers_option
@json_option
@click.pass_context
def discard(
    ctx: click.Context,
    places: tuple[Place, ...],
    selection: Selection,
    dry_run: bool,
    yes: bool,
    bootstrap_servers: str | None,
    as_json: bool,
) -> None:
    """Write dead letters down as done with: they are listed no more, and never replayed.

    Their bytes stay on the topic until its retention is over: list --state discarded and show still have them. What
    became of each PLACE (SERVICE/PARTITION/OFFSET) is told; one that is not found makes the exit code 1.

    \b
    Examples:
      newsloom dead-letters discard quotes/2/17
      newsloom dead-letters discard --reason not-an-article --until 30d --dry-run
      newsloom dead-letters discard --service topics --all --yes
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    report = Report(as_lines=as_json or not is_terminal(), dry_run=dry_run)

    async def read() -> Choice:
        with WorkProgress() as progress:
            return await choose(settings, places, selection, progress)

    async def work() -> None:
        with WorkProgress() as progress:
            async with connected_delivery(settings, client_id="newsloom-discard") as delivery:
                outcomes = discard_letters(choice.letters, delivery, dry_run=dry_run)
                await report.tell_all(choice, outcomes, progress)

    choice = asyncio.run(read())
    concerned = sum(letter.state == "open" for letter in choice.letters)
    if concerned > 1 and sys.stdin.isatty() and not (yes or dry_run):
        click.confirm(f"Discard {concerned} dead letters for good?", abort=True, err=True)
    asyncio.run(work())
    ctx.exit(report.exit_code)
