"""``newsloom observe``: metrics of the whole."""

import asyncio
import logging

import click

from services.cli.options import bootstrap_servers_option
from services.observer.observer import observe as run_observer
from services.runtime.logs import configure_logs
from services.runtime.settings import Settings


@click.command
@bootstrap_servers_option
@click.option(
    "--http-port", type=int, help="Port of /metrics, /live and /ready; by default a free one, which is logged."
)
@click.option(
    "--every", type=click.FloatRange(0.1), default=5.0, show_default=True, help="Seconds between looks at the cluster."
)
def observe(bootstrap_servers: str | None, http_port: int | None, every: float) -> None:
    """Serve metrics of the whole, until Ctrl-C or SIGTERM.

    Lag and members of each service's consumer group, the state of the topics, and what is coming through: articles,
    topics, quotations, the most-named people. One process is enough; it is in no group, so nothing depends on it.

    \b
    Example:
      newsloom observe --http-port 8001
    """
    settings = Settings.load(bootstrap_servers=bootstrap_servers, http_port=http_port)
    configure_logs(service="observer", level=settings.log_level, log_format=settings.log_format)
    # The observer says itself, once a look, that the cluster is away.
    for name in ("aiokafka", "kafka"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    asyncio.run(run_observer(settings, every=every))
