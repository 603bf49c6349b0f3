"""How central an entity is to the story, in [0, 1], comparable between articles.

Four observations that are known to tell (Dunietz and Gillick, 2014): how often it is named, how early, whether the
headline names it, and over how much of the text its mentions are spread. Each is in [0, 1] and never falls when an
entity is named once more, so neither does the salience. Dates, amounts and peoples are seldom what a story is about.
The weights were chosen on entities-world train by the order of its `central` labels.
"""

import math
from typing import Final

from schemas.entities import EntityType
from services.language.fields import ArticleText
from services.language.grouping import NamedEntity

FREQUENCY_WEIGHT: Final = 0.40
EARLINESS_WEIGHT: Final = 0.25
SPREAD_WEIGHT: Final = 0.20
HEADLINE_WEIGHT: Final = 0.15

FREQUENT: Final = 6
"""Mentions from which on an entity counts as named all the time."""

EARLY: Final = 1_500
"""Code points (about 250 words) after which half of the earliness is gone."""

SLICES: Final = 5
"""Parts of equal length in which mentions are looked for to see how far they are spread."""

TYPE_FACTORS: Final[dict[EntityType, float]] = {"DATE": 0.1, "MONEY": 0.2, "NORP": 0.5, "LOC": 0.8}
"""What the salience of some types is multiplied with; 1 for all others."""


def salience(entity: NamedEntity, article: ArticleText) -> float:
    """Return the salience of an entity, rounded to 4 places."""
    length = len(article.text)
    count = len(entity.mentions)
    first = min(mention.start for mention in entity.mentions)
    frequency = min(1.0, math.log1p(count) / math.log1p(FREQUENT))
    earliness = EARLY / (EARLY + first)
    spread = len({mention.start * SLICES // length for mention in entity.mentions}) / SLICES
    # Without a headline of its own, a text's first lines say the same thing, and earliness has said it.
    headline = float(first < article.body_start) if article.body_start else earliness
    weighted = (
        FREQUENCY_WEIGHT * frequency
        + EARLINESS_WEIGHT * earliness
        + SPREAD_WEIGHT * spread
        + HEADLINE_WEIGHT * headline
    )
    return round(TYPE_FACTORS.get(entity.type, 1.0) * weighted, 4)
