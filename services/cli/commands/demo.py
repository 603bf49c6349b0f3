"""``newsloom demo``: the whole stream on one machine."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import ExitStack
from types import FrameType

import click

from services.cli.console import put, standard_error, standard_output
from services.cli.demo.audience import Audience
from services.cli.demo.collection import Collection
from services.cli.demo.kafka import own_kafka
from services.cli.demo.seeds import SEEDS, read_all
from services.cli.demo.stage import perform
from services.cli.drawing.steps import Steps
from services.cli.options import bootstrap_servers_option, json_option, load_settings, patience

_TERMINATED = 128 + signal.SIGTERM


@click.command
@click.argument("inputs", nargs=-1, metavar="[FILE | FOLDER]…")
@bootstrap_servers_option
@json_option
@click.pass_context
def demo(ctx: click.Context, inputs: tuple[str, ...], bootstrap_servers: str | None, as_json: bool) -> None:
    """Show the whole stream on this machine.

    Starts a real Apache Kafka (fetched once, 43 MB) unless a cluster is named, creates the topics, starts the three
    services, publishes the seed articles (or yours), shows what each service publishes about them, and stops
    everything. Five processes beside this one; nothing stays behind.

    \b
    Examples:
      newsloom demo
      newsloom demo my-articles/
    """
    settings = load_settings(ctx, bootstrap_servers=bootstrap_servers)
    signal.signal(signal.SIGTERM, _terminate)
    console = standard_error() if as_json else standard_output()
    files = list(inputs) or [str(SEEDS)]
    audience = Audience(Collection(read_all(files)), console, as_json=as_json)
    steps = Steps(console)
    put(console, "")
    with ExitStack() as stack:
        if "bootstrap_servers" in settings.model_fields_set:
            servers = settings.bootstrap_servers
        else:
            servers = own_kafka(stack, steps)
        try:
            asyncio.run(_until_terminated(perform(servers, files, audience, steps, patience=patience(settings))))
        except asyncio.CancelledError:
            ctx.exit(_TERMINATED)
    audience.say_what_next()
    ctx.exit(1 if audience.failures else 0)


async def _until_terminated(performance: Coroutine[None, None, None]) -> None:
    # A cancellation comes where the performance waits. An exception from a signal handler would come anywhere: also
    # between the start of a process and the line that takes note of it, and that process would stay behind.
    task = asyncio.ensure_future(performance)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task


def _terminate(_number: int, _frame: FrameType | None) -> None:
    # As an exception, so that everything that was started is stopped on its way out.
    sys.exit(_TERMINATED)
