"""Sources and contents whose edges the text puts right; {sources} and [contents] are as a model saw them."""

import pytest

from services.language.tagger import TypedSpan
from services.quotes.edges import says_whom, tidied_content, tidied_source
from services.quotes.rows import SpanRow
from tests.support.marked_texts import marked


def spans_of(text: str, names: list[str], kind: str = "PERSON") -> SpanRow:
    return SpanRow(TypedSpan(start := text.index(name), start + len(name), kind, 0.9) for name in names)


@pytest.mark.parametrize(
    ("marked_text", "names", "expected"),
    [
        ("{Maria} Oliveira said so.", [], "Maria"),
        ("{Maria} Oliveira said so.", ["Maria Oliveira"], "Maria Oliveira"),
        ("Maria {Oliveira} said so.", ["Maria Oliveira"], "Maria Oliveira"),
        ("{The mayor, Maria} Oliveira, said so.", ["Maria Oliveira"], "The mayor, Maria Oliveira"),
        ("{The mayor of} Lisbon said so.", ["Lisbon"], "The mayor of"),
        ("{Dr}. Ng said so.", ["Ng"], "Dr. Ng"),
        ("He spoke of {home}. Ng said so.", ["Ng"], "home"),
        ("{A neighbour, who} saw it, said so.", [], "A neighbour"),
        ("{The WHO} said so.", [], "The WHO"),
    ],
)
def test_a_source_has_whole_names_and_no_relative_pronoun(marked_text: str, names: list[str], expected: str) -> None:
    text, (source,) = marked(marked_text)
    tidied = tidied_source(text, source, spans_of(text, names))
    assert text[tidied.start : tidied.end] == expected


@pytest.mark.parametrize(
    ("marked_text", "expected"),
    [
        ("[“We won],” she said.", ["“We won,”"]),
        ("“[We won”], she said.", ["“We won”"]),
        ("[“We won”] and “[they lost”].", ["“We won” and “they lost”"]),
        ("[„Wir haben gewonnen]“, sagte sie.", ["„Wir haben gewonnen“"]),
        ("[« On a gagné »], dit-elle.", ["« On a gagné »"]),
        ("He said[, that it rained,] and left.", ["that it rained"]),
        ("[that it rained][ … ]she said.", ["that it rained"]),
        ("He said [that it was “]bad” and left.", ["that it was"]),
        ("“He said [that it was bad “] Eva went on.", ["that it was bad “"]),
        ("[that it] often [rained]", ["that it often rained"]),
        ("[that it rained]. [That it snowed]", ["that it rained", "That it snowed"]),
        ("[that it rained] and, as anybody could see, [that it snowed]", ["that it rained", "that it snowed"]),
    ],
)
def test_a_content_has_whole_marks_and_pieces_that_belong_apart(marked_text: str, expected: list[str]) -> None:
    text, pieces = marked(marked_text)
    tidied = tidied_content(text, pieces, [])
    assert [text[piece.start : piece.end] for piece in tidied] == expected


@pytest.mark.parametrize(("source", "says"), [("the", False), ("A", False), ("the mayor", True), ("she", True)])
def test_an_article_alone_says_nobody(source: str, says: bool) -> None:
    assert says_whom(source, TypedSpan(0, len(source), "SOURCE", 0.9)) is says


def test_a_cue_between_two_pieces_keeps_them_apart() -> None:
    text, spans = marked("[it rained] he <said> [and snowed]")
    pieces = [span for span in spans if span.type == "CONTENT"]
    cues = SpanRow(span for span in spans if span.type == "CUE")
    assert len(tidied_content(text, pieces, [cues])) == 2
    assert len(tidied_content(text, pieces, [])) == 1


def test_joined_pieces_are_as_sure_as_the_less_sure_one() -> None:
    text = "that it often rained"
    pieces = [TypedSpan(0, 7, "CONTENT", 0.9), TypedSpan(14, 20, "CONTENT", 0.4)]
    assert [piece.confidence for piece in tidied_content(text, pieces, [])] == [0.4]
