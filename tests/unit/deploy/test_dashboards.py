"""The dashboards: what they ask for exists, nothing lies on anything else, and each says what it tells."""

import json
import re
from itertools import combinations
from typing import Any

import pytest
import yaml

from deploy.grafana.boards import BOARDS, queries
from deploy.grafana.build import DATA_SOURCE
from deploy.grafana.generate import FOLDER, stale
from docs import metrics as page
from services.observer.metrics import ObserverMetrics
from services.runtime.metrics import Metrics

_RULES = FOLDER.parents[1] / "prometheus" / "objective.rules.yml"
_PROVISIONING = FOLDER.parent / "provisioning"


def _board(name: str) -> dict[str, Any]:
    board: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return board


def _names() -> set[str]:
    """All that a query may name: our metrics, the recorded ones, and those of every Python process."""
    names = {rule["record"] for group in yaml.safe_load(_RULES.read_text("utf-8"))["groups"] for rule in group["rules"]}
    for registry in (Metrics("entities").registry, ObserverMetrics().registry):
        for family in registry.collect():
            endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(family.type, ("",))
            names |= {family.name + ending for ending in endings}
    return names


def test_the_files_are_current() -> None:
    assert stale() == []


def test_the_table_of_metrics_is_current() -> None:
    assert page.FILE.read_text(encoding="utf-8") == page.page()


@pytest.mark.parametrize("asked", tuple(queries()), ids=lambda asked: f"{asked.board}: {asked.panel}")
def test_each_query_names_metrics_that_exist(asked: Any) -> None:
    named = set(re.findall(r"\b(?:newsloom[:_]|process_)[\w:]+", asked.expression))
    assert named
    assert named <= _names()
    assert "$" not in asked.expression


@pytest.mark.parametrize("name", sorted(BOARDS))
def test_panels_do_not_overlap(name: str) -> None:
    places = [panel["gridPos"] for panel in _board(name)["panels"]]
    for one, other in combinations(places, 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        above = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or above, (one, other)
    assert max(place["x"] + place["w"] for place in places) == 24


@pytest.mark.parametrize("name", sorted(BOARDS))
def test_each_panel_says_what_it_tells(name: str) -> None:
    for panel in _board(name)["panels"]:
        if panel["type"] == "row":
            continue
        assert panel["title"]
        assert panel["description"].endswith((".", "%."))
        assert panel["fieldConfig"]["defaults"]["unit"]
        assert panel["datasource"] == {"type": "prometheus", "uid": DATA_SOURCE.uid}
        if len(panel["targets"]) > 1 or panel["type"] != "stat":
            assert all(target["legendFormat"] for target in panel["targets"])


def test_grafana_is_told_of_what_exists() -> None:
    (source,) = yaml.safe_load((_PROVISIONING / "datasources" / "newsloom.yaml").read_text("utf-8"))["datasources"]
    (provider,) = yaml.safe_load((_PROVISIONING / "dashboards" / "newsloom.yaml").read_text("utf-8"))["providers"]
    compose = yaml.safe_load((FOLDER.parents[2] / "docker-compose.yml").read_text("utf-8"))["services"]
    assert source["uid"] == DATA_SOURCE.uid
    assert source["url"] == "http://prometheus:9090"
    assert f"./deploy/grafana/dashboards:{provider['options']['path']}:ro" in compose["grafana"]["volumes"]
    home = compose["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert home == f"{provider['options']['path']}/newsroom.json"
