"""``newsloom watch``: the results as they come."""

import asyncio
import contextlib
from collections.abc import Sequence

import click

from schemas.kafka_topics import RESULTS, ServiceName
from services.cli.console import is_terminal, put, standard_error, standard_output
from services.cli.drawing.following import draw_record, record_as_json
from services.cli.options import SERVICES, bootstrap_servers_option, json_option, load_settings, patience
from services.runtime.reading import follow
from services.runtime.settings import Settings


@click.command
@bootstrap_servers_option
@click.option("--service", "services", type=click.Choice(SERVICES), multiple=True, help="Only this one; repeatable.")
@click.option("--article", "article_id", metavar="ID", help="Only results about this article.")
@click.option("--from-beginning", is_flag=True, help="First all that the topics hold.")
@click.option("--max", "most", type=click.IntRange(1), metavar="N", help="Stop after so many results.")
@json_option
@click.pass_context
def watch(
    ctx: click.Context,
    bootstrap_servers: str | None,
    services: Sequence[ServiceName],
    article_id: str | None,
    from_beginning: bool,
    most: int | None,
    as_json: bool,
) -> None:
    """Follow the results as they come, until Ctrl-C.

    On a terminal they are drawn; in a pipe each is one line of JSON with topic, key, headers and value.

    \b
    Examples:
      newsloom watch
      newsloom watch --service quotes --from-beginning --json | jq .value.quotes
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    following = _follow(
        settings,
        [RESULTS[service].name for service in services or SERVICES],
        key=article_id.encode() if article_id is not None else None,
        from_beginning=from_beginning,
        most=most,
        as_json=as_json or not is_terminal(),
        wait=patience(settings),
    )
    # Ctrl-C is how following ends.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(following)


async def _follow(
    settings: Settings,
    topics: Sequence[str],
    *,
    key: bytes | None,
    from_beginning: bool,
    most: int | None,
    as_json: bool,
    wait: float,
) -> None:
    console = standard_output()
    seen = 0
    records = follow(settings.bootstrap_servers, topics, from_beginning=from_beginning, patience=wait)
    if not as_json:
        standard_error().print(f"following {', '.join(topics)} on {settings.bootstrap_servers}; Ctrl-C ends it")
    async with contextlib.aclosing(records):
        async for record in records:
            if key is not None and record.key != key:
                continue
            if as_json:
                click.echo(record_as_json(record))
            else:
                put(console, draw_record(record))
            seen += 1
            if seen == most:
                return
