"""Parts of a model folder that are learned after its encoder: small JSON files, listed in its manifest."""

import argparse
import json
from pathlib import Path

from pydantic import BaseModel

from services.language.model_folder import MANIFEST_NAME, sha256


def part_parser(module: str, description: str | None, task: str) -> argparse.ArgumentParser:
    """Return the options that all commands have which learn or draw something for a trained model of a task."""
    parser = argparse.ArgumentParser(prog=f"python -m training.{module}", description=description)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the corpora")
    parser.add_argument("--model", type=Path, default=Path("models") / task, help="folder of a trained model")
    return parser


def write_part(folder: Path, name: str, content: BaseModel) -> None:
    """Write a part into a model folder, and its checksum into the manifest."""
    path = folder / name
    path.write_text(json.dumps(content.model_dump(), sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")
    manifest = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    manifest["files"][name] = sha256(path)
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
