"""Candidate phrases: where the runs of meaningful words stand in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schemas.span import ArticleField
from services.topics.stop_words import CONNECTORS, IN_NAMES, STOP_WORDS, UNITS

LONGEST_PHRASE: Final = 4
"""Words of a phrase at most, connectors included."""

LONGEST_WORD: Final = 40
"""Code points; what is longer is an address, a code or a script without spaces."""

# Combining marks that words of Hebrew, Arabic, the Indic scripts, Thai and decomposed Latin are written with, which
# the pattern class of letters leaves out.
_MARKS: Final = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u0963\u0981-\u0dff\u0e31-\u0e4e"
_LETTER: Final = rf"(?:[^\W_]|[{_MARKS}])"
# Hyphen, apostrophe and ampersand join words, a point single letters (U.N.), a point or comma figures (7.1, 1,200).
_JOINT: Final = r"(?:[-'’&]|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|(?<=\d)[.,](?=\d))"
_WORD: Final = re.compile(rf"{_LETTER}+(?:{_JOINT}{_LETTER}+)*")
_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]{0,300}>|&#?[a-z0-9]{2,};")
_POSSESSIVE: Final = ("'s", "’s", "'S", "’S")
_SENTENCE_EDGE: Final = re.compile('[.!?\n:“‘"]')
_GAP: Final = re.compile(r"[ \u00a0]{1,2}")
_INITIAL_GAP: Final = re.compile(r"(?<=\b[A-Z])\. ")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    start: int
    end: int
    text: str
    key: str
    """What the word is counted under: without case, possessive and plural ending."""
    number: int
    """Its place among the words of its text."""
    sentence_start: bool
    """It is the first word, or the end of a line or sentence, a colon or an opening quotation mark stands before it."""

    @property
    def is_name(self) -> bool:
        """Written with a capital where a common word would have none."""
        return self.text[0].isupper() and not self.sentence_start


@dataclass(frozen=True, slots=True)
class Candidate:
    """One occurrence of a candidate phrase."""

    field: ArticleField
    words: tuple[Word, ...]
    text: str
    """As it stands in the article."""

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


@lru_cache(maxsize=65_536)
def word_key(text: str) -> str:
    """Fold a word: "Prices" and "price", "Biden" and "Biden’s" are counted as one."""
    folded = text.casefold().replace("’", "'")
    if len(folded) > 3 and folded.endswith("s") and folded[-2] not in "siu'" and folded != "news":
        return folded[:-1]
    return folded


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, none of a tag ("<div>") or a named character ("&nbsp;").

    Linear in its length; a possessive ending is not part of its word.
    """
    text = _MARKUP.sub(lambda markup: " " * len(markup.group()), text)
    words = []
    end_before = 0
    for number, match in enumerate(_WORD.finditer(text)):
        start, end = match.span()
        opens = not end_before or _SENTENCE_EDGE.search(text, end_before, start) is not None
        end_before = end
        written = match.group()
        if len(written) > 2 and written.endswith(_POSSESSIVE):
            end -= 2
        key = word_key(text[start:end])
        if written[-2:-1] == "." and not written[-1].isdigit() and text[end : end + 1] == ".":
            # The last point of "U.N." is part of it, that of "7.1." or "2.5bn." ends a sentence.
            end += 1
        words.append(Word(start, end, text[start:end], key, number, opens))
    return words


def candidates_of(text: str, words: Sequence[Word], field: ArticleField) -> Iterator[Candidate]:
    """Yield every candidate phrase of a text, in order of its start and then of its length."""
    for run in _runs(text, words):
        for first, word in enumerate(run):
            if not _may_bound(word):
                continue
            for last in range(first, min(first + LONGEST_PHRASE, len(run))):
                if _may_bound(run[last]) and _may_end(run[last], alone=last == first):
                    phrase = tuple(run[first : last + 1])
                    yield Candidate(field, phrase, text[phrase[0].start : phrase[-1].end])


def _runs(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the longest runs of words between which only spaces stand.

    They have no stop words but those of names, and connectors only between two words with capitals.
    """
    run: list[Word] = []
    for word in words:
        if run and not _continues(text, run, word):
            yield run
            run = []
        folded = word.text.casefold().replace("’", "'")
        if _is_connector(word):
            if run:
                run.append(word)
        elif (folded in STOP_WORDS and not (word.is_name and folded in IN_NAMES)) or len(word.text) > LONGEST_WORD:
            if run:
                yield run
            run = []
        elif run and _is_connector(run[-1]) and not _is_within_name(run, word):
            yield run
            run = [word]
        else:
            run.append(word)
    if run:
        yield run


def _continues(text: str, run: Sequence[Word], word: Word) -> bool:
    """Whether only spaces stand before the word, or the point of an initial: "Ada B. Holm", not "plan B. Holm"."""
    if _GAP.fullmatch(text, run[-1].end, word.start):
        return True
    return run[-2:][0].text[0].isupper() and _INITIAL_GAP.fullmatch(text, run[-1].end, word.start) is not None


def _is_connector(word: Word) -> bool:
    """Whether it joins the parts of a name: "de", "of", also the "Of" of a headline; but "Al" and "Van" begin one."""
    return word.text in CONNECTORS or word.text.casefold() == "of"


def _is_within_name(run: Sequence[Word], word: Word) -> bool:
    """Whether the connectors at the end of a run stand between two words with capitals: "Rio de la Plata"."""
    before = next(one for one in reversed(run) if not _is_connector(one))
    return word.text[0].isupper() and before.text[0].isupper()


def _may_bound(word: Word) -> bool:
    """Whether a phrase may begin or end with the word: at least two letters and no connector."""
    return (
        not _is_connector(word) and word.text not in UNITS and len(word.text) > 1 and any(map(str.isalpha, word.text))
    )


def _may_end(word: Word, *, alone: bool) -> bool:
    """Adverbs and most past participles do not end a phrase of several words; "Al" and "Van" end none, even alone."""
    if word.text.casefold() in CONNECTORS:
        return False
    return alone or word.text[0].isupper() or not word.text.endswith(("ly", "ed"))
