"""``newsloom publish``: the producer."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import click
from pydantic import TypeAdapter, ValidationError

from schemas.article import ArticleId
from schemas.kafka_topics import ARTICLES
from services.cli.delivery import connected_delivery
from services.cli.drawing.progress import PublishProgress
from services.cli.options import bootstrap_servers_option, load_settings, patience
from services.producer.formats import PlainTextFields
from services.producer.inputs import Format, total_bytes
from services.producer.publication import publish as publish_readings
from services.producer.publication import retract
from services.producer.reader import Edition, read_articles, without_contradictions
from services.producer.refusals import Refusal
from services.producer.report import Report
from services.runtime.delivery import Delivery
from services.runtime.kafka_admin import require_topics
from services.runtime.settings import Settings

_LINGER_SECONDS = 0.005


@click.command
@click.argument("inputs", nargs=-1, metavar="[FILE | FOLDER | PATTERN | -]…")
@bootstrap_servers_option
@click.option("--format", "format_", type=click.Choice(["text", "json", "jsonl"]), help="Whatever the suffix says.")
@click.option("--id", "article_id", metavar="ID", help="Of plain text; by default the file's name.")
@click.option("--version", type=click.IntRange(1, 2**31 - 1), default=1, help="Of plain text: higher for a correction.")
@click.option("--language", default="en", show_default=True, help="Of plain text, as a BCP 47 tag.")
@click.option("--source", help="Of plain text: who published it.")
@click.option("--retract", "retracted", metavar="ID", multiple=True, help="Withdraw an article instead; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
@click.pass_context
def publish(
    ctx: click.Context,
    inputs: tuple[str, ...],
    bootstrap_servers: str | None,
    format_: Format | None,
    article_id: str | None,
    version: int,
    language: str,
    source: str | None,
    retracted: tuple[str, ...],
    as_json: bool,
) -> None:
    """Publish article files to Kafka.

    \b
    .txt            one article: the first line is the headline, the rest the body;
                    its id is the path below the given folder (business/001) or the file's name
    .json           one article: {"id": …, "headline": …, "body": …, …}
    .jsonl .ndjson  one such article a line
    -               standard input: JSON Lines if it begins with a brace, else one plain text

    What cannot be published is named with file, line and reason; the others go on, and the exit code is 1. The same
    files give the same records, so publishing twice changes nothing.

    \b
    Examples:
      newsloom publish seeds/
      newsloom publish 'archive/**/*.txt' --source "The Valley Herald"
      zcat articles.jsonl.gz | newsloom publish -
      newsloom publish --retract business/001
    """
    if bool(inputs) == bool(retracted):
        raise click.UsageError("name what to publish, or with --retract what to withdraw")
    _check_ids([*retracted, *([article_id] if article_id is not None else [])])
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    fields = PlainTextFields(id=article_id, version=version, language=language, source=source)
    standard_input = click.get_binary_stream("stdin")
    if retracted:
        report = asyncio.run(_retract(settings, patience(settings), retracted))
    else:
        read = read_articles(inputs, standard_input=standard_input, format=format_, fields=fields)
        size = total_bytes(inputs, format_)
        report = asyncio.run(_publish(settings, patience(settings), without_contradictions(read), size))
    click.echo(json.dumps(report.as_json()) if as_json else str(report))
    ctx.exit(1 if report.refused else 0)


def _check_ids(article_ids: Iterable[str]) -> None:
    for article_id in article_ids:
        try:
            TypeAdapter(ArticleId).validate_python(article_id)
        except ValidationError as error:
            raise click.UsageError(f"{article_id!r} is no article id: {error.errors()[0]['msg']}") from error


async def _publish(settings: Settings, wait: float, readings: Iterable[Edition | Refusal], size: int | None) -> Report:
    async with _connected(settings, wait) as delivery:
        with PublishProgress(size) as progress:
            return await publish_readings(readings, delivery, progress)


async def _retract(settings: Settings, wait: float, article_ids: Iterable[str]) -> Report:
    async with _connected(settings, wait) as delivery:
        return await retract(article_ids, delivery)


@asynccontextmanager
async def _connected(settings: Settings, wait: float) -> AsyncIterator[Delivery]:
    await require_topics(settings.bootstrap_servers, [ARTICLES.name], patience=wait)
    async with connected_delivery(settings, client_id="newsloom-producer", linger=_LINGER_SECONDS) as delivery:
        yield delivery
