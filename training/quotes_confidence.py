"""Learns how probable a quotation is right: `python -m training.quotes_confidence --model models/quotes`.

Writes `confidence.json` into the folder of a trained model. Learns from what that model finds in articles that it did
not learn from (`training/labels/quotes-held.jsonl`), or with `--polnear` in every other text of PolNeAR dev, whose
annotators mark more.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from services.language.confidence import CONFIDENCE_NAME
from services.language.errors import ModelError
from services.language.fields import ArticleText
from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger
from services.quotes.analysis import TASK, quotations
from services.quotes.confidence import features
from training.attribution import Pair, matches, pairs_marked, ranges_of
from training.confidence import learn
from training.corpora import CorpusError, own_quotes
from training.parts import part_parser, write_part
from training.polnear import polnear

HELD = Path(__file__).parent / "labels" / "quotes-held.jsonl"


def gold(data: Path, *, american: bool) -> Iterator[tuple[str, list[Pair]]]:
    """Yield texts with the pairs that people marked; American ones are every other text of PolNeAR dev."""
    if american:
        yield from ((text.labelled.text, text.pairs) for text in polnear(data, "dev")[::2])
        return
    for article in own_quotes(data, HELD):
        yield article.text, pairs_marked(article)


def judged(tagger: Tagger, text: str, wanted: list[Pair]) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the features of each quotation that is found in a text, and whether it is right."""
    found, _ = quotations(ArticleText(text, 0), tagger)
    pairs = [Pair(ranges_of(attribution.content), ranges_of(attribution.source), kind) for attribution, kind in found]
    right = {ours for ours, _ in matches(pairs, wanted)}
    for number, (attribution, kind) in enumerate(found):
        yield features(attribution, kind), number in right


def main() -> int:
    """Learn and write; exit code 1 with one line if a file is missing or damaged."""
    parser = part_parser("quotes_confidence", __doc__, TASK)
    parser.add_argument("--polnear", action="store_true", help="learn from every other text of PolNeAR dev")
    arguments = parser.parse_args()
    try:
        tagger = Tagger(ModelFolder.load(arguments.model, TASK))
        examples = [
            example
            for text, pairs in gold(arguments.data, american=arguments.polnear)
            for example in judged(tagger, text, pairs)
        ]
    except (CorpusError, ModelError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    write_part(arguments.model, CONFIDENCE_NAME, learn(examples))
    print(f"learned from {len(examples)} quotations; wrote {arguments.model / CONFIDENCE_NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
