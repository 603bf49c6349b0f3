"""Kinds by the marks that stand in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.quotes.kinds import kind_of, quoted_ranges
from tests.support.marked_texts import marked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[“We won,”] she said", "direct"),
        ("“[We won]” she said", "direct"),
        ('["We won," she said, "twice."]', "mixed"),
        ("[«Nous avons gagné»], dit-elle", "direct"),
        ("[„Wir haben gewonnen“], sagte sie", "direct"),
        ("['We won,'] she said", "direct"),
        ("[‘We didn’t lose,’] she said", "direct"),
        ("She said [they had “won” twice]", "mixed"),
        ("She said [the captain's men hadn't lost]", "indirect"),
        ("She said [rock 'n' roll won]", "mixed"),
        ("[“We won.] And then", "direct"),
        ("[We won]", "indirect"),
        ("[“We won,”] she said, [“twice.”]", "direct"),
        ("[“We won,”] she said, [and that they would win again next year]", "mixed"),
        ("[”]", "indirect"),
    ],
)
def test_kind_is_by_the_share_in_quotation_marks(text: str, kind: str) -> None:
    plain, spans = marked(text)
    assert kind_of(plain, spans) == kind


@given(st.text(alphabet="ab '’‘“”\"„«»", max_size=40))
def test_quoted_ranges_are_in_order_and_inside(text: str) -> None:
    edges = [edge for place in quoted_ranges(text) for edge in place]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
