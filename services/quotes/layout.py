"""Attributions that the layout of a text shows and no verb does: turns of a transcript, signatures, a headline's colon.

    “We won.” — Carla Nunes, finance minister
    Minister: no new taxes

They have no cue. What the model reads in the same place and without a cue gives way to them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from services.language.tagger import TypedSpan
from services.quotes.linking import Attribution, in_order, shown
from services.quotes.rows import SpanRow
from services.quotes.transcripts import LONGEST_LABEL, is_role, turns

LONGEST_SIGNATURE: Final = 100
LONGEST_SIGNED: Final = 2_000
LONGEST_HEADLINE: Final = 200
"""Code points; what is longer is no signature, no paragraph with one, no headline."""

_SPEAKERS: Final = ("PERSON", "ORG")
_OFFICE_WORDS: Final = (
    "activists analysts army economists experts government judge lawyer mayor minister ministry "
    "officials opposition police poll president prosecutors regulator report reports researchers scientists source "
    "sources spokesman spokeswoman study survey union watchdog witnesses"
)
_OFFICES: Final = frozenset(_OFFICE_WORDS.split())
"""What headlines call those who speak, without a name."""

_SIGNED: Final = re.compile(
    rf"^[ \t]*([“\"„«‘'].{{1,{LONGEST_SIGNED}}}[”\"“»’'])[ \t]{{0,8}}\n?[ \t]{{0,8}}(?:[—–]|--?)[ \t]*"
    rf"([^\W\d_].{{0,{LONGEST_SIGNATURE}}})$",
    re.MULTILINE,
)
_SENTENCE: Final = re.compile(r"[.!?…,].$|\b[^\W\d_A-Z]\w+.$|(?:\w+\W+){4}\w")
"""What is signed is no title: it ends as sentences do or in a word without a capital, or has five words."""
_STATEMENT: Final = re.compile(
    r"\b(?:i|we|my|our|us|am|is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|must|should|shall|may|"
    r"might|need|needs|want|wants|no|not|never|cannot|\w+['’](?:t|ll|re|ve|m|d))\b",
    re.IGNORECASE,
)
"""What a person says in a headline has one of these; titles of portraits and lists have none."""
_COLON: Final = re.compile(rf"\s*([^\W\d_][^:\n]{{0,{LONGEST_LABEL}}}):\s+(\S.*\S)")


def by_layout(text: str, names: SpanRow, cues: SpanRow) -> list[Attribution]:
    """Return the attributions that the layout of a text shows.

    `names` are the mentions of names in it, `cues` what a model takes for verbs that attribute.
    """
    return turns(text, names, cues) or [*_signed(text, names), *_headline(text, names)]


def with_labels(text: str, names: Sequence[TypedSpan], attributions: Iterable[Attribution]) -> list[TypedSpan]:
    """Return the names and, as persons, the labels of turns in which none was found, such as surnames in capitals."""
    row = SpanRow(names)
    labels = [
        TypedSpan(source.start, source.end, "PERSON", source.confidence)
        for attribution in attributions
        for source in attribution.source
        if not row.touching(source.start, source.end) and not _names_nobody(text[source.start : source.end])
    ]
    return sorted([*names, *labels])


def merged(read: Iterable[Attribution], laid_out: Sequence[Attribution]) -> list[Attribution]:
    """Put what the model read and what the layout shows together, in the order of their contents."""
    places = SpanRow(piece for attribution in laid_out for piece in attribution.content)
    return in_order([*laid_out, *(left for attribution in read for left in _beside(attribution, places))])


def _beside(attribution: Attribution, places: SpanRow) -> Iterator[Attribution]:
    """Yield what was read with the pieces that stand where its cue does: in what the layout shows, or outside."""
    around = places.around(attribution.cue[0]) if attribution.cue else None
    if around is not None:
        pieces = [piece for piece in attribution.content if places.around(piece) is around]
    else:
        pieces = [piece for piece in attribution.content if not places.touching(piece.start, piece.end)]
    if pieces:
        yield replace(attribution, content=pieces)


def _names_nobody(label: str) -> bool:
    return is_role(label) or label.casefold().split()[-1] in _OFFICES


def _signed(text: str, names: SpanRow) -> Iterator[Attribution]:
    for signed in _SIGNED.finditer(text):
        is_named = any(name.type in _SPEAKERS for name in names.touching(*signed.span(2)))
        if is_named and _SENTENCE.search(signed[1]):
            yield shown([signed.span(1)], signed.span(2))


def _headline(text: str, names: SpanRow) -> Iterator[Attribution]:
    """The words before the first colon of the first line say it if they end in an office or, a statement, in a name."""
    headline = text.partition("\n")[0].rstrip()
    found = _COLON.match(headline) if len(headline) <= LONGEST_HEADLINE else None
    if found is None or headline.endswith("."):
        return
    start, end = found.span(1)
    is_name = any(name.type in _SPEAKERS and name.end >= end for name in names.touching(start, end))
    if (is_name and _STATEMENT.search(found[2])) or found[1].casefold().split()[-1] in _OFFICES:
        yield shown([found.span(2)], (start, end))
