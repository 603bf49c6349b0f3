"""The definitions of the Media Topics as items to learn from: also of concepts that no labelled article has."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.article import Article
from training.topics.concepts import LANGUAGE, PREFIX, active_concepts, label_of, parent_of, read_scheme
from training.topics.items import Item


def definition_items(data: Path) -> list[Item]:
    """Return an item for each active concept: its label as headline, its definition as body.

    Its topics are the concept of the top and that of the second level above it, or itself.
    """
    concepts = active_concepts(read_scheme(data))
    items = []
    for code, concept in concepts.items():
        top, *below = _path(code, concepts)
        label = label_of(concept)
        text = concept.get("definition", {}).get(LANGUAGE) or label
        items.append(Item(Article(id=code, headline=label, body=text), top, (), tuple(below[:1])))
    return items


def is_definition(item: Item) -> bool:
    """Whether an item is the definition of a concept."""
    return item.article.id.startswith(PREFIX)


def _path(code: str, concepts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the codes from the top of the tree down to a concept."""
    parent = parent_of(concepts[code])
    return [code] if parent is None else [*_path(parent, concepts), code]
