"""``newsloom topics``: what the contract's table says, and what the cluster has."""

import asyncio
import json

import click
from rich.table import Table

from schemas.kafka_topics import all_topics
from services.cli.console import put, standard_output
from services.cli.options import bootstrap_servers_option, json_option, load_settings, patience
from services.runtime.kafka_admin import create_topics, partition_counts


@click.group
def topics() -> None:
    """Create or list the Kafka topics.

    \b
    Example:
      newsloom topics create
    """


@topics.command
@bootstrap_servers_option
@click.option("--replication", type=click.IntRange(1), metavar="N", help="Copies of each partition (3 on 3 brokers).")
@json_option
@click.pass_context
def create(ctx: click.Context, bootstrap_servers: str | None, replication: int | None, as_json: bool) -> None:
    """Create the topics that the cluster does not have yet; what is there stays as it is.

    One that is there and cannot hold what the contract promises, as it was made by an older one, is an error.

    \b
    Examples:
      newsloom topics create
      newsloom topics create --bootstrap-servers kafka-1:9092 --replication 3
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    created = asyncio.run(
        create_topics(settings.bootstrap_servers, all_topics(), replication=replication, patience=patience(settings))
    )
    if as_json:
        click.echo(json.dumps(created))
        return
    for name, is_new in created.items():
        click.echo(f"{name}  {'created' if is_new else 'was there'}")


@topics.command("list")
@bootstrap_servers_option
@json_option
@click.pass_context
def list_topics(ctx: click.Context, bootstrap_servers: str | None, as_json: bool) -> None:
    """List the topics of the contract: what stands on each, and how many partitions the cluster has of it.

    \b
    Example:
      newsloom topics list
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    counts = asyncio.run(partition_counts(settings.bootstrap_servers, patience=patience(settings)))
    if as_json:
        rows = [{**topic.model_dump(), "partitions_on_cluster": counts.get(topic.name, 0)} for topic in all_topics()]
        click.echo(json.dumps(rows))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("topic", "event", "partitions", "kept"):
        table.add_column(heading, no_wrap=True)
    for topic in all_topics():
        on_cluster = str(counts[topic.name]) if topic.name in counts else "missing"
        table.add_row(
            topic.name, topic.event_type, on_cluster, f"{topic.retention_ms // 86_400_000} days, {topic.cleanup}"
        )
    put(standard_output(), table)
