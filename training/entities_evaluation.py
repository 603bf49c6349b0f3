"""What the entities task scores on entities-world dev."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from schemas.entities import Entities
from services.entities.analysis import TASK, analyze
from services.entities.model import EntitiesModel
from services.entities.salience import salience
from services.language.fields import ArticleText
from services.language.grouping import NamedEntity, group_mentions
from services.language.model_folder import ModelFolder
from services.language.name_forms import slug
from services.language.tagger import TypedSpan
from training.conll import newswire_labels, wikigold
from training.corpora import ENTITY_TYPES, Labelled, json_lines, newswire_text
from training.gum import LinkedText, linked_texts
from training.identity import Key, b_cubed, ndcg
from training.measures import Measure, article_of, f1_measures, timed
from training.reliability import Judged, expected_calibration_error
from training.scoring import Score, span_scores

MAIN_TYPES = ("PERSON", "ORG", "LOC", "NORP")
GROUPS = {"nine types": set(ENTITY_TYPES), "PERSON ORG LOC NORP": set(MAIN_TYPES)} | {
    name: {name} for name in ENTITY_TYPES
}

Record = dict[str, Any]


def measures(data: Path, folder: Path) -> list[Measure]:
    """Score the model in `folder`; CorpusError or ModelError names a file that is missing or damaged."""
    model = EntitiesModel.load(ModelFolder.load(folder, TASK))
    records = json_lines(data / "entities-world" / "dev.jsonl")
    texts = [newswire_text(data, "dev", record["id"]) for record in records]
    results, speed = timed(
        partial(analyze, model=model),
        [article_of(record["id"], text) for record, text in zip(records, texts, strict=True)],
    )
    given = [group_mentions(text, _gold_mentions(record)) for record, text in zip(records, texts, strict=True)]
    pairs = [(_found_spans(result), _gold_spans(record)) for result, record in zip(results, records, strict=True)]
    return [
        *f1_measures("mentions, exact F1", span_scores(pairs, GROUPS)),
        Measure("grouping given gold mentions, B-cubed F1", b_cubed(_given(given), _gold(records)).f1),
        Measure("grouping end to end, B-cubed F1", b_cubed(_end_to_end(results), _gold(records)).f1),
        Measure("fullest names right, given gold mentions", 100 * _names_right(records, given)),
        *_salience_measures(records, texts),
        *_other_conventions(data, model),
        *_linked_names(linked_texts(data), model),
        Measure(
            "calibration error of mentions, percent",
            # In the half of the articles that the confidences were not learned from.
            expected_calibration_error(judged_mentions(results[1::2], records[1::2])),
        ),
        speed,
    ]


def _other_conventions(data: Path, model: EntitiesModel) -> Iterable[Measure]:
    """Score against labels of other people, which take in other words: nine types, and wikigold's."""
    newswire = newswire_labels(data, "dev")
    scores = _scores(model, newswire, {name: {name} for name in ENTITY_TYPES} | GROUPS)
    yield Measure("mentions by Worldwide Newswire's labels, exact F1, nine types", scores["nine types"].f1)
    yield Measure(
        "mentions by Worldwide Newswire's labels, exact F1, PERSON ORG LOC NORP", scores["PERSON ORG LOC NORP"].f1
    )
    # Wikigold counts peoples as MISC, and has no dates and amounts.
    theirs = {"NORP": "MISC", "FAC": "LOC", "PRODUCT": "MISC"}
    scores = _scores(model, wikigold(data), {"four types": {"PERSON", "ORG", "LOC", "MISC"}}, theirs)
    yield Measure("mentions by wikigold's labels, exact F1, four types", scores["four types"].f1)


def _linked_names(texts: list[LinkedText], model: EntitiesModel) -> Iterable[Measure]:
    """Score against the names of GUM that are linked to Wikipedia; it says nothing of other names."""
    groupings = [
        group_mentions(text.text, sorted({TypedSpan(name.start, name.end, name.type, 1.0) for name in text.names}))
        for text in texts
    ]
    pages: dict[Key, Key] = {
        (number, name.start, name.end): (number, name.page) for number, text in enumerate(texts) for name in text.names
    }
    yield Measure("grouping of GUM's linked names, B-cubed F1", b_cubed(_given(groupings), pages).f1)
    found = [_found_spans(analyze(article_of(str(number), text.text), model)) for number, text in enumerate(texts)]
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
        found = _found_spans(analyze(article_of(article.name, article.text), model))
        pairs.append(({(start, end, types.get(kind, kind)) for start, end, kind in found}, article.spans))
    return span_scores(pairs, groups)


def judged_mentions(results: Iterable[Entities], records: Iterable[Record]) -> list[Judged]:
    """Return how sure each mention is, and whether it is right."""
    return [
        (mention.confidence, (mention.start, mention.end, entity.type) in gold)
        for result, gold in zip(results, map(_gold_spans, records), strict=True)
        for entity in result.entities
        for mention in entity.mentions
    ]


def _gold_spans(record: Record) -> set[tuple[int, int, str]]:
    return {(start, end, entity["type"]) for entity in record["entities"] for start, end in entity["mentions"]}


def _gold_mentions(record: Record) -> list[TypedSpan]:
    return sorted(TypedSpan(start, end, name, 1.0) for start, end, name in _gold_spans(record))


def _found_spans(result: Entities) -> set[tuple[int, int, str]]:
    return {(mention.start, mention.end, entity.type) for entity in result.entities for mention in entity.mentions}


def _gold(records: list[Record]) -> dict[Key, Key]:
    return {
        (text, start, end): (text, number)
        for text, record in enumerate(records)
        for number, entity in enumerate(record["entities"])
        for start, end in entity["mentions"]
    }


def _given(groupings: list[list[NamedEntity]]) -> dict[Key, Key]:
    return {
        (text, mention.start, mention.end): (text, number)
        for text, entities in enumerate(groupings)
        for number, entity in enumerate(entities)
        for mention in entity.mentions
    }


def _end_to_end(results: list[Entities]) -> dict[Key, Key]:
    return {
        (text, mention.start, mention.end): (text, number)
        for text, result in enumerate(results)
        for number, entity in enumerate(result.entities)
        for mention in entity.mentions
    }


def _names_right(records: list[Record], groupings: list[list[NamedEntity]]) -> float:
    """Return the share of entities whose first mention is in a group with the right fullest name."""
    right = total = 0
    for record, entities in zip(records, groupings, strict=True):
        names = {mention.start: entity.name for entity in entities for mention in entity.mentions}
        for entity in record["entities"]:
            total += 1
            name = names[entity["mentions"][0][0]]
            right += slug(entity["type"], name) == slug(entity["type"], entity["name"])
    return right / total


def _salience_measures(records: list[Record], texts: list[str]) -> list[Measure]:
    gains, tops = [], []
    for record, text in zip(records, texts, strict=True):
        article = ArticleText(text, 0)
        ranked = sorted(record["entities"], key=lambda entity: -salience(_named(entity), article))
        central = [entity["central"] for entity in ranked]
        gains.append(ndcg(central, central))
        tops.append(central[0] > 0 or not any(central))
    return [
        Measure("salience, nDCG against central, given gold entities", 100 * sum(gains) / len(gains)),
        Measure("salience, most salient entity is central", 100 * sum(tops) / len(tops)),
    ]


def _named(entity: dict[str, Any]) -> NamedEntity:
    mentions = [TypedSpan(start, end, entity["type"], 1.0) for start, end in entity["mentions"]]
    return NamedEntity(entity["type"], mentions, [entity["name"]])
