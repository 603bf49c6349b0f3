"""Spans in texts of any length and kind."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from services.language.tagger import Tagger
from tests.support.hostile_texts import hostile_text


@given(text=hostile_text)
@settings(max_examples=60, deadline=None)
def test_spans_are_ranges_of_one_line_of_the_text(tagger: Tagger, text: str) -> None:
    for span in tagger.tag(text):
        assert 0 <= span.start < span.end <= len(text)
        assert "\n" not in text[span.start : span.end]
        assert 0 <= span.confidence <= 1


@given(text=hostile_text)
@settings(max_examples=30, deadline=None)
def test_spans_of_a_layer_do_not_overlap(tagger: Tagger, text: str) -> None:
    spans = tagger.tag(text)
    for types in tagger.layers:
        layer = [span for span in spans if span.type in types]
        assert all(first.end <= second.start for first, second in pairwise(layer))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\ud800\udfff", "\x00"])
def test_a_text_that_says_nothing_has_no_spans(tagger: Tagger, text: str) -> None:
    assert tagger.tag(text) == []


def test_a_name_keeps_its_combining_marks(tagger: Tagger) -> None:
    name = "Ana Gonza\u0301le\u0301z"
    found = [
        f"{name} said on Monday that the school was closed."[span.start : span.end]
        for span in tagger.tag(f"{name} said on Monday that the school was closed.")
    ]
    assert name in found


def test_the_same_text_gives_the_same_spans(tagger: Tagger) -> None:
    text = "The mayor of Lisbon, Rui Costa, said on Friday: “We are ready.”"
    assert tagger.tag(text) == tagger.tag(text)
