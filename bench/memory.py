"""Memory of a service over many articles: ``python -m bench.memory`` writes bench/memory.md and bench/memory.json."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import click

from bench.corpus import load_articles, repeated
from bench.processes import Running, running
from bench.stream import begin_at_the_end, publish, receive, results_of
from schemas.article import Article
from schemas.kafka_topics import all_topics
from services.broker.cluster import Cluster
from services.broker.ports import free_ports
from services.runtime.kafka_admin import create_topics

NOOP = (sys.executable, "-m", "bench.noop")
FOLDER = Path(__file__).parent
STEP = 10_000


async def measure(articles: list[Article], count: int) -> list[tuple[int, int]]:
    """Send ``count`` articles through a service without language; after each 10,000 of them (articles, bytes)."""
    samples: list[tuple[int, int]] = []
    with Cluster() as cluster:
        servers, group = cluster.bootstrap_servers, f"memory-{uuid4().hex[:8]}"
        await create_topics(servers, all_topics())
        await begin_at_the_end(servers, group)
        async with (
            results_of(servers, "entities") as results,
            running(NOOP, servers, free_ports(1)[0], consumer_group=group, workers=1) as service,
        ):
            done = 0
            for number, part in enumerate(_parts(count)):
                publishing = asyncio.create_task(publish(servers, repeated(articles, part, f"part-{number}")))
                done += await receive(results, part)
                await publishing
                samples.append(_sample(done, service))
    return samples


def _parts(count: int) -> Iterator[int]:
    for done in range(0, count, STEP):
        yield min(STEP, count - done)


def _sample(done: int, service: Running) -> tuple[int, int]:
    size = service.memory_bytes()
    click.echo(f"{done:,} articles: {size / 2**20:.0f} MiB", err=True)
    return done, size


def markdown(samples: list[tuple[int, int]], words: float) -> str:
    """The report: a row a sample, with a bar of one sign for each 4 MiB."""
    lines = [
        "# Memory over many articles",
        "",
        f"Measured by `python -m bench.memory`: articles of {words:.0f} words on average, through Kafka and a service",
        "whose language function does nothing, so that what grows would be the stream's. Service and worker together,",
        "shared pages counted once.",
        "",
        "| articles | memory | |",
        "|---:|---:|---|",
        *(f"| {done:,} | {size / 2**20:.0f} MiB | {'▇' * round(size / 2**22)} |" for done, size in samples),
        "",
    ]
    return "\n".join(lines)


@click.command()
@click.option("--articles", type=click.Path(exists=True, path_type=Path), default="seeds", help="Folder of articles.")
@click.option("--count", type=click.IntRange(min=1), default=100_000, help="Articles to send, repeated under new ids.")
@click.option("--json", "as_json", is_flag=True, help="Print the samples as JSON.")
def main(articles: Path, count: int, as_json: bool) -> None:
    """Watch the memory of a service while many articles go through it."""
    corpus = load_articles(articles)
    samples = asyncio.run(measure(corpus, count))
    report = markdown(samples, sum(len(article.body.split()) for article in corpus) / len(corpus))
    as_text = json.dumps([{"articles": done, "bytes": size} for done, size in samples], indent=2)
    (FOLDER / "memory.md").write_text(report, encoding="utf-8")
    (FOLDER / "memory.json").write_text(as_text + "\n", encoding="utf-8")
    click.echo(as_text if as_json else report)


if __name__ == "__main__":
    main()
