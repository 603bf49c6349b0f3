"""Where sources and contents begin and end, put right by what the text shows and a model cannot see word by word.

No rule lowers an exact score on quotes-world dev or on `training/labels/quotes-held.jsonl`, and most raise one; the
others are for shapes that those lack and readers met.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from services.language.tagger import TypedSpan
from services.quotes.rows import SpanRow

JOINED: Final = 20
"""Code points between two pieces of one content up to which they are one, if nothing in between ends it."""

_SEPARATORS: Final = " \t\r,;:–—"
_OPENS_WHAT_FOLLOWS: Final = re.compile(r"\s[\"“„«](?=\w)")
_HAS_WORD: Final = re.compile(r"\w")
_ENDS_A_PIECE: Final = re.compile(r"[.!?…\n\"“”«»„]")
_RELATIVE: Final = re.compile(r",? (?:who|which|that|whose)$")
_ABBREVIATED_TITLE: Final = re.compile(r"\b(?:Capt|Col|Dr|Gen|Gov|Hon|Lt|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|St)$")

_MARKS: Final = (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"))
"""Single marks are left alone: one that closes looks like an apostrophe."""


def tidied_source(text: str, source: TypedSpan, names: SpanRow) -> TypedSpan:
    """Complete a name that the source cuts, "Dr" of "Dr. Ng" included, and leave a relative pronoun at its end out."""
    start, end = source.start, source.end
    relative = _RELATIVE.search(text[start:end])
    if relative:
        end = start + relative.start()
    reach = end + 2 if text[end : end + 2] == ". " and _ABBREVIATED_TITLE.search(text[start:end]) else end - 1
    for name in names.touching(start, reach + 1):
        if name.start <= reach < name.end:
            end = max(end, name.end)
        if name.start < start < name.end <= end:
            start = name.start
    return replace(source, start=start, end=end)


def says_whom(text: str, source: TypedSpan) -> bool:
    """Whether a source is more than an article."""
    return text[source.start : source.end].casefold() not in ("the", "a", "an")


def tidied_content(text: str, pieces: Iterable[TypedSpan], parts: Sequence[SpanRow]) -> list[TypedSpan]:
    """Return the pieces of a content with whole marks, without separators around them, and none that has no word.

    Pieces with a few words in between are one, unless the end of a sentence, marks, or one of `parts` (cues and
    sources) stands there.
    """
    tidied: list[TypedSpan] = []
    for piece in pieces:
        if not _HAS_WORD.search(text, piece.start, piece.end):
            continue
        whole = _with_whole_marks(text, _stripped(text, piece))
        if tidied and _goes_on(text, tidied[-1], whole, parts):
            confidence = min(tidied[-1].confidence, whole.confidence)
            tidied[-1] = replace(tidied[-1], end=max(tidied[-1].end, whole.end), confidence=confidence)
        else:
            tidied.append(whole)
    return tidied


def _stripped(text: str, piece: TypedSpan) -> TypedSpan:
    start, end = piece.start, piece.end
    if _OPENS_WHAT_FOLLOWS.match(text, end - 2):
        end -= 2
    while text[start] in _SEPARATORS:
        start += 1
    while text[end - 1] in _SEPARATORS:
        end -= 1
    return replace(piece, start=start, end=end)


def _with_whole_marks(text: str, piece: TypedSpan) -> TypedSpan:
    """Take in the mark that closes what the piece opens, or opens what it closes, if it stands right outside."""
    start, end = piece.start, piece.end
    for opening, closing in _MARKS:
        inside = text[start:end]
        if inside.startswith(opening) and closing not in inside[1:]:
            closed = re.match(rf"[.,!?…]{{0,2}}{closing}", text[end : end + 3])
            end += closed.end() if closed else 0
        elif inside.endswith(closing) and opening not in inside[:-1] and text[max(0, start - 1) : start] == opening:
            start -= 1
    return replace(piece, start=start, end=end)


def _goes_on(text: str, before: TypedSpan, piece: TypedSpan, parts: Iterable[SpanRow]) -> bool:
    start, end = before.end, piece.start
    if end - start > JOINED or _ENDS_A_PIECE.search(text[start:end]):
        return False
    return not any(row.touching(start, end) for row in parts)
