"""Learns who is meant by a source: `python -m training.speakers --model models/quotes`; writes its `speakers.json`.

A conditional logit (McFadden, 1974): of the entities near a source, and nobody, which one speaks. The names of the
text are those that the model finds by itself. Learns from quotes-world and labels of our own (CC0), and with
`--polnear` from speakers that we labelled in PolNeAR's texts. Given names come from the United States' census of 1990,
as the package `names` has them.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor

from services.language.errors import ModelError
from services.language.grouping import group_mentions
from services.language.mentions import settled_mentions
from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger, TypedSpan
from services.quotes.analysis import TASK
from services.quotes.speaker_features import Before, Features
from services.quotes.speaker_weights import SPEAKERS_NAME, SpeakerWeights
from services.quotes.speakers import SpeakersInText
from training.corpora import CorpusError, Range, json_lines, own_quotes, quotes_world
from training.names import same_name
from training.parts import part_parser, write_part
from training.polnear import polnear

LABELS = Path(__file__).parent / "labels"
RAREST = 4
"""Times that a feature is seen, at least, to have a weight."""
PENALTY = 0.2
"""Of the sum of squared weights, beside the sum of the losses of all sources; by speakers of `quotes-held.jsonl`."""
SMALLEST_SHARE = 0.0005
"""Per cent of people that a name is taken to have that the census' lists lack; their rarest has 0.001."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One source: the features of each candidate, and whether it is right."""

    rows: list[Features]
    right: list[bool]


def given_names() -> dict[str, float]:
    """Return the logarithm of how much more often each first name was a woman's than a man's in 1990."""
    shares = []
    for lists in ("female", "male"):
        lines = files("names").joinpath(f"dist.{lists}.first").read_text(encoding="utf-8").splitlines()
        shares.append({line.split()[0].lower(): float(line.split()[1]) for line in lines})
    women, men = shares
    return {
        name: round(math.log((women.get(name, 0) + SMALLEST_SHARE) / (men.get(name, 0) + SMALLEST_SHARE)), 1)
        for name in sorted({*women, *men})
    }


Named = list[tuple[tuple[Range, ...], str]]
"""Sources of one text, in order, and the name of the speaker of each, empty if unnamed."""


def free_speakers(data: Path) -> Iterator[tuple[str, Named]]:
    """Yield texts with their sources and speakers from quotes-world and from our own labels."""
    articles = [*quotes_world(data, "train", repair=True), *own_quotes(data, LABELS / "quotes-train.jsonl")]
    for article in articles:
        named = {found.source: found.speaker for found in article.attributions if found.source}
        yield article.text, sorted(named.items())


def polnear_speakers(data: Path) -> Iterator[tuple[str, Named]]:
    """Yield texts of PolNeAR with their sources and the speakers that we labelled."""
    texts = {text.labelled.name: text.labelled.text for text in polnear(data, "train")}
    for record in json_lines(LABELS / "speakers-train.jsonl"):
        text = texts[next(name for name in texts if name.startswith(record["doc"]))]
        yield (
            text,
            sorted(
                (
                    tuple((start, end) for start, end in source["source"]),
                    text[slice(*source["name"])] if source["name"] else "",
                )
                for source in record["sources"]
            ),
        )


def choices(tagger: Tagger, names: dict[str, float], text: str, named: Named) -> Iterator[Choice]:
    """Yield the choices of one text, each after the right answers to those before; without those nobody can make."""
    entities = group_mentions(text, settled_mentions(text, tagger.tag(text)))
    speakers = SpeakersInText(text, entities, SpeakerWeights(weights={}, given_names=names))
    before: Before = []
    sources = [[TypedSpan(start, end, "SOURCE", 1.0) for start, end in places] for places, _ in named]
    for asked, (_, name) in zip(speakers.asked(sources), named, strict=True):
        numbers, rows = speakers.choices(asked, before)
        found = [
            number is None if not name else number is not None and speakers.entities[number].name == name
            for number in numbers
        ]
        if name and not any(found):
            found = [number is not None and same_name(speakers.entities[number].name, name) for number in numbers]
        before.append((asked.words, numbers[found.index(True)] if any(found) else None))
        if any(found):
            yield Choice(rows, found)


def learn(examples: list[Choice]) -> dict[str, float]:
    """Return the weights that make the right candidates most probable, by LBFGS in double precision."""
    counts = Counter(name for example in examples for row in example.rows for name in row)
    columns = {name: column for column, name in enumerate(sorted(name for name in counts if counts[name] >= RAREST))}
    rows = [row for example in examples for row in example.rows]
    cells = [
        (number, columns[name], value)
        for number, row in enumerate(rows)
        for name, value in row.items()
        if name in columns
    ]
    places = torch.tensor([(row, column) for row, column, _ in cells]).T
    values = torch.tensor([value for _, _, value in cells], dtype=torch.double)
    matrix = torch.sparse_coo_tensor(places, values, (len(rows), len(columns)), check_invariants=False).coalesce()
    sizes = [len(example.rows) for example in examples]
    wrong = torch.tensor([not right for example in examples for right in example.right])
    weights = torch.zeros(len(columns), 1, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = torch.sparse.mm(matrix, weights)[:, 0]
        everything = torch.nn.utils.rnn.pad_sequence(list(scores.split(sizes)), True, -math.inf)
        right = torch.nn.utils.rnn.pad_sequence(
            list(scores.masked_fill(wrong, -math.inf).split(sizes)), True, -math.inf
        )
        total = (everything.logsumexp(1) - right.logsumexp(1)).sum() + PENALTY * weights.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return {name: round(float(weights.detach()[column]), 3) for name, column in columns.items()}


def main() -> int:
    """Learn and write."""
    parser = part_parser("speakers", __doc__, TASK)
    parser.add_argument("--polnear", action="store_true", help="learn from speakers in PolNeAR's texts, too")
    arguments = parser.parse_args()
    try:
        tagger = Tagger(ModelFolder.load(arguments.model, TASK))
        names = given_names()
        texts = [*free_speakers(arguments.data), *(polnear_speakers(arguments.data) if arguments.polnear else ())]
        examples: list[Choice] = []
        for number, (text, named) in enumerate(texts, 1):
            examples += choices(tagger, names, text, named)
            if number % 100 == 0:
                print(f"{number} of {len(texts)} texts", flush=True)
        write_part(arguments.model, SPEAKERS_NAME, SpeakerWeights(weights=learn(examples), given_names=names))
    except (CorpusError, ModelError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"learned from {len(examples)} sources; wrote {arguments.model / SPEAKERS_NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
