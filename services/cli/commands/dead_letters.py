"""``newsloom dead-letters``: what could not be processed, why, and what is done about it."""

import click

from services.cli.dead_letters.discarding import discard
from services.cli.dead_letters.listing import list_letters
from services.cli.dead_letters.replaying import replay
from services.cli.dead_letters.showing import show


@click.group("dead-letters")
def dead_letters() -> None:
    """Deal with the records that a service could not process: each is kept with its reason, byte for byte.

    \b
    Examples:
      newsloom dead-letters list
      newsloom dead-letters replay --service quotes --reason time-limit
    """


for command in (list_letters, show, replay, discard):
    dead_letters.add_command(command)
