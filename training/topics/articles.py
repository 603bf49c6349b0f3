"""What the topics model learns from, and what is kept from it."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from training.topics.definitions import definition_items
from training.topics.items import Item, first_words, is_whole_article, own_items, read_items

HELD_OUT = 8
"""One in so many whole articles is kept from training, to fit probabilities and thresholds on."""

Opinions = list[Item]
"""One article, labelled once or more."""


@dataclass(frozen=True, slots=True)
class TrainingArticles:
    """Labelled articles with their whole texts, and what of them was labelled from their first words."""

    train: list[Opinions]
    held_out: list[Opinions]


def training_articles(data: Path, seed: int) -> TrainingArticles:
    """Read all labels; definitions and headlines with summaries are never held out."""
    by_id: dict[str, Opinions] = defaultdict(list)
    for item in (*read_items(data, "train"), *own_items(data)):
        by_id[item.article.id].append(item)
    articles = [by_id[name] for name in sorted(by_id)]
    whole = [opinions for opinions in articles if is_whole_article(opinions[0])]
    order = np.random.default_rng(seed).permutation(len(whole))
    kept_out = {whole[number][0].article.id for number in order[::HELD_OUT].tolist()}
    train = [opinions for opinions in articles if opinions[0].article.id not in kept_out]
    return TrainingArticles(
        train + [[item] for item in definition_items(data)],
        [opinions for opinions in articles if opinions[0].article.id in kept_out],
    )


LATER_FROM, LATER_TO = 200, 460
"""The words of a body that its later part has."""


def later_part(opinions: Opinions) -> Opinions | None:
    """Return a later part of an article, without its headline: what it is about still holds. None if it is short."""
    words = opinions[0].article.body.split()[LATER_FROM:LATER_TO]
    if len(words) < LATER_FROM:
        return None
    text = {"headline": "", "body": " ".join(words)}
    return [replace(item, article=item.article.model_copy(update=text)) for item in opinions]


def labelled_part(opinions: Opinions) -> Opinions:
    """Return an article as its labellers saw it: its first words."""
    return [first_words(item) for item in opinions]
