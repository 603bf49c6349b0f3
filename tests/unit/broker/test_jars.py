"""The cache of jars: what is fetched, what is kept, and what a person reads when it fails."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from services.broker import maven
from services.broker.errors import JarCorrupt, JarUnavailable
from services.broker.jars import default_cache_folder, ensure_jars
from services.broker.lock import PinnedJar
from services.broker.release import KAFKA_VERSION

CONTENT = {f"org.example:part{number}:1.0": b"jar %d " % number * 1000 for number in range(8)}
JARS = tuple(PinnedJar(name, hashlib.sha256(content).hexdigest(), len(content)) for name, content in CONTENT.items())


class Repository:
    """Stands for the repository behind services.broker.maven.download: counts what is asked of it."""

    def __init__(self) -> None:
        self.content = dict(CONTENT)
        self.asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def download(self, coordinate: str, folder: Path, received: Callable[[int], None]) -> Path:
        with self._lock:
            self.asked[coordinate] += 1
        if coordinate not in self.content:
            raise JarUnavailable(coordinate, "no connection")
        folder.mkdir(parents=True)
        path = folder / "download"
        path.write_bytes(self.content[coordinate])
        received(path.stat().st_size)
        return path


@pytest.fixture
def repository() -> Repository:
    return Repository()


def test_jars_come_in_the_order_of_the_lock_with_the_pinned_bytes(tmp_path: Path, repository: Repository) -> None:
    paths = ensure_jars(tmp_path / "cache", download=repository.download, jars=JARS)
    assert [path.read_bytes() for path in paths] == list(CONTENT.values())


def test_what_is_in_the_cache_is_not_fetched_again(tmp_path: Path, repository: Repository) -> None:
    for _ in range(2):
        ensure_jars(tmp_path, download=repository.download, jars=JARS)
    assert repository.asked == dict.fromkeys(CONTENT, 1)


def test_a_jar_that_was_damaged_in_the_cache_is_fetched_again(tmp_path: Path, repository: Repository) -> None:
    damaged = ensure_jars(tmp_path, download=repository.download, jars=JARS)[3]
    damaged.write_bytes(damaged.read_bytes()[:-1])
    ensure_jars(tmp_path, download=repository.download, jars=JARS)
    assert damaged.read_bytes() == CONTENT[JARS[3].coordinate]
    assert [name for name, times in repository.asked.items() if times > 1] == [JARS[3].coordinate]


def test_a_jar_that_is_not_the_pinned_one_is_refused_by_name(tmp_path: Path, repository: Repository) -> None:
    repository.content[JARS[2].coordinate] = b"something else"
    with pytest.raises(JarCorrupt) as caught:
        ensure_jars(tmp_path, download=repository.download, jars=JARS)
    assert JARS[2].coordinate in str(caught.value)
    assert JARS[2].sha256 in str(caught.value)
    assert not (tmp_path / JARS[2].file_name).exists()


def test_a_download_that_breaks_once_is_repeated(tmp_path: Path, repository: Repository) -> None:
    def breaks_once(coordinate: str, folder: Path, received: Callable[[int], None]) -> Path:
        path = repository.download(coordinate, folder, received)
        if repository.asked[coordinate] == 1:
            path.write_bytes(b"the first half")
        return path

    paths = ensure_jars(tmp_path, download=breaks_once, jars=JARS)
    assert [path.read_bytes() for path in paths] == list(CONTENT.values())


def test_a_missing_jar_is_named_and_the_others_are_kept(tmp_path: Path, repository: Repository) -> None:
    missing = JARS[-1].coordinate
    del repository.content[missing]
    with pytest.raises(JarUnavailable, match=f"^cannot fetch {missing} from Maven Central: no connection; ") as caught:
        ensure_jars(tmp_path, download=repository.download, jars=JARS)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.glob("*.jar")) == sorted(jar.file_name for jar in JARS[:-1])
    assert not list(tmp_path.glob("incoming-*"))


def test_two_at_the_same_time_fetch_each_jar_once(tmp_path: Path, repository: Repository) -> None:
    starts = threading.Barrier(2)
    answers: list[list[Path]] = []

    def ensure() -> None:
        starts.wait()
        answers.append(ensure_jars(tmp_path, download=repository.download, jars=JARS))

    threads = [threading.Thread(target=ensure) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers[0] == answers[1]
    assert repository.asked == dict.fromkeys(CONTENT, 1)


def test_progress_rises_to_the_whole(tmp_path: Path, repository: Repository) -> None:
    reports: list[tuple[int, int]] = []
    ensure_jars(tmp_path, lambda done, total: reports.append((done, total)), download=repository.download, jars=JARS)
    total = sum(map(len, CONTENT.values()))
    assert reports[-1] == (total, total)
    assert reports == sorted(set(reports))


def test_a_cache_folder_that_cannot_be_made_is_named(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JarUnavailable, match=f"cannot write to {tmp_path / 'file' / 'cache'}: "):
        ensure_jars(tmp_path / "file" / "cache", download=repository.download, jars=JARS)


def test_the_cache_folder_bears_the_release() -> None:
    assert default_cache_folder().parts[-2:] == ("newsloom", f"kafka-{KAFKA_VERSION}")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (requests.ConnectionError("long story of a pool\nand its retries"), "no connection"),
        (requests.ReadTimeout("read timed out"), "read timed out"),
        (RuntimeError("not in any repository"), "it is not there"),
        (OSError(28, "No space left on device"), "cannot write to .*: No space left on device"),
    ],
    ids=["offline", "slow", "unknown", "disk full"],
)
def test_each_failure_of_a_download_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise failure

    monkeypatch.setattr(requests, "request", fail)
    with pytest.raises(
        JarUnavailable, match=f"^cannot fetch org.example:part0:1.0 from Maven Central: {said}; "
    ) as caught:
        maven.download("org.example:part0:1.0", tmp_path, lambda _size: None)
    assert "\n" not in str(caught.value)
