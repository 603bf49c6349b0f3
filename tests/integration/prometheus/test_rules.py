"""Prometheus' own tool on the configuration that ships: the rules, and whether each alert fires when it should."""

import subprocess

import pytest
import yaml

from tests.support.prometheus import CONFIGURATION, binary

pytestmark = pytest.mark.timeout(240)

RUNBOOKS = CONFIGURATION.parent / "runbooks"


def _alerts() -> dict[str, dict[str, object]]:
    groups = yaml.safe_load((CONFIGURATION / "alerts.rules.yml").read_text(encoding="utf-8"))["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def _tested() -> dict[str, list[bool]]:
    """Of each alert that is tested: whether each of its tests expects it to fire."""
    tests = yaml.safe_load((CONFIGURATION / "rules.test.yml").read_text(encoding="utf-8"))["tests"]
    outcomes: dict[str, list[bool]] = {}
    for test in tests:
        for expected in test["alert_rule_test"]:
            outcomes.setdefault(expected["alertname"], []).append(bool(expected["exp_alerts"]))
    return outcomes


def _promtool(*arguments: str) -> str:
    done = subprocess.run(
        [binary("promtool"), *arguments], cwd=CONFIGURATION, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_configuration_is_valid() -> None:
    assert "SUCCESS" in _promtool("check", "config", "prometheus.yml")


def test_each_alert_fires_when_it_should_and_only_then() -> None:
    assert "SUCCESS" in _promtool("test", "rules", "rules.test.yml")


def test_each_alert_is_tested_firing() -> None:
    assert {name for name, fires in _tested().items() if any(fires)} == _alerts().keys()


def test_each_alert_has_its_runbook_and_each_runbook_an_alert() -> None:
    linked = set()
    for name, rule in _alerts().items():
        annotations = rule["annotations"]
        assert isinstance(annotations, dict)
        path = RUNBOOKS / str(annotations["runbook"]).removeprefix("deploy/runbooks/")
        assert f"`{name}`" in path.read_text(encoding="utf-8"), f"{path.name} does not tell of {name}"
        linked.add(path)
    assert linked == set(RUNBOOKS.glob("*.md"))
