"""Measures Newsloom on this machine and writes bench/results.md: ``python -m bench --help``."""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bench import functions, report, stream
from bench.corpus import load_articles, repeated, words
from bench.processes import RUN
from schemas.article import Article
from schemas.kafka_topics import ServiceName, all_topics
from services.broker.cluster import Cluster
from services.runtime.kafka_admin import create_topics
from services.runtime.settings import Settings

NOOP = (sys.executable, "-m", "bench.noop")
NOOP_ARTICLES = 10_000


@dataclass(frozen=True)
class Bench:
    """One run over the given articles; ``seconds`` is about how long each measurement takes."""

    articles: list[Article]
    seconds: float
    models_folder: Path

    async def run(self) -> dict[str, Any]:
        """Everything, in the order of the report."""
        corpus = {"articles": len(self.articles), "words_per_article": words(self.articles) / len(self.articles)}
        bare = {(name, number): self._function(name, number) for name in functions.SERVICES for number in (1, 2)}
        with Cluster() as cluster:
            servers = cluster.bootstrap_servers
            await create_topics(servers, all_topics())
            streams = [await self._stream(servers, name, workers, alone) for (name, workers), alone in bare.items()]
            _say("a service that does nothing, and a plain loop")
            noop = await stream.throughput(servers, NOOP, "entities", self._some(NOOP_ARTICLES, "noop"), workers=1)
            plain = await stream.plain_throughput(servers, self._some(NOOP_ARTICLES, "plain"))
            _say("latency at half load")
            rate = streams[0]["articles_per_second"] / 2
            count = max(100, int(rate * self.seconds))
            latency = await stream.latency(servers, (*RUN, "entities"), "entities", self._some(count, "latency"), rate)
        return {
            "machine": report.machine(),
            "corpus": corpus,
            "functions": {name: rates for (name, number), rates in bare.items() if number == 1},
            "streams": streams,
            "noop": noop,
            "plain": plain,
            "latency": latency,
        }

    def _function(self, name: ServiceName, processes: int) -> dict[str, float]:
        _say(f"{name}, the function alone, {processes} at once")
        return functions.measure(name, self.models_folder, self.articles, self.seconds, processes)

    async def _stream(self, servers: str, name: ServiceName, workers: int, bare: dict[str, float]) -> dict[str, Any]:
        _say(f"{name} through Kafka, {workers} worker{'s' * (workers > 1)}")
        count = max(200, int(bare["articles_per_second"] * self.seconds))
        articles = self._some(count, f"{name}-{workers}")
        measured = await stream.throughput(servers, (*RUN, name), name, articles, workers=workers)
        share = measured["articles_per_second"] / bare["articles_per_second"]
        return {"service": name, "workers": workers, "share": share, **measured}

    def _some(self, count: int, prefix: str) -> list[Article]:
        return list(repeated(self.articles, count, prefix))


def _say(what: str) -> None:
    click.echo(f"measuring {what} …", err=True)


@click.command()
@click.option("--articles", type=click.Path(exists=True, path_type=Path), default="seeds", help="Folder of articles.")
@click.option("--seconds", type=click.FloatRange(min=1), default=20.0, help="About how long each measurement takes.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option("--write/--no-write", default=True, help="Write bench/results.md and bench/results.json.")
def main(articles: Path, seconds: float, as_json: bool, write: bool) -> None:
    """Measure words a second of each function, articles a second through Kafka, latency and memory.

    \b
    Example:
      python -m bench --articles ~/articles --seconds 30
    """
    bench = Bench(load_articles(articles), seconds, Settings.load().models_folder)
    results = asyncio.run(bench.run())
    if write:
        report.write(results)
    click.echo(json.dumps(results, indent=2) if as_json else report.markdown(results))


if __name__ == "__main__":
    main()
