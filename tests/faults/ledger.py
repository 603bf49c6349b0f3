"""The ledger of a fault test: what Kafka has accepted, and what has become of each of it.

The publisher writes an article down only when its delivery is acknowledged; the verdict is read from the raw records
of the output topics and the committed offsets, not from what the service says of itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aiokafka import ConsumerRecord

from schemas.article import Article
from schemas.entities import Entities
from schemas.kafka_topics import DEAD_LETTERS, RESULTS
from services.runtime.dead_letters import DeadLetter
from tests.support.records import Placed

LostAt = Literal["never consumed", "consumed and acknowledged without a result"]


@dataclass(frozen=True)
class Accepted:
    """One version of one article, and where Kafka has put it."""

    id: str
    version: int
    partition: int
    offset: int


@dataclass
class Verdict:
    """What has become of the accepted articles; ``redelivered`` counts results beyond the first of each."""

    accepted: int
    done: int = 0
    dead_lettered: int = 0
    redelivered: int = 0
    lost: dict[LostAt, list[Accepted]] = field(default_factory=lambda: defaultdict(list))
    divergent: list[Accepted] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether each article has exactly one result in effect, or one dead letter, in the order of its key."""
        return (
            not (self.lost or self.divergent or self.out_of_order) and self.accepted == self.done + self.dead_lettered
        )

    def __str__(self) -> str:
        counts = Counter({where: len(articles) for where, articles in self.lost.items()})
        return (
            f"accepted {self.accepted}, done {self.done}, dead letters {self.dead_lettered}, "
            f"redelivered {self.redelivered}, lost {sum(counts.values())} {dict(counts) or ''}, "
            f"divergent {len(self.divergent)}, out of order {len(self.out_of_order)}"
        )


class Ledger:
    """What Kafka has accepted so far."""

    def __init__(self) -> None:
        self.accepted: list[Accepted] = []

    def write_down(self, articles: Iterable[Article], places: Iterable[Placed]) -> None:
        """Note articles whose delivery is acknowledged."""
        self.accepted.extend(
            Accepted(article.id, article.version, place.partition, place.offset)
            for article, place in zip(articles, places, strict=True)
        )

    def judge(self, records: Sequence[ConsumerRecord], committed: dict[int, int]) -> Verdict:
        """Compare with the records of the entities service's output topics and its group's committed offsets."""
        verdict = Verdict(len(self.accepted))
        results: dict[tuple[str, int], list[bytes]] = defaultdict(list)
        versions: dict[str, list[int]] = defaultdict(list)
        dead: Counter[tuple[int, int]] = Counter()
        for record in records:
            if record.topic == RESULTS["entities"].name and record.value is not None:
                event = Entities.from_bytes(record.value)
                results[event.article_id, event.article_version].append(record.value)
                versions[event.article_id].append(event.article_version)
            elif record.topic == DEAD_LETTERS["entities"].name:
                letter = DeadLetter.from_record(record.key, record.value, list(record.headers))
                dead[letter.origin.partition, letter.origin.offset] += 1
        for article in self.accepted:
            self._place(verdict, article, results[article.id, article.version], dead, committed)
        # A redelivery starts again at some earlier version; what counts is what a subscriber keeps: the last.
        verdict.out_of_order = [name for name, seen in versions.items() if seen[-1] != max(seen)]
        return verdict

    @staticmethod
    def _place(
        verdict: Verdict,
        article: Accepted,
        values: list[bytes],
        dead: Counter[tuple[int, int]],
        committed: dict[int, int],
    ) -> None:
        place = (article.partition, article.offset)
        if values:
            verdict.done += 1
            verdict.redelivered += len(values) - 1
            if len(set(values)) > 1 or place in dead:
                verdict.divergent.append(article)
        elif place in dead:
            verdict.dead_lettered += 1
            verdict.redelivered += dead[place] - 1
        elif article.offset < committed.get(article.partition, 0):
            verdict.lost["consumed and acknowledged without a result"].append(article)
        else:
            verdict.lost["never consumed"].append(article)
