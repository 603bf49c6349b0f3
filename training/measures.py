"""A figure of the evaluation, and the texts and clocks that all evaluations share."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.article import Article
from schemas.result import Result
from training.scoring import Score

Output = TypeVar("Output", bound=Result)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and what it is; scores in percent unless the name says otherwise."""

    name: str
    value: float


def article_of(name: str, text: str) -> Article:
    """Return a corpus text as an article without a headline, so that offsets into the body are those of the corpus."""
    return Article(id=name, headline="", body=text)


def timed(analyze: Callable[[Article], Output], articles: Sequence[Article]) -> tuple[list[Output], Measure]:
    """Analyze the articles; the measure is words a second of processor time, words being what white space separates."""
    started = time.process_time()
    results = [analyze(article) for article in articles]
    seconds = time.process_time() - started
    words = sum(len(article.body.split()) for article in articles)
    return results, Measure("speed, words a second on one core", words / seconds)


def f1_measures(title: str, scores: dict[str, Score]) -> Iterable[Measure]:
    """Yield the F1 of each score."""
    for name, score in scores.items():
        yield Measure(f"{title}, {name}", score.f1)
