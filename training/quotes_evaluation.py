"""What the quotes task scores on quotes-world dev, and on PolNeAR dev, whose conventions differ."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from schemas.quotes import Quotes
from services.language.model_folder import ModelFolder
from services.quotes.analysis import TASK, analyze
from services.quotes.model import QuotesModel
from training.attribution import Pair, matches, pair_scores, pairs_found, pairs_marked, ranges_of
from training.corpora import QUOTE_TYPES, Labelled, cut_at_paragraphs, flattened, quotes_world
from training.measures import Measure, article_of, f1_measures, timed
from training.polnear import polnear
from training.reliability import Judged, expected_calibration_error
from training.scoring import Score, span_scores
from training.speakers_evaluation import speakers_end_to_end, speakers_given_sources

GROUPS = {name.lower(): {name} for name in QUOTE_TYPES}


def measures(data: Path, folder: Path) -> list[Measure]:
    """Score the model in `folder`; CorpusError or ModelError names a file that is missing or damaged."""
    model = QuotesModel.load(ModelFolder.load(folder, TASK))
    articles, right_places = quotes_world(data, "dev"), quotes_world(data, "dev", repair=True)
    results, speed = timed(
        partial(analyze, model=model), [article_of(article.name, article.text) for article in articles]
    )
    american = polnear(data, "dev")
    texts = [text.labelled for text in american]
    in_american = [analyze(article_of(text.name, text.text), model) for text in texts]
    # A model that learned its confidence from PolNeAR did so in the other half.
    unseen = judged_quotations(in_american[1::2], [text.pairs for text in american[1::2]])
    pairs, pairs_right = ([pairs_marked(article) for article in marked] for marked in (articles, right_places))
    return [
        *f1_measures("spans, exact F1", _span_scores(results, articles)),
        *f1_measures("spans, misplaced labels put right, exact F1", _span_scores(results, right_places)),
        *f1_measures("spans on PolNeAR, exact F1", _span_scores(in_american, texts)),
        *f1_measures("attribution, F1 of pairs", _pair_scores(results, pairs)),
        *f1_measures("attribution, misplaced labels put right, F1 of pairs", _pair_scores(results, pairs_right)),
        Measure(
            "attribution on PolNeAR, F1 of pairs, all",
            _pair_scores(in_american, [text.pairs for text in american])["all"].f1,
        ),
        Measure("speakers end to end, F1", speakers_end_to_end(results, right_places).f1),
        *speakers_given_sources(data, model).measures(),
        Measure(
            "calibration error of quotations, percent",
            expected_calibration_error(judged_quotations(results, pairs_right)),
        ),
        Measure("calibration error of quotations on PolNeAR, percent", expected_calibration_error(unseen)),
        speed,
    ]


def judged_quotations(results: Iterable[Quotes], marked: Iterable[Sequence[Pair]]) -> list[Judged]:
    """Return how sure each quotation is, and whether it is right as a pair."""
    judged = []
    for result, gold in zip(results, marked, strict=True):
        right = {ours for ours, _ in matches(pairs_found(result), gold)}
        judged += [(quote.confidence, number in right) for number, quote in enumerate(result.quotes)]
    return judged


def _pair_scores(results: Iterable[Quotes], marked: Iterable[Sequence[Pair]]) -> dict[str, Score]:
    return pair_scores(zip(map(pairs_found, results), marked, strict=True))


def _span_scores(results: Iterable[Quotes], articles: Iterable[Labelled]) -> dict[str, Score]:
    """Score the spans that are published, which are those of quotations; of those that overlap, the longest counts."""
    pairs = [
        (flattened(list(_published(result))), flattened(cut_at_paragraphs(article.text, article.spans)))
        for result, article in zip(results, articles, strict=True)
    ]
    return span_scores(pairs, GROUPS)


def _published(result: Quotes) -> Iterator[tuple[int, int, str]]:
    for quote in result.quotes:
        for part, pieces in zip(QUOTE_TYPES, (quote.source, quote.cue, quote.content), strict=True):
            yield from ((start, end, part) for start, end in ranges_of(pieces))
