"""A folder with a trained model: its files, what they are for, and their checksums."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.language.errors import ModelError

MANIFEST_NAME: Final = "manifest.json"
ENCODER_NAME: Final = "model.onnx"
TOKENIZER_NAME: Final = "tokenizer.json"

Content = TypeVar("Content", bound=BaseModel)


class Manifest(BaseModel):
    """What `manifest.json` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    task: str = Field(min_length=1)
    """The service that the model is made for."""
    window: int = Field(ge=8, le=512)
    """Word pieces that the encoder sees at once, [CLS] and [SEP] included."""
    layers: tuple[tuple[str, ...], ...] = ()
    """Of a tagger: the types of each layer of labels."""
    anchored: tuple[tuple[str, ...], ...] = ()
    """Of a tagger that labels words as seen from one of them: the types of each layer of these labels."""
    labels: tuple[str, ...] = ()
    """Of a classifier: its classes, in the order of its outputs."""
    files: dict[str, str]
    """SHA-256 of each file of the folder that the model consists of, hexadecimal, by name."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder whose files were found to be those that its manifest names."""

    path: Path
    manifest: Manifest

    @classmethod
    def load(cls, path: Path, task: str) -> Self:
        """Read the manifest and verify every file; ModelError names the one that is missing or differs."""
        manifest = read_manifest(path / MANIFEST_NAME)
        if manifest.task != task:
            raise ModelError(f"{path / MANIFEST_NAME}: a model for {manifest.task}, not for {task}")
        for name, wanted in manifest.files.items():
            if sha256(path / name) != wanted:
                raise ModelError(f"{path / name}: does not match its SHA-256 in {MANIFEST_NAME}")
        return cls(path, manifest)

    @property
    def model(self) -> str:
        """Name and version as payloads carry them, such as "entities-1.0.0"."""
        return f"{self.manifest.name}-{self.manifest.version}"

    def file(self, name: str) -> Path:
        """Return the path of a verified file; ModelError if the manifest does not list it."""
        if name not in self.manifest.files:
            raise ModelError(f"{self.path / MANIFEST_NAME}: lists no {name}")
        return self.path / name

    def read(self, name: str, kind: type[Content]) -> Content:
        """Read a verified JSON file; ModelError if the manifest does not list it or it is not of that kind."""
        return _read(self.file(name), kind)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; ModelError names the file and what is wrong with it."""
    return _read(path, Manifest)


def _read(path: Path, kind: type[Content]) -> Content:
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{path}: {place + ': ' if place else ''}{first['msg']}") from error


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal; ModelError if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error
