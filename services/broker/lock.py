"""The lock file: every jar that a broker loads, pinned by SHA-256.

One jar a line, `sha256 bytes group:artifact:version`, sorted by coordinate; lines that begin with `#` are comments.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from services.broker.errors import JarLockInvalid

LOCK_FILE = Path(__file__).with_name("jars.lock")

_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) (?P<size>[1-9][0-9]*) (?P<coordinate>[\w.-]+:[\w.-]+:[\w.-]+)", re.ASCII)


@dataclass(frozen=True)
class PinnedJar:
    """One jar: its Maven coordinate `group:artifact:version`, its SHA-256 (64 hex digits) and its size in bytes."""

    coordinate: str
    sha256: str
    size: int

    @property
    def file_name(self) -> str:
        """The jar's name in the cache folder, `artifact-version.jar`."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"


def read_lock(path: Path = LOCK_FILE) -> tuple[PinnedJar, ...]:
    """The pinned jars of a lock file, in its order.

    Raises JarLockInvalid, naming the file and the line, for a malformed line, for two jars of one file name (the later
    would hide the earlier in the cache) and for a file without any jar.
    """
    jars: dict[str, PinnedJar] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise JarLockInvalid(f"{path} line {number}: expected `sha256 bytes group:artifact:version`, got {line!r}")
        jar = PinnedJar(match["coordinate"], match["sha256"], int(match["size"]))
        if jar.file_name in jars:
            raise JarLockInvalid(f"{path} line {number}: {jar.file_name} is pinned twice")
        jars[jar.file_name] = jar
    if not jars:
        raise JarLockInvalid(f"{path}: no jar is pinned")
    return tuple(jars.values())


def render_lock(jars: Iterable[PinnedJar], comment: str) -> str:
    """The text of a lock file: the comment (one line), then the jars sorted by coordinate."""
    lines = [f"{jar.sha256} {jar.size} {jar.coordinate}" for jar in sorted(jars, key=lambda jar: jar.coordinate)]
    return "\n".join([f"# {comment}", *lines]) + "\n"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes as 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
