"""How probable it is that a mention is right: that a person would mark just these words, as this type.

The weights are learned by `python -m training.entities_confidence`.
"""

from typing import Final

from services.language.confidence import log_odds
from services.language.grouping import NamedEntity
from services.language.tagger import TypedSpan

SHORT: Final = 12
"""Code points of most names of one word."""


def features(mention: TypedSpan, entity: NamedEntity) -> dict[str, float]:
    """Return what speaks for and against a mention: how sure the tagger is, as log-odds, its type, and its entity's."""
    sure = log_odds(mention.confidence)
    surest = max(log_odds(other.confidence) for other in entity.mentions)
    values = {
        entity.type: 1.0,
        "tagger": sure,
        "surest mention of the name": surest,
        "one word" if mention.end - mention.start < SHORT else "long": 1.0,
    }
    if len(entity.mentions) > 1:
        values["named again"] = 1.0
    return values
