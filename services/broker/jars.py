"""The jars of the pinned release in the user's cache folder, fetched when missing and verified at every use."""

import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from services.broker import maven
from services.broker.errors import JarCorrupt, JarUnavailable
from services.broker.lock import PinnedJar, read_lock, sha256_of
from services.broker.release import KAFKA_VERSION

# Maven Central serves each client several connections; one at a time leaves most of a fast line unused.
_CONNECTIONS = 6
_ATTEMPTS = 3

Progress = Callable[[int, int], None]
"""Told, at each new whole per cent, the bytes that have come and the bytes in all; from one thread at a time."""

Download = Callable[[str, Path, maven.ReceivedBytes], Path]
"""Fetches a coordinate into a folder, reporting pieces; see services.broker.maven.download."""


def default_cache_folder() -> Path:
    """Where the jars are kept: `~/.cache/newsloom/kafka-<version>` on Linux, the like elsewhere."""
    return user_cache_path("newsloom") / f"kafka-{KAFKA_VERSION}"


def ensure_jars(
    cache_folder: Path | None = None,
    progress: Progress | None = None,
    *,
    download: Download = maven.download,
    jars: Sequence[PinnedJar] | None = None,
) -> list[Path]:
    """The paths of all pinned jars, each with the pinned SHA-256.

    What is missing or damaged is fetched to a temporary folder, verified, and only then renamed into the cache; a file
    lock makes a second process wait for the first instead of fetching too. Raises JarUnavailable or JarCorrupt, naming
    the jar; the jars that did come are kept.
    """
    folder = cache_folder or default_cache_folder()
    pinned = read_lock() if jars is None else jars
    paths = [folder / jar.file_name for jar in pinned]
    if not _missing(pinned, folder):
        return paths
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JarUnavailable(pinned[0].coordinate, f"cannot write to {folder}: {error.strerror}") from error
    with FileLock(folder / "fetch.lock"):
        # Asked again under the lock: another process may have fetched them in the meantime.
        if missing := _missing(pinned, folder):
            _fetch(missing, folder, _Tally(sum(jar.size for jar in missing), progress), download)
    return paths


def _missing(jars: Sequence[PinnedJar], folder: Path) -> list[PinnedJar]:
    return [jar for jar in jars if not _is_intact(jar, folder / jar.file_name)]


def _is_intact(jar: PinnedJar, path: Path) -> bool:
    return path.is_file() and sha256_of(path) == jar.sha256


class _Tally:
    """Adds up what the connections receive."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._received = 0
        self._percent = -1
        self._total = total
        self._progress = progress
        self._lock = threading.Lock()

    def add(self, size: int) -> None:
        with self._lock:
            # A piece that is fetched a second time counts twice; a bar must still end at its end.
            self._received = min(self._received + size, self._total)
            percent = 100 * self._received // self._total
            if self._progress is not None and percent > self._percent:
                self._percent = percent
                self._progress(self._received, self._total)


def _fetch(jars: Sequence[PinnedJar], folder: Path, tally: _Tally, download: Download) -> None:
    # Inside the cache folder, so that the rename stays within one file system.
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix="incoming-") as name,
        ThreadPoolExecutor(_CONNECTIONS) as threads,
    ):
        pending = [threads.submit(_fetch_one, jar, folder, Path(name), tally, download) for jar in jars]
        try:
            for fetched in pending:
                fetched.result()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise


def _fetch_one(jar: PinnedJar, folder: Path, incoming: Path, tally: _Tally, download: Download) -> None:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            path = download(jar.coordinate, incoming / f"{jar.file_name}.{attempt}", tally.add)
            _verify(jar, path)
        except (JarUnavailable, JarCorrupt):
            if attempt == _ATTEMPTS:
                raise
        else:
            path.replace(folder / jar.file_name)
            return


def _verify(jar: PinnedJar, path: Path) -> None:
    actual = sha256_of(path)
    if actual != jar.sha256:
        raise JarCorrupt(jar.coordinate, jar.sha256, actual)
