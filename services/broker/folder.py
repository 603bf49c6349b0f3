"""The folder of a cluster: who it is, and that it is this cluster's."""

import base64
import json
import uuid
from pathlib import Path

from services.broker.errors import DataFolderUnusable

_IDENTITY = "cluster.json"


def open_folder(folder: Path, brokers: int) -> str:
    """The cluster id that a data folder belongs to; a missing or empty folder is given a new one.

    Raises DataFolderUnusable for a folder that holds anything else, that was made for another number of brokers, or
    that cannot be read or written.
    """
    identity = folder / _IDENTITY
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if identity.exists():
            return _known_cluster_id(folder, identity.read_text(encoding="utf-8"), brokers)
        if any(folder.iterdir()):
            raise DataFolderUnusable(folder, "it is not empty and not a data folder of a Newsloom broker")
        cluster_id = new_cluster_id()
        draft = folder / f".{_IDENTITY}"
        draft.write_text(json.dumps({"cluster_id": cluster_id, "brokers": brokers}) + "\n", encoding="utf-8")
        draft.replace(identity)
    except OSError as error:
        raise DataFolderUnusable(folder, f"it cannot be used: {error.strerror}") from error
    return cluster_id


def new_cluster_id() -> str:
    """A random id in Kafka's own form: 16 bytes in URL-safe base64 without padding, never with a dash in front."""
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=").replace("-", "A", 1)


def _known_cluster_id(folder: Path, text: str, brokers: int) -> str:
    try:
        identity = json.loads(text)
        cluster_id, known_brokers = str(identity["cluster_id"]), int(identity["brokers"])
    except (ValueError, TypeError, KeyError) as error:
        raise DataFolderUnusable(folder, f"{_IDENTITY} in it is damaged") from error
    if known_brokers != brokers:
        raise DataFolderUnusable(folder, f"it was made for --brokers {known_brokers}, not {brokers}")
    return cluster_id
