"""The topics model as a torch module."""

from typing import cast

from torch import Tensor, nn

from training.network import Encoder


class TopicClassifier(nn.Module):
    """An encoder and one linear head, applied to every word piece: logits of shape (batch, length, outputs).

    The outputs are one a label and then one a top-level label (the primary topic). The logit of an article is the mean
    over its pieces, which for a linear head is the same as a head on the mean of the states.
    """

    def __init__(self, encoder: Encoder, output_count: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.width, output_count)

    def forward(self, ids: Tensor, features: Tensor | None = None, mask: Tensor | None = None) -> Tensor:  # noqa: ARG002
        """Label every piece. Features are those of other tasks and play no part: case does not matter to topics."""
        return cast(Tensor, self.head(self.encoder(ids, None, mask)))

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the logits of whole texts, shape (batch, outputs), with dropout between mean and head."""
        return cast(Tensor, self.head(self.dropout(self.mean_states(ids, mask))))

    def mean_states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the mean of the states of each text, shape (batch, width)."""
        weights = mask[..., None].to(self.head.weight.dtype)
        states = self.encoder(ids, None, mask)
        return cast(Tensor, (states * weights).sum(1) / weights.sum(1))
