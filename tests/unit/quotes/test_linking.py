"""Sources and cues to contents, given the spans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.language.tagger import TypedSpan
from services.quotes.linking import link
from tests.support.marked_texts import marked

Triple = tuple[list[str], list[str], list[str]]


def linked(text: str) -> list[Triple]:
    """Return (source, cue, content) of each attribution as texts."""
    plain, spans = marked(text)
    return [
        tuple([plain[span.start : span.end] for span in part] for part in (found.source, found.cue, found.content))  # type: ignore[misc]
        for found in link(plain, spans)
    ]


@pytest.mark.parametrize(
    ("text", "triples"),
    [
        pytest.param("{Eva} <said> [it rained].", [(["Eva"], ["said"], ["it rained"])], id="before"),
        pytest.param("[“It rained,”] {Eva} <said>.", [(["Eva"], ["said"], ["“It rained,”"])], id="behind"),
        pytest.param(
            "[“Rain,”] <said> {Eva}. {Omar} <denied> [it].",
            [(["Eva"], ["said"], ["“Rain,”"]), (["Omar"], ["denied"], ["it"])],
            id="two tags",
        ),
        pytest.param(
            "[“It rained,”] {Eva} <said>. [“A lot.”]",
            [(["Eva"], ["said"], ["“It rained,”", "“A lot.”"])],
            id="around the tag",
        ),
        pytest.param(
            "{Eva} <said> [it rained], <adding> [that it was cold].",
            [(["Eva"], ["said"], ["it rained"]), (["Eva"], ["adding"], ["that it was cold"])],
            id="one source for two cues",
        ),
        pytest.param(
            "{EVA}: [It rained.]\n{OMAR}: [It did not.]",
            [(["EVA"], [], ["It rained."]), (["OMAR"], [], ["It did not."])],
            id="interview",
        ),
        pytest.param("{Eva} <said>:\n\n[“It rained.”]", [(["Eva"], ["said"], ["“It rained.”"])], id="announced"),
        pytest.param(
            "{Eva} <said> [“It rained.]\n\n[“And it rained.”]",
            [(["Eva"], ["said"], ["“It rained.", "“And it rained.”"])],
            id="over two paragraphs",
        ),
        pytest.param(
            "[It rained], <according to> {the almanac}.",
            [(["the almanac"], ["according to"], ["It rained"])],
            id="according to",
        ),
        pytest.param("The lake froze. [“Nobody swam.”]", [([], [], ["“Nobody swam.”"])], id="nobody"),
        pytest.param("{Eva} <said> nothing new.", [], id="no content"),
    ],
)
def test_what_stands_together_belongs_together(text: str, triples: list[Triple]) -> None:
    assert linked(text) == triples


def test_a_quotation_within_a_quotation_has_its_own_source() -> None:
    text = "{Eva} <said> [{Omar} had <promised> a bridge by summer]."
    assert linked(text) == [
        (["Eva"], ["said"], ["Omar had promised a bridge by summer"]),
        (["Omar"], ["promised"], ["a bridge by summer"]),
    ]


def test_a_cue_in_another_paragraph_belongs_to_another_content() -> None:
    text = f"{{Eva}} <spoke> at length. {'The lake froze. ' * 9}\n\n[“Nobody swam.”]"
    assert linked(text) == [([], [], ["“Nobody swam.”"])]


spans = st.builds(
    lambda start, size, kind: TypedSpan(start, start + size, kind, 0.8),
    st.integers(0, 80),
    st.integers(1, 30),
    st.sampled_from(["SOURCE", "CUE", "CONTENT"]),
)


def without_overlaps(found: list[TypedSpan]) -> list[TypedSpan]:
    kept: list[TypedSpan] = []
    for span in found:
        if all(span.type != other.type or span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept)


@given(text=st.text(alphabet='ab .,:“”"\n', min_size=120, max_size=120), found=st.lists(spans, max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_content_is_in_exactly_one_attribution(text: str, found: list[TypedSpan]) -> None:
    given_spans = without_overlaps(found)
    contents = [span for attribution in link(text, given_spans) for span in attribution.content]
    wanted = [span for span in given_spans if span.type == "CONTENT"]
    assert sorted(span for span in contents if span in wanted) == wanted


def test_a_content_that_the_model_doubts_is_none() -> None:
    assert link("It rained", [TypedSpan(0, 9, "CONTENT", 0.6)]) == []


def test_a_doubtful_tag_within_a_content_starts_no_quotation() -> None:
    text = "Omar had promised a bridge by summer"
    doubted = [TypedSpan(0, 36, "CONTENT", 0.9), TypedSpan(0, 4, "SOURCE", 0.8), TypedSpan(9, 17, "CUE", 0.9)]
    assert [found.content for found in link(text, doubted)] == [doubted[:1]]
