"""Names in the headline that the body explains.

A headline gives a tagger little to go by: it begins with a surname that only the body introduces, or stands in
capitals. A name that the body has for sure is the same name in the headline.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.language.fields import ArticleText
from services.language.tagger import TypedSpan

SURE: Final = 0.9
"""Confidence from which on a mention of the body lends its name to the headline."""

SHORTEST: Final = 4
"""Code points of the shortest name that is looked for; shorter ones are words too often."""

LONGEST_HEADLINE: Final = 1_000
"""Code points of the longest headline that is searched; a longer one is a text."""

_NAMED_TYPES: Final = frozenset({"PERSON", "ORG", "LOC", "FAC"})


def with_headline_names(article: ArticleText, mentions: Sequence[TypedSpan]) -> list[TypedSpan]:
    """Return the mentions, and those of the headline that were missed, in order; a new one is as sure as the known."""
    if article.body_start > LONGEST_HEADLINE:
        return list(mentions)
    headline = article.text[: article.body_start]
    in_capitals = headline.isupper()
    known: dict[str, TypedSpan] = {}
    for mention in mentions:
        form = article.text[mention.start : mention.end]
        for name in (form, *form.split()[-1:]) if mention.type == "PERSON" else (form,):
            if mention.start >= article.body_start and _lends_its_name(mention, name):
                known.setdefault(name.upper() if in_capitals else name, mention)
    found = [mention for mention in mentions if mention.start < article.body_start]
    for name in sorted((name for name in known if name in headline), key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", headline):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(replace(known[name], start=match.start(), end=match.end()))
    return sorted(found) + [mention for mention in mentions if mention.start >= article.body_start]


def _lends_its_name(mention: TypedSpan, name: str) -> bool:
    return mention.type in _NAMED_TYPES and mention.confidence >= SURE and len(name) >= SHORTEST and name[0].isupper()
