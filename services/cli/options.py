"""What several subcommands take, and what they make of it."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from schemas.kafka_topics import ServiceName
from services.runtime.logs import configure_logs
from services.runtime.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

SERVICES: tuple[ServiceName, ...] = get_args(ServiceName)
_PATIENCE = 5.0

bootstrap_servers_option = click.option(
    "--bootstrap-servers",
    metavar="HOST:PORT,…",
    help="The Kafka cluster; by default NEWSLOOM_BOOTSTRAP_SERVERS, or else 127.0.0.1:9092.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, also on a terminal.")


def load_settings(ctx: click.Context, *, bootstrap_servers: str | None) -> Settings:
    """The settings for a command that a person waits for. Raises ``ConfigurationError``.

    Warnings of our own reach standard error; those of the Kafka client only with ``--debug``, as each command says
    itself what is wrong.
    """
    settings = Settings.load(bootstrap_servers=bootstrap_servers)
    configure_logs(service=str(ctx.info_name), level="WARNING", log_format=settings.log_format)
    if not ctx.find_root().obj:
        for name in ("aiokafka", "kafka"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return settings


def patience(settings: Settings) -> float:
    """Seconds to wait for a cluster that does not answer: who waits at a terminal learns sooner, unless told else."""
    return settings.start_timeout if "start_timeout" in settings.model_fields_set else _PATIENCE
