"""What the topics model learns from, and what is kept from it."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.topics.definitions import definition_items
from training.topics.items import Item, beginning, first_words, is_whole_article, own_items, read_items
from training.topics.written import written_items

HELD_OUT = 8
"""One in so many whole articles is kept from training, to fit probabilities and thresholds on."""

Opinions = list[Item]
"""One article, labelled once or more."""


@dataclass(frozen=True, slots=True)
class TrainingArticles:
    """What is labelled, with its whole texts."""

    published: list[Opinions]
    """Articles of the corpora, and headlines with summaries."""
    made: list[Opinions]
    """The definitions of the concepts, and articles written to learn from."""
    held_out: list[Opinions]
    """Articles of the corpora, kept from training."""

    @property
    def train(self) -> list[Opinions]:
        """All that is learned from."""
        return self.published + self.made


def training_articles(data: Path, seed: int) -> TrainingArticles:
    """Read all labels; only whole articles of the corpora are held out.

    What copies an article of dev is left out, and what copies a held-out one is not in `train`. CorpusError names what
    is missing.
    """
    dev = {beginning(item) for item in read_items(data, "dev")}
    by_id: dict[str, Opinions] = defaultdict(list)
    for item in (*read_items(data, "train"), *own_items(data)):
        if beginning(item) not in dev:
            by_id[item.article.id].append(item)
    articles = [by_id[name] for name in sorted(by_id)]
    whole = [opinions for opinions in articles if is_whole_article(opinions[0])]
    order = np.random.default_rng(seed).permutation(len(whole))
    kept_out = {beginning(whole[number][0]) for number in order[::HELD_OUT].tolist()}
    return TrainingArticles(
        published=[opinions for opinions in articles if beginning(opinions[0]) not in kept_out],
        made=[*([item] for item in definition_items(data)), *written_items()],
        held_out=[opinions for opinions in whole if beginning(opinions[0]) in kept_out],
    )


def window_part(opinions: Opinions) -> Opinions:
    """Return the first words of an article: more than any window holds, and cheaper to split than the whole."""
    return [first_words(item) for item in opinions]
