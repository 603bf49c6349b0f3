"""Whom sources mean: names, pronouns and descriptions, by the weights that ship."""

import re

import pytest

from services.language.grouping import group_mentions
from services.language.tagger import TypedSpan
from services.quotes.model import QuotesModel
from services.quotes.speakers import SpeakersInText

NAMES = {
    "PERSON": "Anna Lindholm|Peter Berg|Maria Silva|John Brown|Lindholm|Berg|Brown",
    "ORG": "World Rowing League|WRL",
    "LOC": "Lisbon",
}


def speakers(marked: str, model: QuotesModel) -> list[tuple[str, str] | None]:
    """Return name and way of the speaker of each source, which stand in braces."""
    text, sources = "", []
    for part in re.split(r"(\{.*?\})", marked):
        start, text = len(text), text + part.strip("{}")
        if part.startswith("{"):
            sources.append([TypedSpan(start, len(text), "SOURCE", 1.0)])
    mentions = sorted(
        TypedSpan(found.start(), found.end(), kind, 1.0)
        for kind, pattern in NAMES.items()
        for found in re.finditer(pattern, text)
    )
    found = SpeakersInText(text, group_mentions(text, mentions), model.speakers).resolve(sources)
    return [None if speaker is None else (speaker.name, speaker.resolved_by) for speaker in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "{Anna Lindholm} said it rained. {She} said it was cold.",
            [("Anna Lindholm", "name"), ("Anna Lindholm", "pronoun")],
            id="who spoke before",
        ),
        pytest.param(
            "Anna Lindholm met Peter Berg in Lisbon. {She} said it rained.", [("Anna Lindholm", "pronoun")], id="she"
        ),
        pytest.param(
            "Peter Berg met Anna Lindholm in Lisbon. {He} said it rained.", [("Peter Berg", "pronoun")], id="he"
        ),
        pytest.param(
            "{Anna Lindholm} said it rained. {Lindholm} said it was cold.",
            [("Anna Lindholm", "name"), ("Anna Lindholm", "short_name")],
            id="a short name",
        ),
        pytest.param(
            "The World Rowing League (WRL) met. {The WRL} said the boats were ready.",
            [("World Rowing League", "short_name")],
            id="an organization",
        ),
        pytest.param(
            "Peter Berg came with Anna Lindholm, 61, {who} said it rained.", [("Anna Lindholm", "pronoun")], id="who"
        ),
        pytest.param(
            "Maria Silva met John Brown. {Brown} said it rained. {She} said it did not.",
            [("John Brown", "short_name"), ("Maria Silva", "pronoun")],
            id="she is not who spoke last",
        ),
        pytest.param(
            "Peter Berg met Anna Lindholm. {A lawyer for the WRL, Peter Berg,} said it rained.",
            [("Peter Berg", "name")],
            id="a name in apposition",
        ),
        pytest.param("Peter Berg sat down. {Witnesses} said it rained.", [None], id="unnamed, several"),
        pytest.param("Peter Berg sat down. {Officials} said it rained.", [None], id="unnamed officials"),
    ],
)
def test_whom_a_source_means(text: str, wanted: list[tuple[str, str] | None], model: QuotesModel) -> None:
    assert speakers(text, model) == wanted


def test_a_text_without_sources_or_names_has_no_speakers(model: QuotesModel) -> None:
    assert speakers("It rained.", model) == []
    assert speakers("{She} said it rained.", model) == [None]


def test_a_text_of_many_names_is_resolved_from_those_near(model: QuotesModel) -> None:
    # Every source looks at a bounded number of names: else this would take minutes, and the test its time limit.
    text = "\n".join(f"Anna Lindholm met Peter Berg on day {day}. {{She}} said it rained." for day in range(3_000))
    assert set(speakers(text, model)) == {("Anna Lindholm", "pronoun")}
