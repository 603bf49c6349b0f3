"""Mentions of names: what a tagger finds, settled over the whole text.

A tagger sees one window; a text names the same thing many times. Three rules, whose worth is in the model's card: a
form has the type that it has most often, weighed by confidence; a form that ends a person's full name in the same text
is a person; what the model is less than half sure of is no mention. On the edges of a mention, see `trimmed`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, get_args

from schemas.entities import EntityType
from services.language.name_forms import TITLES
from services.language.tagger import TypedSpan

ENTITY_TYPES: Final[frozenset[str]] = frozenset(get_args(EntityType))

SURE_ENOUGH: Final = 0.5
"""Confidence below which a span is no mention."""

NUMBERS: Final = frozenset({"DATE", "MONEY"})
"""The types of mentions that are no names: nothing is called like them."""

SURE_OF_ANOTHER: Final = 0.9
"""Confidence from which on what bears a person's surname is not that person: Ford, of which Bill Ford is chairman."""

LONGEST_ACRONYM: Final = 3
"""Letters of a word in capitals that may be no surname."""

LONGEST_NAME: Final = 200
"""Code points of the longest mention; a longer one is no name, whatever the model says of a text without spaces."""

_EMOJI: Final = "\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_LEADING: Final = re.compile(rf"(?:the|a|an)\s+|[\s\"“”‘'(\[{_EMOJI}]+", re.IGNORECASE)
_TRAILING: Final = re.compile(rf"(?:['’][sS]?|[\s\"“”‘)\],;:{_EMOJI}])\Z")
_TITLE: Final = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)?)\.?\s+")


def settled_mentions(text: str, spans: Iterable[TypedSpan]) -> list[TypedSpan]:
    """Return the spans of entity types as mentions, in order; those given must not overlap, those returned do not."""
    mentions = []
    for span in spans:
        if span.type in ENTITY_TYPES and span.confidence >= SURE_ENOUGH:
            start, end = trimmed(text, span.start, span.end, span.type)
            if end - start <= LONGEST_NAME and _says_something(text[start:end]):
                mentions.append(replace(span, start=start, end=end))
    return _as_full_names(text, _by_majority(text, mentions))


def _says_something(form: str) -> bool:
    """Whether a form may be a name: not signs alone, not a title alone."""
    return any(map(str.isalnum, form)) and form.casefold().rstrip(".") not in TITLES


def trimmed(text: str, start: int, end: int, entity_type: str) -> tuple[int, int]:
    """Move the ends of a mention inwards over what is by rule no part of a name.

    That is an article before it, a possessive behind it, quotation marks and brackets around it, and a person's
    titles, as long as something remains. Dates and amounts keep their words: "the 1990s".
    """
    if entity_type in NUMBERS:
        return start, end
    while mark := _TRAILING.search(text, max(start + 1, end - 2), end):
        end = mark.start()
    while (mark := _LEADING.match(text, start, end)) and mark.end() < end:
        start = mark.end()
    while entity_type == "PERSON" and (title := _TITLE.match(text, start, end)):
        if title[1].casefold() not in TITLES or title.end() >= end:
            break
        start = title.end()
    return start, end


def _by_majority(text: str, mentions: Sequence[TypedSpan]) -> list[TypedSpan]:
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        if mention.type not in NUMBERS:
            weights[_form(text, mention)][mention.type] += mention.confidence
    heaviest = {form: max(by_type, key=lambda name: by_type[name]) for form, by_type in weights.items()}
    return [
        mention if mention.type in NUMBERS else replace(mention, type=heaviest[_form(text, mention)])
        for mention in mentions
    ]


def _as_full_names(text: str, mentions: Sequence[TypedSpan]) -> list[TypedSpan]:
    """Make persons of what is called by a person's last word, unless the tagger is sure that it is something else.

    In capitals a word as short as an acronym is none: the UN is not Kim Jong Un.
    """
    surnames = {
        words[-1]
        for mention in mentions
        if mention.type == "PERSON" and len(words := text[mention.start : mention.end].split()) > 1
    }
    folded = {name.casefold() for name in surnames}

    def is_surname(mention: TypedSpan) -> bool:
        form = text[mention.start : mention.end]
        return form in surnames or (form.casefold() in folded and not (form.isupper() and len(form) <= LONGEST_ACRONYM))

    return [
        replace(mention, type="PERSON")
        if mention.type not in NUMBERS and mention.confidence < SURE_OF_ANOTHER and is_surname(mention)
        else mention
        for mention in mentions
    ]


def _form(text: str, mention: TypedSpan) -> str:
    return text[mention.start : mention.end].casefold()
