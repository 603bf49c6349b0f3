"""An engine, the images, and the whole stack brought up once."""

from collections.abc import Iterator

import pytest

from services.broker.release import KAFKA_VERSION
from tests.compose.engine import NoEngine, engine
from tests.compose.stack import Stack, stack
from tests.compose.stand_ins import provide

IMAGES = {
    "python:3.11.14-slim-bookworm": "python",
    f"apache/kafka:{KAFKA_VERSION}": "kafka",
    "prom/prometheus:v3.5.0": "prometheus",
}
WITHOUT_GRAFANA = ("kafka", "create-topics", "producer", "entities", "topics", "quotes", "observer", "prometheus")
"""There is no stand-in for Grafana; what it shows is executed by tests/integration/prometheus."""


@pytest.fixture(scope="session")
def docker() -> Iterator[dict[str, str]]:
    """The environment of an engine that has the images. Fails where there is no engine: nothing can be shown then."""
    try:
        with engine() as environment:
            provide(environment, IMAGES)
            with stack(environment, "build") as building:
                building.run("build", "create-topics", seconds=900)
            yield environment
    except NoEngine as reason:
        pytest.fail(str(reason), pytrace=False)


@pytest.fixture(scope="session")
def up(docker: dict[str, str]) -> Iterator[Stack]:
    """The whole stack, with Prometheus."""
    with stack(docker, "whole") as whole:
        whole.run("--profile", "observability", "up", "--detach", *WITHOUT_GRAFANA)
        yield whole
