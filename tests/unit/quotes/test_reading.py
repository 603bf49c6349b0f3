"""Attributions as seen from each cue, with a model that sees what the test says."""

from collections.abc import Collection, Mapping
from typing import cast

import numpy as np
import pytest

from services.language.tagger import Reading, Tagger, TypedSpan
from services.quotes.reading import SURE_ALONE, attributions
from tests.support.marked_texts import marked


class Seeing:
    """A model that sees, from the cue of a given text, the spans of given texts."""

    anchored_layers = (("SOURCE",), ("CONTENT",))

    def __init__(self, text: str, seen: Mapping[str, tuple[list[str], list[str]]], confidence: float) -> None:
        self.text = text
        self.seen = seen
        self.confidence = confidence

    def seen_from(self, _: Reading, cue: TypedSpan, single: Collection[str] = ()) -> list[TypedSpan]:
        assert set(single) == {"SOURCE"}
        sources, contents = self.seen.get(self.text[cue.start : cue.end], ([], []))
        return sorted(
            TypedSpan(start := self.text.index(words), start + len(words), part, self.confidence)
            for part, found in (("SOURCE", sources), ("CONTENT", contents))
            for words in found
        )


def read(
    marked_text: str, seen: Mapping[str, tuple[list[str], list[str]]], confidence: float = 0.95
) -> list[tuple[list[str], list[str], list[str]]]:
    """Return (sources, cues, contents) of each attribution as texts; the whole text is one window."""
    text, spans = marked(marked_text)
    starts = np.arange(len(text))
    nothing = np.zeros(len(text), dtype=np.int64)
    reading = Reading(
        text, starts, starts + 1, nothing.astype(bool), starts, nothing, np.zeros((len(text), 0), np.float32)
    )
    found = attributions(cast(Tagger, Seeing(text, seen, confidence)), reading, spans)
    return [
        (
            [text[span.start : span.end] for span in attribution.source],
            [text[span.start : span.end] for span in attribution.cue],
            [text[span.start : span.end] for span in attribution.content],
        )
        for attribution in found
    ]


def test_one_attribution_stands_within_another() -> None:
    found = read(
        "{Eva} <said> [that {Omar} <told> {her} it would rain].",
        {"said": (["Eva"], ["that Omar told her it would rain"]), "told": (["Omar"], ["it would rain"])},
    )
    assert found == [
        (["Eva"], ["said"], ["that Omar told her it would rain"]),
        (["Omar"], ["told"], ["it would rain"]),
    ]


def test_a_piece_that_two_cues_claim_is_the_nearest_ones() -> None:
    found = read(
        "{Eva} <replied>: [“I do not.”] [“Ask him,”] {Omar} <said>.",
        {"replied": (["Eva"], ["“I do not.”"]), "said": (["Omar"], ["“I do not.”", "“Ask him,”"])},
    )
    assert found == [(["Eva"], ["replied"], ["“I do not.”"]), (["Omar"], ["said"], ["“Ask him,”"])]


def test_two_cues_of_one_content_are_one_cue_in_pieces() -> None:
    found = read(
        "{Eva} <went on> and <added> [that it rained].",
        {"went on": (["Eva"], ["that it rained"]), "added": (["Eva"], ["that it rained"])},
    )
    assert found == [(["Eva"], ["went on", "added"], ["that it rained"])]


def test_a_content_takes_the_edges_that_the_layer_of_contents_has() -> None:
    found = read("{Eva} <said> [that it rained all day].", {"said": (["Eva"], ["that it rained all"])})
    assert found == [(["Eva"], ["said"], ["that it rained all day"])]


def test_a_content_that_no_cue_claims_goes_on_with_the_attribution_of_its_cue() -> None:
    found = read("[“Rain,”] {Eva} <said>. [“A lot.”]", {"said": (["Eva"], ["“Rain,”"])})
    assert found == [(["Eva"], ["said"], ["“Rain,”", "“A lot.”"])]


@pytest.mark.parametrize(("confidence", "count"), [(SURE_ALONE - 0.01, 0), (SURE_ALONE, 1)])
def test_a_content_that_only_the_cue_sees_has_to_be_sure(confidence: float, count: int) -> None:
    assert len(read("{Eva} <said> that it rained.", {"said": (["Eva"], ["that it rained"])}, confidence)) == count


def test_a_headline_does_not_go_on_in_the_story() -> None:
    text = "[Praise for the team]\n{Eva} <praised> [them all]."
    found = read(text, {"praised": (["Eva"], ["them all"])})
    assert [contents for _, _, contents in found] == [["them all"]]


def test_a_tag_behind_each_of_two_quotations_has_its_own() -> None:
    both = ["“We like it,”", "“We hate it,”"]
    found = read(
        "[“We like it,”] {Eva} <said>. [“We hate it,”] {Omar} <replied>.",
        {"said": (["Eva"], both), "replied": (["Omar"], both)},
    )
    assert found == [(["Eva"], ["said"], both[:1]), (["Omar"], ["replied"], both[1:])]


def test_a_cue_of_another_sentence_that_keeps_nothing_is_a_piece_of_the_one_that_does() -> None:
    found = read(
        "[“We like it,”] {Eva} <said>. She <repeated> it.",
        {"said": (["Eva"], ["“We like it,”"]), "repeated": (["Eva"], ["“We like it,”"])},
    )
    assert found == [(["Eva"], ["said", "repeated"], ["“We like it,”"])]
