"""Train the topics model that ships, and write its folder.

    python -m training.topics.train

The encoder is fine-tuned, and a layer on bags of words is learned, on the definitions of the concepts, on articles
written for it and on those of the corpora, but for an eighth of the whole ones; on these the two are weighed against
each other and turned into probabilities and thresholds.
"""

import shutil
from copy import deepcopy
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray

from services.language.encoder import Encoder
from services.language.model_folder import ENCODER_NAME, TOKENIZER_NAME, Manifest, ModelFolder, sha256
from services.language.pieces import PieceTokenizer
from services.language.windows import SPECIAL_PIECES
from services.topics.bag import BAG_NAME
from services.topics.classifier import CALIBRATION_NAME, TASK, Calibration
from services.topics.lead import lead_text
from services.topics.rarity import RARITY_NAME, Rarity
from training.corpora import CorpusError
from training.export import export_int8, write_manifest
from training.network import pretrained_encoder, pretrained_folder
from training.topics.articles import Opinions, training_articles, window_part
from training.topics.bag import LearnedBag, learn_bag, pieces_of
from training.topics.batches import Example, Labels, examples_of
from training.topics.calibration import balance, fit_calibration
from training.topics.network import TopicClassifier
from training.topics.probe import fit_head, mean_states
from training.topics.tuning import Recipe, StateError, tune
from training.topics.words import rarity_in

FOLDER = click.Path(path_type=Path)
VERSION = "2.1.0"
WINDOW = 160
SEED = 1
RUNS = (Recipe(seed=2), Recipe(seed=3))


def trained_classifier(
    examples: list[Example], labels: Labels, tokenizer: PieceTokenizer, states: Path
) -> TopicClassifier:
    """Fit the head of the pretrained encoder, fine-tune both in each run, and return the mean of the runs' weights.

    Runs that begin alike end in one valley, and its middle is better than its sides: a model soup (Wortsman et al.,
    ICML 2022).
    """
    torch.manual_seed(SEED)
    start = TopicClassifier(pretrained_encoder(), len(labels.all) + len(labels.top))
    start.eval()
    fit_head(start, mean_states(start, examples, tokenizer, WINDOW), examples)
    click.echo("the frozen encoder has read them")
    tuned = []
    for recipe in RUNS:
        state = states / f"{recipe.seed}.pt"
        tuned.append(tune(deepcopy(start), examples, tokenizer, recipe, state, click.echo).state_dict())
    start.load_state_dict({name: torch.stack([weights[name] for weights in tuned]).mean(0) for name in tuned[0]})
    return start


def window_logits(folder: Path, articles: list[Opinions]) -> NDArray[np.float64]:
    """Return the logits of articles by their windows alone, shape (articles, outputs), as the service computes them.

    Quantized weights give other logits than those that were trained, and it is these that are published.
    """
    files = {name: sha256(folder / name) for name in (ENCODER_NAME, TOKENIZER_NAME)}
    manifest = Manifest(name=TASK, version=VERSION, task=TASK, window=WINDOW, files=files)
    encoder = Encoder(ModelFolder(folder, manifest))
    rows = []
    for opinions in articles:
        pieces = encoder.tokenizer.split(lead_text(opinions[0].article))
        count = min(len(pieces), WINDOW - SPECIAL_PIECES)
        rows.append(encoder.encode_window(pieces, 0, count).astype(np.float64).mean(axis=0))
    return np.array(rows)


def write_folder(
    folder: Path,
    bag: LearnedBag,
    labels: Labels,
    calibration: Calibration,
    rarity: Rarity,
) -> None:
    """Write all files of the model but encoder and tokenizer into `folder`, where these are already."""
    bag.save(folder / BAG_NAME)
    (folder / CALIBRATION_NAME).write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (folder / RARITY_NAME).write_text(rarity.model_dump_json() + "\n", encoding="utf-8")
    names = (ENCODER_NAME, BAG_NAME, TOKENIZER_NAME, CALIBRATION_NAME, RARITY_NAME)
    manifest = Manifest(
        name=TASK,
        version=VERSION,
        task=TASK,
        window=WINDOW,
        labels=labels.all,
        files={name: sha256(folder / name) for name in names},
    )
    write_manifest(folder, manifest)


@click.command(help=__doc__)
@click.option("--data", type=FOLDER, default=Path("../shared/data"), show_default=True, help="Folder of the corpora.")
@click.option("--out", type=FOLDER, default=Path("models/topics"), show_default=True, help="Folder of the model.")
@click.option(
    "--states",
    type=FOLDER,
    default=Path("build/training/topics"),
    show_default=True,
    help="Folder of what a stopped run goes on from; remove it to train anew, as after any change of labels or texts.",
)
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True, help="Threads that compute.")
def main(data: Path, out: Path, states: Path, threads: int) -> None:
    torch.set_num_threads(threads)
    try:
        articles = training_articles(data, SEED)
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    labels = Labels.of([item for opinions in articles.train for item in opinions])
    click.echo(f"{len(articles.published)} articles, {len(articles.made)} made texts")
    click.echo(f"{len(labels.top)} + {len(labels.second)} labels")
    tokenizer = PieceTokenizer(pretrained_folder() / TOKENIZER_NAME)
    examples = examples_of([window_part(opinions) for opinions in articles.train], labels, tokenizer)
    try:
        classifier = trained_classifier(examples, labels, tokenizer, states)
    except StateError as error:
        raise click.ClickException(str(error)) from error
    bag = learn_bag(
        pieces_of(articles.train, tokenizer), articles.train, labels, classifier.encoder.words.num_embeddings
    )
    click.echo(f"the bag knows {len(bag.pieces)} word pieces")
    held_out = examples_of(articles.held_out, labels, tokenizer)
    out.mkdir(parents=True, exist_ok=True)
    export_int8(classifier, out / ENCODER_NAME)
    shutil.copyfile(pretrained_folder() / TOKENIZER_NAME, out / TOKENIZER_NAME)
    of_window = window_logits(out, articles.held_out)
    of_bag = bag.logits(pieces_of(articles.held_out, tokenizer))
    factors = balance(of_window, of_bag, held_out, len(labels.top))
    logits = of_window + of_bag * factors
    primaries = np.array([example.primary for example in held_out])
    for name, guesses in (("window", of_window), ("bag", of_bag), ("both", logits)):
        right = primaries[np.arange(len(guesses)), guesses[:, len(labels.all) :].argmax(axis=1)].mean()
        click.echo(f"held out, by {name}: primary {right:.3f} of {len(held_out)}")
    calibration = fit_calibration(logits, np.array([example.targets for example in held_out]), len(labels.top))
    rarity = rarity_in(opinions[0].article for opinions in articles.published)
    write_folder(out, bag.scaled(factors), labels, calibration, rarity)
    click.echo(f"wrote {out}")


if __name__ == "__main__":
    main()
