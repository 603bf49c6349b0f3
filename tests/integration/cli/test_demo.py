"""``newsloom demo`` from end to end: its own Kafka, three services, the producer, the seed article."""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from schemas.article import Article
from schemas.kafka_topics import RESULT_MODELS, RESULTS
from tests.support.command import COMMAND, newsloom

SPEAKERS = ("Biden", "Blinken")


def test_the_seed_becomes_names_topics_and_quotations() -> None:
    done = newsloom("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    headings = [line.strip() for line in done.stdout.splitlines()]
    assert [heading for heading in headings if heading in ("NAMES", "TOPICS", "QUOTATIONS")] == [
        "NAMES",
        "TOPICS",
        "QUOTATIONS",
    ]
    assert "[Jake Sullivan]" in done.stdout
    assert any(heading.startswith("politics") and heading.endswith("primary") for heading in headings)
    quotations = done.stdout.partition("QUOTATIONS")[2]
    assert all(speaker in quotations for speaker in SPEAKERS)
    assert '"He did a hell of a job,"' in quotations


def test_json_gives_the_events_whose_spans_are_in_the_article(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(
        "Lind opens the Alder dam\n“The river is safe,” Marta Lind said in Berlin on Monday.", encoding="utf-8"
    )
    done = newsloom("demo", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    events = {event["topic"]: event["value"] for event in map(json.loads, done.stdout.splitlines())}
    article = Article.from_bytes(json.dumps(events.pop("news.articles.v1")).encode())
    assert events.keys() == {topic.name for topic in RESULTS.values()}
    for service, topic in RESULTS.items():
        result = RESULT_MODELS[service].from_bytes(json.dumps(events[topic.name]).encode())
        result.check_spans(article)


def test_on_a_cluster_that_is_there_it_starts_none(kafka: str) -> None:
    done = newsloom("demo", kafka=kafka)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Apache Kafka" not in done.stdout


@pytest.fixture
def running() -> Iterator[subprocess.Popen[str]]:
    """A demo under way, with Ctrl-C as in a terminal; what is left of it is ended after the test."""
    command = (*COMMAND, "demo")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        yield process
        for left in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []:
            left.kill()
        process.kill()


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("moment", ["Apache Kafka", "ready"])
def test_interrupted_it_leaves_nothing_behind(
    running: subprocess.Popen[str], moment: str, number: signal.Signals, exit_code: int
) -> None:
    assert running.stdout is not None
    assert any(moment in line for line in running.stdout)
    started = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(number)
    running.communicate()
    assert running.returncode == exit_code
    assert started
    assert psutil.wait_procs(started, timeout=20)[1] == []


def test_a_file_that_is_no_article_is_named_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = newsloom("demo", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"newsloom: {tmp_path}/empty.txt: body: there is no text below the first line")
    assert "Kafka" not in done.stdout
