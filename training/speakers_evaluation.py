"""How often the name behind a source is right: given the sources that people marked, and end to end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.quotes import Quotes, Speaker
from services.language.grouping import group_mentions
from services.language.mentions import settled_mentions
from services.language.tagger import TypedSpan
from services.quotes.model import QuotesModel
from services.quotes.speakers import SpeakersInText
from training.attribution import matches, pairs_found, pairs_marked
from training.corpora import Labelled, json_lines
from training.measures import Measure
from training.names import same_name
from training.polnear import polnear
from training.reliability import Judged, expected_calibration_error
from training.scoring import Score

PRONOUNS = {"he", "she", "they", "it", "i", "we", "you", "who", "his", "her", "their"}


@dataclass(slots=True)
class SpeakersGivenSources:
    """What was found for the sources that people marked and named, or left unnamed, in PolNeAR dev."""

    right: dict[str, list[bool]] = field(
        default_factory=lambda: {"all": [], "names and short names": [], "pronouns": [], "descriptions": []}
    )
    """Of the sources with a name, by way of naming: whether it was found."""
    unnamed: list[bool] = field(default_factory=list)
    """Of the others: whether no name was found."""
    judged: list[Judged] = field(default_factory=list)
    """Of the names that were found: how sure, and whether right."""

    def add(self, record: dict[str, Any], found: Speaker | None) -> None:
        """Count one source."""
        is_right = found is not None and bool(record["name"]) and same_name(found.name, record["name"])
        if found is not None and found.confidence is not None:
            self.judged.append((found.confidence, is_right))
        if not record["name"]:
            self.unnamed.append(found is None)
            return
        self.right["all"].append(is_right)
        self.right[_way_of_naming(record)].append(is_right)

    def measures(self) -> Iterable[Measure]:
        """Yield the figures in percent."""
        for way, hits in self.right.items():
            yield Measure(f"speakers given gold sources, {way}", _share(hits))
        yield Measure("speakers given gold sources, unnamed ones left unnamed", _share(self.unnamed))
        yield Measure(
            "calibration error of speakers given gold sources, percent", expected_calibration_error(self.judged)
        )


def speakers_given_sources(data: Path, model: QuotesModel) -> SpeakersGivenSources:
    """Resolve the sources of `speakers/dev.jsonl`, all that are marked in a text together."""
    result = SpeakersGivenSources()
    texts = {text.labelled.name: text.labelled.text for text in polnear(data, "dev")}
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
            result.add(record, found)
    return result


def speakers_end_to_end(results: Sequence[Quotes], articles: Sequence[Labelled]) -> Score:
    """Score the names that are published with quotations: right if the quotation is, and the name is its speaker's."""
    right = found = gold = 0
    for result, article in zip(results, articles, strict=True):
        found += sum(quote.speaker is not None for quote in result.quotes)
        gold += sum(bool(marked.speaker) for marked in article.attributions)
        for ours, theirs in matches(pairs_found(result), pairs_marked(article)):
            speaker, name = result.quotes[ours].speaker, article.attributions[theirs].speaker
            right += speaker is not None and bool(name) and same_name(speaker.name, name)
    return Score.of(right, found, gold)


def _way_of_naming(record: dict[str, Any]) -> str:
    source = record["source_text"]
    if source.casefold() in PRONOUNS:
        return "pronouns"
    words = [word for word in record["name"].split() if len(word) > 2]
    return "names and short names" if any(word in source for word in words) else "descriptions"


def _share(hits: Sequence[bool]) -> float:
    return 100 * sum(hits) / len(hits)
