"""Model folders and their checksums."""

import json
import shutil
from pathlib import Path

import pytest

from services.language.errors import ModelError
from services.language.model_folder import ModelFolder, sha256


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.onnx").write_bytes(b"weights")
    manifest = {
        "name": "entities",
        "version": "2.1.0",
        "task": "entities",
        "window": 64,
        "files": {"model.onnx": sha256(tmp_path / "model.onnx")},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def test_a_sound_folder_says_its_name_and_version(folder: Path) -> None:
    assert ModelFolder.load(folder, "entities").model == "entities-2.1.0"


def test_a_changed_file_is_named(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"weightz")
    with pytest.raises(ModelError, match=r"model\.onnx: does not match its SHA-256"):
        ModelFolder.load(folder, "entities")


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"model\.onnx: No such file"):
        ModelFolder.load(folder, "entities")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere/manifest\.json: No such file"):
        ModelFolder.load(tmp_path / "nowhere", "entities")


def test_a_model_of_another_task_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError, match="a model for entities, not for quotes"):
        ModelFolder.load(folder, "quotes")


@pytest.mark.parametrize("text", ["", "[]", "not json", '{"name": "x"}'])
def test_a_manifest_of_another_shape_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json: "):
        ModelFolder.load(folder, "entities")


def test_the_wrong_field_of_a_manifest_is_named(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"window": 4}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json: window: "):
        ModelFolder.load(folder, "entities")


def test_a_file_that_the_manifest_does_not_list_is_not_given(folder: Path) -> None:
    shutil.copy(folder / "model.onnx", folder / "other.onnx")
    with pytest.raises(ModelError, match=r"lists no other\.onnx"):
        ModelFolder.load(folder, "entities").file("other.onnx")
