"""What the topics model and the keyphrases score on topics dev: `python -m training.evaluate --task topics`."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from schemas.topics import Topics
from services.topics.analysis import analyze
from services.topics.candidates import words_of
from services.topics.classifier import TopicsModel
from services.topics.keyphrases import keyphrases_of
from services.topics.rarity import Rarity
from services.topics.stop_words import STOP_WORDS
from training.measures import Measure, timed
from training.reliability import Judged, expected_calibration_error
from training.scoring import Score
from training.topics.items import Item, read_items

SECOND_AT = 3


def measures(data: Path, folder: Path) -> list[Measure]:
    """Score the model in `folder`; CorpusError or LanguageError names a file that is missing or damaged."""
    model = TopicsModel.load(folder)
    items = read_items(data, "dev")
    results, speed = timed(partial(analyze, model=model), [item.article for item in items])
    return [
        Measure("primary topic, accuracy", 100 * accuracy(items, results)),
        *top_level(items, results),
        Measure(f"second level, recall at {SECOND_AT}", 100 * second_level_recall(items, model)),
        Measure(
            "calibration error of listed topics, percent", expected_calibration_error(judged_topics(items, results))
        ),
        *headline_scores(items, model.rarity),
        speed,
    ]


def primary_of(result: Topics) -> str | None:
    """Return the code of the primary topic, None if there is no topic."""
    return next((topic.code for topic in result.topics if topic.primary), None)


def judged_topics(items: Sequence[Item], results: Sequence[Topics]) -> list[Judged]:
    """Return how sure each listed topic of the top level is, and whether it is one of the article's."""
    return [
        (topic.confidence, topic.code in item.top)
        for item, result in zip(items, results, strict=True)
        for topic in result.topics
        if topic.level == 1
    ]


def accuracy(items: Sequence[Item], results: Sequence[Topics]) -> float:
    """Return the share of articles whose primary topic is right; one without a topic is wrong."""
    return sum(primary_of(result) == item.primary for item, result in zip(items, results, strict=True)) / len(items)


def top_level(items: Sequence[Item], results: Sequence[Topics]) -> list[Measure]:
    """Micro precision, recall and F1 of all top-level topics, and the mean F1 of those that the data has (macro)."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for item, result in zip(items, results, strict=True):
        listed = {topic.code for topic in result.topics if topic.level == 1}
        right.update(listed & item.top)
        found.update(listed)
        gold.update(item.top)
    micro = Score.of(right.total(), found.total(), gold.total())
    macro = float(np.mean([Score.of(right[code], found[code], gold[code]).f1 for code in gold]))
    return [
        Measure("top level, micro precision", micro.precision),
        Measure("top level, micro recall", micro.recall),
        Measure("top level, micro F1", micro.f1),
        Measure("top level, macro F1", macro),
    ]


def second_level_recall(items: Sequence[Item], model: TopicsModel) -> float:
    """Return the share of second-level topics that are among the three likeliest, listed or not."""
    hits = 0
    for item in items:
        logits = model.logits(item.article)
        if logits is not None:
            likely = np.argsort(-model.scores(logits).probabilities[model.top_count :], kind="stable")[:SECOND_AT]
            hits += sum(model.labels[model.top_count + number] in item.second for number in likely.tolist())
    return hits / sum(len(item.second) for item in items)


def headline_scores(items: Sequence[Item], rarity: Rarity) -> list[Measure]:
    """Compare the words of the keyphrases of each body with those of the headline, which is not shown to the method."""
    precisions, recalls, f1s = [], [], []
    for item in items:
        wanted = _content_words(item.article.headline)
        if wanted:
            phrases = keyphrases_of(item.article.model_copy(update={"headline": ""}), rarity)
            found = _content_words(". ".join(phrase.text for phrase in phrases))
            score = Score.of(len(found & wanted), len(found), len(wanted))
            precisions.append(score.precision)
            recalls.append(score.recall)
            f1s.append(score.f1)
    return [
        Measure("keyphrases, precision of headline words", float(np.mean(precisions))),
        Measure("keyphrases, recall of headline words", float(np.mean(recalls))),
        Measure("keyphrases, F1 of headline words", float(np.mean(f1s))),
    ]


def _content_words(text: str) -> set[str]:
    return {word.key for word in words_of(text) if len(word.text) > 1 and word.text.casefold() not in STOP_WORDS}
