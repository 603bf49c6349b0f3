"""Fine-tuning of the encoder as a tagger of words, with a state on disk that a stopped run goes on from."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from services.language.pieces import PieceTokenizer
from training.corpora import Labelled
from training.examples import ANCHORED_LAYERS, IGNORED, Batch, Layers, batches, restyled, windows_of
from training.network import Tagger, pretrained_encoder, pretrained_folder
from training.precision import mixed_precision


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a tagger is trained; lengths in word pieces."""

    epochs: int = 8
    batch_size: int = 8
    learning_rate: float = 2e-4
    layer_decay: float = 0.9
    """Each layer further from the head learns this much slower."""
    warm_up: float = 0.1
    """Share of the steps over which the learning rate rises."""
    dropout: float = 0.1
    smoothing: float = 0.0
    anchored_weight: float = 3.0
    """Of the loss of labels as seen from cues, beside 1 for each layer of labels."""
    shortest_window: int = 96
    longest_window: int = 224
    restyle: float = 0.04
    """Share of windows shown in capitals, and as many each in lower case and in title case."""
    average_decay: float = 0.99
    """The kept weights are an exponential average over steps (0 keeps the last ones)."""
    seed: int = 1


class TaggerTrainer:
    """Trains one tagger; its state after each epoch is in `state_path`."""

    def __init__(
        self, articles: list[Labelled], layers: Layers, recipe: Recipe, state_path: Path, start: Path | None = None
    ) -> None:
        """Begin anew, or go on from `state_path` if it exists; `start` is a state whose weights a new run begins with.

        Articles with attributions make it learn labels as seen from their cues, too.
        """
        self.articles = articles
        self.layers = layers
        self.recipe = recipe
        self.state_path = state_path
        self.tokenizer = PieceTokenizer(pretrained_folder() / "tokenizer.json")
        torch.manual_seed(recipe.seed)
        self.label_count = _label_count(layers)
        has_anchors = any(article.attributions for article in articles)
        self.anchored_count = _label_count(ANCHORED_LAYERS) if has_anchors else 0
        self.tagger = self._new_tagger(recipe.dropout)
        if start is not None:
            self.tagger.load_state_dict(torch.load(start, weights_only=True)["average"])
        self.average = {name: value.clone() for name, value in self.tagger.state_dict().items()}
        self.optimizer = torch.optim.AdamW(self._parameter_groups(), weight_decay=0.01)
        self.base_rates = [float(group["lr"]) for group in self.optimizer.param_groups]
        self.epoch = 0
        self.step = 0
        if state_path.exists():
            self._restore()

    def run(self, after_epoch: Callable[[Tagger, int], str]) -> Tagger:
        """Train the epochs that are left and return the averaged tagger; `after_epoch` returns a line to print."""
        while self.epoch < self.recipe.epochs:
            started = time.monotonic()
            loss = self._train_epoch()
            self.epoch += 1
            self._save()
            seconds = time.monotonic() - started
            line = after_epoch(self.averaged(), self.epoch)
            print(f"epoch {self.epoch}/{self.recipe.epochs}: loss {loss:.4f}, {seconds:.0f} s; {line}", flush=True)
        return self.averaged()

    def averaged(self) -> Tagger:
        """Return a tagger with the averaged weights, ready to infer."""
        tagger = self._new_tagger(0.0)
        tagger.load_state_dict(self.average)
        return tagger.eval()

    def _new_tagger(self, dropout: float) -> Tagger:
        return Tagger(pretrained_encoder(dropout), self.label_count, self.anchored_count, dropout)

    def _parameter_groups(self) -> list[dict[str, object]]:
        recipe, encoder = self.recipe, self.tagger.encoder
        depth = len(encoder.layers)
        groups: list[dict[str, object]] = [
            {
                "params": [
                    parameter for name, parameter in self.tagger.named_parameters() if not name.startswith("encoder.")
                ],
                "lr": recipe.learning_rate * 5,
            },
            {"params": encoder.features.parameters(), "lr": recipe.learning_rate * 5},
            {
                "params": [*encoder.words.parameters(), *encoder.positions.parameters(), *encoder.norm.parameters()],
                "lr": recipe.learning_rate * recipe.layer_decay ** (depth + 1),
            },
        ]
        for number, layer in enumerate(encoder.layers):
            rate = recipe.learning_rate * recipe.layer_decay ** (depth - 1 - number)
            groups.append({"params": layer.parameters(), "lr": rate})
        return groups

    def _epoch_batches(self) -> list[Batch]:
        """Cut all articles anew, with other lengths and cuts in each epoch, and restyle some windows."""
        recipe = self.recipe
        chance = random.Random(f"{recipe.seed}/{self.epoch}")
        windows = []
        for article in self.articles:
            limit = chance.randint(recipe.shortest_window, recipe.longest_window)
            for window in windows_of(article, self.layers, self.tokenizer, limit, chance.randint(16, limit)):
                draw = chance.random()
                if draw < 3 * recipe.restyle:
                    style = ("upper", "lower", "title")[int(draw / recipe.restyle)]
                    window = replace(window, features=restyled(window.features, style))  # noqa: PLW2901
                windows.append(window)
        return batches(windows, recipe.batch_size, chance)

    def _train_epoch(self) -> float:
        self.tagger.train()
        epoch_batches = self._epoch_batches()
        total = len(epoch_batches) * self.recipe.epochs
        loss_sum = 0.0
        for done, batch in enumerate(epoch_batches):
            progress = (self.epoch + done / len(epoch_batches)) / self.recipe.epochs
            self._set_rate(min(progress / self.recipe.warm_up, (1 - progress) / (1 - self.recipe.warm_up)))
            with mixed_precision():
                output = self.tagger(batch.ids, batch.features, batch.mask)
            loss = self._loss(output.float(), batch)
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.tagger.parameters(), 1.0)
            self.optimizer.step()
            self.step += 1
            self._update_average(total)
            loss_sum += float(loss.detach())
        return loss_sum / max(1, len(epoch_batches))

    def _loss(self, output: Tensor, batch: Batch) -> Tensor:
        smoothing = self.recipe.smoothing
        loss = _layers_loss(output, batch.targets, self.layers, smoothing)
        if self.tagger.anchored is None or not len(batch.anchors):
            return loss
        keys, queries = output[..., self.label_count :].chunk(2, dim=-1)
        anchored = self.tagger.anchored(keys, queries, batch.anchors)
        return loss + self.recipe.anchored_weight * _layers_loss(
            anchored, batch.anchored_targets, ANCHORED_LAYERS, smoothing
        )

    def _set_rate(self, factor: float) -> None:
        for group, rate in zip(self.optimizer.param_groups, self.base_rates, strict=True):
            group["lr"] = rate * factor

    def _update_average(self, total: int) -> None:
        """Follow the weights closely at first, since an average over untrained weights helps nobody."""
        decay = min(self.recipe.average_decay, self.step / (self.step + 0.02 * total + 9))
        for name, value in self.tagger.state_dict().items():
            self.average[name].lerp_(value, 1 - decay)

    def _save(self) -> None:
        self.state_path.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "tagger": self.tagger.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "epoch": self.epoch,
            "step": self.step,
        }
        unfinished = self.state_path.with_suffix(".unfinished")
        torch.save(state, unfinished)
        unfinished.replace(self.state_path)

    def _restore(self) -> None:
        state = torch.load(self.state_path, weights_only=True)
        self.tagger.load_state_dict(state["tagger"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.epoch, self.step = state["epoch"], state["step"]


def _label_count(layers: Layers) -> int:
    return sum(1 + 2 * len(types) for types in layers)


def _layers_loss(logits: Tensor, targets: Tensor, layers: Layers, smoothing: float) -> Tensor:
    """Sum the layers' mean cross entropies; logits (…, labels), targets (…, layers)."""
    losses = []
    column = 0
    for number, types in enumerate(layers):
        width = 1 + 2 * len(types)
        layer_targets = targets[..., number].reshape(-1)
        total = functional.cross_entropy(
            logits[..., column : column + width].reshape(-1, width),
            layer_targets,
            ignore_index=IGNORED,
            label_smoothing=smoothing,
            reduction="sum",
        )
        losses.append(total / (layer_targets != IGNORED).sum().clamp(min=1))
        column += width
    return torch.stack(losses).sum()
