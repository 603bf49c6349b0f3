"""``newsloom dead-letters show``."""

import asyncio
import json

import click

from services.cli.console import put, standard_output
from services.cli.dead_letters.choice import Choice, choose
from services.cli.dead_letters.options import PlaceType
from services.cli.drawing.dead_letters import draw_letter, letter_as_json
from services.cli.drawing.work import WorkProgress
from services.cli.options import bootstrap_servers_option, json_option, load_settings
from services.dead_letters.place import Place
from services.dead_letters.selection import Selection


@click.command(short_help="One in full: its reason, its origin, its bytes.")
@click.argument("place", metavar="PLACE", type=PlaceType())
@bootstrap_servers_option
@click.option("--raw", is_flag=True, help="Write the original value alone, byte for byte.")
@json_option
@click.pass_context
def show(ctx: click.Context, place: Place, bootstrap_servers: str | None, raw: bool, as_json: bool) -> None:
    """Show one dead letter: its reason, where it came from, what was done about it, and the original headers and bytes.

    PLACE is SERVICE/PARTITION/OFFSET, the first column of the list.

    \b
    Examples:
      newsloom dead-letters show quotes/2/17
      newsloom dead-letters show quotes/2/17 --raw > record.json
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)

    async def read() -> Choice:
        with WorkProgress() as progress:
            return await choose(settings, [place], Selection(), progress)

    choice = asyncio.run(read())
    if choice.missing:
        raise click.ClickException(f"there is no dead letter {place}")
    (letter,) = choice.letters
    if raw:
        click.echo(letter.letter.origin.value or b"", nl=False)
    elif as_json:
        click.echo(json.dumps(letter_as_json(letter), ensure_ascii=False))
    else:
        put(standard_output(), draw_letter(letter))
