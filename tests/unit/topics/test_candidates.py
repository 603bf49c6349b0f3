"""Which runs of words may be a phrase."""

import unicodedata

import pytest

from services.topics.candidates import candidates_of, word_key, words_of


def phrases(text: str) -> list[str]:
    return [candidate.text for candidate in candidates_of(text, words_of(text), "body")]


@pytest.mark.parametrize("name", ["Ada B. Holm", "Ada B. C. Holm", "U.N. Harbour", "Bank of Northmark", "Ada O’Holm"])
def test_a_name_may_have_initials_points_an_of_and_an_apostrophe(name: str) -> None:
    assert name in phrases(f"They met {name}")


@pytest.mark.parametrize(
    "text",
    [
        "They went by ferry. Harbour",
        "They chose ferries A, B. Harbour",
        "ferry\nHarbour",
        "They measured 7.1. Harbour",
        "They paid 2.5bn. Harbour",
    ],
)
def test_a_phrase_does_not_reach_over_the_end_of_a_sentence_or_line(text: str) -> None:
    assert [phrase for phrase in phrases(text) if "Harbour" in phrase] == ["Harbour"]


def test_a_word_of_more_than_forty_letters_is_no_part_of_a_phrase() -> None:
    assert phrases(f"ferry {'a' * 40} boat")[1] == f"ferry {'a' * 40}"
    assert phrases(f"ferry {'a' * 41} boat") == ["ferry", "boat"]


def test_a_phrase_has_four_words_at_most() -> None:
    found = phrases("harbour ferry ticket office window")
    assert max(len(phrase.split()) for phrase in found) == 4
    assert {"harbour ferry ticket office", "ferry ticket office window"} <= set(found)


@pytest.mark.parametrize("last", ["slowly", "painted"])
def test_an_adverb_or_a_participle_does_not_end_a_phrase_but_stands_inside_one(last: str) -> None:
    found = phrases(f"harbour ferry {last} boat")
    assert f"ferry {last}" not in found
    assert f"ferry {last} boat" in found


@pytest.mark.parametrize("name", ["Northmark United", "Ada Holly"])
def test_a_name_may_end_like_an_adverb_or_a_participle(name: str) -> None:
    assert name in phrases(f"They met {name}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("2026 budget", ["budget"], id="a year before"),
        pytest.param("budget 2026", ["budget"], id="a year behind"),
        pytest.param("budget B", ["budget"], id="a letter"),
        pytest.param("1,200 or 30", [], id="figures alone"),
        pytest.param("budget 2026 plan", ["budget", "budget 2026 plan", "plan"], id="a year inside"),
        pytest.param("G20 budget", ["G20", "G20 budget", "budget"], id="a name with a figure"),
    ],
)
def test_a_phrase_neither_begins_nor_ends_with_a_figure_or_a_single_letter(text: str, found: list[str]) -> None:
    assert phrases(text) == found


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("Zo\u0308e", id="Latin"),
        pytest.param("\u05d9\u05b6\u05dc\u05b6\u05d3", id="Hebrew"),
        pytest.param("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f", id="Arabic"),
        pytest.param("\u0939\u093f\u0928\u094d\u0926\u0940", id="Devanagari"),
        pytest.param("\u0939\u0902\u0938", id="Devanagari with a nasal"),
        pytest.param("\u09ac\u09be\u0982\u09b2\u09be", id="Bengali"),
        pytest.param("\u0ba4\u0bae\u0bbf\u0bb4\u0bcd", id="Tamil"),
        pytest.param("\u0e01\u0e34\u0e19\u0e19\u0e49\u0e33", id="Thai"),
    ],
)
def test_a_mark_upon_a_letter_does_not_divide_a_word(word: str) -> None:
    assert any(unicodedata.category(sign) in {"Mn", "Mc"} for sign in word)
    assert [found.text for found in words_of(f"a {word} b")] == ["a", word, "b"]


@pytest.mark.parametrize("name", ["New York", "Theresa May", "Old Harbour"])
def test_a_word_that_says_nothing_elsewhere_may_stand_in_a_name(name: str) -> None:
    assert name in phrases(f"They saw {name} again")


@pytest.mark.parametrize("phrase", ["7.1-magnitude earthquake", "1,200-seat hall", "2.5bn loan"])
def test_a_number_is_not_cut_at_its_point_or_comma(phrase: str) -> None:
    number, thing = phrase.split()
    assert phrases(f"They saw the {phrase} there") == [number, phrase, thing]


def test_the_point_of_an_initial_does_not_end_a_name_but_does_end_a_sentence() -> None:
    assert "John F. Harbour" in phrases("They met John F. Harbour")
    assert phrases("They had a plan F. Harbour knew it") == ["plan", "Harbour"]


@pytest.mark.parametrize("name", ["Rio de la Plata", "Bay of Holm", "Simon van der Holm"])
def test_a_name_may_have_connectors_inside(name: str) -> None:
    assert name in phrases(f"They saw {name} again")


@pytest.mark.parametrize("name", ["Al Jazeera", "Van Gogh", "Bank Of Holm"])
def test_a_connector_with_a_capital_begins_a_name_but_does_not_end_it(name: str) -> None:
    found = phrases(f"They saw {name} again")
    assert name in found
    assert not any(phrase.endswith(("Al", "Van", "Of")) for phrase in found)


@pytest.mark.parametrize("word", ["vans", "boats", "dens"])
def test_a_plural_is_not_taken_for_a_connector(word: str) -> None:
    assert f"camper {word} festival" in phrases(f"They saw camper {word} festival")


@pytest.mark.parametrize("mark", [". ", "! ", "? ", ": ", "\n", " “", " ‘", ' "'])
def test_a_capital_at_the_start_of_a_sentence_is_no_name(mark: str) -> None:
    assert not words_of(f"They said{mark}Boats sank")[2].is_name
    assert words_of("They said Boats sank")[2].is_name


def test_tags_and_named_characters_are_no_words() -> None:
    text = '<p class="lead">They saw&nbsp;boats &quot;Harbour&quot;, H&M&#39;s R&D; a < b</p>'
    found = words_of(text)
    assert [word.text for word in found] == ["They", "saw", "boats", "Harbour", "H&M", "s", "R&D", "a", "b"]
    assert all(text[word.start : word.end] == word.text for word in found)


@pytest.mark.parametrize("phrase", ["gold worth Rs", "30 mm", "Rs"])
def test_a_unit_does_not_end_a_phrase(phrase: str) -> None:
    assert phrase not in phrases(f"They saw {phrase} again")


@pytest.mark.parametrize("text", ["They saw new boats", "New boats", "They saw Those boats", "They saw Monday boats"])
def test_a_word_that_says_nothing_is_left_out(text: str) -> None:
    assert phrases(text) == ["boats"]


@pytest.mark.parametrize(
    ("word", "key"),
    [("Boats", "boat"), ("BOAT", "boat"), ("glass", "glass"), ("crisis", "crisis"), ("virus", "virus"), ("gas", "gas")],
)
def test_a_plural_is_counted_with_its_singular(word: str, key: str) -> None:
    assert word_key(word) == key
