"""``newsloom run``: one service."""

import click

from schemas.kafka_topics import ServiceName
from services.cli.options import SERVICES, bootstrap_servers_option
from services.cli.tasks import task_of
from services.runtime.service import run_service
from services.runtime.settings import Settings


@click.command
@click.argument("service", type=click.Choice(SERVICES))
@bootstrap_servers_option
@click.option("--workers", type=int, help="Worker processes; by default NEWSLOOM_WORKERS, or else one a core.")
@click.option(
    "--http-port", type=int, help="Port of /metrics, /live and /ready; by default a free one, which is logged."
)
def run(service: ServiceName, bootstrap_servers: str | None, workers: int | None, http_port: int | None) -> None:
    """Run one service until Ctrl-C or SIGTERM.

    It reads news.articles.v1 as a member of its consumer group and publishes its results; start it several times, on
    as many machines as you like, and the articles are shared out. All settings are NEWSLOOM_… variables.

    \b
    Examples:
      newsloom run entities
      newsloom run quotes --bootstrap-servers kafka-1:9092,kafka-2:9092 --http-port 8080
    """
    settings = Settings.load(bootstrap_servers=bootstrap_servers, workers=workers, http_port=http_port)
    run_service(task_of(service), settings)
