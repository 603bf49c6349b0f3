"""From probabilities to the topics of an article."""

import numpy as np

from schemas.topics import Topic
from services.topics.classifier import Calibration, Scores
from services.topics.concepts import concept_table
from services.topics.decision import decide

POLITICS, SPORT, ELECTION, CRIME = "medtop:11000000", "medtop:15000000", "medtop:20000574", "medtop:20000082"
CODES = (POLITICS, SPORT, ELECTION, CRIME)
CALIBRATION = Calibration(slopes=(1.0,) * 4, offsets=(0.0,) * 4, thresholds=(0.5, 0.3, 0.5, 0.5), primary_threshold=0.2)


def topics(probabilities: tuple[float, float, float, float], primary: tuple[float, float]) -> tuple[Topic, ...]:
    concepts = [concept_table()[code] for code in CODES]
    return decide(concepts, Scores(np.array(probabilities), np.array(primary)), CALIBRATION)


def codes(listed: tuple[Topic, ...]) -> list[str]:
    return [topic.code for topic in listed]


def test_the_primary_topic_comes_first_though_another_is_surer() -> None:
    assert codes(topics((0.6, 0.9, 0.0, 0.0), (0.7, 0.3))) == [POLITICS, SPORT]


def test_the_other_topics_stand_by_falling_confidence_and_then_by_code() -> None:
    assert codes(topics((0.6, 0.8, 0.9, 0.0), (0.7, 0.3))) == [POLITICS, ELECTION, SPORT]
    assert codes(topics((0.6, 0.9, 0.8, 0.0), (0.7, 0.3))) == [POLITICS, SPORT, ELECTION]
    assert codes(topics((0.6, 0.8, 0.8, 0.0), (0.7, 0.3))) == [POLITICS, SPORT, ELECTION]


def test_only_one_topic_is_primary() -> None:
    listed = topics((0.6, 0.9, 0.8, 0.0), (0.7, 0.3))
    assert [topic.code for topic in listed if topic.primary] == [POLITICS]


def test_each_topic_has_its_own_threshold() -> None:
    assert codes(topics((0.35, 0.35, 0.0, 0.0), (0.1, 0.9))) == [SPORT]


def test_the_primary_topic_needs_no_threshold_of_its_own() -> None:
    assert codes(topics((0.35, 0.1, 0.0, 0.0), (0.9, 0.1))) == [POLITICS]


def test_an_unlikely_primary_topic_means_no_topic() -> None:
    assert topics((0.15, 0.1, 0.9, 0.0), (0.9, 0.1)) == ()


def test_what_just_reaches_a_threshold_is_listed() -> None:
    assert codes(topics((0.9, 0.3, 0.5, 0.0), (0.9, 0.1))) == [POLITICS, ELECTION, SPORT]
    assert codes(topics((0.9, 0.2999, 0.4999, 0.0), (0.9, 0.1))) == [POLITICS]


def test_a_primary_topic_that_is_just_likely_enough_is_listed() -> None:
    assert codes(topics((0.2, 0.0, 0.0, 0.0), (0.9, 0.1))) == [POLITICS]
    assert topics((0.1999, 0.0, 0.0, 0.0), (0.9, 0.1)) == ()


def test_a_second_level_topic_needs_its_parent() -> None:
    assert codes(topics((0.9, 0.0, 0.8, 0.95), (0.9, 0.1))) == [POLITICS, ELECTION]


def test_label_and_level_are_those_of_the_table() -> None:
    listed = topics((0.9, 0.0, 0.8, 0.0), (0.9, 0.1))
    assert [(topic.label, topic.level) for topic in listed] == [("politics", 1), ("election", 2)]


def test_confidences_have_four_places() -> None:
    assert topics((0.123456789 + 0.5, 0.0, 0.0, 0.0), (0.9, 0.1))[0].confidence == 0.6235
