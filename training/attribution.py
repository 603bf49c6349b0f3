"""How well contents are attributed to sources: F1 of (content, source) pairs.

A pair is right if the contents share at least half of their code points (Jaccard) and the sources overlap or are both
empty; each gold pair counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.quotes import Quotes
from schemas.span import Span
from services.language.tagger import TypedSpan
from training.corpora import Labelled, Range
from training.scoring import Score


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said and who says it, as ranges of code points of one text, and the kind of the quotation."""

    content: tuple[Range, ...]
    source: tuple[Range, ...]
    kind: str


def ranges_of(spans: Iterable[Span | TypedSpan]) -> tuple[Range, ...]:
    """Return the ranges of spans; those of an article that has no headline count in its body as in the text."""
    return tuple((span.start, span.end) for span in spans)


def pairs_found(result: Quotes) -> list[Pair]:
    """Return the pair of each quotation of an article that has no headline."""
    return [Pair(ranges_of(quote.content), ranges_of(quote.source), quote.kind) for quote in result.quotes]


def pairs_marked(article: Labelled) -> list[Pair]:
    """Return the pair of each attribution that people marked in an article."""
    return [Pair(marked.content, marked.source, marked.kind) for marked in article.attributions]


def _points(ranges: Iterable[Range]) -> set[int]:
    return {point for start, end in ranges for point in range(start, end)}


def matches(found: Sequence[Pair], gold: Sequence[Pair]) -> list[tuple[int, int]]:
    """Return which pairs found in a text are right and which of the gold ones they are, as numbers of both lists.

    The best contents come first, each pair counts at most once.
    """
    candidates = []
    gold_points = [(_points(pair.content), _points(pair.source)) for pair in gold]
    for ours, pair in enumerate(found):
        content, source = _points(pair.content), _points(pair.source)
        for theirs, (gold_content, gold_source) in enumerate(gold_points):
            shared = len(content & gold_content)
            agrees = bool(source & gold_source) or not (source or gold_source)
            if shared and agrees and 2 * shared >= len(content | gold_content):
                candidates.append((shared / len(content | gold_content), ours, theirs))
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    right = []
    for _, ours, theirs in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1:])):
        if ours not in used_ours and theirs not in used_theirs:
            used_ours.add(ours)
            used_theirs.add(theirs)
            right.append((ours, theirs))
    return right


def pair_scores(texts: Iterable[tuple[Sequence[Pair], Sequence[Pair]]]) -> dict[str, Score]:
    """Score (found, gold) pairs of each text: "all", and each kind.

    A kind's precision counts the pairs found as that kind, its recall the gold pairs of that kind.
    """
    names = ("all", "direct", "mixed", "indirect")
    counts = {name: [0, 0, 0, 0] for name in names}
    for found, gold in texts:
        right = matches(found, gold)
        for name in names:
            count = counts[name]
            count[0] += sum(name in ("all", found[ours].kind) for ours, _ in right)
            count[1] += sum(name in ("all", gold[theirs].kind) for _, theirs in right)
            count[2] += sum(name in ("all", pair.kind) for pair in found)
            count[3] += sum(name in ("all", pair.kind) for pair in gold)
    return {name: _score(*count) for name, count in counts.items()}


def _score(right_found: int, right_gold: int, found: int, gold: int) -> Score:
    precision = 100 * right_found / found if found else 0.0
    recall = 100 * right_gold / gold if gold else 0.0
    return Score.of_rates(precision, recall)
