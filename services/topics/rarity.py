"""How rare words are in the news: what many articles say says little about one of them."""

import math
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

RARITY_NAME: Final = "words.json"

LEAST: Final = 0.01


class Rarity(BaseModel):
    """In how many of a collection of articles each word stands (Spärck Jones, Journal of Documentation 28, 1972)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: int = Field(ge=2)
    counts: dict[str, PositiveInt]
    """By the key of the word, see `services.topics.candidates.word_key`; words of one or two articles are left out."""

    def of(self, key: str) -> float:
        """Return from nearly 0, for a word of every article, to 1, for one of none."""
        return max(math.log(self.articles / (1 + self.counts.get(key, 0))) / math.log(self.articles), LEAST)
