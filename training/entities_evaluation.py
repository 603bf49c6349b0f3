"""What the entities task scores, on entities-world dev and by the labels of others."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
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
from training.corpora import ENTITY_GROUPS, json_lines, newswire_text
from training.entities_elsewhere import elsewhere
from training.identity import Key, b_cubed, found_spans, grouped, ndcg
from training.measures import Measure, article_of, f1_measures, timed
from training.reliability import Judged, expected_calibration_error
from training.scoring import span_scores

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
    pairs = [(found_spans(result), _gold_spans(record)) for result, record in zip(results, records, strict=True)]
    found = grouped(result.entities for result in results)
    return [
        *f1_measures("mentions, exact F1", span_scores(pairs, ENTITY_GROUPS)),
        Measure("grouping given gold mentions, B-cubed F1", b_cubed(grouped(given), _gold(records)).f1),
        Measure("grouping end to end, B-cubed F1", b_cubed(found, _gold(records)).f1),
        Measure("fullest names right, given gold mentions", 100 * _names_right(records, given)),
        *_salience_measures(records, texts),
        *elsewhere(data, model),
        Measure(
            "calibration error of mentions, percent",
            # In the half of the articles that the confidences were not learned from.
            expected_calibration_error(_judged(results[1::2], records[1::2])),
        ),
        speed,
    ]


def _judged(results: Iterable[Entities], records: Iterable[Record]) -> list[Judged]:
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


def _gold(records: list[Record]) -> dict[Key, Key]:
    return {
        (text, start, end): (text, number)
        for text, record in enumerate(records)
        for number, entity in enumerate(record["entities"])
        for start, end in entity["mentions"]
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
        gains.append(ndcg(central))
        tops.append(central[0] > 0 or not any(central))
    return [
        Measure("salience, nDCG against central, given gold entities", 100 * sum(gains) / len(gains)),
        Measure("salience, most salient entity is central", 100 * sum(tops) / len(tops)),
    ]


def _named(entity: dict[str, Any]) -> NamedEntity:
    mentions = [TypedSpan(start, end, entity["type"], 1.0) for start, end in entity["mentions"]]
    return NamedEntity(entity["type"], mentions, [entity["name"]])
