"""Train the topics model that ships, and write its folder.

    python -m training.topics.train

Two models are fine-tuned by the
same recipe: one without a fifth of the articles, on which probabilities and thresholds are then fitted, and one with
all of them, which ships. `--epochs 0` keeps the encoder as it is and fits only the head.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray

from services.language.model_folder import ENCODER_NAME, MANIFEST_NAME, TOKENIZER_NAME, Manifest, sha256
from services.language.pieces import PieceTokenizer
from services.topics.classifier import CALIBRATION_NAME, TASK, Calibration
from training.corpora import CorpusError
from training.export import export_int8
from training.network import pretrained_encoder, pretrained_folder
from training.topics.batches import Example, Labels, examples_of, padded, window_ids
from training.topics.calibration import fit_calibration
from training.topics.items import first_words, is_whole_article, read_items
from training.topics.network import TopicClassifier
from training.topics.probe import fit_head, mean_states
from training.topics.tuning import Recipe, tune

FOLDER = click.Path(path_type=Path)
VERSION = "1.0.0"
WINDOW = 256
HELD_OUT = 5
"""One in so many articles is kept from the model that the calibration is fitted on."""


class TopicsTraining:
    """The training articles, and models trained on parts of them."""

    def __init__(self, data: Path, recipe: Recipe, state: Path) -> None:
        items = read_items(data, "train")
        self.recipe = recipe
        self.state = state
        self.labels = Labels.of(items)
        self.tokenizer = PieceTokenizer(pretrained_folder() / TOKENIZER_NAME)
        self.items = items
        self.examples = examples_of([first_words(item) for item in items], self.labels, self.tokenizer)
        click.echo(f"{len(items)} articles, {len(self.labels.top)} + {len(self.labels.second)} labels")
        self._states = mean_states(self._classifier(), self.examples, self.tokenizer, WINDOW)
        click.echo("the frozen encoder has read them")

    def _classifier(self) -> TopicClassifier:
        torch.manual_seed(self.recipe.seed)
        outputs = len(self.labels.all) + len(self.labels.top)
        classifier = TopicClassifier(pretrained_encoder(), outputs)
        classifier.eval()
        return classifier

    def trained(self, numbers: Sequence[int], name: str) -> TopicClassifier:
        """Return a model trained on the examples of these numbers."""
        classifier = self._classifier()
        examples = [self.examples[number] for number in numbers]
        fit_head(classifier, self._states[list(numbers)], examples)
        if self.recipe.epochs:
            path = self.state / f"{name}.pt"
            tune(classifier, examples, self.tokenizer, self.recipe, path, lambda line: click.echo(f"{name}: {line}"))
        return classifier

    def calibration(self) -> Calibration:
        """Train without the held-out items and fit the calibration on the whole articles among them."""
        order = np.random.default_rng(self.recipe.seed).permutation(len(self.examples))
        kept_out = sorted(order[::HELD_OUT].tolist())
        rest = sorted(set(range(len(self.examples))) - set(kept_out))
        articles = [self.items[number] for number in kept_out if is_whole_article(self.items[number])]
        held_out = examples_of(articles, self.labels, self.tokenizer)
        logits = article_logits(self.trained(rest, "held-out"), held_out, self.tokenizer)
        targets = np.array([example.targets for example in held_out])
        primaries = np.array([example.primary for example in held_out])
        right = (logits[:, targets.shape[1] :].argmax(axis=1) == primaries).mean()
        click.echo(f"held out: primary {right:.3f} of {len(held_out)}")
        return fit_calibration(logits, targets, len(self.labels.top))


def article_logits(
    classifier: TopicClassifier, examples: Sequence[Example], tokenizer: PieceTokenizer
) -> NDArray[np.float64]:
    """Return the logits of whole articles, shape (examples, outputs)."""
    with torch.inference_mode():
        rows = [classifier.pooled(*padded([window_ids(example, tokenizer, WINDOW)]))[0] for example in examples]
    return torch.stack(rows).double().numpy()


def write_folder(folder: Path, classifier: TopicClassifier, labels: Labels, calibration: Calibration) -> None:
    """Write model, tokenizer, calibration and manifest into `folder`, which keeps its other files."""
    folder.mkdir(parents=True, exist_ok=True)
    export_int8(classifier, folder / ENCODER_NAME)
    tokenizer = (pretrained_folder() / TOKENIZER_NAME).read_bytes()
    (folder / TOKENIZER_NAME).write_bytes(tokenizer)
    (folder / CALIBRATION_NAME).write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    manifest = Manifest(
        name=TASK,
        version=VERSION,
        task=TASK,
        window=WINDOW,
        labels=labels.all,
        files={name: sha256(folder / name) for name in (ENCODER_NAME, TOKENIZER_NAME, CALIBRATION_NAME)},
    )
    document = manifest.model_dump(exclude_defaults=True, mode="json")
    (folder / MANIFEST_NAME).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


@click.command(help=__doc__)
@click.option("--data", type=FOLDER, default=Path("../shared/data"), show_default=True, help="Folder of the corpora.")
@click.option("--out", type=FOLDER, default=Path("models/topics"), show_default=True, help="Folder of the model.")
@click.option(
    "--state",
    type=FOLDER,
    default=Path("build/training/topics"),
    show_default=True,
    help="What a stopped run goes on from; remove it to train anew.",
)
@click.option("--epochs", type=click.IntRange(0), default=Recipe().epochs, show_default=True)
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True, help="Threads that compute.")
def main(data: Path, out: Path, state: Path, epochs: int, threads: int) -> None:
    torch.set_num_threads(threads)
    try:
        training = TopicsTraining(data, replace(Recipe(), epochs=epochs), state)
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    calibration = training.calibration()
    classifier = training.trained(range(len(training.examples)), "all")
    write_folder(out, classifier, training.labels, calibration)
    click.echo(f"wrote {out}")


if __name__ == "__main__":
    main()
