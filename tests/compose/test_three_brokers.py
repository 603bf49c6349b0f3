"""The overlay of three brokers: three copies of everything, and one broker may go."""

import pytest

from schemas.kafka_topics import RESULTS
from tests.compose.stack import stack
from tests.support.articles import article
from tests.support.records import outputs, publish_articles

pytestmark = [pytest.mark.compose, pytest.mark.timeout(1800)]


async def test_it_works_on_with_one_broker_away(docker: dict[str, str]) -> None:
    with stack(docker, "three", brokers=3) as three:
        three.run("up", "--detach", "kafka", "kafka-2", "kafka-3", "create-topics", "producer", "quotes")
        three.run("kill", "--signal", "SIGKILL", "kafka-2")
        await publish_articles(three.kafka, [article("after", "“It holds,” Marta Lind said.")])
        async with outputs(three.kafka, RESULTS["quotes"].name, from_the_beginning=True) as quotes:
            await quotes.keys([b"after"])
        (topics,) = three.containers("create-topics")
        assert three.state(topics)["ExitCode"] == 0
