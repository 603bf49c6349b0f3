"""Attributions that the layout of a text shows and no verb does: turns of a transcript, signatures, a headline's colon.

    “We won.” — Carla Nunes, finance minister
    Minister: no new taxes

They have no cue. What the model reads in the same place and without a cue gives way to them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from services.language.tagger import TypedSpan
from services.quotes.linking import Attribution, in_order, shown
from services.quotes.rows import SpanRow
from services.quotes.transcripts import LONGEST_LABEL, is_role, turns

LONGEST_SIGNATURE: Final = 100
LONGEST_SIGNED: Final = 2_000
LONGEST_HEADLINE: Final = 200
"""Code points; what is longer is no signature, no paragraph with one, no headline."""

_OFFICE_WORDS: Final = (
    "activists analysts army company court economists experts government judge lawyer mayor media minister ministry "
    "officials opposition police poll president prosecutors regulator report reports researchers scientists source "
    "sources spokesman spokeswoman study survey union watchdog witnesses"
)
_OFFICES: Final = frozenset(_OFFICE_WORDS.split())
"""What headlines call those who speak, without a name."""

_SIGNED: Final = re.compile(rf"\s*([“\"„«‘'].+[”\"“»’'])[ \t]*(?:[—–]|--?)[ \t]*([^\W\d_].{{0,{LONGEST_SIGNATURE}}})$")
_LINE: Final = re.compile(rf"^.{{1,{LONGEST_SIGNED}}}$", re.MULTILINE)
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


def merged(read: Iterable[Attribution], by_layout: Sequence[Attribution]) -> list[Attribution]:
    """Put what the model read and what the layout shows together, in the order of their contents."""
    places = SpanRow(piece for attribution in by_layout for piece in attribution.content)
    left = [
        attribution
        for attribution in read
        if attribution.cue or not any(places.touching(piece.start, piece.end) for piece in attribution.content)
    ]
    return in_order([*left, *by_layout])


def _names_nobody(label: str) -> bool:
    return is_role(label) or label.casefold().split()[-1] in _OFFICES


def _signed(text: str, names: SpanRow) -> Iterator[Attribution]:
    for line in _LINE.finditer(text):
        signed = _SIGNED.match(text, *line.span())
        if signed and any(name.type in ("PERSON", "ORG") for name in names.touching(*signed.span(2))):
            yield shown([signed.span(1)], signed.span(2))


def _headline(text: str, names: SpanRow) -> Iterator[Attribution]:
    """The words before the first colon of the first line say it if they are a person's name or end in an office."""
    headline = text.partition("\n")[0].rstrip()
    found = _COLON.match(headline) if len(headline) <= LONGEST_HEADLINE else None
    if found is None or headline.endswith("."):
        return
    start, end = found.span(1)
    is_person = any(name.type == "PERSON" and name.end >= end for name in names.touching(start, end))
    if is_person or found[1].casefold().split()[-1] in _OFFICES:
        yield shown([found.span(2)], (start, end))
