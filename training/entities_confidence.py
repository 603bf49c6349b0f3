"""Learns how probable a mention is right: `python -m training.entities_confidence --model models/entities`.

Writes `confidence.json` into the folder of a trained model. Learns from what that model finds in every other article
of entities-world dev; all of train has been learned from already.
"""

import sys
from collections.abc import Iterator

from services.entities.analysis import TASK, named_entities
from services.entities.confidence import features
from services.language.confidence import CONFIDENCE_NAME
from services.language.errors import ModelError
from services.language.fields import ArticleText
from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger
from training.confidence import learn
from training.corpora import CorpusError, Labelled, entities_world
from training.parts import part_parser, write_part


def judged(tagger: Tagger, article: Labelled) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the features of each mention that is found in an article, and whether it is right."""
    gold = set(article.spans)
    for entity in named_entities(ArticleText(article.text, 0), tagger):
        for mention, known in zip(entity.mentions, features(entity), strict=True):
            yield known, (mention.start, mention.end, entity.type) in gold


def main() -> int:
    """Learn and write; exit code 1 with one line if a file is missing or damaged."""
    arguments = part_parser("entities_confidence", __doc__, TASK).parse_args()
    try:
        tagger = Tagger(ModelFolder.load(arguments.model, TASK))
        articles = entities_world(arguments.data, "dev")[::2]
        examples = [example for article in articles for example in judged(tagger, article)]
    except (CorpusError, ModelError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    write_part(arguments.model, CONFIDENCE_NAME, learn(examples))
    print(f"learned from {len(examples)} mentions; wrote {arguments.model / CONFIDENCE_NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
