"""The phrases that say what is special about an article, in its own words.

A statistical method without a network. Candidates are runs of up to four words without stop words or punctuation
between them. A word counts for more the more often it stands in the article, the earlier it first stands there, if it
is written as a name, and the rarer it is in other articles. That position, frequency and case carry most of what can
be known from one document alone is the finding of YAKE (Campos et al., Information Sciences 509, 2020); how rare a
word is elsewhere keeps "life" and "world" off the list. A phrase is worth the sum of its words, damped by its length,
times how often it stands in the article as a phrase. The best phrases are taken one after the other, without those
that repeat the words of a better one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from schemas.article import Article
from schemas.span import Span
from schemas.topics import Keyphrase
from services.topics.candidates import Candidate, Word, candidates_of, words_of
from services.topics.full_names import full_names
from services.topics.lead import read_part
from services.topics.rarity import Rarity

MOST_KEYPHRASES: Final = 10

DIGITS: Final = 4
"""Of a score, after the point."""

NAME_WEIGHT: Final = 1.3
HEADLINE_WEIGHT: Final = 1.5
POSITION_HALF: Final = 40.0
"""Words from the start after which what a first mention has above POSITION_FLOOR has fallen by half."""
POSITION_FLOOR: Final = 0.15
"""What is left of it however far down."""
LENGTH_DAMPING: Final = 0.6
"""Power of a phrase's length that the sum of its words is divided by: 0 sums them, 1 takes their mean."""
REPETITION: Final = 0.8
"""Power of the number of mentions of the whole phrase."""
COMMON_WORD: Final = 0.6
"""Weight of a single word in lower case."""
SCALE: Final = 8.0
"""Worth at which a score is 0.5."""

Key = tuple[str, ...]


def keyphrases_of(article: Article, rarity: Rarity) -> tuple[Keyphrase, ...]:
    """Return up to ten keyphrases, best first, each with all its mentions in the order of the article.

    Scores lie between 0 and 1 and order the phrases of one article; they are no probabilities. No phrase is a part of
    another one of the list.
    """
    headline, body = read_part(article)
    headline_words, body_words = words_of(headline), words_of(body)
    occurrences: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in (
        *candidates_of(headline, headline_words, "headline"),
        *candidates_of(body, body_words, "body"),
    ):
        occurrences[candidate.key].append(candidate)
    weights = _word_weights(headline_words, body_words, rarity)
    worths = {key: _worth(key, found, weights) for key, found in occurrences.items() if _is_readable(found)}
    ranked = sorted(worths, key=lambda key: (-worths[key], key))
    fuller = full_names(occurrences)
    chosen = _without_repeats((key, fuller.get(key, key)) for key in ranked)
    return tuple(_keyphrase(full, _mentions(occurrences, key, full), worths[key]) for key, full in chosen)


def _word_weights(headline: list[Word], body: list[Word], rarity: Rarity) -> dict[str, float]:
    """Weigh each word of the article, whether or not it may be part of a phrase."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    first: dict[str, float] = {}
    for words, headline_weight in ((headline, HEADLINE_WEIGHT), (body, 1.0)):
        for word in words:
            counts[word.key] += 1
            names[word.key] += word.is_name
            first.setdefault(word.key, headline_weight * _position_weight(word))
    return {
        key: math.log2(1 + count) * first[key] * rarity.of(key) * (NAME_WEIGHT if 2 * names[key] >= count else 1.0)
        for key, count in counts.items()
    }


def _position_weight(word: Word) -> float:
    return POSITION_FLOOR + (1 - POSITION_FLOOR) / (1 + word.number / POSITION_HALF)


def _worth(key: Key, found: list[Candidate], weights: dict[str, float]) -> float:
    words = sum(weights[word] for word in key)
    worth: float = words / len(key) ** LENGTH_DAMPING * len(found) ** REPETITION
    return worth if len(key) > 1 or found[0].words[0].text[0].isupper() else worth * COMMON_WORD


def _is_readable(found: list[Candidate]) -> bool:
    """A single word in lower case says little unless it comes back, and little if it is a form of a verb."""
    words = found[0].words
    if len(words) > 1 or words[0].is_name:
        return True
    return len(found) > 1 and not words[0].text.endswith(("ed", "ing"))


def _without_repeats(ranked: Iterable[tuple[Key, Key]]) -> list[tuple[Key, Key]]:
    """Take (key, full name) in order that share with each taken before at most a third of the shorter one's words."""
    chosen: list[tuple[Key, Key]] = []
    for key, full in ranked:
        words = set(full)
        if all(len(words & set(other)) <= min(len(words), len(set(other))) / 3 for _, other in chosen):
            chosen.append((key, full))
            if len(chosen) == MOST_KEYPHRASES:
                break
    return chosen


def _mentions(occurrences: dict[Key, list[Candidate]], key: Key, full: Key) -> list[Candidate]:
    """Return the mentions of a phrase in order, those of a name in full and in short, none inside another."""
    mentions = list(occurrences[full])
    if key != full:
        ends = {(one.field, one.end) for one in mentions}
        mentions += [one for one in occurrences[key] if (one.field, one.end) not in ends]
    apart: list[Candidate] = []
    for one in sorted(mentions, key=lambda one: (one.field != "headline", one.start)):
        # "Ha Ha Ha" has "Ha Ha" once.
        if not apart or apart[-1].field != one.field or apart[-1].end <= one.start:
            apart.append(one)
    return apart


def _keyphrase(key: Key, mentions: list[Candidate], worth: float) -> Keyphrase:
    # The form that stands in the article most often; the earliest of those that are as frequent.
    forms = Counter(one.text for one in mentions if one.key == key)
    return Keyphrase(
        text=max(forms, key=lambda form: forms[form]),
        score=round(worth / (worth + SCALE), DIGITS),
        mentions=tuple(Span(field=one.field, start=one.start, end=one.end, text=one.text) for one in mentions),
    )
