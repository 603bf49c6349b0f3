"""What the quotes task scores on quotes-world dev, and on PolNeAR dev, whose conventions differ."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from schemas.quotes import Quotes
from schemas.span import Span
from services.language.grouping import group_mentions
from services.language.mentions import settled_mentions
from services.language.model_folder import ModelFolder
from services.language.tagger import TypedSpan
from services.quotes.analysis import TASK, analyze
from services.quotes.model import QuotesModel
from services.quotes.speakers import SpeakersInText
from training.attribution import Pair, Range, pair_scores
from training.corpora import (
    QUOTE_TYPES,
    Labelled,
    cut_at_paragraphs,
    flattened,
    json_lines,
    quotes_world,
)
from training.measures import Measure, article_of, f1_measures, timed
from training.names import same_name
from training.polnear import polnear
from training.repair import repaired
from training.scoring import span_scores

GROUPS = {name.lower(): {name} for name in QUOTE_TYPES}
PRONOUNS = {"he", "she", "they", "it", "i", "we", "you", "who", "his", "her", "their"}


def measures(data: Path, folder: Path) -> list[Measure]:
    """Score the model in `folder`; CorpusError or ModelError names a file that is missing or damaged."""
    model = QuotesModel.load(ModelFolder.load(folder, TASK))
    articles = quotes_world(data, "dev")
    results, speed = timed(
        partial(analyze, model=model), [article_of(article.name, article.text) for article in articles]
    )
    found = [_found_pairs(result) for result in results]
    records = json_lines(data / "quotes-world" / "dev.jsonl")
    right_places = [
        {**record, "quotes": [{**quote, **repaired(article.text, quote)} for quote in record["quotes"]]}
        for record, article in zip(records, articles, strict=True)
    ]
    attributed = polnear(data, "dev")
    american = [analyze(article_of(text.labelled.name, text.labelled.text), model) for text in attributed]
    american_pairs = [(_found_pairs(result), text.pairs) for result, text in zip(american, attributed, strict=True)]
    return [
        *f1_measures("spans, exact F1", _span_scores(results, articles)),
        *f1_measures(
            "spans, misplaced labels put right, exact F1", _span_scores(results, quotes_world(data, "dev", repair=True))
        ),
        *f1_measures("spans on PolNeAR, exact F1", _span_scores(american, [text.labelled for text in attributed])),
        *f1_measures("attribution, F1 of pairs", pair_scores(zip(found, map(_gold_pairs, records), strict=True))),
        *f1_measures(
            "attribution, misplaced labels put right, F1 of pairs",
            pair_scores(zip(found, map(_gold_pairs, right_places), strict=True)),
        ),
        Measure("attribution on PolNeAR, F1 of pairs, all", pair_scores(american_pairs)["all"].f1),
        *_speaker_measures(data, model),
        speed,
    ]


def _span_scores(results: Sequence[Quotes], articles: Sequence[Labelled]) -> Any:
    """Score the spans that are published, which are those of quotations; of those that overlap, the longest counts."""
    pairs = []
    for result, article in zip(results, articles, strict=True):
        spans = [
            (start, end, part)
            for quote in result.quotes
            for part, pieces in zip(QUOTE_TYPES, (quote.source, quote.cue, quote.content), strict=True)
            for start, end in _ranges(pieces)
        ]
        pairs.append((flattened(spans), flattened(cut_at_paragraphs(article.text, article.spans))))
    return span_scores(pairs, GROUPS)


def _ranges(spans: Sequence[Span]) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in spans)


def _found_pairs(result: Quotes) -> list[Pair]:
    return [Pair(_ranges(quote.content), _ranges(quote.source), quote.kind) for quote in result.quotes]


def _gold_pairs(record: dict[str, Any]) -> list[Pair]:
    pairs = []
    for quote in record["quotes"]:
        content, source = (tuple((start, end) for start, end in quote[part]) for part in ("content", "source"))
        pairs.append(Pair(content, source, quote["kind"]))
    return pairs


def _speaker_measures(data: Path, model: QuotesModel) -> list[Measure]:
    """Return the share of right names for the named sources of PolNeAR dev, given those sources, by way of naming."""
    texts = {text.labelled.name: text.labelled.text for text in polnear(data, "dev")}
    right: dict[str, list[bool]] = {"all": [], "names and short names": [], "pronouns": [], "descriptions": []}
    unnamed = []
    by_document: dict[str, list[dict[str, Any]]] = {}
    for record in json_lines(data / "speakers" / "dev.jsonl"):
        by_document.setdefault(record["doc"], []).append(record)
    for document, unsorted in by_document.items():
        text = texts[next(known for known in texts if known.startswith(document))]
        entities = group_mentions(text, settled_mentions(text, model.tagger.tag(text)))
        records = sorted(unsorted, key=lambda record: record["source"])
        sources = [[TypedSpan(start, end, "SOURCE", 1.0) for start, end in record["source"]] for record in records]
        speakers = SpeakersInText(text, entities, model.speakers).resolve(sources)
        for record, found in zip(records, speakers, strict=True):
            if not record["name"]:
                unnamed.append(found is None)
                continue
            is_right = found is not None and same_name(found.name, record["name"])
            right["all"].append(is_right)
            right[_way_of_naming(record)].append(is_right)
    return [
        *(Measure(f"speakers given gold sources, {way}", 100 * sum(hits) / len(hits)) for way, hits in right.items()),
        Measure("speakers given gold sources, unnamed ones left unnamed", 100 * sum(unnamed) / len(unnamed)),
    ]


def _way_of_naming(record: dict[str, Any]) -> str:
    source = record["source_text"]
    if source.casefold() in PRONOUNS:
        return "pronouns"
    words = [word for word in record["name"].split() if len(word) > 2]
    return "names and short names" if any(word in source for word in words) else "descriptions"
