"""Misplaced labels of quotations."""

from typing import Any

from training.repair import repaired, stands_as_word


def record(text: str, content: str, cue: str, source: str, *, cue_at: int, source_at: int) -> dict[str, Any]:
    start = text.index(content)
    return {
        "content": [[start, start + len(content)]],
        "cue": [[cue_at, cue_at + len(cue)]],
        "source": [[source_at, source_at + len(source)]],
    }


def test_a_source_inside_a_word_moves_to_the_tag() -> None:
    text = "“The bridge is open,” he said."
    quote = record(text, "“The bridge is open,”", "said", "he", cue_at=text.index("said"), source_at=2)
    assert repaired(text, quote)["source"] == [(22, 24)]


def test_a_cue_at_an_earlier_tag_moves_to_its_own() -> None:
    text = "“It rained,” Eva said. It was a long and cold night in May. “The lake rose,” Eva said."
    quote = record(text, "“The lake rose,”", "said", "Eva", cue_at=17, source_at=13)
    assert repaired(text, quote) | {"content": None} == {
        "content": None,
        "cue": [(text.rindex("said"), text.rindex("said") + 4)],
        "source": [(text.rindex("Eva"), text.rindex("Eva") + 3)],
    }


def test_a_label_that_stands_well_stays() -> None:
    text = "Eva said it rained, and Omar said it snowed."
    quote = record(text, "it rained", "said", "Eva", cue_at=4, source_at=0)
    assert repaired(text, quote) == {"content": [(9, 18)], "cue": [(4, 8)], "source": [(0, 3)]}


def test_an_attribution_without_a_cue_stays() -> None:
    quote: dict[str, Any] = {"content": [[0, 5]], "cue": [], "source": [[7, 9]]}
    assert repaired("Rain, Eva", quote) == {"content": [(0, 5)], "cue": [], "source": [(7, 9)]}


def test_words_end_where_letters_do() -> None:
    assert [stands_as_word("the he", place) for place in ((1, 3), (4, 6), (0, 3))] == [False, True, True]
