"""The runtime on a real Kafka: nothing lost, nothing doubled in effect, honest answers when something is wrong."""

import json
import signal
from collections import defaultdict

import pytest
from aiokafka import ConsumerRecord

from schemas.article import MAX_ARTICLE_BYTES
from schemas.entities import Entities
from services.runtime.dead_letters import DeadLetter
from tests.support.articles import article
from tests.support.records import committed, outputs, publish, publish_articles
from tests.support.service_process import ServiceProcess, service

pytestmark = pytest.mark.timeout(120)
RESULTS_TOPIC = "news.entities.v1"
DEAD_LETTER_TOPIC = "news.entities.dlq.v1"


def keys_on(records: list[ConsumerRecord], topic: str) -> set[bytes]:
    """The keys of the records on one topic."""
    return {record.key for record in records if record.topic == topic}


async def test_articles_become_results_and_poison_becomes_dead_letters(kafka: str, group: str) -> None:
    poison = {
        b"not-json": b"hello",
        b"empty": b"",
        b"wrong-type": b'{"id": "wrong-type", "version": "1", "headline": "", "body": "x"}',
        b"missing": b'{"id": "missing"}',
        b"too-large": b" " * (MAX_ARTICLE_BYTES + 1),
        b"nested": b"[" * 200_000,
        b"nul": b"\x00" * 10,
        b"surrogate": b'{"id": "surrogate", "headline": "", "body": "\\udc00"}',
        b"other-key": article("another").to_bytes(),
        b"raises": article("raises", body="RAISE an error").to_bytes(),
        b"dies": article("dies", body="DIE of it").to_bytes(),
    }
    good = [article(f"good-{number}", body=f"Word{number} stands here.") for number in range(20)]
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group) as running:
        await publish(kafka, poison.items(), headers=[("trace", b"\xff")])
        await publish_articles(kafka, good)
        await publish(kafka, [(b"good-0", None)])
        records = await output.until(lambda got: len(keys_on(got, DEAD_LETTER_TOPIC)) == 11 and len(got) >= 32)
        assert await running.end() == 0
        records = await output.to_the_end()
    letters = [record for record in records if record.topic == DEAD_LETTER_TOPIC]
    assert {letter.key: letter.value for letter in letters} == poison
    assert len(letters) == len(poison)
    for record in letters:
        letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
        assert letter.origin.headers == [("trace", b"\xff")]
        assert (letter.origin.topic, letter.service) == ("news.articles.v1", "entities")
    results = {record.key: record.value for record in records if record.topic == RESULTS_TOPIC}
    assert results.keys() == {item.id.encode() for item in good}
    assert results[b"good-0"] is None
    assert Entities.from_bytes(results[b"good-7"]).entities[0].name == "Word7"


async def test_a_kill_in_the_middle_loses_nothing_and_repeats_byte_for_byte(kafka: str, group: str) -> None:
    articles = [article(f"{group}-{number}", body=f"Word{number} stands here.") for number in range(200)]
    async with outputs(kafka) as output:
        await publish_articles(kafka, articles)
        async with service("FIRST_WORD", kafka, consumer_group=group, commit_interval=30) as first:
            await output.until(lambda records: len(records) >= 50)
            await first.kill()
        async with service("FIRST_WORD", kafka, consumer_group=group) as second:
            await output.keys(item.id.encode() for item in articles)
            assert await second.end() == 0
        records = await output.to_the_end()
    values = defaultdict(set)
    for record in records:
        values[record.key].add(record.value)
    assert values.keys() == {item.id.encode() for item in articles}
    assert {len(distinct) for distinct in values.values()} == {1}
    # Nothing was committed before the kill, so what it had published is there twice: that is what is compared.
    assert len(records) > len(articles)


async def test_two_processes_of_a_group_share_the_partitions(kafka: str, group: str) -> None:
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group) as first:
        await first.said("partitions assigned")
        async with service("FIRST_WORD", kafka, consumer_group=group) as second:
            theirs = (await second.said("partitions assigned"))["partitions"]
            ours = (await first.said("partitions assigned", count=2))["partitions"]
            assert sorted([*ours, *theirs]) == list(range(6))
            assert len(ours) == len(theirs) == 3
            articles = [article(f"{group}-{number}") for number in range(60)]
            await publish_articles(kafka, articles)
            await output.keys(item.id.encode() for item in articles)
            for running in (first, second):
                await running.said("result")
            assert await second.end() == 0
        again = await first.said("partitions assigned", count=3)
        assert again["partitions"] == list(range(6))


async def test_a_stop_finishes_what_is_in_flight_and_commits_it(kafka: str, group: str) -> None:
    async with outputs(kafka) as output:
        places = await publish_articles(kafka, [article(f"{group}-{number}") for number in range(100)])
        async with service("FIRST_WORD", kafka, consumer_group=group, commit_interval=60) as running:
            await output.until(lambda records: len(records) >= 10)
            assert await running.end() == 0
        published = {record.key for record in await output.to_the_end()}
    offsets = await committed(kafka, group)
    assert published == {place.key for place in places if place.offset < offsets[place.partition]}


async def test_corrections_of_an_article_come_in_the_order_of_their_versions(kafka: str, group: str) -> None:
    versions = [article(group, body=f"Word{number} here.", version=number) for number in range(1, 31)]
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group, workers=2):
        await publish_articles(kafka, versions)
        records = await output.until(lambda got: len(got) >= len(versions))
    assert [Entities.from_bytes(record.value).article_version for record in records] == list(range(1, 31))


async def test_liveness_readiness_and_metrics_follow_the_work(kafka: str, group: str) -> None:
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group) as running:
        assert await running.get("ready") == (200, json.dumps({"ready": True, "reasons": []}))
        await publish_articles(kafka, [article(f"{group}-{number}") for number in range(12)])
        await output.until(lambda records: len(records) >= 12)
        await running.said("result", count=12)
        assert (await running.get("live"))[0] == 200
        metrics = (await running.get("metrics"))[1]
    for line in (
        'newsloom_articles_total{service="entities"} 12.0',
        'newsloom_results_total{service="entities"} 12.0',
        'newsloom_words_total{service="entities"} 36.0',
        'newsloom_in_flight{service="entities"} 0.0',
        'newsloom_assigned_partitions{service="entities"} 6.0',
        'newsloom_processing_seconds_count{service="entities"} 12.0',
        'newsloom_publish_to_result_seconds_count{service="entities"} 12.0',
        *(f'newsloom_lag{{partition="{partition}",service="entities"}} 0.0' for partition in range(6)),
    ):
        assert line in metrics.splitlines()


async def test_an_article_that_hangs_is_reported_and_ended_while_others_go_on(kafka: str, group: str) -> None:
    settings = {"workers": 2, "article_time_limit": 8, "stall_after": 2}
    async with outputs(kafka) as output, service("FIRST_WORD", kafka, consumer_group=group, **settings) as running:
        await publish_articles(kafka, [article(f"{group}-hang", body="HANG on")])
        await publish_articles(kafka, [article(f"{group}-{number}") for number in range(10)])
        await output.until(lambda records: len(keys_on(records, RESULTS_TOPIC)) == 10)
        await running.answers("live", 503)  # nothing is finished while the one hangs
        records = await output.until(lambda got: bool(keys_on(got, DEAD_LETTER_TOPIC)))
        assert (await running.said("dead letter"))["reason"] == "time-limit"
        assert (await running.get("live"))[0] == 200
    assert keys_on(records, DEAD_LETTER_TOPIC) == {f"{group}-hang".encode()}


async def test_a_cluster_that_does_not_answer_is_named(unused_tcp_port: int) -> None:
    running = await ServiceProcess.start("FIRST_WORD", f"127.0.0.1:{unused_tcp_port}", start_timeout=1)
    assert await running.exit_code() == 2
    assert {
        "text": f"Error: NEWSLOOM_BOOTSTRAP_SERVERS: no Kafka answers at 127.0.0.1:{unused_tcp_port}"
    } in running.log


async def test_a_model_that_does_not_load_stops_the_start(kafka: str, group: str) -> None:
    running = await ServiceProcess.start("WITHOUT_MODEL", kafka, consumer_group=group)
    assert await running.exit_code() == 2
    assert running.log[-1]["text"].startswith("Error: the entities model does not load: FileNotFoundError")


async def test_an_interrupt_ends_it_as_a_termination_does(kafka: str, group: str) -> None:
    async with service("FIRST_WORD", kafka, consumer_group=group) as running:
        await running.ready()
        assert await running.end(signal.SIGINT) == 0


async def test_a_termination_while_it_waits_for_the_cluster_ends_it(unused_tcp_port: int) -> None:
    running = await ServiceProcess.start("FIRST_WORD", f"127.0.0.1:{unused_tcp_port}", start_timeout=600)
    while not running.log:  # aiokafka says that it cannot connect: the service waits
        await running.news()
    assert await running.end(signal.SIGTERM) == 0
