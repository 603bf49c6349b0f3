"""The folder of a cluster: temporary or named, and whose it is."""

import base64
import json
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from services.broker.errors import DataFolderUnusable

_IDENTITY = "cluster.json"
_LOCK = "cluster.lock"


@dataclass(frozen=True)
class ClusterFolder:
    """An open folder: the records of one cluster, which bears this id. No other cluster can open it meanwhile."""

    path: Path
    cluster_id: str
    lock: BaseFileLock | None
    """Held on a named folder; a temporary one, which nobody else knows, has none."""

    @property
    def temporary(self) -> bool:
        """Whether it goes with the cluster."""
        return self.lock is None

    def close(self, *, keep_logs: bool = False) -> None:
        """Leave a named folder to others; remove a temporary one, wholly or all records in it."""
        if self.lock is not None:
            self.lock.release()
        elif keep_logs:
            for data in self.path.glob("*/data"):
                shutil.rmtree(data, ignore_errors=True)
        else:
            shutil.rmtree(self.path, ignore_errors=True)


def temporary_folder() -> ClusterFolder:
    """A new folder and a new cluster in the system's temporary folder."""
    return ClusterFolder(Path(tempfile.mkdtemp(prefix="newsloom-kafka-")), new_cluster_id(), None)


def named_folder(path: Path, brokers: int) -> ClusterFolder:
    """The cluster of a folder; a missing or empty folder becomes that of a new one.

    Raises DataFolderUnusable for a folder that holds anything else, that was made for another number of brokers, that a
    running cluster uses, or that cannot be read or written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / _IDENTITY).exists() and any(entry.name != _LOCK for entry in path.iterdir()):
            raise DataFolderUnusable(path, "it is not empty and not a data folder of a Newsloom broker")
        # Not bound to a thread: a cluster may be started in one and stopped in another.
        lock = FileLock(path / _LOCK, thread_local=False)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DataFolderUnusable(path, "a running Kafka uses it") from error
    except OSError as error:
        raise DataFolderUnusable(path, f"it cannot be used: {error.strerror}") from error
    try:
        return ClusterFolder(path, _cluster_id(path, brokers), lock)
    except BaseException:
        lock.release()
        raise


def new_cluster_id() -> str:
    """A random id in Kafka's own form: 16 bytes in URL-safe base64 without padding, never with a dash in front."""
    identity = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    return "A" + identity[1:] if identity.startswith("-") else identity


def _cluster_id(folder: Path, brokers: int) -> str:
    identity = folder / _IDENTITY
    if not identity.exists():
        cluster_id = new_cluster_id()
        draft = folder / f".{_IDENTITY}"
        draft.write_text(json.dumps({"cluster_id": cluster_id, "brokers": brokers}) + "\n", encoding="utf-8")
        draft.replace(identity)
        return cluster_id
    try:
        known = json.loads(identity.read_text(encoding="utf-8"))
        cluster_id, known_brokers = str(known["cluster_id"]), int(known["brokers"])
    except (ValueError, TypeError, KeyError) as error:
        raise DataFolderUnusable(folder, f"{_IDENTITY} in it is damaged") from error
    if known_brokers != brokers:
        raise DataFolderUnusable(folder, f"it was made for --brokers {known_brokers}, not {brokers}")
    return cluster_id
