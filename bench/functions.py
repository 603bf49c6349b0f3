"""Each language function alone: what the stream could reach at best."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from pathlib import Path
from time import perf_counter

from bench.corpus import words
from schemas.article import Article
from schemas.kafka_topics import ServiceName
from services.cli.tasks import task_of

SERVICES: tuple[ServiceName, ...] = ("entities", "topics", "quotes")


def measure(
    service: ServiceName, models_folder: Path, articles: list[Article], seconds: float, processes: int
) -> dict[str, float]:
    """Run one function in as many processes at once; their speeds added up.

    Two cores are seldom twice as fast as one, so what a stream with two workers reaches is compared with this.
    """
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        runs = [pool.submit(measure_one, service, models_folder, articles, seconds) for _ in range(processes)]
        rates = [run.result() for run in runs]
    return {name: sum(rate[name] for rate in rates) for name in rates[0]}


def measure_one(service: ServiceName, models_folder: Path, articles: list[Article], seconds: float) -> dict[str, float]:
    """Run one function over the articles for at least ``seconds``; its speed, from article bytes to result bytes."""
    analyze = task_of(service).load(models_folder)
    values = [article.to_bytes() for article in articles]
    for value in values[:3]:  # the first calls allocate what the later ones reuse
        analyze(Article.from_bytes(value))
    sizes = [words([article]) for article in articles]
    done = read = 0
    started = perf_counter()
    for value, size in cycle(zip(values, sizes, strict=True)):
        analyze(Article.from_bytes(value)).to_bytes()
        done += 1
        read += size
        if (elapsed := perf_counter() - started) >= seconds:
            break
    return {"words_per_second": read / elapsed, "articles_per_second": done / elapsed}
