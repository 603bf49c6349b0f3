"""``newsloom dead-letters replay``."""

import asyncio

import click

from services.cli.console import is_terminal
from services.cli.dead_letters.choice import choose
from services.cli.dead_letters.options import choice_options
from services.cli.dead_letters.report import Report
from services.cli.delivery import connected_delivery
from services.cli.drawing.work import WorkProgress
from services.cli.options import bootstrap_servers_option, json_option, load_settings, patience
from services.dead_letters.place import Place
from services.dead_letters.replay import replay as replay_letters
from services.dead_letters.selection import Selection


@click.command(short_help="Publish their records again.")
@choice_options
@click.option("--expired", is_flag=True, help="Also those of whose time the articles are gone from the topic.")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@bootstrap_servers_option
@json_option
@click.pass_context
def replay(
    ctx: click.Context,
    places: tuple[Place, ...],
    selection: Selection,
    expired: bool,
    dry_run: bool,
    bootstrap_servers: str | None,
    as_json: bool,
) -> None:
    """Publish the records of dead letters again, when what made them fail is mended.

    Each goes byte for byte to the partition that it came from, where every service reads it; the header
    newsloom_replay_of names the letter. What became of each PLACE (SERVICE/PARTITION/OFFSET) is told:

    \b
    replayed           the record was published again
    already replayed   it was before, also where that command was killed before it could write so down
    already discarded  somebody decided against it
    superseded         the article was corrected, retracted or published anew since: it is left alone
    expired            retention has taken the articles of its time, so nothing tells whether it is
                       superseded; with --expired it is replayed
    refused            its record cannot be published; the detail says why
    not found          there is no such dead letter

    The last three make the exit code 1. A replayed record that fails again becomes a new dead letter, and one that
    fails by its own bytes (not-an-article, too-large, key-mismatch) does so as long as the service is the same.

    \b
    Examples:
      newsloom dead-letters replay quotes/2/17 quotes/2/18
      newsloom dead-letters replay --service quotes --reason time-limit --since 3d --dry-run
      newsloom dead-letters replay --all --json | jq -c 'select(.outcome == "refused")'
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    report = Report(as_lines=as_json or not is_terminal(), dry_run=dry_run)

    async def work() -> None:
        with WorkProgress() as progress:
            choice = await choose(settings, places, selection, progress)
            async with connected_delivery(settings, client_id="newsloom-replay") as delivery:
                outcomes = replay_letters(
                    choice.letters,
                    settings.bootstrap_servers,
                    delivery,
                    patience=patience(settings),
                    expired_too=expired,
                    dry_run=dry_run,
                    on_reading=lambda done, total: progress.show("reading articles", done, total),
                )
                await report.tell_all(choice, outcomes, progress)

    asyncio.run(work())
    ctx.exit(report.exit_code)
