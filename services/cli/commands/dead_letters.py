"""``newsloom dead-letters``: what could not be processed, and why."""

import asyncio
import json
from collections.abc import AsyncIterator

import click
from aiokafka import TopicPartition

from schemas.kafka_topics import DEAD_LETTERS, ServiceName
from services.cli.console import is_terminal, put, standard_output
from services.cli.drawing.dead_letters import Placed, draw_letter, draw_table, letter_as_json
from services.cli.options import SERVICES, bootstrap_servers_option, json_option, load_settings, patience
from services.runtime.dead_letters import DeadLetter
from services.runtime.reading import Record, read_one, read_to_end

_SERVICE_OF = {topic.name: service for service, topic in DEAD_LETTERS.items()}


@click.group("dead-letters")
def dead_letters() -> None:
    """Look at the records that a service could not process: each with its reason, byte for byte.

    \b
    Example:
      newsloom dead-letters list
    """


@dead_letters.command("list")
@bootstrap_servers_option
@click.option("--service", "services", type=click.Choice(SERVICES), multiple=True, help="Only this one; repeatable.")
@json_option
@click.pass_context
def list_letters(
    ctx: click.Context, bootstrap_servers: str | None, services: tuple[ServiceName, ...], as_json: bool
) -> None:
    """List the dead letters: a table on a terminal, in a pipe one line of JSON each.

    \b
    Examples:
      newsloom dead-letters list
      newsloom dead-letters list --service quotes --json | jq .reason
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    topics = [DEAD_LETTERS[service].name for service in services or SERVICES]

    async def read() -> AsyncIterator[Placed]:
        async for record in read_to_end(settings.bootstrap_servers, topics, patience=patience(settings)):
            yield _placed(record)

    async def as_lines() -> None:
        async for placed in read():
            click.echo(json.dumps(letter_as_json(placed), ensure_ascii=False))

    async def as_table() -> None:
        letters = [placed async for placed in read()]
        letters.sort(key=lambda placed: placed.letter.failed_at)
        put(standard_output(), draw_table(letters) if letters else "no dead letters")

    asyncio.run(as_lines() if as_json or not is_terminal() else as_table())


@dead_letters.command
@click.argument("place", metavar="SERVICE/PARTITION/OFFSET")
@bootstrap_servers_option
@click.option("--raw", is_flag=True, help="Write the original value alone, byte for byte.")
@json_option
@click.pass_context
def show(ctx: click.Context, place: str, bootstrap_servers: str | None, raw: bool, as_json: bool) -> None:
    """Show one dead letter: its reason, where it came from, and the original headers and bytes.

    PLACE is the first column of the list.

    \b
    Examples:
      newsloom dead-letters show quotes/2/17
      newsloom dead-letters show quotes/2/17 --raw > record.json
    """
    partition, offset = _parse(place)
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    record = asyncio.run(read_one(settings.bootstrap_servers, partition, offset, patience=patience(settings)))
    if record is None:
        raise click.ClickException(f"there is no dead letter {place}")
    placed = _placed(record)
    if raw:
        click.echo(placed.letter.origin.value or b"", nl=False)
    elif as_json:
        click.echo(json.dumps(letter_as_json(placed), ensure_ascii=False))
    else:
        put(standard_output(), draw_letter(placed))


def _parse(place: str) -> tuple[TopicPartition, int]:
    service, _, numbers = place.partition("/")
    partition, _, offset = numbers.partition("/")
    topic = next((topic for name, topic in DEAD_LETTERS.items() if name == service), None)
    if topic is None or not (partition.isascii() and partition.isdigit() and offset.isascii() and offset.isdigit()):
        raise click.UsageError(f"{place!r} is not SERVICE/PARTITION/OFFSET, such as quotes/2/17")
    return TopicPartition(topic.name, int(partition)), int(offset)


def _placed(record: Record) -> Placed:
    place = f"{_SERVICE_OF[record.topic]}/{record.partition}/{record.offset}"
    try:
        return Placed(place, DeadLetter.from_record(record.key, record.value, list(record.headers)))
    except ValueError as error:
        raise click.ClickException(f"{place}: {error}") from error
