"""The Kafka of the demo, if it needs one of its own."""

from contextlib import ExitStack

from services.broker.cluster import Cluster
from services.broker.release import KAFKA_VERSION
from services.cli.drawing.steps import Steps


def own_kafka(stack: ExitStack, steps: Steps) -> str:
    """Start a broker that ends with ``stack``; returns its address. Raises a ``BrokerError``."""
    with steps.step(f"starting Apache Kafka {KAFKA_VERSION}") as step:

        def fetched(received: int, total: int) -> None:
            step.show(f"fetching Apache Kafka {KAFKA_VERSION}, once: {received // 10**6} of {total // 10**6} MB")

        cluster = stack.enter_context(Cluster(progress=fetched))
        step.done = f"Apache Kafka {KAFKA_VERSION} on {cluster.bootstrap_servers}"
    return cluster.bootstrap_servers
