"""Loading of the topics model, and the faults of its folder."""

import json
import shutil
from copy import copy
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from services.language.errors import ModelError
from services.language.model_folder import sha256
from services.language.pieces import Pieces
from services.topics.classifier import Calibration, TopicsModel
from services.topics.lead import BODY_CODE_POINTS, lead_of
from tests.unit.topics.articles import BANK, ELECTION, FOOTBALL, article
from tests.unit.topics.conftest import MODEL_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model that ships, without its card."""
    copy = tmp_path / "topics"
    copy.mkdir()
    for name in json.loads((MODEL_FOLDER / "manifest.json").read_text())["files"].keys() | {"manifest.json"}:
        shutil.copyfile(MODEL_FOLDER / name, copy / name)
    return copy


def rewrite(folder: Path, name: str, **changes: object) -> None:
    """Change values of a JSON file and keep its checksum right."""
    document = json.loads((folder / name).read_text()) | changes
    (folder / name).write_text(json.dumps(document))
    if name != "manifest.json":
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"][name] = sha256(folder / name)
        (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_damaged_calibration_is_named(folder: Path) -> None:
    (folder / "calibration.json").write_text("{}")
    with pytest.raises(ModelError, match=r"calibration\.json: does not match its SHA-256"):
        TopicsModel.load(folder)


def test_a_calibration_of_another_size_is_named(folder: Path) -> None:
    rewrite(folder, "calibration.json", thresholds=[0.5])
    with pytest.raises(ModelError, match=r"calibration\.json: thresholds are not one a label"):
        TopicsModel.load(folder)


def test_a_calibration_without_a_field_is_named(folder: Path) -> None:
    rewrite(folder, "calibration.json", primary_threshold=None)
    with pytest.raises(ModelError, match=r"calibration\.json: .*primary_threshold"):
        TopicsModel.load(folder)


def test_a_label_that_is_no_concept_is_named(folder: Path) -> None:
    labels = json.loads((folder / "manifest.json").read_text())["labels"]
    rewrite(folder, "manifest.json", labels=["medtop:99999999", *labels[1:]])
    with pytest.raises(ModelError, match="medtop:99999999 is no active IPTC Media Topic"):
        TopicsModel.load(folder)


def test_a_second_level_label_before_a_top_level_one_is_refused(folder: Path) -> None:
    labels = json.loads((folder / "manifest.json").read_text())["labels"]
    rewrite(folder, "manifest.json", labels=labels[::-1])
    with pytest.raises(ModelError, match="top-level labels do not come first"):
        TopicsModel.load(folder)


def test_what_stands_behind_the_window_counts_as_far_as_the_article_is_read(model: TopicsModel) -> None:
    def logits(body: str) -> list[float]:
        found = model.logits(article(body))
        assert found is not None
        return list(map(float, found))

    start = ELECTION.body + " It rained again." * 200
    assert logits(start) != logits(f"{start} {FOOTBALL.body}")
    far = start + " It rained again." * (BODY_CODE_POINTS // 16)
    assert logits(far) == logits(f"{far} {FOOTBALL.body}")


def test_all_top_level_topics_are_labels(model: TopicsModel) -> None:
    assert model.top_count == 17


def test_probabilities_are_probabilities(model: TopicsModel) -> None:
    logits = model.logits(BANK)
    assert logits is not None
    scores = model.scores(logits)
    assert np.all((scores.probabilities >= 0) & (scores.probabilities <= 1))
    assert scores.primary.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("slope", "offset", "logit", "probability"),
    [(1.0, 0.0, 2.0, 0.880797), (0.5, 0.0, 2.0, 0.731059), (1.0, -3.0, 2.0, 0.268941), (2.0, 1.0, -0.5, 0.5)],
)
def test_a_probability_follows_from_the_calibrated_logit(
    model: TopicsModel, slope: float, offset: float, logit: float, probability: float
) -> None:
    count = len(model.labels)
    calibrated = copy(model)
    calibrated.calibration = Calibration(
        slopes=(slope, *(1.0,) * (count - 1)),
        offsets=(offset, *(0.0,) * (count - 1)),
        thresholds=(0.5,) * count,
        primary_threshold=0.5,
    )
    scores = calibrated.scores(np.full(count + model.top_count, logit))
    assert scores.probabilities[0] == pytest.approx(probability, abs=1e-6)
    assert scores.probabilities[1:] == pytest.approx(1 / (1 + np.exp(-logit)))
    assert scores.primary == pytest.approx(1 / model.top_count)


def test_extreme_logits_give_finite_probabilities(model: TopicsModel) -> None:
    count = len(model.labels) + model.top_count
    scores = model.scores(np.where(np.arange(count) % 2, 1e9, -1e9))
    assert np.isfinite(scores.probabilities).all()
    assert np.isfinite(scores.primary).all()


def test_the_order_of_words_counts_in_the_window_and_not_behind_it(model: TopicsModel) -> None:
    def logits(body: str) -> NDArray[np.float64]:
        found = model.logits(article(body))
        assert found is not None
        return found

    one, other, rain = "The dog bit the mayor.", "The mayor bit the dog.", " It rained again." * 200
    assert not np.allclose(logits(one + rain), logits(other + rain))
    assert np.array_equal(logits(f"{ELECTION.body}{rain} {one}"), logits(f"{ELECTION.body}{rain} {other}"))


def test_a_logit_is_the_mean_over_the_whole_window_and_what_the_bag_adds(
    model: TopicsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int, int]] = []

    def rows(pieces: Pieces, start: int, end: int) -> NDArray[np.float32]:
        asked.append((len(pieces), start, end))
        return np.outer(np.arange(end - start), np.ones(len(model.labels) + model.top_count)).astype(np.float32)

    monkeypatch.setattr(model._encoder, "encode_window", rows)
    lead = lead_of(ELECTION, model._encoder.tokenizer, model._encoder.window)
    found = model.logits(ELECTION)
    assert lead is not None
    assert found is not None
    pieces, count = lead
    assert asked == [(len(pieces), 0, count)]
    assert np.allclose(found, (count - 1) / 2 + model._bag.logits(pieces.ids))
