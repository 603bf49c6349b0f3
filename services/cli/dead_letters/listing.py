"""``newsloom dead-letters list``."""

import asyncio
import json
from collections import Counter

import click

from services.cli.console import is_terminal, put, standard_output
from services.cli.dead_letters.choice import read_all_states
from services.cli.dead_letters.options import filter_options
from services.cli.drawing.dead_letters import draw_table, letter_as_json
from services.cli.drawing.work import WorkProgress
from services.cli.options import bootstrap_servers_option, json_option, load_settings
from services.dead_letters.journal import Journal
from services.dead_letters.selection import Selection


@click.command("list", short_help="Which there are, and why.")
@bootstrap_servers_option
@filter_options
@json_option
@click.pass_context
def list_letters(ctx: click.Context, bootstrap_servers: str | None, selection: Selection | None, as_json: bool) -> None:
    """List the dead letters: a table on a terminal, in a pipe one line of JSON each.

    Without --state those about which nothing was done yet; how many others there are is told beside.

    \b
    Examples:
      newsloom dead-letters list
      newsloom dead-letters list --since 2h --reason time-limit --reason worker-died
      newsloom dead-letters list --service quotes --state all --json | jq .reason
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    wanted = selection or Selection()

    async def read() -> Journal:
        with WorkProgress() as progress:
            return await read_all_states(settings, wanted, progress)

    found = asyncio.run(read()).letters()
    letters = [letter for letter in found if wanted.has_state(letter)]
    if as_json or not is_terminal():
        for letter in letters:
            click.echo(json.dumps(letter_as_json(letter), ensure_ascii=False))
    else:
        put(standard_output(), draw_table(letters) if letters else "no dead letters")
    if hidden := Counter(letter.state for letter in found if not wanted.has_state(letter)):
        told = ", ".join(f"{count} {state}" for state, count in sorted(hidden.items()))
        click.echo(f"not shown: {told} (--state all shows them)", err=True)
