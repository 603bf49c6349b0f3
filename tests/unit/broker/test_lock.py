"""The lock file of the jars, the committed one and malformed ones."""

from pathlib import Path

import pytest

from services.broker.errors import JarLockInvalid
from services.broker.lock import PinnedJar, read_lock, render_lock, sha256_of
from services.broker.release import SERVER_COORDINATE

KAFKA = PinnedJar("org.example:server:4.0", "a" * 64, 12)
SCALA = PinnedJar("org.example:language_2.13:2.13.1", "b" * 64, 7)


def written(folder: Path, text: str) -> Path:
    """A lock file of that text."""
    path = folder / "jars.lock"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_committed_lock_pins_the_release_and_what_carries_its_log_messages() -> None:
    coordinates = [jar.coordinate for jar in read_lock()]
    assert SERVER_COORDINATE in coordinates
    assert any(coordinate.startswith("org.apache.logging.log4j:log4j-slf4j-impl:") for coordinate in coordinates)


def test_what_is_rendered_is_read_again_sorted_by_coordinate(tmp_path: Path) -> None:
    assert read_lock(written(tmp_path, render_lock([KAFKA, SCALA], "two jars"))) == (SCALA, KAFKA)


def test_a_jar_is_kept_under_its_artifact_and_version() -> None:
    assert SCALA.file_name == "language_2.13-2.13.1.jar"


@pytest.mark.parametrize(
    "line",
    [
        "org.example:server:4.0",
        f"{'a' * 63} 12 org.example:server:4.0",
        f"{'A' * 64} 12 org.example:server:4.0",
        f"{'a' * 64} 0 org.example:server:4.0",
        f"{'a' * 64} 12 org.example:server",
        f"{'a' * 64} 12 ../../etc:server:4.0",
    ],
    ids=["no checksum", "short checksum", "upper case", "empty jar", "no version", "a path"],
)
def test_a_malformed_line_is_named_with_its_file_and_number(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"# comment\n\n{line}\n")
    with pytest.raises(JarLockInvalid, match=f"^{path} line 3: "):
        read_lock(path)


def test_two_jars_of_one_file_name_are_refused(tmp_path: Path) -> None:
    other_group = PinnedJar("com.example:server:4.0", "c" * 64, 12)
    path = written(tmp_path, render_lock([KAFKA, other_group], "a clash"))
    with pytest.raises(JarLockInvalid, match=r"line 3: server-4\.0\.jar is pinned twice"):
        read_lock(path)


def test_a_lock_without_jars_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JarLockInvalid, match="no jar is pinned"):
        read_lock(written(tmp_path, "# nothing\n"))


def test_sha256_of_a_file(tmp_path: Path) -> None:
    # NIST's example for the message "abc" (FIPS 180-4, the one-block sample).
    path = tmp_path / "message"
    path.write_bytes(b"abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
