"""Labels articles that nobody has labelled, for another model to learn from: `python -m training.self_training`.

Several models, trained alike from different seeds, label the articles of Worldwide Newswire's train split that
entities-world leaves out, each word by the mean of their outputs. Writes ids and offsets, no text.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from services.language.errors import LanguageError
from services.language.model_folder import ModelFolder
from services.language.tagger import Tagger, TypedSpan
from training.corpora import ENTITY_TYPES, CorpusError, Labelled, entities_world, json_lines, newswire_text

LABELS_PATH = Path("build/training/entities-machine.jsonl")


def labels_of_several(taggers: Sequence[Tagger], text: str) -> list[TypedSpan]:
    """Return the spans that the mean outputs of taggers of the same layers mean."""
    readings = [tagger.read(text) for tagger in taggers]
    outputs = np.mean([reading.outputs for reading in readings], axis=0)
    return taggers[0].spans(replace(readings[0], outputs=outputs))


def machine_labels(data: Path, path: Path = LABELS_PATH) -> Iterator[Labelled]:
    """Yield the articles that were labelled; CorpusError names the file if it is not there."""
    for record in json_lines(path):
        spans = [(start, end, name) for start, end, name in record["spans"]]
        text = newswire_text(data, "train", record["id"])
        yield Labelled(record["id"], text, spans, frozenset(ENTITY_TYPES))


def unlabelled(data: Path) -> list[str]:
    """Return the ids of the articles of the train split without labels of ours, in order."""
    known = {article.name for article in entities_world(data, "train")}
    names = (path.name for path in (data / "worldwide-newswire" / "train").glob("*.txt"))
    return sorted(name for name in names if name not in known)


def main() -> int:
    """Label and write; exit code 1 with one line if a file is missing or damaged."""
    parser = argparse.ArgumentParser(prog="python -m training.self_training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the corpora")
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="folders of trained entities models")
    parser.add_argument("--out", type=Path, default=LABELS_PATH, help="file of the labels")
    arguments = parser.parse_args()
    try:
        taggers = [Tagger(ModelFolder.load(folder, "entities")) for folder in arguments.models]
        names = unlabelled(arguments.data)
        lines = []
        for number, name in enumerate(names, 1):
            spans = labels_of_several(taggers, newswire_text(arguments.data, "train", name))
            lines.append(json.dumps({"id": name, "spans": [(span.start, span.end, span.type) for span in spans]}))
            if number % 100 == 0:
                print(f"{number} of {len(names)} articles", flush=True)
    except (CorpusError, LanguageError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {arguments.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
