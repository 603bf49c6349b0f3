"""Counts in how many articles each word stands."""

from collections import Counter
from collections.abc import Iterable

from schemas.article import Article
from services.topics.candidates import words_of
from services.topics.lead import read_part
from services.topics.rarity import Rarity

FEWEST = 3
"""Articles that a word stands in before it is listed."""


def rarity_in(articles: Iterable[Article]) -> Rarity:
    """Return how rare words are in articles."""
    counts: Counter[str] = Counter()
    total = 0
    for article in articles:
        total += 1
        counts.update({word.key for text in read_part(article) for word in words_of(text)})
    listed = {word: count for word, count in sorted(counts.items()) if count >= FEWEST}
    return Rarity(articles=total, counts=listed)
