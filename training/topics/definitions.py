"""The definitions of the Media Topics as items to learn from: also of concepts that no labelled article has."""

from pathlib import Path

from schemas.article import Article
from training.topics.concepts import LANGUAGE, active_concepts, label_of, path_of, read_scheme
from training.topics.items import Item


def definition_items(data: Path) -> list[Item]:
    """Return an item for each active concept: its label as headline, its definition as body.

    Its topics are the concept of the top and that of the second level above it, or itself.
    """
    concepts = active_concepts(read_scheme(data))
    items = []
    for code, concept in concepts.items():
        top, *below = path_of(code, concepts)
        label = label_of(concept)
        text = concept.get("definition", {}).get(LANGUAGE) or label
        items.append(Item(Article(id=code, headline=label, body=text), top, (), tuple(below[:1])))
    return items
