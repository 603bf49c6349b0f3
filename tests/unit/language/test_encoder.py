"""The encoder at run time."""

from pathlib import Path

import numpy as np
import pytest

from services.language.encoder import Encoder
from services.language.errors import ModelError
from services.language.model_folder import Manifest, ModelFolder, sha256

TEXT = "The ferry to Harbour Town was late again.\n" * 12


def test_every_piece_has_a_row(encoder: Encoder) -> None:
    pieces = encoder.tokenizer.split(TEXT)
    assert encoder.encode(pieces).shape[0] == len(pieces)


def test_a_window_has_rows_for_its_two_special_pieces_too(encoder: Encoder) -> None:
    pieces = encoder.tokenizer.split(TEXT)
    assert encoder.encode_window(pieces, 3, 8).shape[0] == 7


def test_the_same_text_gives_the_same_bytes(encoder: Encoder) -> None:
    pieces = encoder.tokenizer.split(TEXT)
    assert np.array_equal(encoder.encode(pieces), encoder.encode(pieces))


def test_capitals_are_seen_though_the_vocabulary_has_none(encoder: Encoder) -> None:
    small, large = (encoder.encode(encoder.tokenizer.split(text)) for text in ("turkey said", "Turkey said"))
    assert not np.allclose(small, large, atol=0.1)


def test_a_file_that_is_no_network_is_named(tmp_path: Path, entities_folder: ModelFolder) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no network")
    (tmp_path / "tokenizer.json").write_bytes(entities_folder.file("tokenizer.json").read_bytes())
    files = {name: sha256(tmp_path / name) for name in ("model.onnx", "tokenizer.json")}
    manifest = Manifest(name="entities", version="1.0.0", task="entities", window=64, files=files)
    with pytest.raises(ModelError, match=r"model\.onnx: not a model that ONNX Runtime can load"):
        Encoder(ModelFolder(tmp_path, manifest))


class Failing:
    """In place of a session: every run fails with one message."""

    def __init__(self, message: str) -> None:
        self._message = message

    def run(self, _outputs: None, _inputs: object) -> None:
        """Fail."""
        raise RuntimeError(self._message)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Non-zero status code returned while running Gemm: std::bad_alloc", MemoryError),
        ("Failed to allocate memory for requested buffer of size 1048576", MemoryError),
        ("Got: 9 Expected: 1", RuntimeError),
    ],
)
def test_too_little_memory_is_called_by_its_name(
    entities_folder: ModelFolder, monkeypatch: pytest.MonkeyPatch, message: str, expected: type[Exception]
) -> None:
    encoder = Encoder(entities_folder)
    monkeypatch.setattr(encoder, "_session", Failing(message))
    with pytest.raises(expected, match=message):
        encoder.encode(encoder.tokenizer.split("Rain fell."))
