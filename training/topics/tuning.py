"""Fine-tuning of the encoder for topics, with a state on disk that a stopped run goes on from."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from services.language.pieces import PieceTokenizer
from training.precision import mixed_precision
from training.topics.batches import Example, padded, shuffled_batches, window_ids
from training.topics.network import TopicClassifier


class StateError(Exception):
    """A run that was stopped cannot go on from its state."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the classifier is fine-tuned; lengths in word pieces."""

    epochs: int = 4
    batch_size: int = 16
    learning_rate: float = 1.2e-4
    head_factor: float = 5.0
    """The head learns so much faster than the encoder."""
    warm_up: float = 0.1
    """Share of the steps over which the learning rate rises; it falls linearly afterwards."""
    shortest: int = 64
    longest: int = 192
    """Windows of a batch have a length drawn between them."""
    average_decay: float = 0.99
    """The kept weights are an exponential average over steps."""
    smoothing: float = 0.05
    """Of the targets of the primary topic."""
    label_weight: float = 20.0
    """Weight of the mean loss over all labels, next to the loss of the primary topic."""
    without_headline: float = 0.15
    """Share of windows that lack the headline, as some articles do."""
    seed: int = 1


def tune(
    classifier: TopicClassifier,
    examples: Sequence[Example],
    tokenizer: PieceTokenizer,
    recipe: Recipe,
    state_path: Path,
    say: Callable[[str], None],
) -> TopicClassifier:
    """Fine-tune the classifier in place, and return the average of its weights over the steps.

    It goes on from `state_path` where that exists, and writes it after each epoch; StateError if that is the state of
    another recipe. `say` is given a line of progress now and then.
    """
    torch.manual_seed(recipe.seed)
    encoder = classifier.encoder
    # Rare words keep the meaning that they were pretrained with, and a step costs less.
    for module in (encoder.words, encoder.positions, encoder.features, encoder.norm):
        module.requires_grad_(False)
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": recipe.learning_rate},
            {"params": classifier.head.parameters(), "lr": recipe.learning_rate * recipe.head_factor},
        ],
        weight_decay=0.01,
    )
    average = AveragedModel(classifier, multi_avg_fn=get_ema_multi_avg_fn(recipe.average_decay))
    base_rates = [float(group["lr"]) for group in optimizer.param_groups]
    epoch = 0
    if state_path.exists():
        state = torch.load(state_path, weights_only=True)
        if state["recipe"] != asdict(recipe):
            raise StateError(f"{state_path}: the state of another recipe; remove it to train anew")
        classifier.load_state_dict(state["classifier"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        epoch = state["epoch"]
    for number in range(epoch, recipe.epochs):
        started = time.monotonic()
        chance = random.Random(f"{recipe.seed}/{number}")
        batches = list(shuffled_batches(examples, recipe.batch_size, chance))
        losses = []
        classifier.train()
        for done, batch in enumerate(batches):
            progress = (number + done / len(batches)) / recipe.epochs
            factor = min((progress + 1e-3) / recipe.warm_up, (1 - progress) / (1 - recipe.warm_up))
            for group, rate in zip(optimizer.param_groups, base_rates, strict=True):
                group["lr"] = rate * factor
            loss = _loss(classifier, batch, tokenizer, recipe, chance)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(classifier.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(classifier)
            losses.append(float(loss.detach()))
            if done % 20 == 19:
                seconds = time.monotonic() - started
                say(f"epoch {number + 1}: {done + 1}/{len(batches)}, loss {np.mean(losses):.3f}, {seconds:.0f} s")
        _save(state_path, recipe, classifier, average, optimizer, number + 1)
    average.module.eval()
    return cast(TopicClassifier, average.module)


def _loss(
    classifier: TopicClassifier,
    batch: Sequence[Example],
    tokenizer: PieceTokenizer,
    recipe: Recipe,
    chance: random.Random,
) -> Tensor:
    length = chance.randint(recipe.shortest, recipe.longest)
    windows = [window_ids(example, tokenizer, length, chance.random() >= recipe.without_headline) for example in batch]
    targets = torch.from_numpy(np.array([example.targets for example in batch]))
    primaries = torch.from_numpy(np.array([example.primary for example in batch]))
    with mixed_precision():
        logits = classifier.pooled(*padded(windows)).float()
    count = targets.shape[1]
    of_primary = functional.cross_entropy(logits[:, count:], primaries, label_smoothing=recipe.smoothing)
    of_labels = functional.binary_cross_entropy_with_logits(logits[:, :count], targets)
    return of_primary + recipe.label_weight * of_labels


def _save(
    path: Path,
    recipe: Recipe,
    classifier: TopicClassifier,
    average: AveragedModel,
    optimizer: torch.optim.Optimizer,
    epoch: int,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    state = {
        "recipe": asdict(recipe),
        "classifier": classifier.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(state, unfinished)
    unfinished.replace(path)
