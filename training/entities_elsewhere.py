"""What the entities task scores by the labels of other people, which take in other words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from services.entities.analysis import analyze
from services.entities.model import EntitiesModel
from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan
from training.conll import newswire_labels, wikigold
from training.corpora import MAIN_GROUPS, Labelled
from training.gum import LinkedText, linked_texts
from training.identity import Key, b_cubed, found_spans, grouped
from training.measures import Measure, article_of, f1_measures
from training.scoring import Score, span_scores


def elsewhere(data: Path, model: EntitiesModel) -> Iterable[Measure]:
    """Score on Worldwide Newswire's own labels of its dev split, on wikigold and on GUM."""
    newswire = _scores(model, newswire_labels(data, "dev"), MAIN_GROUPS)
    yield from f1_measures("mentions by Worldwide Newswire's labels, exact F1", newswire)
    # Wikigold counts peoples as MISC, and has no dates and amounts.
    theirs = {"NORP": "MISC", "FAC": "LOC", "PRODUCT": "MISC"}
    scores = _scores(model, wikigold(data), {"four types": {"PERSON", "ORG", "LOC", "MISC"}}, theirs)
    yield from f1_measures("mentions by wikigold's labels, exact F1", scores)
    yield from _linked_names(linked_texts(data), model)


def _linked_names(texts: Sequence[LinkedText], model: EntitiesModel) -> Iterable[Measure]:
    """Score against the names of GUM that are linked to Wikipedia; it says nothing of other names."""
    groupings = [
        group_mentions(text.text, sorted({TypedSpan(name.start, name.end, name.type, 1.0) for name in text.names}))
        for text in texts
    ]
    pages: dict[Key, Key] = {
        (number, name.start, name.end): (number, name.page) for number, text in enumerate(texts) for name in text.names
    }
    yield Measure("grouping of GUM's linked names, B-cubed F1", b_cubed(grouped(groupings), pages).f1)
    found = [found_spans(analyze(article_of(str(number), text.text), model)) for number, text in enumerate(texts)]
    right = sum(
        (name.start, name.end, kind) in spans
        for text, spans in zip(texts, found, strict=True)
        for name in text.names
        for kind in (("LOC", "FAC") if name.type == "LOC" else (name.type,))
    )
    yield Measure("GUM's linked names found with their type", 100 * right / len(pages))


def _scores(
    model: EntitiesModel,
    articles: Iterable[Labelled],
    groups: dict[str, set[str]],
    types: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Score]:
    pairs = []
    for article in articles:
        found = found_spans(analyze(article_of(article.name, article.text), model))
        pairs.append(({(start, end, types.get(kind, kind)) for start, end, kind in found}, article.spans))
    return span_scores(pairs, groups)
