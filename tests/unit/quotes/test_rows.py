"""Spans found by their places."""

from services.language.tagger import TypedSpan
from services.quotes.rows import NEIGHBOURS, SpanRow


def span(start: int, end: int) -> TypedSpan:
    return TypedSpan(start, end, "ANY", 0.9)


ROW = SpanRow([span(20, 25), span(0, 5), span(10, 15)])


def test_spans_stand_in_the_order_of_the_text() -> None:
    assert ROW.spans == [span(0, 5), span(10, 15), span(20, 25)]


def test_spans_between_are_whole_within_the_range() -> None:
    assert ROW.between(0, 15) == [span(0, 5), span(10, 15)]
    assert ROW.between(1, 14) == []


def test_touching_spans_share_a_code_point_with_the_range() -> None:
    assert ROW.touching(4, 11) == [span(0, 5), span(10, 15)]
    assert ROW.touching(5, 10) == []


def test_the_span_around_another_holds_all_of_it() -> None:
    assert ROW.around(span(11, 15)) == span(10, 15)
    assert ROW.around(span(11, 16)) is None
    assert ROW.around(span(7, 8)) is None


def test_the_neighbourhood_ends_after_some_spans_on_either_side() -> None:
    row = SpanRow([span(place, place + 1) for place in range(0, 100, 2)])
    near = row.near(span(51, 52))
    assert len(near) == 2 * NEIGHBOURS
    assert near[0].start == 52 - 2 * NEIGHBOURS
