"""How probable it is that a mention is right: that a person would mark just these words, as this type.

The weights are learned by `python -m training.entities_confidence`.
"""

from collections.abc import Iterator
from typing import Final

from services.language.confidence import log_odds
from services.language.grouping import NamedEntity

SHORT: Final = 12
"""Code points of most names of one word."""


def features(entity: NamedEntity) -> Iterator[dict[str, float]]:
    """Yield what speaks for and against each mention of an entity.

    That is how sure the tagger is of the mention and of the name's surest one, as log-odds, the type, the length,
    and that it is named again.
    """
    odds = [log_odds(mention.confidence) for mention in entity.mentions]
    shared = {entity.type: 1.0, "surest mention of the name": max(odds)}
    if len(odds) > 1:
        shared["named again"] = 1.0
    for mention, sure in zip(entity.mentions, odds, strict=True):
        length = "one word" if mention.end - mention.start < SHORT else "long"
        yield {**shared, "tagger": sure, length: 1.0}
