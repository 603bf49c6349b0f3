"""``newsloom broker``: a Kafka for a machine without one."""

from pathlib import Path

import click

from services.broker.command import run_until_interrupted
from services.broker.release import KAFKA_VERSION
from services.cli.console import standard_error
from services.cli.drawing.steps import Steps


@click.command
@click.option("--brokers", type=click.IntRange(1, 3), default=1, show_default=True, help="How many, as one cluster.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the data there; by default it is gone at the end.",
)
@click.option("--port", type=click.IntRange(1024, 65_535), help="Of the first broker; by default a free one.")
def broker(brokers: int, folder: Path | None, port: int | None) -> None:
    """Run a real Apache Kafka on this machine until Ctrl-C.

    Nothing needs to be installed: Java comes with the Python environment, Kafka is fetched once (43 MB, pinned by
    checksum). It listens on the loopback interface only, and prints the setting that points Newsloom at it.

    \b
    Examples:
      newsloom broker
      newsloom broker --port 9092 --folder ~/newsloom-kafka
    """
    with Steps(standard_error()).step("starting Apache Kafka") as step:
        step.done = ""

        def fetched(received: int, total: int) -> None:
            step.show(f"fetching Apache Kafka {KAFKA_VERSION}, once: {received // 10**6} of {total // 10**6} MB")

        def echo(line: str) -> None:
            step.leave()
            click.echo(line)

        run_until_interrupted(brokers, folder, port, echo=echo, progress=fetched)
