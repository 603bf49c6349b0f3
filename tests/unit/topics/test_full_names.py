"""Which short name of an article stands for which full one."""

from collections import defaultdict

import pytest

from services.topics.candidates import Candidate, candidates_of, words_of
from services.topics.full_names import Key, full_names


def full(body: str, headline: str = "") -> dict[Key, Key]:
    occurrences: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in (
        *candidates_of(headline, words_of(headline), "headline"),
        *candidates_of(body, words_of(body), "body"),
    ):
        occurrences[candidate.key].append(candidate)
    return full_names(occurrences)


def test_a_short_name_stands_for_the_only_full_name_that_ends_in_it() -> None:
    assert full("They met Ada Holm. To them Holm was kind.") == {("holm",): ("ada", "holm")}


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        pytest.param("They met Ada Rose. They gave her a rose, and to them Rose was kind.", "", id="a common word"),
        pytest.param("They heard Duran Duran. To them Duran was loud.", "", id="the same word twice"),
        pytest.param("They went to Northmark again.", "Holm Visits Northmark", id="of the headline only"),
        pytest.param("They met Ada Holm and Ben Holm. To them Holm was kind.", "", id="two people"),
        pytest.param("They met Mayor Holm. To them Holm was kind.", "", id="a title"),
        pytest.param("They met painter Holm. To them Holm was kind.", "", id="a profession in lower case"),
    ],
)
def test_a_short_name_stays_short_without_one_full_name(body: str, headline: str) -> None:
    assert full(body, headline) == {}
