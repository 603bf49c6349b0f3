"""``newsloom publish`` on a real Kafka."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from schemas.article import MAX_ARTICLE_BYTES, Article
from services.broker.cluster import Cluster
from services.broker.ports import free_ports
from tests.support.command import newsloom
from tests.support.kafka import records_of

ARTICLES = "news.articles.v1"


@pytest.fixture
def name() -> str:
    """An article id that no other test has."""
    return f"publish-{uuid4().hex}"


def line(name: str, body: str = "It rained.", **more: object) -> bytes:
    return json.dumps({"id": name, "headline": "Rain", "body": body, **more}).encode() + b"\n"


def test_publishing_twice_gives_the_same_records(kafka: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / "news" / f"{name}.txt"
    file.parent.mkdir()
    file.write_text("Rain\nIt rained.", encoding="utf-8")
    for _ in range(2):
        assert newsloom("publish", tmp_path, kafka=kafka).returncode == 0
    first, second = records_of(kafka, ARTICLES, f"news/{name}")
    assert first.value == second.value
    assert Article.from_bytes(first.value).id == f"news/{name}"
    assert dict(first.headers)["ce_id"] == dict(second.headers)["ce_id"]
    assert first.partition == second.partition


def test_what_is_refused_is_named_and_the_rest_is_published(kafka: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"Rain\n\xff")
    (tmp_path / "good.jsonl").write_bytes(line(name) + b"{\n" + line(name) + line(name, "It snowed."))
    done = newsloom("publish", tmp_path, "--json", kafka=kafka)
    assert done.returncode == 1
    summary = json.loads(done.stdout)
    assert {count: summary[count] for count in ("published", "repeated", "refused")} == {
        "published": 1,
        "repeated": 1,
        "refused": 3,
    }
    assert [said.split(": ")[0] for said in done.stderr.splitlines()] == [
        f"{tmp_path}/bad.txt",
        f"{tmp_path}/good.jsonl:2",
        f"{tmp_path}/good.jsonl:4",
    ]
    assert len(records_of(kafka, ARTICLES, name)) == 1


def test_the_largest_article_is_taken_from_standard_input(kafka: str, name: str) -> None:
    frame = len(Article(id=name, headline="Rain", body="x").to_bytes()) - 1
    done = newsloom("publish", "-", kafka=kafka, stdin=line(name, "x" * (MAX_ARTICLE_BYTES - frame)))
    assert done.returncode == 0, done.stderr
    (record,) = records_of(kafka, ARTICLES, name)
    assert record.value is not None
    assert len(record.value) == MAX_ARTICLE_BYTES


def test_versions_arrive_in_their_order(kafka: str, name: str) -> None:
    versions = b"".join(line(name, version=version) for version in range(1, 200))
    assert newsloom("publish", "-", kafka=kafka, stdin=versions).returncode == 0
    published = [Article.from_bytes(record.value or b"").version for record in records_of(kafka, ARTICLES, name)]
    assert published == list(range(1, 200))


def test_a_retraction_is_a_tombstone(kafka: str, name: str) -> None:
    newsloom("publish", "-", kafka=kafka, stdin=line(name))
    done = newsloom("publish", "--retract", name, kafka=kafka)
    assert done.returncode == 0
    assert done.stdout.startswith("retracted 1, ")
    assert [record.value is None for record in records_of(kafka, ARTICLES, name)] == [False, True]


def test_a_cluster_that_does_not_answer_is_one_line() -> None:
    (port,) = free_ports(1)
    done = newsloom(
        "publish", "seeds", "--bootstrap-servers", f"127.0.0.1:{port}", environment={"NEWSLOOM_START_TIMEOUT": "0.5"}
    )
    assert done.returncode == 2
    assert done.stderr == f"newsloom: NEWSLOOM_BOOTSTRAP_SERVERS: no Kafka answers at 127.0.0.1:{port}\n"


def test_a_cluster_without_the_topic_is_one_line() -> None:
    with Cluster() as cluster:
        servers = cluster.bootstrap_servers
        done = newsloom("publish", "seeds", kafka=servers)
    assert done.returncode == 2
    assert done.stderr == (
        f"newsloom: the cluster at {servers} has no topic news.articles.v1: run newsloom topics create\n"
    )
