"""Names of a text as entities, for tests."""

import re

from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan


def grouped(text: str, **names: str) -> dict[str, list[str]]:
    """Group what each type's pattern finds in a text; returns fullest name -> forms."""
    spans = [
        TypedSpan(match.start(), match.end(), entity_type, 1.0)
        for entity_type, pattern in names.items()
        for match in re.finditer(pattern, text)
    ]
    return {entity.name: entity.forms for entity in group_mentions(text, sorted(spans))}
