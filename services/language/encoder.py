"""The encoder at run time: an ONNX session on one thread, and its tokenizer."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from services.language.errors import ModelError
from services.language.model_folder import ENCODER_NAME, TOKENIZER_NAME, ModelFolder
from services.language.pieces import Pieces, PieceTokenizer
from services.language.shapes import SPECIAL_FEATURE
from services.language.windows import window_bounds

_SIGNS_OF_NO_MEMORY = ("bad_alloc", "Failed to allocate memory")
"""In the messages of ONNX Runtime, which has no exception of its own for it (1.32)."""


class Encoder:
    """Word pieces to one row of numbers each: states, or the logits of labels, whichever the ONNX file gives.

    The file takes `ids` and, if it wants them, `features`, both int64 of shape (1, n), and gives one float32 output of
    shape (1, n, width). One thread adds up in one order, so the same text gives the same bytes.
    """

    def __init__(self, folder: ModelFolder) -> None:
        """Load the session and the tokenizer; ModelError names the file that does not load."""
        self.window = folder.manifest.window
        self.tokenizer = PieceTokenizer(folder.file(TOKENIZER_NAME))
        path = folder.file(ENCODER_NAME)
        options = onnxruntime.SessionOptions()  # type: ignore[attr-defined]
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Windows differ in length: a plan of memory for each length seen would only grow.
        options.enable_mem_pattern = False
        try:
            self._session = onnxruntime.InferenceSession(  # type: ignore[attr-defined]
                path,
                options,
                providers=["CPUExecutionProvider"],
                # Fused with the addition before it, layer normalization is slower: 11.1 k instead of 9.9 k pieces/s.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:
            raise ModelError(f"{path}: not a model that ONNX Runtime can load: {error}") from error
        self._wants_features = any(entry.name == "features" for entry in self._session.get_inputs())

    def encode_window(self, pieces: Pieces, start: int, end: int) -> NDArray[np.float32]:
        """Encode pieces [start, end) as one window; shape (end - start + 2, width), first [CLS], last [SEP]."""
        ids = np.concatenate(([self.tokenizer.start_id], pieces.ids[start:end], [self.tokenizer.end_id]))
        inputs = {"ids": ids[None]}
        if self._wants_features:
            inputs["features"] = np.concatenate(([SPECIAL_FEATURE], pieces.features[start:end], [SPECIAL_FEATURE]))[
                None
            ]
        try:
            output = np.asarray(self._session.run(None, inputs)[0], dtype=np.float32)
        except Exception as error:
            if any(sign in str(error) for sign in _SIGNS_OF_NO_MEMORY):
                raise MemoryError(str(error)) from error
            raise
        window: NDArray[np.float32] = output[0]
        return window

    def encode(self, pieces: Pieces) -> NDArray[np.float32]:
        """Encode all pieces of a text, window after window; shape (len(pieces), width).

        Raises ValueError for a text without pieces.
        """
        return np.concatenate(
            [self.encode_window(pieces, start, end)[1:-1] for start, end in window_bounds(pieces, self.window)]
        )
