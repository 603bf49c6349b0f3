"""``docker compose up``, seen from outside; what is killed comes back, and nothing is lost."""

import asyncio
import os
import signal

import pytest
from aiokafka import ConsumerRecord

from schemas.kafka_topics import DEAD_LETTERS, RESULT_MODELS, RESULTS
from tests.compose.stack import Stack
from tests.support.articles import article
from tests.support.prometheus import Prometheus
from tests.support.records import outputs, publish_articles

pytestmark = [pytest.mark.compose, pytest.mark.timeout(1800)]
SERVICES = tuple(RESULTS)
BODY = "“The river is safe,” Marta Lind, the minister, said in Oslo. "


async def _results(servers: str, keys: set[bytes]) -> list[ConsumerRecord]:
    """Read all result topics from the beginning until each key has a result of each service."""
    topics = [RESULTS[service].name for service in SERVICES]
    wanted = {(topic, key) for topic in topics for key in keys}
    async with outputs(servers, *topics, from_the_beginning=True) as following:
        return await following.until(lambda records: wanted <= {(record.topic, record.key) for record in records})


async def test_the_seeds_come_out_as_results(up: Stack) -> None:
    async with outputs(up.kafka, *(RESULTS[s].name for s in SERVICES), from_the_beginning=True) as following:
        records = await following.until(lambda seen: len({record.topic for record in seen}) == len(SERVICES))
    for record in records:
        (service,) = (service for service in SERVICES if RESULTS[service].name == record.topic)
        result = RESULT_MODELS[service].model_validate_json(record.value)
        assert record.key == result.article_id.encode()


async def test_a_killed_service_comes_back_and_nothing_is_lost(up: Stack) -> None:
    articles = [article(f"killed/{number}", BODY * 20) for number in range(200)]
    keys = {one.id.encode() for one in articles}
    (container,) = up.containers("entities")
    before = up.state(container)["Pid"]
    await publish_articles(up.kafka, articles[:100])
    os.kill(int(str(before)), signal.SIGKILL)  # the first process of the container, as the kernel would kill it
    await publish_articles(up.kafka, articles[100:])
    records = await _results(up.kafka, keys)
    assert up.containers("entities") == [container]
    assert up.state(container)["Pid"] not in (0, before)
    values: dict[tuple[str, bytes], set[bytes]] = {}
    for record in records:
        values.setdefault((record.topic, record.key), set()).add(record.value)
    assert all(len(bodies) == 1 for bodies in values.values()), "a repeated result is the same, byte for byte"
    async with outputs(
        up.kafka, *(DEAD_LETTERS[service].name for service in SERVICES), from_the_beginning=True
    ) as letters:
        assert await letters.to_the_end() == []


async def test_more_processes_share_the_work(up: Stack) -> None:
    up.run("up", "--detach", "--no-recreate", "--scale", "quotes=3", "quotes")
    assert len(up.containers("quotes")) == 3
    prometheus = Prometheus(f"http://{up.prometheus}")
    await prometheus.until('newsloom_group_members{group="newsloom-quotes"} == 3')
    await prometheus.until('count(newsloom_assigned_partitions{service="quotes"} == 2) == 3')
    up.run("up", "--detach", "--no-recreate", "--scale", "quotes=1", "quotes")
    await prometheus.until('newsloom_group_members{group="newsloom-quotes"} == 1')


async def test_prometheus_sees_everything(up: Stack) -> None:
    prometheus = Prometheus(f"http://{up.prometheus}")
    await prometheus.until('count(up{job="newsloom"} == 1) == 3')
    await prometheus.until('count(up{job="newsloom-observer"} == 1) == 1')
    for service in SERVICES:
        await prometheus.until(f'sum(newsloom_results_total{{service="{service}"}}) > 0')
        await prometheus.until(f'newsloom:group_lag:sum{{group="newsloom-{service}"}} == 0')
    await prometheus.until("sum(newsloom_news_quotes_total) > 0")


async def test_everything_becomes_healthy(up: Stack) -> None:
    containers = [one for service in ("kafka", *SERVICES, "observer", "prometheus") for one in up.containers(service)]
    while True:
        if {up.health(container) for container in containers} == {"healthy"}:
            return
        await asyncio.sleep(0.5)  # Docker asks from time to time


def test_the_smoke_test_ends_well(up: Stack) -> None:
    done = up.run("--profile", "test", "run", "--rm", "smoke")
    assert len(done.stdout.splitlines()) == 3


def test_a_service_ends_cleanly_when_it_is_told_to(up: Stack) -> None:
    (container,) = up.containers("topics")
    up.run("stop", "topics")
    assert up.state(container)["ExitCode"] == 0
    up.run("start", "topics")


def test_any_user_can_run_the_image_and_it_writes_nothing(up: Stack) -> None:
    said = up.docker("run", "--rm", "--read-only", "--user", "4242:0", "newsloom:1.0.0", "analyze", "--json", "seeds")
    assert '"quotes"' in said


def test_the_image_has_labels_and_no_training_tools(up: Stack) -> None:
    labels = up.docker("inspect", "--format", "{{json .Config.Labels}}", "newsloom:1.0.0")
    assert '"org.opencontainers.image.title":"Newsloom"' in labels
    code = "import importlib.util as u, shutil; print(u.find_spec('torch'), u.find_spec('pip'), shutil.which('java'))"
    said = up.docker("run", "--rm", "--entrypoint", "/opt/newsloom/bin/python", "newsloom:1.0.0", "-c", code)
    assert said.split() == ["None"] * 3
