"""What a tagger that still lives in torch finds in a text, to watch a training run."""

import numpy as np
import torch

from services.language.decoding import decode
from services.language.pieces import PieceTokenizer
from services.language.windows import window_bounds
from training.examples import Layers
from training.network import Tagger
from training.precision import mixed_precision


def predicted_spans(
    tagger: Tagger, tokenizer: PieceTokenizer, layers: Layers, text: str, limit: int
) -> list[tuple[int, int, str]]:
    """Return (start, end, type) in code points, windows of `limit` pieces."""
    pieces = tokenizer.split(text)
    if not len(pieces):
        return []
    parts = []
    with torch.inference_mode():
        for start, end in window_bounds(pieces, limit):
            ids = torch.tensor([[tokenizer.start_id, *pieces.ids[start:end].tolist(), tokenizer.end_id]])
            features = torch.tensor([[0, *pieces.features[start:end].tolist(), 0]])
            with mixed_precision():
                parts.append(tagger(ids, features)[0, 1:-1, : tagger.label_count].float().numpy())
    heads = np.flatnonzero(pieces.heads)
    logits = np.concatenate(parts)[heads]
    ends = pieces.ends[np.append(heads[1:] - 1, len(pieces) - 1)]
    spans: list[tuple[int, int, str]] = []
    column = 0
    for types in layers:
        width = 1 + 2 * len(types)
        found = decode(logits[:, column : column + width], types, pieces.paragraph_starts[heads])
        spans += [(int(pieces.starts[heads[span.start]]), int(ends[span.end - 1]), span.type) for span in found]
        column += width
    return spans
