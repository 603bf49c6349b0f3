"""Who speaks by the layout of a text: transcripts, signatures, headlines."""

import re

import pytest
from hypothesis import given, settings

from schemas.article import Article
from services.language.tagger import TypedSpan
from services.quotes.analysis import analyze
from services.quotes.layout import by_layout, merged, with_labels
from services.quotes.linking import Attribution
from services.quotes.model import QuotesModel
from services.quotes.rows import SpanRow
from tests.support.hostile_texts import hostile_text

NAMES = {"PERSON": re.compile(r"Carla Nunes|Peter Berg|Nunes|Berg"), "ORG": re.compile(r"Rowing League")}
CUES = re.compile(r"added|recalled")


def names_in(text: str) -> list[TypedSpan]:
    return [
        TypedSpan(found.start(), found.end(), kind, 0.9)
        for kind, pattern in NAMES.items()
        for found in pattern.finditer(text)
    ]


def shown(text: str) -> list[Attribution]:
    cues = SpanRow(TypedSpan(found.start(), found.end(), "CUE", 0.9) for found in CUES.finditer(text))
    return by_layout(text, SpanRow(names_in(text)), cues)


def said(text: str) -> list[tuple[str, list[str]]]:
    """Return the source and the pieces of the content of each attribution."""
    return [
        (
            text[attribution.source[0].start : attribution.source[0].end],
            [text[piece.start : piece.end] for piece in attribution.content],
        )
        for attribution in shown(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Q: Will taxes rise?\nA: Not this year.",
            [("Q", ["Will taxes rise?"]), ("A", ["Not this year."])],
            id="questions and answers",
        ),
        pytest.param(
            "Q1: Will taxes rise?\nA1: Not this year.",
            [("Q1", ["Will taxes rise?"]), ("A1", ["Not this year."])],
            id="numbered",
        ),
        pytest.param(
            "HOLM: Did he call?\n\nNUNES: He did.\n\nHOLM: When?",
            [("HOLM", ["Did he call?"]), ("NUNES", ["He did."]), ("HOLM", ["When?"])],
            id="surnames in capitals",
        ),
        pytest.param(
            "Carla Nunes, minister: It is done.\nPeter Berg: It is not.\nCarla Nunes, minister: It is.",
            [
                ("Carla Nunes, minister", ["It is done."]),
                ("Peter Berg", ["It is not."]),
                ("Carla Nunes, minister", ["It is."]),
            ],
            id="names",
        ),
        pytest.param(
            "Q: Will taxes rise?\nA: Not this year.\nPerhaps in the next.\nQ: Why?",
            [("Q", ["Will taxes rise?"]), ("A", ["Not this year.", "Perhaps in the next."]), ("Q", ["Why?"])],
            id="a turn of two paragraphs",
        ),
        pytest.param(
            "A long talk.\nQ: Will taxes rise?\nA: Not this year.\nThe minister left.",
            [("Q", ["Will taxes rise?"]), ("A", ["Not this year."])],
            id="the story around it",
        ),
        pytest.param(
            "Carla Nunes (Labour): It is done.\nBERG: “It is not.” — so I said to Carla Nunes.\nBERG: It is.",
            [
                ("Carla Nunes (Labour)", ["It is done."]),
                ("BERG", ["“It is not.” — so I said to Carla Nunes."]),
                ("BERG", ["It is."]),
            ],
            id="a party in brackets, and what looks like a signature",
        ),
        pytest.param("Date: 3 May.\nPlace: the town hall.\nDate: 4 May.", [], id="a form"),
        pytest.param("PRICE: 5\nSIZE: 7\nPRICE: 6", [], id="a table in capitals"),
        pytest.param("NOTE: Prices are in euros.", [], id="one label"),
        pytest.param(
            "Nunes added: “It is done.”\nBerg recalled: “It was not.”\nNunes added: “It was.”", [], id="verbs before it"
        ),
        pytest.param(
            "Nunes, a judge, added: It is.\nBerg: It is not.\nBerg: No.", [], id="a verb behind an apposition"
        ),
        pytest.param(
            "Q. Will taxes rise?\nA. Not this year.\n(APPLAUSE)\nQ. Why?",
            [("Q", ["Will taxes rise?"]), ("A", ["Not this year."]), ("Q", ["Why?"])],
            id="full stops, and a stage direction",
        ),
        pytest.param("Carla Nunes: Paint it red (3 May).\nPeter Berg: Paint it blue (4 May).", [], id="a programme"),
        pytest.param("For Nunes one thing is clear: it is over.\nFor Berg it is: no.", [], id="a colon in a sentence"),
    ],
)
def test_turns_of_a_transcript(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert said(text) == expected


def test_many_paragraphs_without_a_label_are_no_turn() -> None:
    story = "\n".join(["The hall was full."] * 4)
    assert said(f"Q: Why?\nA: Because.\n{story}\nQ: When?")[1] == ("A", ["Because."])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won.” — Carla Nunes, minister", [("Carla Nunes, minister", ["“We won.”"])]),
        ('News.\n"We won." - Peter Berg\nMore.', [("Peter Berg", ['"We won."'])]),
        ("‘We never lost hope’ – Nunes", [("Nunes", ["‘We never lost hope’"])]),
        ("“We won.”\n— Carla Nunes", [("Carla Nunes", ["“We won.”"])]),
        ("“We will row.” — Rowing League", [("Rowing League", ["“We will row.”"])]),
        ("“We won” — and so they had, for once.", []),
        ("“Two Boats” — Carla Nunes", []),
        ("“" + "We won. " * 300 + "” — Carla Nunes", []),
        ("Minister: no new taxes", [("Minister", ["no new taxes"])]),
        ("Nunes: no new taxes\nThe budget was read.", [("Nunes", ["no new taxes"])]),
        ("Rowing League: we will row", [("Rowing League", ["we will row"])]),
        ("Carla Nunes: A life in pictures", []),
        ("Remembering Carla Nunes: Five takeaways", []),
        ("Budget: no new taxes", []),
        ("The budget was read.\nMinister: no new taxes", []),
        ("Nunes: " + "no new taxes " * 20, []),
    ],
)
def test_signatures_and_the_colon_of_a_headline(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert said(text) == expected


def test_a_label_in_which_no_name_was_found_is_a_person_unless_it_is_a_role() -> None:
    text = "REPORTER: Did he call?\nHOLM: He did.\nREPORTER: When?"
    labels = with_labels(text, [], shown(text))
    assert [text[label.start : label.end] for label in labels] == ["HOLM"]


def test_what_is_said_within_a_turn_stays_within_it_and_what_was_read_across_turns_goes() -> None:
    text = "Q: Did he call?\nA: He said that he would."
    across = Attribution(
        [TypedSpan(3, 15, "CONTENT", 0.8), TypedSpan(27, 41, "CONTENT", 0.8)], [TypedSpan(22, 26, "CUE", 0.8)], []
    )
    outside = Attribution([TypedSpan(19, 41, "CONTENT", 0.8)], [TypedSpan(0, 1, "CUE", 0.8)], [])
    contents = [attribution.content for attribution in merged([across, outside], shown(text)) if attribution.cue]
    assert contents == [[TypedSpan(27, 41, "CONTENT", 0.8)]]


def test_what_was_read_without_a_cue_gives_way_and_what_has_a_cue_stays_within() -> None:
    text = "Q: Did he call?\nA: He said that he would."
    read = [
        Attribution([TypedSpan(3, 15, "CONTENT", 0.8)], [], [TypedSpan(0, 1, "SOURCE", 0.8)]),
        Attribution([TypedSpan(27, 41, "CONTENT", 0.8)], [TypedSpan(22, 26, "CUE", 0.8)], []),
    ]
    found = merged(read, shown(text))
    assert [bool(attribution.cue) for attribution in found] == [False, False, True]
    assert [attribution.by_layout for attribution in found] == [True, True, False]


def test_the_speakers_of_a_transcript_have_the_names_that_the_story_gives_them(model: QuotesModel) -> None:
    body = (
        "Carla Nunes, the finance minister of Portugal, spoke to Peter Berg in Lisbon.\n"
        "BERG: Will taxes rise this year?\nNUNES: Taxes will not rise before the election.\nBERG: Thank you, minister."
    )
    result = analyze(Article(id="a", headline="Minister speaks", body=body), model)
    assert [(quote.source[0].text, quote.speaker and quote.speaker.name) for quote in result.quotes] == [
        ("BERG", "Peter Berg"),
        ("NUNES", "Carla Nunes"),
        ("BERG", "Peter Berg"),
    ]
    assert all(quote.confidence > 0.8 for quote in result.quotes)


@given(text=hostile_text)
@settings(max_examples=200, deadline=None)
def test_any_text_has_sound_ranges(text: str) -> None:
    for attribution in shown(text):
        for piece in (*attribution.content, *attribution.source):
            assert text[piece.start : piece.end].strip()
            assert "\n" not in text[piece.start : piece.end]


@pytest.mark.parametrize(
    "line", ["“a”" + " " * 200_000, "“" * 60_000, "“a” - " * 20_000, "A: " * 40_000, "a” " * 40_000]
)
def test_a_long_line_of_marks_takes_no_long_time(line: str) -> None:
    assert len(shown(f"{line}\n{line}")) < 10
