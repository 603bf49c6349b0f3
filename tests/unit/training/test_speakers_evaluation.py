"""How names of speakers are scored."""

import pytest

from tests.support.results import QUOTES
from training.corpora import Attribution, Labelled
from training.speakers_evaluation import SpeakersGivenSources, speakers_end_to_end


def marked(*, speaker: str) -> Labelled:
    """The quotations of the sample result, the one that has a name said by `speaker`."""
    attributions = tuple(
        Attribution(
            tuple((span.start, span.end) for span in quote.source),
            (),
            tuple((span.start, span.end) for span in quote.content),
            quote.kind,
            speaker if quote.speaker else "",
        )
        for quote in QUOTES.quotes
    )
    return Labelled("a", "", [], frozenset(), attributions)


@pytest.mark.parametrize(("speaker", "f1"), [("Marta Lind", 100.0), ("Omar Diaz", 0.0), ("", 0.0)])
def test_a_name_is_right_if_the_quotation_is_and_the_name(speaker: str, f1: float) -> None:
    assert speakers_end_to_end([QUOTES], [marked(speaker=speaker)]).f1 == f1


def test_a_name_that_is_not_published_is_missed() -> None:
    nameless = QUOTES.model_copy(
        update={"quotes": tuple(quote.model_copy(update={"speaker": None}) for quote in QUOTES.quotes)}
    )
    assert speakers_end_to_end([nameless], [marked(speaker="Marta Lind")]).recall == 0


def test_sources_are_counted_by_their_way_of_naming() -> None:
    speaker = next(quote.speaker for quote in QUOTES.quotes if quote.speaker)
    counted = SpeakersGivenSources()
    counted.add({"source_text": "She", "name": "Marta Lind"}, speaker)
    counted.add({"source_text": "Ms Lind", "name": "Marta Lind"}, None)
    counted.add({"source_text": "the mayor", "name": "Omar Diaz"}, speaker)
    counted.add({"source_text": "officials", "name": ""}, speaker)
    assert counted.right == {
        "all": [True, False, False],
        "names and short names": [False],
        "pronouns": [True],
        "descriptions": [False],
    }
    assert counted.unnamed == [False]
    assert [right for _, right in counted.judged] == [True, False, False]
