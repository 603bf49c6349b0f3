"""The command line that trains one tagger and writes its folder."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from services.language.pieces import PieceTokenizer
from training.corpora import CorpusError, Labelled, cut_at_paragraphs, flattened
from training.examples import Layers
from training.export import write_folder
from training.network import Tagger, pretrained_folder
from training.prediction import predicted_spans
from training.scoring import Spans, span_scores
from training.tagging import Recipe, TaggerTrainer


@dataclass(frozen=True, slots=True)
class TaggerTask:
    """What one tagger of a service learns from and is watched on; `groups` names sets of types to score."""

    name: str
    service: str
    version: str
    layers: Layers
    window: int
    train: list[Labelled]
    dev: list[Labelled]
    groups: dict[str, set[str]]
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """Where the data is, where the model goes, where the state of an unfinished run stands, and what it began with.

    A seed takes the place of the recipe's.
    """

    data: Path
    out: Path
    state: Path
    start: Path | None = None
    seed: int | None = None


def training_options(task: str, description: str | None) -> TrainingOptions:
    """Read the options of `python -m training.<task>`."""
    parser = argparse.ArgumentParser(prog=f"python -m training.{task}", description=description)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("models") / task, help="folder of the model")
    parser.add_argument(
        "--state",
        type=Path,
        default=Path("build/training") / f"{task}.pt",
        help="file that a stopped run goes on from; remove it to train anew",
    )
    parser.add_argument("--start", type=Path, help="state of another run whose weights this one begins with")
    parser.add_argument("--seed", type=int, help="seed of all that is drawn at random, instead of the recipe's")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="threads that compute")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    return TrainingOptions(arguments.data, arguments.out, arguments.state, arguments.start, arguments.seed)


def train_and_export(task: TaggerTask, options: TrainingOptions) -> None:
    """Train what is left to train, showing the scores on dev after each second epoch, and write the model folder."""
    recipe = task.recipe if options.seed is None else replace(task.recipe, seed=options.seed)
    trainer = TaggerTrainer(task.train, task.layers, recipe, options.state, options.start)

    def after_epoch(tagger: Tagger, epoch: int) -> str:
        if epoch % 2 and epoch < recipe.epochs:
            return "not scored"
        return _dev_scores(tagger, task)

    tagger = trainer.run(after_epoch)
    write_folder(
        options.out,
        tagger,
        name=task.name,
        version=task.version,
        task=task.service,
        window=task.window,
        layers=task.layers,
    )
    print(f"wrote {options.out}")


def _dev_scores(tagger: Tagger, task: TaggerTask) -> str:
    tokenizer = PieceTokenizer(pretrained_folder() / "tokenizer.json")
    scored = set().union(*task.groups.values())
    pairs: list[tuple[Spans, Spans]] = []
    for article in task.dev:
        found = predicted_spans(tagger, tokenizer, task.layers, article.text, task.window)
        sides = ([span for span in spans if span[2] in scored] for spans in (found, article.spans))
        found_flat, gold_flat = (flattened(cut_at_paragraphs(article.text, spans)) for spans in sides)
        pairs.append((found_flat, gold_flat))
    scores = span_scores(pairs, task.groups)
    return "dev F1 " + ", ".join(f"{name} {score.f1:.1f}" for name, score in scores.items())


def run(task: str, description: str | None, task_of: Callable[[Path], TaggerTask]) -> int:
    """Train by the command line and return the exit code; what is wrong with a corpus is one line."""
    options = training_options(task, description)
    try:
        train_and_export(task_of(options.data), options)
    except CorpusError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0
