"""Turns of a transcript: labels say who speaks, not verbs.

    Q: Will taxes rise?
    NUNES: Not this year.

Each turn is an attribution whose source is the label and which has no cue; paragraphs without a label between two that
have one go on with the turn. Forms and lists have labels too ("Date: 3 May"): a transcript has at least two speakers,
who speak in sentences, and one of them speaks again or is called by a role. In 968 articles of the world's press that
finds four interviews and nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from services.quotes.linking import Attribution, Range, shown
from services.quotes.rows import SpanRow

LONGEST_LABEL: Final = 60
"""Code points."""

LONGEST_TURN: Final = 4
"""Paragraphs of one turn; more without a label are no part of it."""

_ROLE_WORDS: Final = (
    "a anchor answer audience chair correspondent host interviewee interviewer judge man member moderator narrator "
    "operator q question questioner reporter reporters speaker the unidentified voice witness woman"
)
_ROLES: Final = frozenset(_ROLE_WORDS.split())
"""Words of labels that name nobody, lower case."""

_PARAGRAPH: Final = re.compile(r"[^\s][^\n]*")
_LABEL: Final = re.compile(rf"([QA](?=\.\s)|[^\W\d_][^\n:;!?“”\"]{{0,{LONGEST_LABEL}}}?(?=\s?:\s))\s?[.:]\s+(?=\S)")
_STAGE_DIRECTION: Final = re.compile(r"[(\[][^()\[\]\n]*[)\]]\.?\s*$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_APPOSITION: Final = re.compile(r"\s?[,(]")
_SENTENCE_MARKS: Final = ".!?…—–-"
_BEHIND_MARKS: Final = " \t\r\"'”’)]"


@dataclass(slots=True)
class _Turn:
    label: Range
    paragraphs: list[Range] = field(default_factory=list)


def turns(text: str, names: SpanRow, cues: SpanRow) -> list[Attribution]:
    """Return the turns of a text as attributions in its order; none if it is no transcript.

    `names` are the mentions of names in the text, `cues` what a model takes for verbs that attribute.
    """
    found = list(_labelled(text, names, cues))
    labels = Counter(text[slice(*turn.label)].casefold() for turn in found)
    if len(labels) < 2 or not (len(labels) < len(found) or any(map(is_role, labels))):
        return []
    return [shown(turn.paragraphs, turn.label) for turn in found]


def is_role(label: str) -> bool:
    """Whether a label says no name: "Q", "UNIDENTIFIED REPORTER"."""
    return all(word in _ROLES for word in _WORD.findall(label.casefold()))


def _labelled(text: str, names: SpanRow, cues: SpanRow) -> Iterator[_Turn]:
    turn: _Turn | None = None
    waiting: list[Range] = []
    for paragraph in _PARAGRAPH.finditer(text):
        if _STAGE_DIRECTION.match(paragraph[0]):
            continue
        label = _LABEL.match(text, paragraph.start(), paragraph.end())
        end = paragraph.start() + len(paragraph[0].rstrip())
        if label and not cues.touching(*label.span(1)) and _speaks(text, label, end, names):
            if turn:
                turn.paragraphs += waiting if len(waiting) < LONGEST_TURN else []
                yield turn
            turn, waiting = _Turn(label.span(1), [(label.end(), end)]), []
        else:
            waiting.append((paragraph.start(), end))
    if turn:
        yield turn


def _speaks(text: str, label: re.Match[str], end: int, names: SpanRow) -> bool:
    """Whether the label is a role, a name, or in capitals, and a sentence follows it."""
    said = text[label.end() : end].rstrip(_BEHIND_MARKS)
    if said[-1:] not in _SENTENCE_MARKS or not any(letter.islower() for letter in said):
        return False
    return is_role(label[1]) or label[1].isupper() or _is_named(text, label, names)


def _is_named(text: str, label: re.Match[str], names: SpanRow) -> bool:
    """Whether the label is a name with what stands before it, and perhaps an apposition behind it."""
    return any(
        name.type in ("PERSON", "ORG") and (name.end >= label.end(1) or _APPOSITION.match(text, name.end))
        for name in names.touching(*label.span(1))
    )
