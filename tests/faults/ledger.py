"""The ledger of a fault test: what Kafka has accepted, and what has become of each of it.

The publisher writes an article down only when its delivery is acknowledged; the verdict is read from the raw records
of the output topics and the committed offsets, not from what the service says of itself.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Self

from aiokafka import ConsumerRecord
from pydantic import ValidationError

from schemas.article import Article
from schemas.entities import Entities
from schemas.kafka_topics import DEAD_LETTERS, RESULTS
from services.runtime.dead_letters import DeadLetter
from tests.support.records import Placed

LostAt = Literal[
    "accepted and not on the topic",
    "never consumed",
    "consumed and acknowledged without a result",
    "said to be done and not delivered",
]
_NOWHERE = -1


@dataclass(frozen=True)
class Accepted:
    """One version of one article, and where Kafka has put it (-1 where it is not on the topic, though acknowledged)."""

    id: str
    version: int
    partition: int
    offset: int


@dataclass
class Verdict:
    """What has become of the accepted articles.

    ``redelivered`` counts results beyond one for each record of an article, ``republished`` records of one article
    beyond the first. ``scattered`` are keys whose results are on more than one partition.
    """

    accepted: int
    done: int = 0
    dead_lettered: int = 0
    redelivered: int = 0
    republished: int = 0
    lost: dict[LostAt, list[Accepted]] = field(default_factory=lambda: defaultdict(list))
    divergent: list[Accepted] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    scattered: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether each article has exactly one result in effect, or one dead letter, in the order of its key."""
        wrong = self.lost or self.divergent or self.out_of_order or self.scattered
        return not wrong and self.accepted == self.done + self.dead_lettered

    def __str__(self) -> str:
        counts = Counter({where: len(articles) for where, articles in self.lost.items()})
        return (
            f"accepted {self.accepted}, done {self.done}, dead letters {self.dead_lettered}, "
            f"redelivered {self.redelivered}, republished {self.republished}, "
            f"lost {sum(counts.values())} {dict(counts) or ''}, divergent {len(self.divergent)}, "
            f"out of order {len(self.out_of_order)}, scattered {len(self.scattered)}"
        )


class Ledger:
    """What Kafka has accepted so far."""

    def __init__(self) -> None:
        self.accepted: list[Accepted] = []
        self._unplaced: list[tuple[str, int]] = []
        self._copies: Counter[tuple[str, int]] = Counter()

    def __len__(self) -> int:
        return len(self.accepted) + len(self._unplaced)

    def write_down(self, articles: Iterable[Article], places: Iterable[Placed]) -> None:
        """Note articles whose delivery is acknowledged."""
        self.accepted.extend(
            Accepted(article.id, article.version, place.partition, place.offset)
            for article, place in zip(articles, places, strict=True)
        )

    @classmethod
    def of_the_topic(cls, articles: Iterable[ConsumerRecord]) -> Self:
        """Everything that is on the articles' topic, acknowledged or not yet."""
        ledger = cls()
        ledger._unplaced.extend(_places(records := list(articles)))
        ledger.locate(records)
        return ledger

    def acknowledge(self, article: Article) -> None:
        """Note an article whose delivery is acknowledged by a client that does not tell where it is: see ``locate``."""
        self._unplaced.append((article.id, article.version))

    def locate(self, articles: Iterable[ConsumerRecord]) -> None:
        """Look up in the raw records of the articles' topic where the acknowledged ones are."""
        places = _places(articles)
        for name in self._unplaced:
            self._copies[name] = max(1, len(places[name]))
            self.accepted.append(Accepted(*name, *next(iter(places[name]), (_NOWHERE, _NOWHERE))))
        self._unplaced.clear()

    def judge(
        self, records: Sequence[ConsumerRecord], committed: dict[int, int], said: Collection[tuple[int, int]] = ()
    ) -> Verdict:
        """Compare with the records of the entities service's output topics and its group's committed offsets.

        ``said`` are the places (partition, offset) of the articles that the service's log calls finished.
        """
        verdict = Verdict(len(self.accepted))
        results: dict[tuple[str, int], list[bytes]] = defaultdict(list)
        versions: dict[str, list[int]] = defaultdict(list)
        partitions: dict[str, set[int]] = defaultdict(set)
        dead: Counter[tuple[int, int]] = Counter()
        for record in records:
            if record.topic == RESULTS["entities"].name and record.value is not None:
                event = Entities.from_bytes(record.value)
                results[event.article_id, event.article_version].append(record.value)
                versions[event.article_id].append(event.article_version)
                partitions[event.article_id].add(record.partition)
            elif record.topic == DEAD_LETTERS["entities"].name and record.value is not None:  # else a disposition
                letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
                dead[letter.origin.partition, letter.origin.offset] += 1
        for article in self.accepted:
            values, letters = results[article.id, article.version], dead[article.partition, article.offset]
            self._place(verdict, article, values, letters)
            if not values and not letters:
                verdict.lost[_lost_at(article, committed, said)].append(article)
        # A redelivery starts again at some earlier version; what counts is what a subscriber keeps: the last.
        verdict.out_of_order = [name for name, seen in versions.items() if seen[-1] != max(seen)]
        verdict.scattered = [name for name, seen in partitions.items() if len(seen) > 1]
        return verdict

    def _place(self, verdict: Verdict, article: Accepted, values: list[bytes], letters: int) -> None:
        copies = max(1, self._copies[article.id, article.version])
        verdict.republished += copies - 1
        if values:
            verdict.done += 1
            verdict.redelivered += max(0, len(values) - copies)
            if len(set(values)) > 1 or letters:
                verdict.divergent.append(article)
        elif letters:
            verdict.dead_lettered += 1
            verdict.redelivered += letters - 1


def _places(records: Iterable[ConsumerRecord]) -> dict[tuple[str, int], list[tuple[int, int]]]:
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for record in records:
        with suppress(ValidationError):  # poison has no version
            article = Article.from_bytes(record.value)
            places[article.id, article.version].append((record.partition, record.offset))
    return places


def _lost_at(article: Accepted, committed: dict[int, int], said: Collection[tuple[int, int]]) -> LostAt:
    if article.offset == _NOWHERE:
        return "accepted and not on the topic"
    if (article.partition, article.offset) in said:
        return "said to be done and not delivered"
    if article.offset < committed.get(article.partition, 0):
        return "consumed and acknowledged without a result"
    return "never consumed"
